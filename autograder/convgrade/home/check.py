"""Check a student's own folder with the public checks that lie in it."""

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from convgrade.core.errors import ExitCode
from convgrade.core.exercise import Assignment, load_assignment
from convgrade.core.identity import remember_identity, remembered_identity
from convgrade.core.results import Report
from convgrade.grading.grade import Options, grade
from convgrade.grading.intake import Submission, take
from convgrade.home.progress import Progress
from convgrade.reports.hints import remember_questions
from convgrade.reports.running import finish, printing, progress
from convgrade.reports.terminal import print_report
from convgrade.worker.client import WorkerSource, start_workers
from convgrade.worker.confine import protect_grader

CHECK_AGAIN = "check again to see it"


def check_folder(folder: Path, exercises: Sequence[str], *, everything: bool, student: str | None = None) -> ExitCode:
    """Check exercises, all where none is named, print the report, and the progress of the assignment.

    Parameters
    ----------
    folder : Path
        The student's folder.
    exercises : sequence of str
        Which exercises.
    everything : bool
        Show every failed check in full.
    student : str, optional
        Whose own numbers are asked for, from now on.

    Raises
    ------
    InputError
        If the folder is no assignment, or has no such exercise or no file of any.
    """
    protect_grader()
    console = Console()
    assignment = load_assignment(folder)
    if student is not None:
        remember_identity(assignment.folder, student)
    names = named_or_all(assignment, exercises)
    with start_workers() as workers:
        submission = take(assignment.folder, assignment)
        report = checked(assignment, submission, names, workers, console)
    with printing(CHECK_AGAIN):
        show(report, assignment, submission, console, everything=everything)
        return finish(report)


def named_or_all(assignment: Assignment, exercises: Sequence[str]) -> tuple[str, ...]:
    """Return the exercises that were named, or all; raises InputError where there is none of a name."""
    named = tuple(assignment.exercise(name).name for name in exercises)
    return named or tuple(exercise.name for exercise in assignment.exercises)


def checked(
    assignment: Assignment, submission: Submission, names: Sequence[str], workers: WorkerSource, console: Console
) -> Report:
    """Run the public checks of some exercises, and keep what they found for hints and progress.

    Parameters
    ----------
    assignment : Assignment
        A student's folder.
    submission : Submission
        What was taken of it.
    names : sequence of str
        Which exercises.
    workers : WorkerSource
        Where workers come from.
    console : Console
        A terminal shows which check runs.
    """
    with progress(console) as running:
        options = Options(only=tuple(names), progress=running, student=remembered_identity(assignment.folder))
        report = grade(submission, assignment, options, workers)
    remember_questions(assignment.folder, report)
    Progress(assignment, submission.sources).note(report)
    return report


def show(
    report: Report, assignment: Assignment, submission: Submission, console: Console, *, everything: bool = False
) -> None:
    """Print a report for the student whose work it is, and how far the assignment is."""
    names = [exercise.exercise for exercise in report.exercises]
    ending = Progress(assignment, submission.sources).line(console.width, names)
    print_report(report, console, everything=everything, at_home=True, ending=ending)
    total = sum(assignment.exercise(name).points for name in names)
    if report.points < total:
        more = f"These are the public checks, for {report.points:g} points"
        console.print(f"{more}; the grader has more, for {total:g} in all.", style="dim", highlight=False)
