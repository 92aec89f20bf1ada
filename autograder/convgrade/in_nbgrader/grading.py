"""Grade a submission that nbgrader holds: its folder as data, student code in workers alone."""

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import Assignment, assignment_names, find_assignment
from convgrade.core.identity import identity
from convgrade.core.results import Outcome, Report
from convgrade.grading.grade import Options, grade
from convgrade.grading.intake import take
from convgrade.grading.premises import installed_release, require_isolation
from convgrade.worker.client import Level, WorkerSource, start_workers
from convgrade.worker.confine import protect_grader

_TOLD = 3
_open: dict[Level, WorkerSource] = {}
"""Workers' source, kept while this process grades one submission after the other."""


def assignment_in(solutions: Path, name: str) -> Assignment:
    """Return an assignment of a course folder.

    Raises
    ------
    InputError
        If convgrade does not grade it.
    """
    if name not in assignment_names(solutions):
        raise InputError(
            f"{solutions} holds no assignment {name!r}, so convgrade cannot grade it: add it with "
            f"`convgrade release nbgrader {name}`, or keep assignments of another kind in a course folder of their own"
        )
    return find_assignment(solutions, name)


def graded(submission: Path, assignment: Assignment, student: str, private: list[Path], required: Level) -> Report:
    """Grade a submission with all checks.

    Parameters
    ----------
    submission : Path
        The folder ``submitted/STUDENT/ASSIGNMENT``.
    assignment : Assignment
        In the private layout.
    student : str
        The id that nbgrader knows, from which a student's own numbers follow.
    private : list of Path
        What student code must not open.
    required : Level
        The least isolation level.

    Returns
    -------
    Report
        Without grader errors.

    Raises
    ------
    InputError
        If the submission cannot be read.
    IsolationError
        If student code would be held less firmly than required.
    ExerciseError
        If some check could not be run by a mistake of the grader: there are no points then, instead of wrong ones.
    """
    handed_in = take(submission, assignment)
    release = installed_release(assignment.folder.parent, assignment)
    with _workers(private, required) as workers:
        report = grade(handed_in, assignment, Options(release=release, student=identity(student)), workers)
    _require_whole(report)
    return report


@contextmanager
def _workers(private: list[Path], required: Level) -> Iterator[WorkerSource]:
    """Yield the source of workers; after an error the next submission gets a new one."""
    if required not in _open:
        protect_grader()
        source = start_workers()
        atexit.register(source.close)
        try:
            require_isolation(source, private, required)
        except BaseException:
            source.close()
            raise
        _open[required] = source
    try:
        yield _open[required]
    except BaseException:
        _open.pop(required).close()
        raise


def _require_whole(report: Report) -> None:
    """Refuse a report with a check that was left unscored, or an exercise that has none."""
    unscored = [result for result in report.results if result.outcome is Outcome.GRADER_ERROR]
    reasons = [f"check {r.check.number} of {r.check.exercise}: {_last_line(r.grader_traceback)}" for r in unscored]
    reasons += [f"{exercise.exercise} has no checks" for exercise in report.exercises if not exercise.results]
    if reasons:
        more = f"; and {len(reasons) - _TOLD} more" if len(reasons) > _TOLD else ""
        raise ExerciseError(
            f"{report.assignment}: not graded, because of a mistake of the grader and not of the student: "
            f"{'; '.join(reasons[:_TOLD])}{more}. Mend it, then grade again"
        )


def _last_line(text: str | None) -> str:
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1] if lines else "no reason is known"
