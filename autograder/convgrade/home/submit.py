"""Make the zip to hand in: what is in it, what is missing, whether it passes, and what to do with it."""

from collections.abc import Callable, Collection
from pathlib import Path

from rich.console import Console

from convgrade.core.errors import ExitCode, InputError
from convgrade.core.exercise import ASSIGNMENT_FILE, Assignment, load_assignment
from convgrade.core.results import Report
from convgrade.grading.intake import Submission, take
from convgrade.home.check import checked, named_or_all
from convgrade.home.packing import Package, package
from convgrade.home.progress import Progress
from convgrade.reports.running import finish, printing
from convgrade.reports.words import is_complete, is_shown
from convgrade.worker.client import start_workers
from convgrade.worker.confine import protect_grader

_QUESTION = "Hand it in all the same?"


def submit_folder(
    folder: Path, *, out: Path | None = None, check: bool = True, ask: Callable[[str], bool] | None = None
) -> ExitCode:
    """Make ``NAME-submission.zip``.

    Parameters
    ----------
    folder : Path
        The student's folder.
    out : Path, optional
        Where the zip goes; into that folder by default.
    check : bool, optional
        Run the public checks first: what fails is said, and does not keep anybody from handing in.
    ask : callable, optional
        Asks whether to hand in what does not pass; without it the zip is made.

    Returns
    -------
    ExitCode
        ALL_POINTS if the zip was made, POINTS_MISSING if the student decided against it.

    Raises
    ------
    InputError
        If there is nothing to hand in, a file does not compile or holds the marks of a merge, or the
        zip cannot be written.
    """
    protect_grader()
    console = Console()
    assignment = load_assignment(folder)
    submission = take(assignment.folder, assignment)
    packed = package(assignment, submission)
    with printing("submit again"):
        for sentence in packed.warnings:
            _say(console, f"Note: {sentence}")
        if packed.missing:
            _say(console, f"Not written yet: {', '.join(packed.missing)}. Each costs only its own points.")
        passes = _passes(assignment, submission, packed.missing, console) if check else True
        if ask is not None and (packed.missing or not passes) and not ask(_QUESTION):
            _say(console, "Nothing was made.")
            return ExitCode.POINTS_MISSING
        path = _write(packed, (out or assignment.folder) / f"{assignment.name}-submission.zip")
        _say_where(console, path, packed, assignment)
    return ExitCode.ALL_POINTS


def _passes(assignment: Assignment, submission: Submission, missing: Collection[str], console: Console) -> bool:
    """Run the public checks, say how many do not pass of what is written, and return whether all of those do."""
    with start_workers() as workers:
        report = checked(assignment, submission, named_or_all(assignment, ()), workers, console)
    finish(report)
    failed = {name: count for name, count in _failed(report).items() if name not in missing}
    if failed:
        count = sum(failed.values())
        where = ", ".join(f"{name} ({number})" for name, number in failed.items())
        _say(console, f"{'One check does' if count == 1 else f'{count} checks do'} not pass: {where}.")
    elif not missing:
        _say(console, "Every public check passes.")
    if failed or missing:
        _say(console, Progress(assignment, submission.sources).line(console.width))
    return not failed


def _failed(report: Report) -> dict[str, int]:
    """Return how many required public checks do not pass, by exercise."""
    counts = {
        exercise.exercise: sum(is_shown(r) and not r.check.is_bonus and not is_complete(r) for r in exercise.results)
        for exercise in report.exercises
    }
    return {name: count for name, count in counts.items() if count}


def _write(packed: Package, path: Path) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(packed.content)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; name another folder with --out") from None
    return path


def _say_where(console: Console, path: Path, packed: Package, assignment: Assignment) -> None:
    names = sorted(packed.files.keys() - {ASSIGNMENT_FILE})
    _say(console, f"Packed: {', '.join(names)}.")
    _say(console, f"\nHand in this file, as it is, where your course takes {assignment.title!r}:\n{path}")


def _say(console: Console, text: str) -> None:
    """Print plain text: nothing in it is markup, and a path is never broken in two."""
    fitting = text.encode(console.encoding, "backslashreplace").decode(console.encoding)
    console.print(fitting, markup=False, highlight=False, emoji=False, soft_wrap=True)
