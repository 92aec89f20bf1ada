"""What a check asked a student's function, and what it answered: the evidence for a diagnosis.

Bounded: the first calls of a check and its last ones (which a shrinking check ends with) are kept,
and only calls of little data.
"""

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from convgrade.checks.faults import StudentRaised
from convgrade.checks.student import Caller, Observation, Part
from convgrade.core.exercise import Exercise
from convgrade.worker.kinds import Tensor
from convgrade.worker.protocol import fingerprint, round_trip

if TYPE_CHECKING:
    from convgrade.checks.sides import Sides

_FIRST, _LAST = 8, 24
_NUMBERS = 8192
_DEPTH = 8


@dataclass(frozen=True)
class Answer:
    """What one call led to: a value, or an exception.

    ``raised`` holds the names of the exception's type and of those it derives from; it is empty
    where the call returned.
    """

    value: Any = None
    raised: tuple[str, ...] = ()
    text: str = ""
    observed: Observation = ((), ())

    def at(self, part: Part | None) -> "Answer":
        """Return the answer with one part of its value alone; whole where there is no such part."""
        if part is None or self.raised or not part.exists_in(self.value):
            return self
        return replace(self, value=self.value[part.index])


@dataclass(frozen=True, eq=False)
class Trial:
    """One call of a student's function and its answer, or the part of its answer that was looked at."""

    function: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    answer: Answer
    part: Part | None = None

    @cached_property
    def call_key(self) -> str:
        """Return what tells the call from others: 64 hex digits."""
        return fingerprint((self.function, self.args, dict(self.kwargs)))

    @property
    def key(self) -> str:
        """Return what tells the trial from others: the call, and which part of the answer was looked at."""
        return self.call_key if self.part is None else f"{self.call_key}/{self.part.index}"

    def at(self, part: Part | None) -> "Trial":
        """Return the trial with another part of the answer looked at."""
        return replace(self, part=part)

    @property
    def size(self) -> int:
        """Return how many numbers its arguments hold."""
        return count_numbers((self.args, dict(self.kwargs)))


class TrialLog:
    """The calls of one check: the first few and the last ones."""

    def __init__(self) -> None:
        self._first: list[Trial] = []
        self._last: deque[Trial] = deque(maxlen=_LAST)

    def add(
        self,
        function: str,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        answer: Answer,
        part: Part | None = None,
    ) -> None:
        """Keep a call, with copies of its arguments, unless it holds too much data."""
        if count_numbers((args, dict(kwargs), answer.value)) > _NUMBERS:
            return
        args, kwargs = round_trip((args, dict(kwargs)))
        kept = self._first if len(self._first) < _FIRST else self._last
        kept.append(Trial(function, args, kwargs, answer.at(part), part))

    def __iter__(self) -> Iterator[Trial]:
        yield from self._first
        yield from self._last


class NotingCaller:
    """A caller that notes what is asked and answered, for one check.

    Parameters
    ----------
    caller : Caller
        Does the calls.
    log : TrialLog
        Where to note them.
    right : callable, optional
        Returns what a call should lead to; an exception then carries it along.
    part : Part, optional
        Which part of an answer the check looks at.
    """

    def __init__(
        self, caller: Caller, log: TrialLog, right: Callable[..., Any] | None = None, part: Part | None = None
    ) -> None:
        self._caller = caller
        self._log = log
        self._right = right
        self._part = part

    def for_part(self, part: Part) -> "NotingCaller":
        """Return a caller that notes one part of every answer."""
        return NotingCaller(self._caller, self._log, self._right, part)

    @property
    def observed(self) -> Observation:
        """Return what the last call changed, and the notes on it."""
        return self._caller.observed

    @property
    def student_seconds(self) -> float:
        """Return the seconds that the current check has spent in the student's code."""
        return self._caller.student_seconds

    def begin_check(self) -> None:
        """Start a check: its budget of time is full again."""
        self._caller.begin_check()

    def names(self) -> frozenset[str]:
        """Return the names that the student's file defines."""
        return self._caller.names()

    def devices(self) -> tuple[str, ...]:
        """Return the devices on which tensors may lie; see `Caller`."""
        return self._caller.devices()

    def sources(self) -> Mapping[str, bytes]:
        """Return the files among which the student's code runs; see `Caller`."""
        return self._caller.sources()

    def sides(self, exercise: Exercise) -> "Sides":
        """Start the solution and the student's code, to compare their speed; see `Caller`."""
        return self._caller.sides(exercise)

    def call(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call one function, and note it with its answer; code that is stopped gives none."""
        try:
            value = self._caller.call(function, args, kwargs)
        except StudentRaised as error:
            if not error.is_unwritten:
                self._log.add(function, args, kwargs, answer_that_raised(error), self._part)
            if self._right is not None and (args or kwargs):
                error.right = partial(self._right, function, *round_trip((args, kwargs)))
            raise
        self._log.add(function, args, kwargs, Answer(value, observed=self._caller.observed), self._part)
        return value


def answer_of(caller: Caller, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Answer:
    """Call a function and return what that led to; lets through that the student's code was stopped."""
    try:
        value = caller.call(function, args, dict(kwargs))
    except StudentRaised as error:
        return answer_that_raised(error)
    return Answer(value, observed=caller.observed)


def answer_that_raised(error: StudentRaised) -> Answer:
    """Return the answer of a call that ended with an exception."""
    return Answer(raised=tuple(dict.fromkeys((error.kind, *error.bases))), text=error.text)


def count_numbers(value: Any, depth: int = 0) -> int:
    """Return how many numbers a value holds; a text counts by its length."""
    if isinstance(value, Tensor):
        value = value.array
    if isinstance(value, np.ndarray):
        return int(value.size)
    if isinstance(value, str | bytes):
        return len(value)
    if isinstance(value, list | tuple | dict) and depth <= _DEPTH:
        items = value.values() if isinstance(value, dict) else value
        return sum(count_numbers(item, depth + 1) for item in items)
    return 1
