"""Call trusted functions in this process, in the same terms as a worker."""

import runpy
import time
from collections.abc import Callable, Mapping
from typing import Any

from convgrade.checks.callbacks import restart_all
from convgrade.checks.faults import StudentRaised
from convgrade.checks.in_worker import policy_of
from convgrade.checks.sides import InProcessSide, Sides, WorkerSide
from convgrade.checks.source import call_source
from convgrade.checks.student import Observation
from convgrade.checks.trusted import sources_of
from convgrade.core.exercise import Exercise
from convgrade.worker.calling import Memory, observed_call
from convgrade.worker.client import Limits, WorkerSource
from convgrade.worker.kinds import Misused
from convgrade.worker.protocol import round_trip
from convgrade.worker.tensors import devices, from_library, to_library


class InProcessCaller:
    """Calls trusted functions in this process, in the same terms as a worker.

    Parameters
    ----------
    functions : mapping of str to callable
        What the student's file would define.
    workers : callable, optional
        Starts workers, in which the functions' speed is graded; it is graded in this process without.
    """

    def __init__(
        self, functions: Mapping[str, Callable[..., Any]], workers: Callable[[], WorkerSource] | None = None
    ) -> None:
        self._functions = functions
        self._workers = workers
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
            their_args, their_kwargs = to_library((args, kwargs))
            observed = observed_call(self._functions[function], their_args, their_kwargs, self._memory)
        except Exception as error:  # noqa: BLE001 - whatever a wrong version raises is its answer
            call, bases = call_source(function, args, kwargs), _names_of_types(error)
            raise StudentRaised(call, bases[0], str(error), bases=bases) from None
        finally:
            self.student_seconds += time.monotonic() - begun
        self.observed = (observed.changed, observed.notes)
        return round_trip(from_library(observed.value))

    def devices(self) -> tuple[str, ...]:
        """Return the devices on which tensors may lie here; see `Caller`."""
        return devices()

    def sources(self) -> Mapping[str, bytes]:
        """Return nothing: these functions were not handed in."""
        return {}

    def sides(self, exercise: Exercise) -> Sides:
        """Start the solution and these functions; see `Caller`.  Both are here where a source is no file."""
        assert exercise.solution is not None, "speed is graded where the solution is"
        theirs = sources_of(self._functions, exercise.name) if self._workers else None
        if self._workers is None or theirs is None:
            solution = runpy.run_path(str(exercise.solution))
            return Sides(InProcessSide(solution), InProcessSide(self._functions))
        ours = {exercise.file_name: exercise.solution.read_bytes()}
        both = [self._worker_side(self._workers(), sources, exercise) for sources in (ours, theirs)]
        return Sides(*both)

    @staticmethod
    def _worker_side(workers: WorkerSource, sources: Mapping[str, bytes], exercise: Exercise) -> WorkerSide:
        rules = (Limits(exercise.budget.memory_mib), policy_of(exercise))
        return WorkerSide(workers.offering(exercise.packages), sources, exercise.name, rules=rules, trusted=True)


def _names_of_types(error: Exception) -> tuple[str, ...]:
    """Return the names of an exception's type and of those it derives from, as a worker would tell them."""
    return tuple(base.__name__ for base in type(error).__mro__ if base is not Misused)
