"""What a student hands in: the files that a grader would take, looked through on the student's own machine."""

import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from convgrade.core.archive import zip_bytes
from convgrade.core.errors import InputError
from convgrade.core.exercise import ASSIGNMENT_FILE, Assignment
from convgrade.grading.cells import code_cells
from convgrade.grading.intake import Submission
from convgrade.grading.notebooks import is_stub, notebook_name, written_as
from convgrade.grading.texts import clean, clean_name

_CONFLICT = re.compile(rb"^(?:<{7}|>{7})(?: .*)?\r?$", re.MULTILINE)
_SHOWN = 100


@dataclass(frozen=True)
class Package:
    """What is to be handed in.

    ``files`` are the zip's members by name, ``warnings`` sentences on what may cost points, and
    ``missing`` the exercises that are not written.
    """

    files: Mapping[str, bytes]
    warnings: tuple[str, ...]
    missing: tuple[str, ...]

    @property
    def content(self) -> bytes:
        """Return the zip: the same bytes for the same files."""
        return zip_bytes(self.files)


def package(assignment: Assignment, submission: Submission) -> Package:
    """Return what a student hands in, after a look at whether it can be graded.

    An exercise that the notebook gives is handed in as the notebook, every other one as its file.
    ``assignment.toml`` goes along: it says with which edition of the assignment the work was done.

    Parameters
    ----------
    assignment : Assignment
        The student's folder.
    submission : Submission
        What was taken of it.

    Raises
    ------
    InputError
        If a file cannot be used, does not compile, or holds what an unfinished merge leaves behind.
    """
    unusable = [problem for name, problem in submission.problems.items() if name in submission.paths]
    if unusable:
        raise InputError(f"nothing was packed: {unusable[0].rstrip('.')}")
    names = [name for name in submission.paths if name in submission.sources and _is_own(name, submission)]
    notebook = notebook_name(assignment)
    from_notebook = any(not _is_own(exercise.file_name, submission) for exercise in assignment.exercises)
    if from_notebook and notebook in submission.paths:
        names.append(notebook)
    files = {name: _read(assignment.folder / submission.paths[name]) for name in names}
    for name in files.keys() - {notebook}:
        _require_whole(name, files[name])
    warned = [*submission.problems.values(), *(_of_cells(notebook, files[notebook]) if notebook in files else ())]
    files[ASSIGNMENT_FILE] = _read(assignment.folder / ASSIGNMENT_FILE)
    return Package(files, tuple(warned), tuple(_missing(assignment, submission)))


def _is_own(name: str, submission: Submission) -> bool:
    """Return whether a file is there as such, and not made from the notebook."""
    return name not in submission.sources or name in written_as(name, submission.sources)


def _missing(assignment: Assignment, submission: Submission) -> Iterator[str]:
    for exercise in assignment.exercises:
        source = submission.sources.get(exercise.file_name)
        if source is None or is_stub(source):
            yield exercise.name


def _require_whole(name: str, data: bytes) -> None:
    """Refuse a file that nobody can load: the student would lose all its points."""
    conflict = _CONFLICT.search(data)
    if conflict:
        line = data.count(b"\n", 0, conflict.start()) + 1
        raise InputError(
            f"{name}, line {line}: {conflict[0].decode('ascii', 'replace').strip()[:_SHOWN]!r} is left from a merge; "
            "decide which version counts, delete the marker lines, then submit again"
        )
    fault = _why_not_compiled(data, name)
    if fault:
        raise InputError(f"{name} does not compile: {fault}; nothing in it would count. Mend it, then submit again")


def _of_cells(notebook: str, data: bytes) -> Iterator[str]:
    """Say which code cells do not compile: each costs only what it defines."""
    for cell in code_cells(notebook, data):
        fault = _why_not_compiled(cell.text.encode(), cell.name)
        if fault:
            yield f"{clean(cell.name)} does not compile ({fault}): what it defines does not count."


def _why_not_compiled(data: bytes, name: str) -> str:
    """Return what is wrong with a file, as Python says it, or an empty text.

    This is the student's own file on the student's own machine: a grader compiles nothing in its process.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(data, name, "exec", dont_inherit=True)
    except SyntaxError as error:
        where = f" in line {error.lineno}" if error.lineno else ""
        return f"{clean(error.msg, _SHOWN)}{where}"
    except (ValueError, RecursionError, MemoryError, OverflowError) as error:
        return clean(f"{type(error).__name__}: {error}", _SHOWN)
    return ""


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{clean_name(path.name)} cannot be read: {error.strerror}; nothing was packed") from None
