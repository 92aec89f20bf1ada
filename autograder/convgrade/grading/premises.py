"""What must hold before a submission is graded here: a release that is whole, and isolation."""

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

from convgrade.core.errors import ExerciseError, IsolationError
from convgrade.core.exercise import Assignment
from convgrade.core.hashing import folder_files
from convgrade.core.release import MANIFEST_FILE
from convgrade.worker.client import Level, WorkerSource

MANIFESTS = "manifests"
"""The folder with a manifest for each assignment, where several are installed in one place."""


def require_isolation(workers: WorkerSource, private: Sequence[Path], required: Level) -> None:
    """Refuse to go on where a worker is not held as firmly as required, or could open what is private.

    Parameters
    ----------
    workers : WorkerSource
        Where workers come from; one is started to try.
    private : sequence of Path
        Files and folders that must stay closed to student code.
    required : Level
        The least isolation level.

    Raises
    ------
    IsolationError
        Says what is missing.
    """
    isolation = workers.examine(private)
    if not isolation.level.reaches(required):
        raise IsolationError(
            f"student code would run at isolation level '{isolation.level}' here, and '{required}' is required; "
            f"missing: {'; '.join(isolation.missing)}. `convgrade doctor` says what to do about it"
        )


def installed_release(assignments: Path, assignment: Assignment) -> str | None:
    """Return the hash of the release that is installed here, after a look at whether it is whole.

    Parameters
    ----------
    assignments : Path
        The folder of the assignments.  The manifest beside it tells, or the assignment's own in a folder
        ``manifests`` there; without one they are the instructor's own folder.
    assignment : Assignment
        One of them.

    Returns
    -------
    str or None
        None where nothing was released.

    Raises
    ------
    ExerciseError
        If a file is not what the manifest says, or the manifest cannot be read.
    """
    root = assignments.resolve()
    places = (root.parent / MANIFEST_FILE, root.parent / MANIFESTS / f"{assignment.name}.json")
    manifest = next((path for path in places if path.is_file()), None)
    if manifest is None:
        return None
    remedy = "build and upload the release again"
    try:
        known = json.loads(manifest.read_text(encoding="utf-8"))
        release, promised = str(known["release"]), dict(known["files"])
    except (OSError, ValueError, KeyError, TypeError):
        raise ExerciseError(f"{manifest} is damaged: {remedy}") from None
    place = f"{root.name}/{assignment.name}/"
    there = {place + name: hashlib.sha256(data).hexdigest() for name, data in folder_files(assignment.folder).items()}
    for name in sorted(promised):
        if name.startswith(place) and there.get(name) != promised[name]:
            raise ExerciseError(f"{root.parent / name} is not what {manifest.name} says: {remedy}")
    return release
