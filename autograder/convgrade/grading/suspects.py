"""Suspects: the wrong versions of an exercise, asked what they answer where a student's code was tried."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import permutations
from typing import Any, NamedTuple

import numpy as np

from convgrade.checks.bank import Base, Misconception, base_of, misconceptions_of
from convgrade.checks.compare import Tolerance, difference
from convgrade.checks.composing import composed
from convgrade.checks.context import Context, load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.trials import Answer, Trial, answer_of
from convgrade.core.exercise import Exercise
from convgrade.worker.kinds import Tensor
from convgrade.worker.protocol import Unsupported

_EXACT, _SINGLE = 1e-9, 1e-5
_COARSE_DTYPES = (np.float16, np.float32, np.complex64)
_NUMPYS_WORDS = ("broadcast", "out of bounds", "negative dimensions", "cannot reshape", "not aligned", "core dimension")
_DEPTH = 8
MOST_COMMON = 12
"""Of so many misconceptions pairs are tried: 132 in both orders."""


class Aspect(Enum):
    """In what an answer can be wrong; a later one counts only where the earlier ones are right."""

    VALUE = "value"
    EFFECT = "effect"
    DTYPE = "dtype"


class Asked:
    """Trusted functions that remember their answers.

    Parameters
    ----------
    functions : mapping of str to callable
        All functions of an exercise; an attribute, too.
    """

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self.functions = functions
        self._caller = InProcessCaller(functions)
        self._known: dict[str, Answer] = {}
        self._replayed: dict[tuple[str, ...], list[Answer]] = {}

    def answer(self, trial: Trial) -> Answer:
        """Return the answer to the call of a trial."""
        if trial.call_key not in self._known:
            self._known[trial.call_key] = answer_of(self._caller, trial.function, trial.args, trial.kwargs)
        return self._known[trial.call_key].at(trial.part)

    def is_unstable(self, trial: Trial) -> bool:
        """Return whether the same call, made again, is answered differently."""
        again = answer_of(self._caller, trial.function, trial.args, trial.kwargs)
        return not are_alike(again.at(trial.part), self.answer(trial), Aspect.VALUE)

    def replay(self, trials: Sequence[Trial]) -> list[Answer]:
        """Return the answers to a check's calls, one after the other: an effect may show at the second alone."""
        calls = tuple(trial.key for trial in trials)
        if calls not in self._replayed:
            caller = InProcessCaller(self.functions)
            self._replayed[calls] = [answer_of(caller, t.function, t.args, t.kwargs).at(t.part) for t in trials]
        return self._replayed[calls]


@dataclass(frozen=True, eq=False)
class Suspect:
    """A misconception, and what it answers."""

    entry: Misconception
    asked: Asked


@dataclass(frozen=True, eq=False)
class Pair(Suspect):
    """Two misconceptions at once: ``entry``, with the other one in place of the right version that it is built on.

    ``alone`` are the two by themselves, in the order of the bank.
    """

    alone: tuple[Suspect, Suspect]


class LineUp(NamedTuple):
    """The reference of an exercise and its suspects, in the order of the bank; all remember their answers.

    ``pairs`` are the commonest suspects put together, where the bank says on what they are built.
    """

    reference: Asked
    suspects: list[Suspect]
    pairs: list[Pair]


def line_up(exercise: Exercise, context: Context) -> LineUp:
    """Return an exercise's reference and its suspects, in the order of the bank.

    Parameters
    ----------
    exercise : Exercise
        From the private layout.
    context : Context
        Holds the reference.

    Returns
    -------
    LineUp
        Without suspects where the exercise has no misconceptions.
    """
    solution = context.reference(exercise)
    functions = {name: getattr(solution, name) for name in exercise.functions}
    path = exercise.folder / "misconceptions.py"
    if not path.is_file():
        return LineUp(Asked(functions), [], [])

    def asked(entry: Misconception, implementation: Callable[..., Any]) -> Asked:
        return Asked({**functions, entry.function or exercise.functions[0]: implementation})

    bank = load_module(path)
    suspects = [Suspect(entry, asked(entry, entry.implementation)) for entry in misconceptions_of(bank)]
    return LineUp(Asked(functions), suspects, _pairs(suspects, base_of(bank), asked))


def _pairs(
    suspects: Sequence[Suspect], base: Base | None, asked: Callable[[Misconception, Callable[..., Any]], Asked]
) -> list[Pair]:
    """Return the commonest suspects put together by twos, in both orders; the commonest pairs come first."""
    if base is None:
        return []
    by_id = {suspect.entry.id: suspect for suspect in suspects if suspect.entry.grows_with is None}
    common = [by_id[name] for name in base.common or by_id if name in by_id][:MOST_COMMON]
    found = []
    for outer, inner in sorted(permutations(common, 2), key=lambda both: max(map(common.index, both))):
        put_together = composed(outer.entry.implementation, base.name, inner.entry.implementation)
        if put_together is not None and outer.entry.function == inner.entry.function:
            first, second = sorted((outer, inner), key=suspects.index)
            found.append(Pair(outer.entry, asked(outer.entry, put_together), (first, second)))
    return found


def is_no_pair(pair: Pair, trial: Trial) -> bool:
    """Return whether the arguments that the one passes on in a call are none that the other takes."""
    return "TypeError" in pair.asked.answer(trial).raised


def is_right(answer: Answer, reference: Answer, trial: Trial, aspect: Aspect = Aspect.VALUE) -> bool:
    """Return whether an answer to a trial's call is the reference's, in one aspect.

    Parameters
    ----------
    answer, reference : Answer
        The one in question, and the right one.
    trial : Trial
        The call: arguments in single precision allow for the rounding that this brings with it.
    aspect : Aspect, optional
        What to look at.
    """
    if aspect is Aspect.EFFECT:
        return answer.observed == ((), ())
    if aspect is Aspect.DTYPE:
        return _dtypes(answer.value) == _dtypes(reference.value)
    if reference.raised:
        return reference.raised[0] in answer.raised
    return not answer.raised and _near(answer.value, reference.value, coarse=_is_coarse((trial.args, trial.kwargs)))


def said_by_numpy(text: str) -> str:
    """Return what tells an error that numpy met from a refusal that somebody wrote; empty for the latter."""
    return next((words for words in _NUMPYS_WORDS if words in text), "")


def are_alike(one: Answer, other: Answer, aspect: Aspect) -> bool:
    """Return whether two wrong answers are the same mistake, in one aspect."""
    if aspect is Aspect.EFFECT:
        return one.observed == other.observed
    if aspect is Aspect.DTYPE:
        return _dtypes(one.value) == _dtypes(other.value)
    if one.raised or other.raised:
        return (one.raised[:1], said_by_numpy(one.text)) == (other.raised[:1], said_by_numpy(other.text))
    coarse = _is_coarse([one.value, other.value])
    return _near(one.value, other.value, coarse=coarse) and _near(other.value, one.value, coarse=coarse)


def _near(got: Any, want: Any, *, coarse: bool) -> bool:
    if isinstance(got, Unsupported) or isinstance(want, Unsupported):
        return isinstance(got, Unsupported) and isinstance(want, Unsupported) and got.type_name == want.type_name
    if isinstance(got, Tensor) and isinstance(want, Tensor):
        if got.device != want.device:
            return False
        got, want = got.array, want.array
    if isinstance(want, np.ndarray) and isinstance(got, np.ndarray) and want.shape != got.shape:
        return False
    if not coarse:
        return difference(got, want, Tolerance(_EXACT, _EXACT)) is None
    return difference(got, want, Tolerance(_SINGLE, _SINGLE * _largest(want))) is None


def _largest(value: Any) -> float:
    if isinstance(value, np.ndarray) and value.size and value.dtype.kind in "fiu":
        finite = np.abs(value[np.isfinite(value)].astype(np.float64))
        return float(finite.max(initial=1e-30))
    return 1.0


def _is_coarse(value: Any, depth: int = 0) -> bool:
    """Return whether some array in a value is in single precision or less."""
    if isinstance(value, Tensor):
        value = value.array
    if isinstance(value, np.ndarray | np.generic):
        return value.dtype in _COARSE_DTYPES
    if isinstance(value, list | tuple | Mapping) and depth <= _DEPTH:
        items = value.values() if isinstance(value, Mapping) else value
        return any(_is_coarse(item, depth + 1) for item in items)
    return False


def _dtypes(value: Any, depth: int = 0) -> list[str]:
    """Return the dtypes of the arrays in a value, in their order."""
    if isinstance(value, Tensor):
        value = value.array
    if isinstance(value, np.ndarray | np.generic):
        return [value.dtype.str[1:]]
    if isinstance(value, list | tuple | dict) and depth <= _DEPTH:
        items = value.values() if isinstance(value, dict) else value
        return [dtype for item in items for dtype in _dtypes(item, depth + 1)]
    return []
