"""Start an exercise: a complete skeleton that passes the project's own tests as it is."""

import keyword
import re
import sys
from pathlib import Path
from string import Template

from convgrade.core.errors import InputError
from convgrade.core.exercise import ASSIGNMENT_FILE, EXERCISE_FILE, load_assignment

SKELETON = Path(__file__).parent / "skeleton"
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_TAKEN = {
    *sys.stdlib_module_names,
    *keyword.kwlist,
    *(
        "conftest",
        "convgrade",
        "gradescope_utils",
        "hypothesis",
        "numpy",
        "pytest",
        "setup",
        "solution",
        "tests",
        "torch",
    ),
}


def new_exercise(course: Path, assignment: str, name: str) -> list[Path]:
    """Write the skeleton of an exercise, and of its assignment if that is new.

    The skeleton asks for a tiny function, with a solution, checks, a misconception and an
    alternative; what it says is to be replaced.

    Parameters
    ----------
    course : Path
        The private layout, such as ``solutions/``.
    assignment : str
        Such as ``"a2_convolution"``.
    name : str
        Of the exercise, its function and the file that students hand in, without ``.py``.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    InputError
        If the course is no folder, a name is not usable, or the exercise exists.
    """
    _require_usable("an assignment", assignment)
    _require_usable("an exercise", name)
    if not SKELETON.is_dir():
        raise InputError(
            "students' convgrade has no skeleton of an exercise: use the one that the course was cloned with"
        )
    if not course.is_dir():
        raise InputError(f"{course} is no folder: name the course's folder with --assignments, or make it first")
    home = course / assignment
    folder = home / name
    if folder.exists():
        raise InputError(f"{folder} exists already; nothing was written")
    files = {} if (home / ASSIGNMENT_FILE).exists() else _filled("assignment", home, assignment=assignment)
    others = load_assignment(home).exercises if any(home.glob(f"*/{EXERCISE_FILE}")) else ()
    order = 1 + max((exercise.order for exercise in others), default=0)
    files |= _filled("exercise", folder, name=name, order=str(order))
    folder.mkdir(parents=True)
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")
    return list(files)


def _filled(kind: str, folder: Path, **words: str) -> dict[Path, str]:
    """Return the files of a skeleton by path; a template's last suffix goes."""
    templates = sorted((SKELETON / kind).glob("*.template"))
    return {
        folder / template.stem: Template(template.read_text(encoding="utf-8")).substitute(words)
        for template in templates
    }


def _require_usable(what: str, name: str) -> None:
    if not _NAME.fullmatch(name):
        raise InputError(f"{name!r} cannot name {what}: use small letters, digits and _, and begin with a letter")
    if name in _TAKEN or name.startswith("test_"):
        raise InputError(f"{name!r} cannot name {what}: Python, NumPy or pytest use that name; choose another")
