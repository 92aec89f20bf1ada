"""Name what makes right code slow: the slow version of the bank that loops over the same things."""

from collections.abc import Sequence

from convgrade.checks.bank import misconceptions_of
from convgrade.checks.context import load_module
from convgrade.core.exercise import Exercise
from convgrade.core.results import CheckResult, Outcome
from convgrade.grading.naming import MOST_NAMED, Diagnosis, Mistake, named


def slow_ones(exercise: Exercise, results: Sequence[CheckResult]) -> dict[str, Diagnosis]:
    """Return what failed checks of speed look like, by the id of the check.

    Parameters
    ----------
    exercise : Exercise
        From the private layout.
    results : sequence of CheckResult
        The verdicts on its checks; those of speed say with what the number of lines that run grows.
    """
    found = {}
    for result in results:
        speed = result.extra.get("speed", {})
        if result.outcome is Outcome.FAILED and "grows_with" in speed:
            mistakes = _slow_versions(exercise, speed["function"], tuple(speed["grows_with"]))
            if 0 < len(mistakes) <= MOST_NAMED:
                found[result.check.id] = named(mistakes)
    return found


def _slow_versions(exercise: Exercise, function: str, grows_with: tuple[str, ...]) -> list[Mistake]:
    """Return the slow versions of a function that grow with just this."""
    path = exercise.folder / "misconceptions.py"
    entries = misconceptions_of(load_module(path)) if path.is_file() else []
    return [
        Mistake(entry.id, entry.what, entry.hint)
        for entry in entries
        if entry.grows_with == grows_with and (entry.function or exercise.functions[0]) == function
    ]
