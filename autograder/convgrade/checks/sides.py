"""The two sides of a comparison of speed: the solution and the student's code, in processes of the same kind.

A worker's clock is read by the grader, before a request is sent and after the whole reply has arrived, and
covers every thread of the process.  Between its calls a worker is stopped, so that it can neither slow the
other side down nor work ahead.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, NoReturn, Protocol, Self

from convgrade.checks.faults import StudentRaised, StudentStopped
from convgrade.checks.source import call_source
from convgrade.core.results import Outcome
from convgrade.worker.client import (
    Crashed,
    Failure,
    Limits,
    Loaded,
    Policy,
    Raised,
    Returned,
    TimedOut,
    Violation,
    Watched,
    Worker,
    WorkerSource,
)
from convgrade.worker.counting import watched_call
from convgrade.worker.levels import Level
from convgrade.worker.protocol import round_trip

CALL_SECONDS = 10.0
_LOAD_SECONDS = 20.0
Functions = Mapping[str, Callable[..., Any]]
Rules = tuple[Limits, Policy]


@dataclass(frozen=True)
class Timed:
    """A call's value, the processor time that it took, and its time on the wall.

    ``idle_seconds`` is processor time that the process used between the call before and this one.
    """

    value: Any
    seconds: float
    wall_seconds: float
    idle_seconds: float = 0.0


class Side(Protocol):
    """One side of a comparison of speed."""

    @property
    def is_exact(self) -> bool:
        """Return whether the clock covers all that the side can do, wherever it does it."""

    def timed(self, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Timed:
        """Call a function and time it; raises StudentRaised or StudentStopped."""

    def watched(self, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Watched:
        """Call a function and return what lines ran; raises StudentRaised or StudentStopped."""

    def line(self, file: str, number: int) -> str:
        """Return a line of the side's source, or an empty text."""

    def close(self) -> None:
        """End the process."""


class WorkerSide:
    """A side in a worker of its own, stopped but for its calls.

    Parameters
    ----------
    workers : WorkerSource
        Starts the worker.
    sources : mapping of str to bytes
        Its files.
    module : str
        The module whose functions are called.
    rules : pair of Limits and Policy
        What the worker may use, import and call.
    trusted : bool, optional
        Whether the code is ours, and does nothing where the process's clock cannot see it.
    """

    def __init__(
        self,
        workers: WorkerSource,
        sources: Mapping[str, bytes],
        module: str,
        *,
        rules: Rules,
        trusted: bool = False,
    ) -> None:
        self._sources = sources
        self._module = module
        self._worker: Worker = workers.start(sources, *rules)
        loaded = self._worker.load(module, seconds=_LOAD_SECONDS)
        if not isinstance(loaded, Loaded):
            self._worker.close()
            _raise_for(loaded, f"import {module}")
        self._worker.pause()
        self._last = self._worker.cpu_seconds()
        self.is_exact = self._last is not None and (trusted or workers.isolation.level.reaches(Level.GUARDED))

    def timed(self, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Timed:
        """Call a function and time it; see `Side`.

        What the process did since its last call counts as well.
        """
        before, begun = self._worker.cpu_seconds(), time.monotonic()
        self._worker.resume()
        outcome = self._worker.time(self._module, function, args, kwargs, seconds=CALL_SECONDS)
        after, wall = self._worker.cpu_seconds(), time.monotonic() - begun
        self._worker.pause()
        if not isinstance(outcome, Returned):
            _raise_for(outcome, call_source(function, args, kwargs))
        if before is None or after is None or self._last is None:
            return Timed(outcome.value, wall, wall)
        cpu, idle, self._last = after - self._last, before - self._last, after
        return Timed(outcome.value, cpu if self.is_exact else max(cpu, wall), wall, idle)

    def watched(self, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Watched:
        """Call a function and return what lines ran; see `Side`."""
        self._worker.resume()
        outcome = self._worker.watch(self._module, function, args, kwargs, seconds=CALL_SECONDS)
        if not isinstance(outcome, Watched):
            _raise_for(outcome, call_source(function, args, kwargs))
        return outcome

    def line(self, file: str, number: int) -> str:
        """Return a line of the side's source; see `Side`."""
        lines = self._sources.get(file, b"").decode("utf-8", "replace").splitlines()
        return lines[number - 1].strip() if 0 < number <= len(lines) else ""

    def close(self) -> None:
        """End the worker."""
        self._worker.close()


class InProcessSide:
    """A side that calls trusted functions here, and reads this process's clock: less exact than a worker's."""

    is_exact = False

    def __init__(self, functions: Functions) -> None:
        self._functions = functions

    def timed(self, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Timed:
        """Call a function and time it; see `Side`."""
        wall, cpu = time.monotonic(), time.process_time()
        value = round_trip(self._value(function, args, kwargs))
        return Timed(value, time.process_time() - cpu, time.monotonic() - wall)

    def watched(self, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Watched:
        """Call a function and return what lines ran; see `Side`."""
        called = self._functions[function]
        code = getattr(called, "__code__", None)
        args, kwargs = round_trip((args, dict(kwargs)))
        return watched_call(called, args, kwargs, {code.co_filename} if code else set())

    def line(self, _file: str, _number: int) -> str:
        """Return nothing: the sources of trusted functions are not shown."""
        return ""

    def close(self) -> None:
        """Do nothing."""

    def _value(self, function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        args, kwargs = round_trip((args, dict(kwargs)))
        try:
            return self._functions[function](*args, **kwargs)
        except Exception as error:  # noqa: BLE001 - whatever a wrong version raises is its answer
            bases = tuple(base.__name__ for base in type(error).__mro__)
            raise StudentRaised(call_source(function, args, kwargs), bases[0], str(error), bases=bases) from None


@dataclass(frozen=True)
class Sides:
    """Both sides of a comparison; a context manager that ends their processes."""

    reference: Side
    student: Side

    @property
    def are_exact(self) -> bool:
        """Return whether both clocks cover everything."""
        return self.reference.is_exact and self.student.is_exact

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.reference.close()
        self.student.close()


def _raise_for(outcome: Failure, call: str) -> NoReturn:
    match outcome:
        case Raised():
            raise StudentRaised(call, outcome.kind, outcome.message, outcome.lines, outcome.bases)
        case TimedOut(seconds):
            raise StudentStopped(Outcome.TIMED_OUT, f"{call}\n  was stopped after {seconds:g} s", call=call)
        case Crashed(reason) | Violation(reason):
            raise StudentStopped(Outcome.CRASHED, f"{call}\n  ended its process: {reason}", call=call)
