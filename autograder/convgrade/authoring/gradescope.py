"""The zip that an instructor uploads to Gradescope, and the manifest that every zip carries."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import convgrade
from convgrade.authoring.wheel import WHEEL_NAME, project_root, wheel_bytes
from convgrade.authoring.wheels import wheels_of
from convgrade.core.edition import edition_of
from convgrade.core.errors import InputError
from convgrade.core.exercise import ASSIGNMENT_FILE, EXERCISE_FILE, Assignment
from convgrade.core.hashing import content_hash
from convgrade.core.release import MANIFEST_FILE
from convgrade.grading.pytorch import recordings_of, without_cuda

SOLUTIONS = "solutions"
EXECUTABLE = ("run_autograder", "setup.sh")
DOCKERFILE = "Dockerfile"
LIVE_TORCH_FILE = "live-torch"
_SCRIPTS = (*EXECUTABLE, "requirements.txt", "uv.txt")
_WHEELS = "wheels"
_PINS_OF = {"torch": ("requirements-torch.txt", "torch.txt")}  # what setup.sh installs beside requirements.txt
_EXERCISE_FILES = (
    EXERCISE_FILE,
    "solution.py",
    "test_public.py",
    "test_hidden.py",
    "misconceptions.py",
    "alternatives.py",
    "cases.py",
    "recorded.npz",
)


@dataclass(frozen=True)
class Variant:
    """Which kind of autograder zip to build; the default is lean.

    ``live_torch`` has checks compare with PyTorch itself as well as with its recorded answers;
    ``vendored`` names the versions of Python for which the zip brings all packages along; ``dockerfile``
    makes it what ``docker build`` takes, with the same members below ``source``.
    """

    live_torch: bool = False
    vendored: tuple[str, ...] = ()
    dockerfile: bool = False

    @property
    def suffix(self) -> str:
        """Return what tells its file's name from the lean zip's."""
        parts = {"-live-torch": self.live_torch, "-vendored": self.vendored, "-docker": self.dockerfile}
        return "".join(part for part, is_there in parts.items() if is_there)


LEAN = Variant()


def gradescope_files(assignment: Assignment, variant: Variant = LEAN) -> dict[str, bytes]:
    """Return the members of an assignment's autograder zip, by name.

    Parameters
    ----------
    assignment : Assignment
        In the private layout.
    variant : Variant, optional
        Which kind of zip.

    Returns
    -------
    dict of str to bytes
        Gradescope's two scripts, the pinned requirements (PyTorch's only where it is needed),
        convgrade's wheel, the assignment with its solutions, and the manifest.

    Raises
    ------
    InputError
        If convgrade's sources are not at hand, or a version of Python is unknown.
    ConvgradeError
        If wheels are to be brought along, and cannot be downloaded.
    """
    scripts = project_root() / "autograder" / "gradescope"
    pins = [name for package in _packages(assignment, variant) for name in _PINS_OF.get(package, ())]
    files = {name: _read(scripts / name) for name in (*_SCRIPTS, *pins)}
    if variant.live_torch:
        files[LIVE_TORCH_FILE] = b"run_autograder asks PyTorch itself as well, since this file is here.\n"
    files |= _vendored(scripts, pins, variant.vendored)
    files[WHEEL_NAME] = wheel_bytes()
    return with_manifest({**files, **graders_files(assignment)}, assignment)


def graders_files(assignment: Assignment) -> dict[str, bytes]:
    """Return what grades an assignment, by path below a release's top: its exercises with their solutions."""
    place = f"{SOLUTIONS}/{assignment.name}"
    files = {f"{place}/{ASSIGNMENT_FILE}": _read(assignment.folder / ASSIGNMENT_FILE)}
    files |= {f"{place}/{name}": _read(assignment.folder / name) for name in assignment.files}
    for exercise in assignment.exercises:
        for path in (exercise.folder / name for name in _EXERCISE_FILES):
            if path.is_file():
                files[f"{place}/{exercise.name}/{path.name}"] = path.read_bytes()
    return files


def docker_files(assignment: Assignment, variant: Variant) -> dict[str, bytes]:
    """Return what ``docker build`` needs for an image of a course's own: a Dockerfile, and `gradescope_files`."""
    source = {f"source/{name}": content for name, content in gradescope_files(assignment, variant).items()}
    return {DOCKERFILE: _read(project_root() / "autograder" / "gradescope" / DOCKERFILE), **source}


def with_manifest(files: Mapping[str, bytes], assignment: Assignment) -> dict[str, bytes]:
    """Return the files of a release and its ``manifest.json``.

    The manifest names version, assignment, points and the SHA-256 of every file; ``release`` is one
    hash over all of them, which results carry; ``edition`` changes only where what students get does.
    """
    manifest = {
        "version": convgrade.__version__,
        "release": content_hash(files),
        "assignment": assignment.name,
        "edition": edition_of(assignment),
        "points": assignment.points,
        "bonus": sum(exercise.bonus for exercise in assignment.exercises),
        "pytorch": _compared_with(assignment),
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    return {**files, MANIFEST_FILE: f"{json.dumps(manifest, indent=2)}\n".encode()}


def _compared_with(assignment: Assignment) -> dict[str, object]:
    """Return by which devices, and which versions of PyTorch, answers are recorded, and what is not."""
    recordings = recordings_of(assignment.exercises)
    by: dict[str, list[str]] = {}
    for recorded in recordings:
        for device, name in recorded.devices.items():
            by.setdefault(device, []).append(f"PyTorch {recorded.version_of(device)} on {name}")
    gap = without_cuda(recordings)
    recorded_by = {device: sorted(set(who)) for device, who in sorted(by.items())}
    return {"recorded": recorded_by, "missing": [f"{gap}."] if gap else []}


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(f"{path} is missing, and an autograder zip needs it: restore it from git")
    return path.read_bytes()


def missing_in_image(assignment: Assignment) -> list[str]:
    """Return a sentence for each exercise whose student code needs a package that `setup.sh` does not install."""
    return [
        f"{assignment.name}: {exercise.name} needs {', '.join(missing)}, which the image will not have: its "
        "checks will wait for a regrade. Install it at the end of setup.sh, or grade that exercise elsewhere."
        for exercise in assignment.exercises
        if (missing := [package for package in exercise.packages if package not in _PINS_OF])
    ]


def _vendored(scripts: Path, pins: Sequence[str], pythons: Sequence[str]) -> dict[str, bytes]:
    """Return the wheels that setup.sh installs, and pip's, which installs them, for these versions of Python."""
    if not pythons:
        return {}
    texts = {name: _read(scripts / name).decode() for name in ("pip.txt", "requirements.txt", *pins)}
    wheels = {f"{_WHEELS}/{name}": content for name, content in wheels_of(texts, pythons).items()}
    return {f"{_WHEELS}/versions": f"{' '.join(pythons)}\n".encode(), **wheels}


def _packages(assignment: Assignment, variant: Variant) -> list[str]:
    """Return what the image needs beside requirements.txt."""
    needed = {package for exercise in assignment.exercises for package in exercise.packages}
    return sorted(needed | ({"torch"} if variant.live_torch else set()))
