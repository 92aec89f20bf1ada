"""Recognise two mistakes at once: a pair of misconceptions that answers as the student's code where no single one does.

Two mistakes explain more than one, also by chance.  So a pair has to be borne out by further inputs on which
either of its mistakes would not do, and where several pairs are left, none is named.
"""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np

from convgrade.checks.student import Part
from convgrade.checks.trials import Answer, Trial
from convgrade.grading.evidence import Evidence, Failure
from convgrade.grading.naming import Diagnosis, Mistake, named_together
from convgrade.grading.suspects import Asked, Aspect, Pair, Suspect, are_alike, is_no_pair, is_right
from convgrade.grading.witness import Witness

_MOST_FAILURES = 24
_MOST_TOLD_APART = 24
_SHUFFLES = 2


class TwoAtOnce:
    """The pairs of an exercise's commonest misconceptions, held against failures that no single one explains.

    Parameters
    ----------
    pairs : sequence of Pair
        The suspects.
    evidence : Evidence
        What the student's code got wrong and right.
    reference : Asked
        What is right.
    witness : Witness
        The student's code, to ask for more.
    """

    def __init__(self, pairs: Sequence[Pair], evidence: Evidence, reference: Asked, witness: Witness) -> None:
        self._pairs = pairs
        self._evidence = evidence
        self._reference = reference
        self._witness = witness
        self._left = _MOST_FAILURES

    def explain(self, failures: Sequence[Failure]) -> tuple[Diagnosis, list[Failure]] | None:
        """Return what two mistakes the first failure looks like, and all that they explain; None if in doubt."""
        if not self._left or all(_is_missing(trial.answer) for trial in failures[0].wrong):
            return None
        self._left -= 1
        fitting = [pair for pair in self._pairs if self._fits(pair, failures[0])]
        explained = {pair: [f for f in failures if self._fits(pair, f)] for pair in fitting}
        most = max(map(len, explained.values()), default=0)
        pairs = [pair for pair, some in explained.items() if len(some) == most and not self._evidence.acquits(pair)]
        if not pairs:
            return None
        wrong = [trial for failure in explained[pairs[0]] for trial in failure.wrong]
        further = list(self._further(wrong))
        left = [pair for pair in self._told_apart(pairs, further) if self._is_confirmed(pair, further)]
        if len({pair.alone for pair in left}) != 1:
            return None
        mistakes = [Mistake(one.entry.id, one.entry.what, one.entry.hint) for one in left[0].alone]
        return named_together(mistakes), explained[left[0]]

    def _fits(self, pair: Pair, failure: Failure) -> bool:
        """Return whether a pair answers as the student did wherever that was wrong, and neither of it does alone."""
        if failure.aspect is not Aspect.VALUE or not failure.fits(pair, self._reference):
            return False
        if any(is_no_pair(pair, trial) for trial in failure.wrong):
            return False
        return not any(failure.fits(one, self._reference) for one in pair.alone)

    def _further(self, wrong: Sequence[Trial]) -> Iterator[Trial]:
        """Yield calls that have not been tried: recorded cases, and wrong calls with their numbers in another order."""
        parts: tuple[Part | None, ...] = tuple(dict.fromkeys(trial.part for trial in wrong))
        tried = {trial.key for trial in wrong}
        shuffled = [_shuffled(trial, seed) for trial in wrong for seed in range(_SHUFFLES)]
        for trial in [*self._witness.inputs_at(parts), *shuffled]:
            if trial.key not in tried and not self._reference.answer(trial).raised:
                tried.add(trial.key)
                yield trial

    def _told_apart(self, pairs: list[Pair], further: Sequence[Trial]) -> list[Pair]:
        """Return the pairs that answer as the student's code where they differ from each other."""
        asked = 0
        for trial in further:
            answers = [pair.asked.answer(trial) for pair in pairs]
            if asked == _MOST_TOLD_APART or len(pairs) < 2:
                break
            if all(are_alike(answers[0], other, Aspect.VALUE) for other in answers[1:]):
                continue
            asked += 1
            theirs = self._witness.ask(trial)
            if theirs is None:
                return []
            pairs = [p for p, a in zip(pairs, answers, strict=True) if are_alike(a, theirs.answer, Aspect.VALUE)]
        return pairs

    def _is_confirmed(self, pair: Pair, further: Sequence[Trial]) -> bool:
        """Return whether the student's code answers as the pair where one mistake would not do, for each of the two."""

        def is_like(trial: Trial) -> bool:
            return are_alike(pair.asked.answer(trial), trial.answer, Aspect.VALUE)

        return all(self._witness.bears_out(further, partial(self._differs, pair, one), is_like) for one in pair.alone)

    def _differs(self, pair: Pair, one: Suspect, trial: Trial) -> bool:
        """Return whether a pair gets a call wrong, and in another way than one of its mistakes."""
        answer = pair.asked.answer(trial)
        is_wrong = not is_right(answer, self._reference.answer(trial), trial)
        return is_wrong and not are_alike(answer, one.asked.answer(trial), Aspect.VALUE)


def _is_missing(answer: Answer) -> bool:
    """Return whether a function returned nothing, as where it is not written yet."""
    return answer.value is None and not answer.raised


def _shuffled(trial: Trial, seed: int) -> Trial:
    """Return a call with the entries of its arrays in another order: such numbers are legal, too."""
    rng = np.random.default_rng([seed, int(trial.call_key[:12], 16)])
    args = tuple(
        rng.permutation(value.ravel()).reshape(value.shape) if isinstance(value, np.ndarray) else value
        for value in trial.args
    )
    return Trial(trial.function, args, trial.kwargs, Answer(), trial.part)
