"""The ``student`` of a check: one small interface with two callers.

`in_worker.WorkerCaller` calls code in a worker process, `in_process.InProcessCaller` trusted functions
(solutions, misconceptions, alternatives) here.  Both pass every value through the protocol's encoder.
"""

from collections.abc import Callable
from typing import Any, Protocol

from convgrade.checks.faults import MissingFunction
from convgrade.core.exercise import Exercise

Observation = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of the arguments that a call changed, and notes about the value that it returned."""


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


class Student:
    """What checks call: ``student.conv2d(x, weight)`` runs the student's function of that name."""

    def __init__(self, exercise: Exercise, caller: Caller) -> None:
        self._exercise = exercise
        self._caller = caller

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_") or name not in self._exercise.functions:
            raise AttributeError(f"{self._exercise.name} grades no function {name!r}")
        if name not in self._caller.names():
            raise MissingFunction(f"{self._exercise.file_name} defines no function {name}; is it spelt exactly so?")

        def function(*args: Any, **kwargs: Any) -> Any:
            return self._caller.call(name, args, kwargs)

        function.__name__ = name
        return function

    def last_observed(self) -> Observation:
        """Return which arguments the last call changed, and notes about what it returned."""
        return self._caller.observed
