"""Call a student's code in a worker process, which is restarted after a crash or a time-out."""

import functools
import math
import time
from collections.abc import Callable, Mapping
from typing import Any, NoReturn

from convgrade.checks.callbacks import Misused, restart_all
from convgrade.checks.faults import CheckFailed, StudentRaised, StudentStopped
from convgrade.checks.sides import Sides, WorkerSide
from convgrade.checks.source import call_source
from convgrade.checks.student import Observation
from convgrade.core.exercise import Exercise
from convgrade.core.results import Outcome
from convgrade.worker.client import (
    Crashed,
    Failure,
    Limits,
    Loaded,
    PackageMissing,
    Policy,
    Raised,
    Returned,
    TimedOut,
    Violation,
    Worker,
    WorkerSource,
)

NOT_HANDED_IN = "not handed in"


def policy_of(exercise: Exercise) -> Policy:
    """Return what an exercise lets student code import and call."""
    return Policy(exercise.allowed_imports, exercise.banned_calls, exercise.packages)


class WorkerCaller:
    """Calls a student's code in a worker process, restarted after a crash or a time-out.

    Parameters
    ----------
    workers : WorkerSource
        Starts workers.
    exercise : Exercise
        Its file, functions and budget.
    sources : mapping of str to bytes
        The files of the submission.
    problem : str, optional
        Why the exercise's file could not be taken, where it could not.
    """

    RESTARTS_PER_EXERCISE = 2

    def __init__(
        self, workers: WorkerSource, exercise: Exercise, sources: Mapping[str, bytes], problem: str | None = None
    ) -> None:
        self._workers = workers
        self._exercise = exercise
        self._sources = sources
        self._problem = problem
        self._worker: Worker | None = None
        self._names: frozenset[str] | None = None
        self._unloadable: StudentStopped | None = None
        self._stops = 0
        self._printed = ""
        self._left = exercise.budget.check_seconds
        self._left_for_all = exercise.budget.exercise_seconds
        self.observed: Observation = ((), ())
        self.student_seconds = 0.0

    @property
    def printed(self) -> str:
        """Return what the student's code printed so far."""
        return self._printed + (self._worker.printed if self._worker else "")

    def begin_check(self) -> None:
        """Start a check: its budget of time is full again."""
        self._left = self._exercise.budget.check_seconds
        self.student_seconds = 0.0

    def names(self) -> frozenset[str]:
        """Return the names that the student's file defines."""
        if self._unloadable:
            reason = str(self._unloadable).splitlines()[0]
            waits = self._unloadable.outcome is not Outcome.NOT_RUN
            raise StudentStopped(Outcome.NOT_RUN, f"not run: {reason}" if waits else reason)
        if self._names is None:
            self._load()
        return self._names or frozenset()

    def call(self, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Call one function within what is left of the check's budget."""
        self.names()
        worker = self._running()
        restart_all([*args, *kwargs.values()])
        given, named = _guarded((args, kwargs), lambda: call_source(function, args, kwargs))
        begun = time.monotonic()
        try:
            outcome = worker.call(self._exercise.name, function, given, named, seconds=max(self._left, 0.01))
        finally:
            self._charge(time.monotonic() - begun - worker.callback_seconds)
        if not isinstance(outcome, Returned):
            self._raise_for(outcome, call_source(function, args, kwargs))
        self.observed = (outcome.changed, outcome.notes)
        return outcome.value

    def _charge(self, seconds: float) -> None:
        """Take time from the budgets; what the grader's own functions took, called back, is not the student's."""
        self.student_seconds += seconds
        self._left -= seconds
        self._left_for_all -= seconds

    def _raise_for(self, outcome: Failure, call: str) -> NoReturn:
        match outcome:
            case Raised():
                raise StudentRaised(call, outcome.kind, outcome.message, outcome.lines, outcome.bases)
            case TimedOut():
                seconds = self._exercise.budget.check_seconds
                self._stop(Outcome.TIMED_OUT, f"was stopped: one check has {seconds:g} s in all", call)
            case Crashed() | Violation():
                self._stop(Outcome.CRASHED, f"ended its process: {outcome.reason}", call)

    def devices(self) -> tuple[str, ...]:
        """Return the devices on which tensors may lie; see `Caller`."""
        self.names()
        found = self._running().devices(seconds=self._exercise.budget.import_seconds)
        return found if isinstance(found, tuple) else self._raise_for(found, "listing the devices")

    def sources(self) -> Mapping[str, bytes]:
        """Return the files of the submission."""
        return self._sources

    def sides(self, exercise: Exercise) -> Sides:
        """Start the solution and the student's code; see `Caller`."""
        self.names()
        assert exercise.solution is not None, "speed is graded where the solution is"
        rules = (self._limits, policy_of(exercise))
        ours = {exercise.file_name: exercise.solution.read_bytes()}
        workers = self._offered()
        reference = WorkerSide(workers, ours, exercise.name, rules=rules)
        try:
            return Sides(reference, WorkerSide(workers, self._sources, exercise.name, rules=rules))
        except BaseException:
            reference.close()
            raise

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._printed = self.printed
            self._worker.close()
            self._worker = None

    def _running(self) -> Worker:
        """Return the worker, started anew where the last one ended and another try is left."""
        if self._left_for_all <= 0:
            seconds = self._exercise.budget.exercise_seconds
            raise StudentStopped(
                Outcome.NOT_RUN,
                f"not run: the checks of {self._exercise.name} have {seconds:g} s in all, and they are used up",
            )
        if self._worker is None:
            if self._stops > self.RESTARTS_PER_EXERCISE:
                raise StudentStopped(
                    Outcome.NOT_RUN,
                    f"not run: {self._exercise.file_name} was stopped or crashed {self._stops} times in earlier checks",
                )
            self._load()
        assert self._worker is not None
        return self._worker

    def _load(self) -> None:
        """Start a worker and load the exercise's file into it."""
        file_name = self._exercise.file_name
        if self._problem:
            self._give_up(Outcome.FAILED, self._problem)
        if file_name not in self._sources:
            self._give_up(Outcome.NOT_RUN, f"{NOT_HANDED_IN}: there is no {file_name}")
        self._worker = self._offered().start(self._sources, self._limits, policy_of(self._exercise))
        loaded = self._worker.load(self._exercise.name, seconds=self._exercise.budget.import_seconds)
        match loaded:
            case Loaded(names):
                self._names = frozenset(names)
            case Raised() as raised:
                lines = "".join(f"\n    {line}" for line in raised.lines)
                self._give_up(Outcome.RAISED, f"{file_name} cannot be loaded: {raised.kind}: {raised.message}{lines}")
            case TimedOut(seconds):
                self._give_up(Outcome.TIMED_OUT, f"{file_name} was stopped: loading it took more than {seconds:g} s")
            case Crashed(reason) | Violation(reason):
                self._give_up(Outcome.CRASHED, f"{file_name} ended its process while it was loaded: {reason}")

    def _offered(self) -> WorkerSource:
        """Return where workers come from that offer what the exercise needs; at home it may not be installed."""
        try:
            return self._workers.offering(self._exercise.packages)
        except PackageMissing as missing:
            if self._exercise.solution is not None:
                raise
            self._give_up(Outcome.NOT_RUN, f"not run: {missing}")

    def _give_up(self, outcome: Outcome, message: str) -> NoReturn:
        """Note that the file cannot be used: the check that meets it first says why, the others are not run."""
        self.close()
        self._unloadable = StudentStopped(outcome, message)
        raise self._unloadable

    @property
    def _limits(self) -> Limits:
        """Return what one worker may use: its processor time is bounded by all the time there is."""
        budget = self._exercise.budget
        return Limits(budget.memory_mib, math.ceil(budget.import_seconds + budget.exercise_seconds))

    def _stop(self, outcome: Outcome, why: str, call: str) -> NoReturn:
        self.close()
        self._stops += 1
        raise StudentStopped(outcome, f"{call}\n  {why}", call=call)


def _guarded(value: Any, call: Callable[[], str]) -> Any:
    """Return a value whose functions fail the check where a student calls them with what they cannot take."""
    if isinstance(value, list | tuple):
        return type(value)(_guarded(item, call) for item in value)
    if isinstance(value, dict):
        return {key: _guarded(item, call) for key, item in value.items()}
    return _guarded_function(value, call) if callable(value) else value


def _guarded_function(function: Callable[..., Any], call: Callable[[], str]) -> Callable[..., Any]:
    name = getattr(function, "__name__", "a function")

    @functools.wraps(function)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        try:
            return function(*args, **kwargs)
        except (AssertionError, Misused):  # what the check itself found wrong, or says in its own words
            raise
        except Exception as error:
            reason = f"called the function that it was given with arguments that it cannot take: {type(error).__name__}"
            shown = call_source(name, args, kwargs)
            raise CheckFailed(f"{call()}\n  {reason}: {error}\n    {shown}", call=call()) from error

    return guarded
