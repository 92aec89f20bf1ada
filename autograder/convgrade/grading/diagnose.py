"""Name the mistake that a student's code looks like: the misconception that answers as the code does.

The smallest number of misconceptions is sought that explains the failed checks: the one that explains
most is named at all of them, then those that are left are looked at again.  A misconception is named
only if it answers as the student's code on every call that was tried and went wrong, and is right
wherever the code is.  Where none does, pairs of the commonest ones are tried.
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
from convgrade.checks.student import Part
from convgrade.checks.trials import Trial
from convgrade.core.exercise import Exercise
from convgrade.core.results import CheckResult, Outcome
from convgrade.grading.conditions import condition_of, whole_numbers
from convgrade.grading.describe import pattern_of
from convgrade.grading.digests import Digests, digest_file
from convgrade.grading.evidence import Evidence, Failure
from convgrade.grading.naming import MOST_NAMED, Diagnosis, Mistake, named
from convgrade.grading.raised import raised_pattern
from convgrade.grading.slowness import slow_ones
from convgrade.grading.suspects import Asked, Aspect, LineUp, Suspect, are_alike, is_right, line_up
from convgrade.grading.two_at_once import TwoAtOnce
from convgrade.grading.witness import DEPENDS_ON_THE_PAST, UNSTABLE, Witness


def with_diagnosis(
    exercise: Exercise,
    results: Sequence[CheckResult],
    context: Context,
    lined_up: LineUp | None = None,
    evidence: Evidence | None = None,
) -> list[CheckResult]:
    """Return the results of an exercise's checks with what their mistakes look like.

    Parameters
    ----------
    exercise : Exercise
        In a student's folder, which has neither reference nor misconceptions, digests take their place.
    results : sequence of CheckResult
        The verdicts on its checks, which have run in this context.
    context : Context
        Holds their calls, and the caller that more may be asked.
    lined_up : LineUp, optional
        The exercise's reference and suspects, where they have been asked before.
    evidence : Evidence, optional
        What the results show, where that has been found out already, with the same reference.
    """
    if not any(result.outcome in (Outcome.FAILED, Outcome.RAISED) for result in results):
        return list(results)  # running the bank's files takes time, and some import a large library
    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"), redirect_stdout(io.StringIO()):
            warnings.simplefilter("ignore")
            if exercise.solution is None:
                found = Digests.read(digest_file(exercise)).diagnoses(results, context, Witness(exercise, context))
            else:
                lined_up = lined_up or line_up(exercise, context)
                evidence = evidence or Evidence(results, context, lined_up.reference)
                found = _Inquiry(exercise, evidence, context, lined_up).diagnoses()
                found |= slow_ones(exercise, results)
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

    def __init__(self, exercise: Exercise, evidence: Evidence, context: Context, lined_up: LineUp) -> None:
        self._reference, self._suspects, pairs = lined_up
        self._evidence = evidence
        self._witness = Witness(exercise, context)
        self._two_at_once = TwoAtOnce(pairs, evidence, self._reference, self._witness)
        self._functions = vars(context.reference(exercise))
        self._more = _MoreInputs(self._reference, self._witness)

    def diagnoses(self) -> dict[str, Diagnosis]:
        """Return what can be said, by the id of the check."""
        found: dict[str, Diagnosis] = {}
        unexplained, unknown = list(self._evidence.failures), list[Failure]()
        while unexplained:
            diagnosis, together = self._explain(unexplained)
            if diagnosis is not None:
                found |= {failure.check_id: diagnosis for failure in together}
            else:
                unknown += [failure for failure in together if failure.aspect is Aspect.VALUE]
            unexplained = [failure for failure in unexplained if failure not in together]
        return found | self._described(unknown)

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
        trial = first.wrong[0]
        if self._witness.depends_on_the_past(trial, lambda a: is_right(a, self._reference.answer(trial), trial)):
            return DEPENDS_ON_THE_PAST, [first]
        if self._witness.is_unstable(trial):
            unstable = [suspect for suspect in self._suspects if suspect.asked.is_unstable(trial)]
            return _named(unstable[:MOST_NAMED]) if unstable else UNSTABLE, failures
        together = None if explained else self._two_at_once.explain(failures)
        return together or (None, [first])

    def _described(self, unknown: Sequence[Failure]) -> dict[str, Diagnosis]:
        """Describe how and when answers are wrong that no mistake explains."""
        texts = {f.check_id: [self._pattern(f, unknown), self._condition(f, unknown)] for f in unknown}
        return {check_id: Diagnosis("\n".join(filter(None, some))) for check_id, some in texts.items() if any(some)}

    def _condition(self, failure: Failure, unknown: Sequence[Failure]) -> str | None:
        """Say when answers are wrong; right refusals are no evidence."""
        function = failure.shown.function
        trials = {t.key: t for other in (failure, *unknown) for t in other.all_wrong if t.function == function}
        own, wrong = [t for t in failure.all_wrong if t.key in trials], list(trials.values())
        right = [t for t in self._evidence.all_right if t.function == function and not self._reference.answer(t).raised]
        return condition_of(own, wrong, right, self._functions[function])

    def _pattern(self, failure: Failure, unknown: Sequence[Failure]) -> str | None:
        """Describe how answers are wrong, in words that hold for every wrong answer that is left to explain."""
        shown = failure.shown
        if self._reference.answer(shown).raised:
            return None
        if shown.answer.raised:
            others = [trial for trial in failure.wrong if trial.answer.raised and trial is not shown]
            return raised_pattern(shown, others, lambda t: whole_numbers(t, self._functions[t.function]))
        wrong = {trial.key: trial for other in unknown for trial in other.wrong}.values()
        pairs = [(trial.answer, self._reference.answer(trial)) for trial in wrong]
        return pattern_of([(a.value, right.value) for a, right in pairs if not a.raised and not right.raised])

    def _fitting(self, failure: Failure) -> list[Suspect]:
        fitting = [suspect for suspect in self._suspects if failure.fits(suspect, self._reference)]
        return [suspect for suspect in fitting if not self._evidence.acquits(suspect)]

    def _explained(self, suspect: Suspect, failures: Sequence[Failure]) -> list[Failure]:
        return [failure for failure in failures if failure.fits(suspect, self._reference)]

    def _told_apart(self, suspects: list[Suspect], explained: dict[Suspect, list[Failure]]) -> list[Suspect]:
        """Return the suspects that are left after further inputs, and confirmed by some; none if too many are."""
        if len(suspects) > 1:
            suspects = _same_words(suspects, explained[suspects[0]])
        parts = _parts(explained[suspects[0]]) if suspects else ()
        if len(suspects) > 1:
            suspects = self._more.tell_apart(suspects, parts)
        suspects = [suspect for suspect in suspects if self._more.confirms(suspect, parts)]
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

    def __init__(self, reference: Asked, witness: Witness) -> None:
        self._reference = reference
        self._witness = witness

    def tell_apart(self, suspects: list[Suspect], parts: Sequence[Part | None]) -> list[Suspect]:
        """Return the suspects that answer as the student's code where they differ from each other."""
        for trial in self._witness.inputs_at(parts):
            answers = [suspect.asked.answer(trial) for suspect in suspects]
            if all(are_alike(answers[0], other, Aspect.VALUE) for other in answers[1:]):
                continue
            asked = self._witness.ask(trial)
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

        def shows(trial: Trial) -> bool:
            return not is_right(suspect.asked.answer(trial), self._reference.answer(trial), trial)

        def verdict(trial: Trial) -> bool | None:
            if is_right(trial.answer, self._reference.answer(trial), trial):
                return None
            return are_alike(suspect.asked.answer(trial), trial.answer, Aspect.VALUE)

        return self._witness.confirms(shows, verdict, parts)
