"""Grade one submission: from what was handed in to a report."""

import hmac
import math
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from convgrade import __version__
from convgrade.checks.collector import Collector, run_checks
from convgrade.checks.context import Context
from convgrade.checks.in_worker import WorkerCaller
from convgrade.checks.student import Caller
from convgrade.checks.verdicts import CALM_SENTENCE
from convgrade.core.edition import edition_of
from convgrade.core.exercise import EXERCISE_FILE, Assignment, Exercise
from convgrade.core.hashing import content_hash, folder_files
from convgrade.core.results import Check, CheckResult, ExerciseResult, Outcome, Report
from convgrade.grading import pytorch
from convgrade.grading.diagnose import with_diagnosis
from convgrade.grading.intake import Submission
from convgrade.grading.notices import notices
from convgrade.grading.stamp import other_edition
from convgrade.worker.client import WorkerSource, start_workers
from convgrade.worker.levels import FILES


@dataclass(frozen=True)
class Options:
    """How to grade.

    ``live_torch`` asks PyTorch itself beside the recorded answers; ``release`` is the hash of the
    release that grades, computed from the assignment's folder where it is not given; ``student`` is the
    id from which the student's own numbers follow; ``gpu`` says that student code may use one.
    """

    live_torch: bool = False
    release: str | None = None
    only: tuple[str, ...] = ()
    progress: Callable[[CheckResult], None] | None = None
    student: str | None = None
    gpu: bool = False


def grade(
    submission: Submission, assignment: Assignment, options: Options = Options(), workers: WorkerSource | None = None
) -> Report:
    """Run an assignment's checks against a submission.

    Parameters
    ----------
    submission : Submission
        The files that intake took.
    assignment : Assignment
        From the private layout (all checks) or a student's folder (public ones).
    options : Options, optional
        How to grade.
    workers : WorkerSource, optional
        Where workers come from, if they are started already; they stay open.

    Returns
    -------
    Report
        One result per check; a mistake of a check is a grader error in it, not an exception.
    """
    begun = time.monotonic()
    exercises = [assignment.exercise(name) for name in options.only] or list(assignment.exercises)
    files = folder_files(assignment.folder)
    release = options.release or content_hash(files)
    # Results show the release's hash to students, so it must not be what the seeds follow from.
    secret = (assignment.secret or content_hash({"": b"what seeds follow from", **files})).encode()
    with _open(workers) as source, pytorch.asked_live(assignment, live=options.live_torch):

        def caller_for(exercise: Exercise) -> Caller:
            problem = submission.problems.get(exercise.file_name)
            return WorkerCaller(source, exercise, submission.sources, problem)

        seed = hmac.digest(secret, submission.hash.encode(), "sha256")
        context = Context(assignment, caller_for, seed, student=options.student)
        try:
            collector = run_checks(context, exercises, options.progress)
            graded = tuple(_exercise_result(e, collector, context) for e in exercises)
            isolation = source.isolation
        finally:
            _close(context)
    return Report(
        assignment=assignment.name,
        title=assignment.title,
        submission=submission.name,
        exercises=graded,
        version=__version__,
        release=release,
        submission_hash=submission.hash,
        ignored=(
            *other_edition(submission.edition, assignment),
            *submission.ignored,
            *notices(assignment, exercises, submission.sources),
        ),
        footer=(
            *pytorch.footer(exercises, live=options.live_torch, assignment=assignment),
            *pytorch.devices_of_students(exercises, gpu=options.gpu, closed=FILES in isolation.layers),
            isolation.sentence,
        ),
        seconds=time.monotonic() - begun,
        edition=edition_of(assignment),
        made_with=submission.edition,
    )


def _close(context: Context) -> None:
    """End the workers of a grading."""
    for caller in context.callers.values():
        if isinstance(caller, WorkerCaller):
            caller.close()


@contextmanager
def _open(workers: WorkerSource | None) -> Iterator[WorkerSource]:
    if workers is not None:
        yield workers
    else:
        with start_workers() as own:
            yield own


def _checks_amiss(exercise: Exercise, found: float) -> CheckResult:
    """Return a grader error for points that no check is there to give, such as those of a lost file."""
    check = Check(
        id=f"{exercise.name}/{exercise.folder.name}",
        exercise=exercise.name,
        claim=f"The checks of {exercise.name} are complete",
        points=max(exercise.points - found, 0.0),
        number=f"{exercise.order}.0",
    )
    text = f"{exercise.folder}: its checks give {found:g} points, {EXERCISE_FILE} promises {exercise.points:g}"
    text += "; restore the missing check file, or correct the weights"
    return CheckResult(check, Outcome.GRADER_ERROR, 0.0, message=CALM_SENTENCE, grader_traceback=text)


def _exercise_result(exercise: Exercise, collector: Collector, context: Context) -> ExerciseResult:
    """Return an exercise's results; in a student's folder its points are those of the public checks."""
    results = with_diagnosis(exercise, collector.results(exercise), context)
    public = sum(result.check.points for result in results if not result.check.is_bonus)
    if exercise.solution and not math.isclose(public, exercise.points):
        results.append(_checks_amiss(exercise, public))
    caller = context.callers.get(exercise.name)
    printed = caller.printed if isinstance(caller, WorkerCaller) else ""
    return ExerciseResult(
        exercise=exercise.name,
        title=exercise.title,
        points=exercise.points if exercise.solution else public,
        bonus=exercise.bonus,
        results=tuple(results),
        printed=printed,
    )
