"""Name mistakes at home: without any code, by digests of what each misconception answers to public calls.

A digest is made of an answer with nine significant digits; whole numbers, of which most public calls are
made, give exact ones.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from convgrade.checks.context import Context
from convgrade.checks.student import Part
from convgrade.checks.trials import Answer, Trial
from convgrade.core.exercise import Exercise
from convgrade.core.results import CheckResult, Outcome
from convgrade.grading.evidence import of_first_part
from convgrade.grading.naming import MOST_NAMED, Diagnosis, Mistake, named, named_together
from convgrade.grading.suspects import Asked, Pair, Suspect, is_no_pair, said_by_numpy
from convgrade.grading.witness import DEPENDS_ON_THE_PAST, UNSTABLE, Witness
from convgrade.worker.kinds import Tensor
from convgrade.worker.protocol import Unsupported

_DIGITS = 12
_DEPTH = 8


def digest_file(exercise: Exercise) -> Path:
    """Return where a student's folder keeps the digests of an exercise."""
    return exercise.public_checks.with_name(f"diagnosis_{exercise.name}.json")


def digest(answer: Answer) -> str:
    """Return a few hex digits that are equal for equal answers."""
    raised = ["raised", *filter(None, [*answer.raised[:1], said_by_numpy(answer.text)])]
    content = raised if answer.raised else _plain(answer.value)
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:_DIGITS]


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value as JSON can write it, numbers with nine significant digits."""
    if isinstance(value, np.ndarray):
        return ["array", list(value.shape), [_number(entry) for entry in value.ravel().tolist()]]
    if isinstance(value, Tensor):
        return ["tensor", value.device, _plain(value.array)]
    if isinstance(value, Unsupported):
        return ["unsupported", value.type_name]
    if isinstance(value, list | tuple | dict) and depth <= _DEPTH:
        items = sorted(value.items(), key=lambda item: str(item[0])) if isinstance(value, dict) else value
        return [isinstance(value, dict), [_plain(item, depth + 1) for item in items]]
    plain = value.item() if isinstance(value, np.generic) else value
    return _number(plain) if isinstance(plain, float) else f"{type(plain).__name__} {plain!r}"


def _number(value: Any) -> str:
    """Return an entry of an array, or a float: -0.0 is 0, and 3 is 3.0."""
    if isinstance(value, bool | complex):
        return repr(value)
    return f"{float(value) + 0.0:.9g}"


@dataclass(frozen=True)
class Call:
    """The digest of the right answer to a call, and the numbers of the mistakes behind each wrong one."""

    right: str
    wrong: Mapping[str, Sequence[int]]

    def culprits(self, trial: Trial) -> set[int] | None:
        """Return which mistakes answer as the student did, or None if the student was right."""
        return None if self.is_right(trial.answer) else set(self.wrong.get(digest(trial.answer), ()))

    def is_right(self, answer: Answer) -> bool:
        """Return whether an answer is the right one."""
        return digest(answer) == self.right

    def differ(self, number: int, other: int) -> bool:
        """Return whether a mistake gets this call wrong, and another one does not get it wrong in the same way."""
        return any(number in numbers and other not in numbers for numbers in self.wrong.values())

    @property
    def caught(self) -> set[int]:
        """Return the mistakes that get this call wrong."""
        return {number for numbers in self.wrong.values() for number in numbers}


@dataclass(frozen=True)
class Digests:
    """The known mistakes of an exercise and what they answer, by the key of a call.

    Where two are there at once, that is numbered after the single ones: ``pairs`` has the numbers of the two,
    once for each order in which they may work.
    """

    mistakes: Sequence[Mistake]
    calls: Mapping[str, Call]
    pairs: Sequence[tuple[int, int]] = ()

    @classmethod
    def read(cls, path: Path) -> "Digests":
        """Return what a file holds; nothing where it is missing or damaged."""
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            calls = {key: Call(call["right"], call["wrong"]) for key, call in data["calls"].items()}
            pairs = [(first, second) for first, second in data.get("pairs", [])]
            return cls([Mistake(*entry) for entry in data["mistakes"]], calls, pairs)
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return cls([], {})

    def text(self) -> str:
        """Return the content of the file: the same text for the same digests."""
        calls = {key: {"right": call.right, "wrong": call.wrong} for key, call in self.calls.items()}
        pairs = {"pairs": self.pairs} if self.pairs else {}
        return json.dumps({"mistakes": self.mistakes, **pairs, "calls": calls}, ensure_ascii=False, indent=0) + "\n"

    def diagnoses(self, results: Iterable[CheckResult], context: Context, witness: Witness) -> dict[str, Diagnosis]:
        """Return what failed checks look like, by the id of the check: the mistake that explains most of them first.

        Parameters
        ----------
        results : iterable of CheckResult
            The verdicts.
        context : Context
            Holds the calls of each check.
        witness : Witness
            The student's code: one that answers the same call in different ways looks like any mistake.
        """
        acquitted: set[int] = set()
        unexplained: dict[str, set[int]] = {}
        all_wrong: dict[str, list[Trial]] = {}
        for result in results:
            known = [(self.calls[t.key], t) for t in context.log_of(result.check.id) if t.key in self.calls]
            judged = [(trial, call, call.culprits(trial)) for call, trial in known]
            acquitted |= {number for _, call, guilty in judged if guilty is None for number in call.caught}
            guilty_of = {trial: guilty for trial, _, guilty in judged if guilty is not None}
            wrong = [(trial, guilty_of[trial]) for trial in of_first_part(list(guilty_of))]
            if wrong and result.outcome in (Outcome.FAILED, Outcome.RAISED):
                unexplained[result.check.id] = set.intersection(*(guilty for _, guilty in wrong))
                all_wrong[result.check.id] = [trial for trial, _ in wrong]
        first_wrong = {check_id: min(some, key=lambda trial: trial.size) for check_id, some in all_wrong.items()}
        if any(witness.is_unstable(trial) for trial in first_wrong.values()):
            return dict.fromkeys(first_wrong, UNSTABLE) | self._with_a_past(first_wrong, witness)
        parts = {check_id: trial.part for check_id, trial in first_wrong.items()}
        left = {check_id: fitting - acquitted for check_id, fitting in unexplained.items()}
        single = {check_id: {n for n in some if n < len(self.mistakes)} for check_id, some in left.items()}
        found = self._named(single, parts, witness)
        unnamed = {check_id: trial for check_id, trial in first_wrong.items() if check_id not in found}
        found |= self._with_a_past(unnamed, witness)
        without = [check_id for check_id in left if left[check_id] and not single[check_id] and check_id not in found]
        together = {check_id: self._together(left[check_id], all_wrong[check_id], witness) for check_id in without}
        return found | {check_id: diagnosis for check_id, diagnosis in together.items() if diagnosis}

    def _named(
        self, unexplained: dict[str, set[int]], parts: Mapping[str, Part | None], witness: Witness
    ) -> dict[str, Diagnosis]:
        """Name the mistakes that fit failed checks and are confirmed, the one that fits most of them first."""
        found: dict[str, Diagnosis] = {}
        while unexplained := {check_id: some for check_id, some in unexplained.items() if some}:
            fitting = next(iter(unexplained.values()))
            counts = {number: sum(number in some for some in unexplained.values()) for number in sorted(fitting)}
            best = [number for number, count in counts.items() if count == max(counts.values())]
            together = [check_id for check_id, some in unexplained.items() if some.issuperset(best)]
            looked_at = tuple(dict.fromkeys(parts[check_id] for check_id in together))
            best = [number for number in best if self._is_confirmed(number, looked_at, witness)]
            if 0 < len(best) <= MOST_NAMED:
                found |= dict.fromkeys(together, named([self.mistakes[number] for number in best]))
            unexplained = {check_id: some for check_id, some in unexplained.items() if check_id not in together}
        return found

    def _together(self, fitting: Iterable[int], wrong: Sequence[Trial], witness: Witness) -> Diagnosis | None:
        """Return which two mistakes at once fit a failed check, if further inputs bear out just one pair."""
        tried = {trial.key for trial in wrong}
        further = [t for t in witness.inputs_at((wrong[0].part,)) if t.key in self.calls.keys() - tried]
        kinds = {
            self.pairs[number - len(self.mistakes)]
            for number in fitting
            if self._is_borne_out(number, further, witness)
        }
        return named_together([self.mistakes[one] for one in kinds.pop()]) if len(kinds) == 1 else None

    def _is_borne_out(self, number: int, further: Sequence[Trial], witness: Witness) -> bool:
        """Return whether the student's code answers as two mistakes where one would not do, for each of the two."""

        def is_like(trial: Trial) -> bool:
            return number in (self.calls[trial.key].culprits(trial) or ())

        def differs(one: int, trial: Trial) -> bool:
            return self.calls[trial.key].differ(number, one)

        both = self.pairs[number - len(self.mistakes)]
        return all(witness.bears_out(further, partial(differs, one), is_like) for one in both)

    def _is_confirmed(self, number: int, parts: Sequence[Part | None], witness: Witness) -> bool:
        """Return whether the student's code goes wrong as a mistake would on further inputs, if there are any."""

        def shows(trial: Trial) -> bool:
            return trial.key in self.calls and number in self.calls[trial.key].caught

        def verdict(trial: Trial) -> bool | None:
            culprits = self.calls[trial.key].culprits(trial)
            return None if culprits is None else number in culprits

        return witness.confirms(shows, verdict, parts)

    def _with_a_past(self, wrong: Mapping[str, Trial], witness: Witness) -> dict[str, Diagnosis]:
        """Say of which checks a new process would answer right."""
        return {
            check_id: DEPENDS_ON_THE_PAST
            for check_id, trial in wrong.items()
            if witness.depends_on_the_past(trial, self.calls[trial.key].is_right)
        }


def make_digests(
    reference: Asked, suspects: Sequence[Suspect], trials: Iterable[Trial], pairs: Sequence[Pair] = ()
) -> Digests:
    """Return what each suspect answers to some calls, as far as it is wrong and always the same.

    Parameters
    ----------
    reference : Asked
        The solution's functions.
    suspects : sequence of Suspect
        The misconceptions.
    trials : iterable of Trial
        The calls.
    pairs : sequence of Pair, optional
        Those that are at once; left out are those that do not go together, and those that say nothing new.
    """
    calls = {}
    chosen = {trial.key: trial for trial in trials}
    together = _telling_pairs(pairs, list(chosen.values()))
    steady = [
        (number, suspect)
        for number, suspect in enumerate([*suspects, *together])
        if not any(suspect.asked.is_unstable(trial) for trial in chosen.values())
    ]
    for key, trial in chosen.items():
        right, wrong = digest(reference.answer(trial)), dict[str, list[int]]()
        for number, suspect in steady:
            given = digest(suspect.asked.answer(trial))
            if given != right:
                wrong.setdefault(given, []).append(number)
        calls[key] = Call(right, wrong)
    mistakes = [Mistake(suspect.entry.id, suspect.entry.what, suspect.entry.hint) for suspect in suspects]
    first, second = ([suspects.index(pair.alone[k]) for pair in together] for k in (0, 1))
    return Digests(mistakes, calls, list(zip(first, second, strict=True)))


def _telling_pairs(pairs: Sequence[Pair], trials: Sequence[Trial]) -> list[Pair]:
    """Return the pairs that differ from either of their mistakes alone, once where both orders do alike."""
    found: dict[tuple[tuple[Suspect, Suspect], tuple[str, ...]], Pair] = {}
    for pair in pairs:
        given, *alone = (
            tuple(digest(a.answer(t)) for t in trials) for a in (pair.asked, *(o.asked for o in pair.alone))
        )
        if given not in alone and not any(is_no_pair(pair, trial) for trial in trials):
            found.setdefault((pair.alone, given), pair)
    return list(found.values())
