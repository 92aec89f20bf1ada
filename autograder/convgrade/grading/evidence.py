"""Evidence: which calls of which checks a student's code got wrong, and in what they were wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from convgrade.checks.context import Context
from convgrade.checks.trials import Trial
from convgrade.core.results import CheckResult, Outcome
from convgrade.grading.suspects import Asked, Aspect, Suspect, are_alike, is_right

_SMALLEST, _LARGEST = 8, 4
_RIGHT_PER_CHECK = 6
_WITHOUT_DATA = 2
"""Calls of so few numbers cost nothing to ask again: all that were right count, such as those that got a function."""


@dataclass(frozen=True, eq=False)
class Failure:
    """A check that failed: its calls, and those among them with wrong answers, in one aspect.

    ``trials`` are all calls in their order, ``all_wrong`` the wrong ones among them, and ``wrong`` some of
    these, smallest first.
    """

    check_id: str
    aspect: Aspect
    trials: Sequence[Trial]
    all_wrong: Sequence[Trial]
    wrong: Sequence[Trial]

    @property
    def shown(self) -> Trial:
        """Return the wrong call that came last: the one that the check reports."""
        wrong = set(self.wrong)
        return next((trial for trial in reversed(self.trials) if trial in wrong), self.wrong[0])

    def fits(self, suspect: Suspect, reference: Asked) -> bool:
        """Return whether the suspect answers as the student did, on every call that went wrong."""
        if self.aspect is Aspect.EFFECT:
            replayed = suspect.asked.replay(self.trials)
            wrong = set(self.wrong)
            pairs = [(a, t) for a, t in zip(replayed, self.trials, strict=True) if t in wrong]
        else:
            pairs = [(suspect.asked.answer(trial), trial) for trial in self.wrong[:1]]
            if all(are_alike(a, t.answer, self.aspect) for a, t in pairs):  # the others only where this one fits
                pairs = [(suspect.asked.answer(trial), trial) for trial in self.wrong]
        return all(
            are_alike(answer, trial.answer, self.aspect)
            and not is_right(answer, reference.answer(trial), trial, self.aspect)
            for answer, trial in pairs
        )


class Evidence:
    """What the checks of one exercise found out about a student's code.

    Parameters
    ----------
    results : sequence of CheckResult
        The verdicts.
    context : Context
        Holds the calls of each check.
    reference : Asked
        What is right.
    """

    def __init__(self, results: Sequence[CheckResult], context: Context, reference: Asked) -> None:
        self._reference = reference
        self.failures: list[Failure] = []
        self.right: list[Trial] = []
        all_right: dict[str, Trial] = {}
        for result in results:
            trials = list(context.log_of(result.check.id))
            right = [trial for trial in trials if self._is_right(trial, Aspect.VALUE)]
            all_right |= {trial.key: trial for trial in right}
            largest_first = sorted(right, key=lambda trial: -trial.size)
            self.right += largest_first[:_RIGHT_PER_CHECK]
            self.right += [trial for trial in largest_first[_RIGHT_PER_CHECK:] if trial.size <= _WITHOUT_DATA]
            failure = self._failure(result.check.id, trials)
            if failure and result.outcome in (Outcome.FAILED, Outcome.RAISED):
                self.failures.append(failure)
        self.all_right = list(all_right.values())

    def acquits(self, suspect: Suspect) -> bool:
        """Return whether the suspect gets a call wrong that the student got right."""
        return any(
            not is_right(suspect.asked.answer(trial), self._reference.answer(trial), trial) for trial in self.right
        )

    def _is_right(self, trial: Trial, aspect: Aspect) -> bool:
        return is_right(trial.answer, self._reference.answer(trial), trial, aspect)

    def _failure(self, check_id: str, trials: Sequence[Trial]) -> Failure | None:
        for aspect in Aspect:
            wrong = of_first_part([trial for trial in trials if not self._is_right(trial, aspect)])
            if wrong:
                ordered = sorted(_distinct(wrong, aspect), key=lambda trial: trial.size)
                chosen = ordered[:_SMALLEST] + ordered[_SMALLEST:][-_LARGEST:]
                return Failure(check_id, aspect, trials, ordered, chosen)
        return None


def of_first_part(wrong: Sequence[Trial]) -> list[Trial]:
    """Return those wrong trials that look at the same part of the answers as the first: the part that is reported."""
    return [trial for trial in wrong if trial.part == wrong[0].part]


def _distinct(trials: Sequence[Trial], aspect: Aspect) -> list[Trial]:
    """Return the trials without calls that were made before; effects may come at the second call alone."""
    return list(trials) if aspect is Aspect.EFFECT else list({trial.key: trial for trial in trials}.values())
