"""Name the mistake that a student's code looks like: the misconception that answers as the code does.

The smallest number of misconceptions is sought that explains the failed checks: the one that explains
most is named at all of them, then those that are left are looked at again.  A misconception is named
only if it answers as the student's code on every call that was tried and went wrong, and is right
wherever the code is.
"""

import io
import sys
import traceback
import warnings
from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import replace

import numpy as np

from convgrade.checks.context import Context
from convgrade.checks.faults import StudentStopped
from convgrade.checks.student import Part
from convgrade.checks.trials import Answer, Trial, answer_of
from convgrade.core.exercise import Exercise
from convgrade.core.results import CheckResult
from convgrade.grading.describe import pattern_of
from convgrade.grading.digests import Digests, digest_file
from convgrade.grading.evidence import Evidence, Failure
from convgrade.grading.naming import MOST_NAMED, Diagnosis, Mistake, named
from convgrade.grading.suspects import Asked, Aspect, Suspect, are_alike, is_right, line_up

_MORE_INPUTS = 4
_MORE_NUMBERS = 300
_ENOUGH_WRONG = 3


_UNSTABLE = Diagnosis(
    "The same call gives different answers each time it is made.",
    "On what does the answer depend, beside the arguments: on memory that was never set, or on an earlier call?",
)


def with_diagnosis(exercise: Exercise, results: Sequence[CheckResult], context: Context) -> list[CheckResult]:
    """Return the results of an exercise's checks with what their mistakes look like.

    Parameters
    ----------
    exercise : Exercise
        In a student's folder, which has neither reference nor misconceptions, digests take their place.
    results : sequence of CheckResult
        The verdicts on its checks, which have run in this context.
    context : Context
        Holds their calls, and the caller that more may be asked.
    """
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            if exercise.solution is None:
                found = Digests.read(digest_file(exercise)).diagnoses(results, context)
            else:
                found = _Inquiry(exercise, results, context).diagnoses()
    except Exception:  # noqa: BLE001 - a diagnosis explains; a mistake in it must not cost the grades
        traceback.print_exc(file=sys.stderr)
        return list(results)
    return [_told(result, found.get(result.check.id)) for result in results]


def _told(result: CheckResult, diagnosis: Diagnosis | None) -> CheckResult:
    if diagnosis is None:
        return result
    return replace(result, diagnosis=diagnosis.text, hint=diagnosis.hint, looks_like=diagnosis.ids)


class _Inquiry:
    """One exercise's failed checks, and the search for what explains them."""

    def __init__(self, exercise: Exercise, results: Sequence[CheckResult], context: Context) -> None:
        self._reference, self._suspects = line_up(exercise, context)
        self._evidence = Evidence(results, context, self._reference)
        self._more = _MoreInputs(exercise, context, self._reference)

    def diagnoses(self) -> dict[str, Diagnosis]:
        """Return what can be said, by the id of the check."""
        found: dict[str, Diagnosis] = {}
        unexplained = list(self._evidence.failures)
        while unexplained:
            diagnosis, together = self._explain(unexplained)
            if diagnosis is not None:
                found |= {failure.check_id: diagnosis for failure in together}
            unexplained = [failure for failure in unexplained if failure not in together]
        return found

    def _explain(self, failures: list[Failure]) -> tuple[Diagnosis | None, list[Failure]]:
        """Return what can be said of the first failure, and all to which it applies."""
        first = failures[0]
        explained = {suspect: self._explained(suspect, failures) for suspect in self._fitting(first)}
        most = max(map(len, explained.values()), default=0)
        left = self._told_apart([suspect for suspect, some in explained.items() if len(some) == most], explained)
        if left:
            return _named(left), [f for f in failures if all(f in explained[suspect] for suspect in left)]
        if first.aspect is not Aspect.VALUE:
            return None, [first]
        if self._more.is_unstable(first.wrong[0]):
            unstable = [suspect for suspect in self._suspects if suspect.asked.is_unstable(first.wrong[0])]
            return _named(unstable[:MOST_NAMED]) if unstable else _UNSTABLE, failures
        text = self._pattern(first, failures)
        return Diagnosis(text) if text else None, [first]

    def _pattern(self, first: Failure, failures: Sequence[Failure]) -> str | None:
        """Describe how answers are wrong, in words that hold for every wrong answer that is left to explain."""
        pairs = [(trial.answer, self._reference.answer(trial)) for trial in first.wrong]
        if not any(answer.raised or right.raised for answer, right in pairs):
            wrong = {t.key: t for f in failures if f.aspect is Aspect.VALUE for t in f.wrong}
            all_pairs = [(trial.answer, self._reference.answer(trial)) for trial in wrong.values()]
            pairs = [(answer, right) for answer, right in all_pairs if not answer.raised and not right.raised]
        return pattern_of(pairs)

    def _fitting(self, failure: Failure) -> list[Suspect]:
        fitting = [suspect for suspect in self._suspects if failure.fits(suspect, self._reference)]
        return [suspect for suspect in fitting if not self._evidence.acquits(suspect)]

    def _explained(self, suspect: Suspect, failures: Sequence[Failure]) -> list[Failure]:
        return [failure for failure in failures if failure.fits(suspect, self._reference)]

    def _told_apart(self, suspects: list[Suspect], explained: dict[Suspect, list[Failure]]) -> list[Suspect]:
        """Return the suspects that are left after further inputs; none if too many are, or the case is too thin."""
        if len(suspects) > 1:
            suspects = _same_words(suspects, explained[suspects[0]])
        parts = _parts(explained[suspects[0]]) if suspects else ()
        if len(suspects) > 1:
            suspects = self._more.tell_apart(suspects, parts)
        if len(suspects) == 1 and sum(len(f.wrong) for f in explained[suspects[0]]) < _ENOUGH_WRONG:
            suspects = suspects if self._more.confirms(suspects[0], parts) else []
        return suspects if len(suspects) <= MOST_NAMED else []


def _same_words(suspects: list[Suspect], failures: Sequence[Failure]) -> list[Suspect]:
    """Return those suspects whose exceptions say the same words as the student's, or all if none does."""
    raised = [trial for failure in failures for trial in failure.wrong if trial.answer.text]
    same = [s for s in suspects if raised and all(s.asked.answer(t).text == t.answer.text for t in raised)]
    return same or suspects


def _parts(failures: Sequence[Failure]) -> tuple[Part | None, ...]:
    """Return at which parts of the answers these failed checks look."""
    return tuple(dict.fromkeys(trial.part for failure in failures for trial in failure.wrong))


def _named(suspects: Sequence[Suspect]) -> Diagnosis:
    return named([Mistake(entry.id, entry.what, entry.hint) for entry in (suspect.entry for suspect in suspects)])


class _MoreInputs:
    """Further inputs on which the student's code may be asked: the recorded cases, smallest first."""

    def __init__(self, exercise: Exercise, context: Context, reference: Asked) -> None:
        self._exercise = exercise
        self._context = context
        self._reference = reference
        self._answers: dict[str, Trial | None] = {}

    def tell_apart(self, suspects: list[Suspect], parts: Sequence[Part | None]) -> list[Suspect]:
        """Return the suspects that answer as the student's code where they differ from each other."""
        for trial in self._inputs(parts):
            answers = [suspect.asked.answer(trial) for suspect in suspects]
            if all(are_alike(answers[0], other, Aspect.VALUE) for other in answers[1:]):
                continue
            asked = self._ask(trial)
            if asked is None:
                break
            alike = [
                suspect
                for suspect, answer in zip(suspects, answers, strict=True)
                if are_alike(answer, asked.answer, Aspect.VALUE)
            ]
            suspects = alike or suspects  # where none is, another mistake may be in the way
            if len(suspects) == 1:
                break
        return suspects

    def confirms(self, suspect: Suspect, parts: Sequence[Part | None]) -> bool:
        """Return whether the student's code goes wrong as the suspect does on further inputs, if there are any."""
        told, alike = 0, 0
        for trial in self._inputs(parts):
            answer, right = suspect.asked.answer(trial), self._reference.answer(trial)
            if is_right(answer, right, trial):
                continue
            asked = self._ask(trial)
            if asked is None:
                break
            told += 1
            alike += are_alike(answer, asked.answer, Aspect.VALUE)
            if is_right(asked.answer, right, trial):
                return False
            if told == _MORE_INPUTS:
                break
        return alike > 0 or told == 0

    def is_unstable(self, trial: Trial) -> bool:
        """Return whether the student's code answers the same call differently when it is made again."""
        again = self._ask(trial)
        return again is not None and not are_alike(again.answer, trial.answer, Aspect.VALUE)

    def _inputs(self, parts: Sequence[Part | None]) -> list[Trial]:
        """Return the recorded calls, once for each part of the answers that is looked at."""
        if not self._exercise.recorded.is_file():
            return []
        cases = self._context.recording(self._exercise).cases
        trials = [Trial(case.function, case.args, case.kwargs, Answer(), part) for case in cases for part in parts]
        return sorted((t for t in trials if t.size <= _MORE_NUMBERS), key=lambda trial: trial.size)

    def _ask(self, trial: Trial) -> Trial | None:
        """Return the trial with the student's answer; None where the code cannot be asked any more."""
        if trial.key not in self._answers:
            self._answers[trial.key] = self._asked(trial)
        return self._answers[trial.key]

    def _asked(self, trial: Trial) -> Trial | None:
        caller = self._context.caller(self._exercise)
        try:
            if not self._answers:
                caller.begin_check()
            if trial.function not in caller.names():
                return None
            answer = answer_of(caller, trial.function, trial.args, trial.kwargs)
            return replace(trial, answer=answer.at(trial.part))
        except StudentStopped:
            return None
