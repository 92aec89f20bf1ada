"""Grade and deliver: results.json whatever happens, a report in the terminal, an exit code."""

import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console

from convgrade.core.errors import ConvgradeError, ExitCode, InputError, IsolationError
from convgrade.core.exercise import Assignment, find_assignment
from convgrade.core.identity import identity
from convgrade.core.results import Report, Standing
from convgrade.grading.grade import Options
from convgrade.grading.grade import grade as grade_submission
from convgrade.grading.intake import take
from convgrade.grading.metadata import Metadata, MetadataError
from convgrade.grading.premises import installed_release, require_isolation
from convgrade.grading.pytorch import require_device
from convgrade.grading.standing import with_standing, withheld
from convgrade.reports.results_json import results_of, withheld_results
from convgrade.reports.running import finish, printing, progress
from convgrade.reports.terminal import print_report
from convgrade.reports.writing import ResultsFile, failure_results
from convgrade.worker.client import Level, WorkerSource, start_workers
from convgrade.worker.confine import protect_grader

NOT_GRADED = (
    "Your submission could not be graded because of a mistake on our side, not yours. "
    "Nothing is lost: the course staff will grade it again."
)


@dataclass(frozen=True)
class Order:
    """One submission to grade, and where its results go.

    ``out`` is the folder of results.json, ``metadata`` Gradescope's submission_metadata.json; below
    the isolation level ``required`` no student code is run.  ``student`` is whose own numbers are asked
    for; the metadata tell where it is not given.  ``device`` is ``"cuda"`` where student code that uses
    PyTorch may use a GPU.
    """

    submission: Path
    assignment: str
    assignments: Path
    out: Path | None = None
    metadata: Path | None = None
    live_torch: bool = False
    device: str | None = None
    everything: bool = False
    required: Level = Level.PROCESS
    student: str | None = None


def deliver(order: Order) -> ExitCode:
    """Grade a submission, write results.json if asked to, print the report.

    Returns
    -------
    ExitCode
        ALL_POINTS, POINTS_MISSING or GRADER_ERROR.

    Raises
    ------
    ConvgradeError
        If the submission or the assignment cannot be read, or student code would not be held as
        firmly as required; results.json says so.
    """
    protect_grader()
    console = Console()
    results = ResultsFile(order.out / "results.json") if order.out else None
    with _reported(results), start_workers(gpu=order.device is not None) as workers:
        assignment = find_assignment(order.assignments, order.assignment)
        if order.device is not None:
            require_device(assignment, order.device)
        private = [order.assignments, order.submission, *filter(None, (order.out, order.metadata))]
        require_isolation(workers, private, order.required)
        standing = withheld(assignment.policies, order.metadata)
        if standing is not None:
            return _withhold(order, assignment, standing, results)
        report = _grade(order, assignment, workers, console)
        if results:
            results.write(results_of(report))
    kept = f"{results.path} is complete" if results else "grade again with --out DIR to keep the results"
    with printing(kept):
        print_report(report, console, everything=order.everything)
        if results:
            console.print(f"results: {results.path}", soft_wrap=True, markup=False, highlight=False)
        return finish(report)


def _withhold(order: Order, assignment: Assignment, standing: Standing, results: ResultsFile | None) -> ExitCode:
    """Say that a submission is not graded for now, and why."""
    release = installed_release(order.assignments, assignment) or ""
    if results:
        results.write(withheld_results(standing, assignment=assignment.name, release=release))
    with suppress(OSError):  # nobody reads it: the results say the same
        print("\n".join(standing.sentences), flush=True)  # noqa: T201 - a terminal program
    return ExitCode.POINTS_MISSING


def _grade(order: Order, assignment: Assignment, workers: WorkerSource, console: Console) -> Report:
    submission = take(order.submission, assignment)
    submission = replace(submission, name=_told(order.metadata, Metadata.name) or submission.name)
    student = identity(order.student) if order.student else _told(order.metadata, Metadata.student)
    release = installed_release(order.assignments, assignment)
    with progress(console) as show:
        options = Options(
            live_torch=order.live_torch,
            release=release,
            progress=show,
            student=student,
            gpu=order.device is not None,
        )
        report = grade_submission(submission, assignment, options, workers)
    return with_standing(report, assignment.policies, order.metadata)


def _told(metadata: Path | None, part: Callable[[Metadata], str]) -> str | None:
    """Return a part of Gradescope's metadata; metadata that do not tell it are no reason not to grade."""
    if metadata is None:
        return None
    try:
        return part(Metadata.read(metadata))
    except MetadataError as error:
        print(f"convgrade: {metadata} does not tell whose work it is: {error}", file=sys.stderr)  # noqa: T201 - as below
        return None


@contextmanager
def _reported(results: ResultsFile | None) -> Iterator[None]:
    """Write a results.json that says what happened, if grading ends with an error."""
    try:
        yield
    except InputError as error:
        _write_failure(results, str(error))
        raise
    except IsolationError as error:
        _write_failure(results, f"{NOT_GRADED}\n\nFor the staff: {error}.")
        raise
    except ConvgradeError:
        _write_failure(results, NOT_GRADED)
        raise
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a bug of ours must not leave a submission without results
        _write_failure(results, NOT_GRADED)
        text = "".join(traceback.format_exception(error))
        raise ConvgradeError(f"grading failed because of a mistake in convgrade or in a check:\n{text}") from None


def _write_failure(results: ResultsFile | None, message: str) -> None:
    if results:
        results.write(failure_results(message))
