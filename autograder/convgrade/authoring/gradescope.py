"""The zip that an instructor uploads to Gradescope, and the manifest that every zip carries."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

import convgrade
from convgrade.authoring.wheel import WHEEL_NAME, project_root, wheel_bytes
from convgrade.core.edition import edition_of
from convgrade.core.errors import InputError
from convgrade.core.exercise import ASSIGNMENT_FILE, EXERCISE_FILE, Assignment
from convgrade.core.hashing import content_hash
from convgrade.grading.premises import MANIFEST_FILE

SOLUTIONS = "solutions"
EXECUTABLE = ("run_autograder", "setup.sh")
_SCRIPTS = (*EXECUTABLE, "requirements.txt", "uv.txt")
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


def gradescope_files(assignment: Assignment) -> dict[str, bytes]:
    """Return the members of an assignment's autograder zip, by name.

    Parameters
    ----------
    assignment : Assignment
        In the private layout.

    Returns
    -------
    dict of str to bytes
        Gradescope's two scripts, the pinned requirements, convgrade's wheel, the assignment with
        its solutions, and the manifest.

    Raises
    ------
    InputError
        If convgrade's sources are not at hand.
    """
    scripts = project_root() / "autograder" / "gradescope"
    files = {name: _read(scripts / name) for name in _SCRIPTS}
    files[WHEEL_NAME] = wheel_bytes()
    return with_manifest({**files, **graders_files(assignment)}, assignment)


def graders_files(assignment: Assignment) -> dict[str, bytes]:
    """Return what grades an assignment, by path below a release's top: its exercises with their solutions."""
    place = f"{SOLUTIONS}/{assignment.name}"
    files = {f"{place}/{ASSIGNMENT_FILE}": _read(assignment.folder / ASSIGNMENT_FILE)}
    for exercise in assignment.exercises:
        for path in (exercise.folder / name for name in _EXERCISE_FILES):
            if path.is_file():
                files[f"{place}/{exercise.name}/{path.name}"] = path.read_bytes()
    return files


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
        "files": {name: hashlib.sha256(files[name]).hexdigest() for name in sorted(files)},
    }
    return {**files, MANIFEST_FILE: f"{json.dumps(manifest, indent=2)}\n".encode()}


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(f"{path} is missing, and an autograder zip needs it: restore it from git")
    return path.read_bytes()


def missing_in_image(assignment: Assignment) -> list[str]:
    """Return a sentence for each exercise whose student code needs a package that `setup.sh` does not install."""
    return [
        f"{assignment.name}: {exercise.name} needs {', '.join(exercise.packages)}, which the image will not have: its "
        "checks will wait for a regrade. Install it at the end of setup.sh, or grade that exercise elsewhere."
        for exercise in assignment.exercises
        if exercise.packages
    ]
