"""A throw-away copy of the folders in which Gradescope runs an autograder."""

import json
import shutil
import stat
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convgrade.core.errors import InputError

LARGEST_UNPACKED = 2**30  # bytes; a submission or release of more is a mistake, or a bomb


@dataclass(frozen=True)
class Layout:
    """Gradescope's ``/autograder`` at another place."""

    base: Path

    @property
    def source(self) -> Path:
        """Return where the zip is unpacked."""
        return self.base / "source"

    @property
    def submission(self) -> Path:
        """Return where a student's files are put."""
        return self.base / "submission"

    @property
    def results(self) -> Path:
        """Return where ``run_autograder`` must leave ``results.json``."""
        return self.base / "results"

    @property
    def run_autograder(self) -> Path:
        """Return the script that grades one submission."""
        return self.base / "run_autograder"

    def install(self, zip_path: Path) -> None:
        """Unpack an autograder zip and put ``run_autograder`` in its place, as Gradescope does.

        Raises
        ------
        InputError
            If it is no zip, or lacks one of Gradescope's two scripts.
        """
        self.base.chmod(0o755)
        unpack(zip_path, self.source)
        for name in ("setup.sh", "run_autograder"):
            if not (self.source / name).is_file():
                raise InputError(f"{zip_path} is no autograder zip: it has no {name} at its top")
        shutil.copy(self.source / "run_autograder", self.run_autograder)
        self.run_autograder.chmod(0o755)

    def submit(self, submission: Path) -> None:
        """Put a submission in place, and clear what the last run left."""
        for folder in (self.submission, self.results):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        if submission.is_dir():
            shutil.copytree(submission, self.submission, symlinks=True, dirs_exist_ok=True)
        elif zipfile.is_zipfile(submission):
            unpack(submission, self.submission)
        else:
            shutil.copy(submission, self.submission)
        text = json.dumps(metadata(submission.name), indent=2)
        (self.base / "submission_metadata.json").write_text(text, encoding="utf-8")


def unpack(zip_path: Path, folder: Path) -> None:
    """Unpack a zip into a folder, with the permissions it names.

    Raises
    ------
    InputError
        If it cannot be read, or would unpack to more than a GiB.
    """
    try:
        with zipfile.ZipFile(zip_path) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > LARGEST_UNPACKED:
                raise InputError(f"{zip_path} would unpack to more than {LARGEST_UNPACKED // 2**20} MiB")
            for member in members:
                _set_mode(Path(archive.extract(member, folder)), member)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError) as error:
        raise InputError(f"{zip_path} cannot be unpacked: {error}") from None


def _set_mode(path: Path, member: zipfile.ZipInfo) -> None:
    """Give an unpacked file the permissions that its zip names, if it names any."""
    mode = stat.S_IMODE(member.external_attr >> 16)
    if mode and path.is_file():
        path.chmod(mode)


def metadata(title: str) -> dict[str, Any]:
    """Return a ``submission_metadata.json`` as Gradescope writes it."""
    return {
        "id": 123456789,
        "created_at": "2026-03-02T14:03:27.215304-08:00",
        "assignment": {
            "due_date": "2026-03-06T23:59:00.000000-08:00",
            "group_size": 1,
            "group_submission": False,
            "id": 25828,
            "course_id": 1234,
            "late_due_date": None,
            "release_date": "2026-02-20T00:00:00.000000-08:00",
            "title": title,
            "total_points": "100.0",
            "outline": None,
        },
        "submission_method": "upload",
        "users": [{"email": "student@example.edu", "id": 1234567, "name": "A Student", "sid": "00000001"}],
        "previous_submissions": [],
    }
