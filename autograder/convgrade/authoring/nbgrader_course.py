"""A course folder for nbgrader: notebooks with its metadata, what students get beside them, and what grades.

``source/`` holds nothing private, so nothing needs to be stripped from it; ``solutions/`` is read by
convgrade's own preprocessors alone.  ``manifests/`` says for each assignment what was written here.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from convgrade.authoring.figures import FOLDER
from convgrade.authoring.gradescope import SOLUTIONS, graders_files, with_manifest
from convgrade.authoring.leaks import require_no_leaks
from convgrade.authoring.release import all_assignments
from convgrade.authoring.student import student_files
from convgrade.authoring.wheel import WHEEL_NAME, students_wheel_bytes
from convgrade.core.errors import InputError
from convgrade.core.exercise import Assignment, find_assignment
from convgrade.core.release import MANIFEST_FILE
from convgrade.grading.cells import CHECK_CELL, EXERCISE_CELL
from convgrade.grading.notebooks import notebook_name
from convgrade.grading.premises import MANIFESTS

COURSE = "nbgrader"
CONFIG_FILE = "nbgrader_config.py"
SCHEMA_VERSION = 3
"""Of nbgrader's metadata of cells, since nbgrader 0.6."""

_NOT_OTHERS = 0o750  # students may have accounts on the machine
_CONFIGURES = "configure(c)"
_CONFIG = f'''\
"""nbgrader's configuration for this course; `convgrade release nbgrader` keeps it once it is here."""

from convgrade.in_nbgrader import configure

c = get_config()  # noqa: F821 - nbgrader provides it
{_CONFIGURES}  # who grades: convgrade's preprocessors

# Your own settings, such as:
# c.CourseDirectory.course_id = "cnn101"
# c.Grade.require_isolation = "closed"  # grade nowhere where student code is held less firmly
'''


def build_nbgrader_course(course: Path, names: Sequence[str], out: Path) -> list[Path]:
    """Build a course folder for nbgrader, for some assignments or all.

    What is there of other assignments, gradebook, submissions and the instructor's own files stay.

    Parameters
    ----------
    course : Path
        The private layout, such as ``solutions/``.
    names : sequence of str
        Which assignments; all where it is empty.
    out : Path
        Where the folder ``nbgrader`` goes; made if it is missing.

    Returns
    -------
    list of Path
        The course folder.

    Raises
    ------
    ExerciseError
        If an exercise is broken, or private text would be published.
    InputError
        If an assignment is unknown, convgrade's sources are not at hand, or a file was edited in the
        course folder and would be overwritten.
    """
    names = names or all_assignments(course)
    files = {name: nbgrader_files(find_assignment(course, name)) for name in names}
    target = out / COURSE
    configuration = _configuration(target)
    written = {name: _written(target, name) for name in names}
    for name in names:
        _require_unedited(target, written[name], files[name])
    target.mkdir(mode=_NOT_OTHERS, parents=True, exist_ok=True)
    for name in names:
        for old in sorted(set(written[name]) - set(files[name])):
            (target / old).unlink(missing_ok=True)
        for path, content in files[name].items():
            (target / path).parent.mkdir(parents=True, exist_ok=True)
            (target / path).write_bytes(content)
    (target / SOLUTIONS).chmod(_NOT_OTHERS)
    (target / CONFIG_FILE).write_text(configuration, encoding="utf-8")
    return [target]


def nbgrader_files(assignment: Assignment) -> dict[str, bytes]:
    """Return what an assignment adds to a course folder, by path, its manifest among it.

    Parameters
    ----------
    assignment : Assignment
        In the private layout.

    Raises
    ------
    ExerciseError
        If a file is missing or broken, or private text would be published.
    """
    public = student_files(assignment)
    notebook = notebook_name(assignment)
    public[notebook] = with_metadata(public[notebook].decode(), assignment).encode()
    stubs = {exercise.file_name for exercise in assignment.exercises}
    public = {name: content for name, content in public.items() if not _is_in_notebook(name, stubs)}
    public[WHEEL_NAME] = students_wheel_bytes()
    require_no_leaks(assignment, public)
    place = f"source/{assignment.name}"
    files = {**{f"{place}/{name}": content for name, content in public.items()}, **graders_files(assignment)}
    manifest = with_manifest(files, assignment)[MANIFEST_FILE]
    return {**files, f"{MANIFESTS}/{assignment.name}.json": manifest}


def _is_in_notebook(name: str, stubs: Collection[str]) -> bool:
    """Return whether the notebook holds what a file holds: the handout, a picture in it, or a stub."""
    return name == "README.md" or name.startswith(f"{FOLDER}/") or name in stubs


def with_metadata(notebook: str, assignment: Assignment) -> str:
    """Return a released notebook with nbgrader's metadata.

    An exercise's cell is the student's to fill in, the cell that checks it carries its points, and all
    others are read only.

    Parameters
    ----------
    notebook : str
        As `notebook_text` returns it.
    assignment : Assignment
        What it was made from.
    """
    content = json.loads(notebook)
    points = {CHECK_CELL + exercise.name: exercise.points for exercise in assignment.exercises}
    to_write = {EXERCISE_CELL + exercise.name for exercise in assignment.exercises}
    for cell in content["cells"]:
        cell["metadata"]["nbgrader"] = _metadata(cell["id"], cell["id"] in to_write, points.get(cell["id"]))
    return json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _metadata(cell: str, is_solution: bool, points: float | None) -> dict[str, Any]:
    facts = {"grade_id": cell, "schema_version": SCHEMA_VERSION, "task": False}
    facts |= {"grade": points is not None, "locked": not is_solution, "solution": is_solution}
    return facts if points is None else {**facts, "points": points}


def _configuration(target: Path) -> str:
    """Return the configuration that is there if it is one with our preprocessors, else a new one."""
    path = target / CONFIG_FILE
    if not path.is_file():
        return _CONFIG
    text = path.read_text(encoding="utf-8")
    if _CONFIGURES not in text:
        raise InputError(
            f"{path} does not name convgrade's preprocessors: add the lines "
            f"`from convgrade.in_nbgrader import configure` and, below get_config(), `{_CONFIGURES}`"
        )
    return text


def _written(target: Path, name: str) -> dict[str, str]:
    """Return the SHA-256 of what an earlier release wrote of an assignment, by path."""
    path = target / MANIFESTS / f"{name}.json"
    if not path.is_file():
        return {}
    try:
        known = dict(json.loads(path.read_text(encoding="utf-8"))["files"])
    except (ValueError, KeyError, TypeError):
        raise InputError(f"{path} is damaged: remove it") from None
    places = (f"source/{name}/", f"{SOLUTIONS}/{name}/")
    return {str(file): str(digest) for file, digest in known.items() if file.startswith(places) and ".." not in file}


def _require_unedited(target: Path, written: Mapping[str, str], files: Mapping[str, bytes]) -> None:
    """Refuse to overwrite or remove what is neither as it was written earlier nor as it will be."""
    for name in sorted({*written, *files}):
        path = target / name
        if name.startswith(MANIFESTS) or not path.is_file():
            continue
        there = path.read_bytes()
        if hashlib.sha256(there).hexdigest() != written.get(name) and there != files.get(name):
            raise InputError(
                f"{path} was edited, or is not of a release, and would be overwritten: "
                "make the change in solutions/, or move the file away"
            )
