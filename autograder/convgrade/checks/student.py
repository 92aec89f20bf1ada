"""The ``student`` of a check: one small interface with two callers.

`in_worker.WorkerCaller` calls code in a worker process, `in_process.InProcessCaller` trusted functions
(solutions, misconceptions, alternatives) here.  Both pass every value through the protocol's encoder.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from convgrade.checks.faults import CheckFailed, MissingFunction
from convgrade.checks.show import describe_value
from convgrade.checks.source import call_source
from convgrade.core.exercise import Exercise

if TYPE_CHECKING:
    from convgrade.checks.sides import Sides

Observation = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of the arguments that a call changed, and notes about the value that it returned."""


@dataclass(frozen=True)
class Part:
    """One of several values that a function returns together: number ``index`` (from 0) of ``of``."""

    index: int
    of: int

    def exists_in(self, value: Any) -> bool:
        """Return whether a value is that many values."""
        return isinstance(value, tuple | list) and len(value) == self.of

    def taken(self, value: Any, call_in_words: Callable[[], str]) -> Any:
        """Return this part of what a call returned; fail the check if it did not return that many values."""
        if self.exists_in(value):
            return value[self.index]
        call = call_in_words()
        got = f"{len(value)} values" if isinstance(value, tuple | list) else describe_value(value)
        raise CheckFailed(f"{call}\n  returned {got}, should return {self.of} values: return a, b, ...", call=call)


class Caller(Protocol):
    """Calls the functions of one exercise, wherever the student's code runs."""

    @property
    def observed(self) -> Observation:
        """Return what the last call changed, and the notes on it."""

    @property
    def student_seconds(self) -> float:
        """Return the seconds that the current check has spent in the student's code."""

    def begin_check(self) -> None:
        """Start a check: its budget of time is full again."""

    def names(self) -> frozenset[str]:
        """Return the names that the student's file defines; raises StudentStopped if it cannot be loaded."""

    def call(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call one function; raises StudentRaised or StudentStopped."""

    def devices(self) -> tuple[str, ...]:
        """Return the devices on which tensors may lie where the student's code runs."""

    def sources(self) -> Mapping[str, bytes]:
        """Return the files among which the student's code runs, by name; none where it is no files."""

    def sides(self, exercise: Exercise) -> "Sides":
        """Start the solution and the student's code, each in a process of its own, to compare their speed."""


class Student:
    """What checks call: ``student.conv2d(x, weight)`` runs the student's function of that name."""

    def __init__(self, exercise: Exercise, caller: Caller, part: Part | None = None) -> None:
        self._exercise = exercise
        self._caller = caller
        self._part = part

    def part(self, index: int, *, of: int) -> "Student":
        """Return a student of whose functions' ``of`` values only one is looked at, so that it is judged by itself.

        Parameters
        ----------
        index : int
            Which value, counted from 0.
        of : int
            How many values the functions return.
        """
        part = Part(index, of)
        divided = getattr(self._caller, "for_part", None)
        return Student(self._exercise, divided(part) if divided else self._caller, part)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self._exercise.functions:
            raise AttributeError(f"{self._exercise.name} grades no function {name!r}")
        if name not in self._caller.names():
            raise MissingFunction(f"{self._exercise.file_name} defines no function {name}; is it spelt exactly so?")

        def function(*args: Any, **kwargs: Any) -> Any:
            value = self._caller.call(name, args, kwargs)
            return self._part.taken(value, lambda: call_source(name, args, kwargs)) if self._part else value

        function.__name__ = name
        return function

    def devices(self) -> tuple[str, ...]:
        """Return the devices on which tensors may lie where the student's code runs: ``"cpu"`` and others."""
        return self._caller.devices()

    def sources(self) -> Mapping[str, bytes]:
        """Return the files that were handed in, by name: data, to be looked at as text and never run here."""
        return self._caller.sources()

    def last_observed(self) -> Observation:
        """Return which arguments the last call changed, and notes about what it returned."""
        return self._caller.observed
