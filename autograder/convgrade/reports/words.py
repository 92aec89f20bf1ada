"""What reports say in the same words everywhere: points, outcomes, messages, what to do next."""

from collections import Counter
from collections.abc import Iterable, Sequence

from convgrade.checks.in_worker import NOT_HANDED_IN
from convgrade.checks.verdicts import CALM_SENTENCE, NOT_WRITTEN
from convgrade.core.results import CheckResult, ExerciseResult, Outcome, Report, Visibility
from convgrade.grading.texts import clean

NOT_CHECKED = "no check could be run"
_DIAGNOSIS_BYTES = 1000
_SAYS_WHAT_CHECK_DOES = (Outcome.FAILED, Outcome.RAISED, Outcome.TIMED_OUT, Outcome.CRASHED)


def points(value: float) -> str:
    """Return points as people write them: ``12``, ``2.5``."""
    return f"{round(value, 2):.10g}"


def earned(result: CheckResult) -> float:
    """Return a check's points; a grader error never gives any."""
    return 0.0 if result.needs_regrade else result.score


def is_complete(result: CheckResult) -> bool:
    """Return whether a check passed with all its points."""
    return result.outcome is Outcome.PASSED and earned(result) >= result.check.points


def costs_nothing(result: CheckResult) -> bool:
    """Return whether a check was not run, and has no points: it tells something where it can, such as on a GPU."""
    return result.outcome is Outcome.NOT_RUN and not result.check.points


def is_shown(result: CheckResult) -> bool:
    """Return whether students may see a check's result at any time."""
    return result.check.visibility is Visibility.VISIBLE


def is_unwritten(exercise: ExerciseResult) -> bool:
    """Return whether there is nothing of an exercise yet: no check could run, and one says why."""
    return what_is_missing(exercise) is not None


def what_is_missing(exercise: ExerciseResult) -> str | None:
    """Return ``not written yet`` or ``not handed in`` where that is all there is to say of an exercise."""
    if not all(result.outcome is Outcome.NOT_RUN for result in exercise.results):
        return None
    starts = (why for why in (NOT_WRITTEN, NOT_HANDED_IN) for r in exercise.results if r.message.startswith(why))
    return next(starts, None)


def message(result: CheckResult, *, for_student: bool, limit: int) -> str:
    """Return what a report says about a check, as clean plain text of several lines.

    Parameters
    ----------
    result : CheckResult
        The verdict.
    for_student : bool
        Whether students read it: then ``hide_errors`` replaces what would tell how the check works.
    limit : int
        How many bytes of UTF-8 to return at most.
    """
    if result.needs_regrade:
        return CALM_SENTENCE
    if for_student and result.check.hide_errors is not None and result.outcome in _SAYS_WHAT_CHECK_DOES:
        return clean(result.check.hide_errors, limit)
    lines = [result.message, *(f"note: {note}" for note in result.notes)]
    said = "\n".join(line for line in lines if line.strip())
    learned = diagnosis_of(result)
    return "\n\n".join(filter(None, [clean(said, max(limit - len(learned.encode()) - 2, 0)), learned]))


def diagnosis_of(result: CheckResult) -> str:
    """Return what a mistake looks like and the question it deserves, in clean plain text, or an empty text."""
    hint = f"Hint: {result.hint}" if result.hint else ""
    return clean("\n".join(filter(None, [result.diagnosis, hint])), _DIAGNOSIS_BYTES)


def most_of(exercise: ExerciseResult, results: Sequence[CheckResult]) -> float:
    """Return the points that an exercise's results can give, without bonus; all of them where all are there."""
    if len(results) == len(exercise.results):
        return exercise.points
    return sum(result.check.points for result in results if not result.check.is_bonus)


def score_of(results: Iterable[CheckResult], most: float, *, of: str = " of ", unit: str = " points") -> str:
    """Return the points of some checks, bonus apart: ``44 of 60 points + 2 bonus``, or ``+ 2 bonus`` alone."""
    results = list(results)
    required = sum(earned(result) for result in results if not result.check.is_bonus)
    bonus = sum(earned(result) for result in results if result.check.is_bonus)
    if results and not most and all(result.check.is_bonus for result in results):
        return f"+ {points(bonus)} bonus"
    total = f"{points(required)}{of}{points(most)}{unit}"
    return f"{total} + {points(bonus)} bonus" if bonus else total


def outcomes_of(results: Sequence[CheckResult]) -> str:
    """Return how some checks ended: ``all 6 checks passed`` or ``4 passed, 2 failed``."""
    if results and all(is_complete(result) for result in results):
        return "1 check passed" if len(results) == 1 else f"all {len(results)} checks passed"
    counts = Counter(result.outcome for result in results)
    return ", ".join(f"{counts[outcome]} {outcome}" for outcome in Outcome if counts[outcome]) or NOT_CHECKED


def first_to_mend(results: Iterable[CheckResult]) -> CheckResult | None:
    """Return the check to look at first: one that ran, rather than one that waits for it."""
    missing = [r for r in results if not (is_complete(r) or costs_nothing(r) or r.needs_regrade)]
    ran = [result for result in missing if result.outcome is not Outcome.NOT_RUN]
    return next(iter(ran or missing), None)


def next_step(report: Report, *, for_student: bool) -> str:
    """Return what to do next, in a sentence or two.

    Parameters
    ----------
    report : Report
        What grading found out.
    for_student : bool
        Whether only what students may see counts.
    """
    seen = [(e, [r for r in e.results if is_shown(r) or not for_student]) for e in report.exercises]
    unwritten = [exercise for exercise, _ in seen if is_unwritten(exercise)]
    results = [result for exercise, some in seen if exercise not in unwritten for result in some]
    required = first_to_mend(result for result in results if not result.check.is_bonus)
    mend = required or (None if unwritten else first_to_mend(results))
    if unwritten and len(unwritten) == len(seen):
        return f"Nothing is written yet: start with {unwritten[0].exercise}.py."
    if mend is not None:
        where = f"{mend.check.exercise}, check {clean(mend.check.number)}"
        return f"What is left is bonus: {where}." if mend.check.is_bonus else f"Next: {where}."
    if unwritten:
        return f"Next: write {unwritten[0].exercise}.py."
    if needs_regrade(report):
        return "There is nothing for you to do now."
    if len(results) < len(report.results):
        return "Every check that is shown here passed." if results else "There is nothing to see yet."
    return "Every check passed." if results else "There is nothing for you to do now."


def needs_regrade(report: Report) -> bool:
    """Return whether some check was left unscored, or an exercise has none: a mistake of the grader."""
    return report.needs_regrade or any(not exercise.results for exercise in report.exercises)


def regrade_sentence(report: Report) -> str:
    """Return a calm sentence on what could not be graded, or an empty text."""
    count = sum(result.needs_regrade for result in report.results)
    broken = [exercise.exercise for exercise in report.exercises if not exercise.results]
    parts = ["one check" if count == 1 else f"{count} checks"] * bool(count) + broken
    if not parts:
        return ""
    what, they = " and ".join(parts), "it is" if count + len(broken) == 1 else "they are"
    what = what[0].upper() + what[1:] if count else what
    return f"{what} could not be graded because of a mistake on our side, not yours; {they} marked for a regrade."


def standing_sentences(report: Report, *, for_student: bool) -> tuple[str, ...]:
    """Return what an assignment's rules make of the points: each step, and what counts in the end.

    Students who do not see all checks are not told what counts in the end: it would tell the points of the others.
    """
    standing = report.standing
    if standing.score is None or (for_student and not all(map(is_shown, report.results))):
        return standing.sentences
    return (*standing.sentences, f"What counts: {points(standing.score)} points.")
