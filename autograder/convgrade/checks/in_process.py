"""Call trusted functions in this process, in the same terms as a worker."""

import time
from collections.abc import Callable, Mapping
from typing import Any

from convgrade.checks.callbacks import restart_all
from convgrade.checks.faults import StudentRaised
from convgrade.checks.source import call_source
from convgrade.checks.student import Observation
from convgrade.worker.calling import Memory, observed_call
from convgrade.worker.kinds import Misused
from convgrade.worker.protocol import round_trip


class InProcessCaller:
    """Calls trusted functions in this process, in the same terms as a worker.

    Parameters
    ----------
    functions : mapping of str to callable
        What the student's file would define.
    """

    def __init__(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        self._functions = functions
        self._memory = Memory()
        self.observed: Observation = ((), ())
        self.student_seconds = 0.0

    def begin_check(self) -> None:
        """Start a check; in this process nothing limits it."""
        self.student_seconds = 0.0

    def names(self) -> frozenset[str]:
        """Return the names of the functions."""
        return frozenset(self._functions)

    def call(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call one function with copies of the arguments that crossed the protocol."""
        args, kwargs = round_trip((args, kwargs))
        restart_all([*args, *kwargs.values()])
        begun = time.monotonic()
        try:
            observed = observed_call(self._functions[function], args, kwargs, self._memory)
        except Exception as error:  # noqa: BLE001 - whatever a wrong version raises is its answer
            call, bases = call_source(function, args, kwargs), _names_of_types(error)
            raise StudentRaised(call, bases[0], str(error), bases=bases) from None
        finally:
            self.student_seconds += time.monotonic() - begun
        self.observed = (observed.changed, observed.notes)
        return round_trip(observed.value)


def _names_of_types(error: Exception) -> tuple[str, ...]:
    """Return the names of an exception's type and of those it derives from, as a worker would tell them."""
    return tuple(base.__name__ for base in type(error).__mro__ if base is not Misused)
