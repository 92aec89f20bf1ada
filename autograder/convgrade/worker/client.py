"""The grader's side: start workers, ask them, and end them."""

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self, TypeVar

from convgrade.core.errors import WorkerError
from convgrade.worker import clocks, landlock
from convgrade.worker.channel import Channel, ChannelClosed, Deadline, DeadlinePassed
from convgrade.worker.confine import Limits
from convgrade.worker.counting import Watched
from convgrade.worker.exchange import Exchange
from convgrade.worker.exposure import PROBES, files_in, openable_files
from convgrade.worker.forked import ForkingSpawner
from convgrade.worker.fresh import FreshSpawner
from convgrade.worker.levels import FILES, OWN_USER, Exposure, Isolation, Layer, Level, isolation_of
from convgrade.worker.outcomes import Crashed, Failure, Loaded, Raised, Returned, TimedOut, Violation
from convgrade.worker.policy import Policy
from convgrade.worker.protocol import Frame, ProtocolError
from convgrade.worker.replies import crash_place, devices, loaded, raised, returned, watched
from convgrade.worker.spawn import PackageMissing, Process, Spawner, located

__all__ = [
    "Crashed",
    "Failure",
    "Isolation",
    "Level",
    "Limits",
    "PackageMissing",
    "Loaded",
    "Policy",
    "Raised",
    "Returned",
    "TimedOut",
    "Violation",
    "Watched",
    "Worker",
    "WorkerSource",
    "start_workers",
]

_READY_SECONDS = 20.0
Answer = TypeVar("Answer", Loaded, Returned, Watched, tuple[str, ...])


def start_workers(
    mode: Literal["fork", "fresh"] | None = None,
    *,
    connection: Literal["inherited", "loopback"] | None = None,
    without: Collection[str] = (),
    packages: Sequence[str] = (),
    keep_ready: bool = False,
    gpu: bool = False,
) -> "WorkerSource":
    """Return what starts workers, to be closed in the end; at once, while a fork server imports numpy by itself.

    Parameters
    ----------
    mode : {"fork", "fresh"}, optional
        Fork workers from a server (Linux), or start an interpreter for each (anywhere).
    connection : {"inherited", "loopback"}, optional
        How a fresh interpreter is reached: a socket that it inherits, or TCP on this machine.
    without : collection of str, optional
        Names of layers (see `levels`) to leave off: tests see what the others do.
    packages : sequence of str, optional
        What student code may import beside numpy, such as ``"torch"``; see also `WorkerSource.offering`.
    keep_ready : bool, optional
        Have the next fresh interpreter started ahead, for somebody who waits for one after another.
    gpu : bool, optional
        Let student code with further packages use NVIDIA's devices; its memory is not limited then.

    Raises
    ------
    PackageMissing
        If a package is not installed.
    """

    def start(more: Sequence[str]) -> Spawner:
        offered = (*located(more), *([landlock.GPU] if gpu and more else []))
        return _spawner(mode, connection, offered, keep_ready=keep_ready)

    return WorkerSource(start(packages), without, start)


def _spawner(
    mode: Literal["fork", "fresh"] | None,
    connection: Literal["inherited", "loopback"] | None,
    packages: Sequence[str],
    *,
    keep_ready: bool,
) -> Spawner:
    """Return what starts processes in this way, or in the best that the system has."""
    if (mode or ("fork" if sys.platform == "linux" else "fresh")) == "fork":
        return ForkingSpawner(packages)
    reached = connection or ("loopback" if sys.platform == "win32" else "inherited")
    return FreshSpawner(reached, packages, keep_ready=keep_ready)


class WorkerSource:
    """Starts workers; a context manager that leaves no process behind."""

    def __init__(
        self,
        spawner: Spawner,
        without: Collection[str] = (),
        start: Callable[[Sequence[str]], Spawner] | None = None,
    ) -> None:
        self._spawner = spawner
        self._start_another = start
        self._others: dict[tuple[str, ...], WorkerSource] = {}
        self._without = frozenset(without)
        self._workers: list[Worker] = []
        self._layers: list[Layer] | None = None
        self._exposure: Exposure | None = None

    @property
    def isolation(self) -> Isolation:
        """Return what keeps student code in, as workers report it before they read any."""
        if self._layers is None:
            self.start({}).close()
        return isolation_of(self._layers or [], self._exposure)

    def examine(self, places: Sequence[Path]) -> Isolation:
        """Have a worker try to open the grader's files, and return what keeps student code in.

        Parameters
        ----------
        places : sequence of Path
            Files and folders that must stay closed; those that do not exist count as closed.
        """
        paths = files_in(places)
        with self.start(PROBES) as worker:
            opened = to_its_user = openable_files(worker, paths)
        if {FILES, OWN_USER}.issubset(self.isolation.layers):
            with self._started(PROBES, Limits(), self._without | {FILES}, Policy())[0] as worker:
                to_its_user = openable_files(worker, paths)
        self._exposure = Exposure(opened, to_its_user)
        return self.isolation

    def start(
        self,
        sources: Mapping[str, bytes],
        limits: Limits = Limits(),  # noqa: B008 - frozen
        policy: Policy = Policy(),  # noqa: B008
    ) -> "Worker":
        """Start a worker.

        Parameters
        ----------
        sources : mapping of str to bytes
            Python files by name, such as ``"conv2d.py"``.
        limits : Limits, optional
            What the worker may use.
        policy : Policy, optional
            What the submission may import and call.

        Raises
        ------
        WorkerError
            If none can be started, a process of an earlier one could not be ended, this one is not
            held as the first one was, or the policy bans what cannot be banned.
        """
        worker, layers = self._started(sources, limits, self._without, policy)
        if self._layers not in (None, layers):
            worker.close()
            raise WorkerError("a process for student code was not confined as the ones before: grade again")
        self._layers = layers
        return worker

    def _started(
        self, sources: Mapping[str, bytes], limits: Limits, without: Collection[str], policy: Policy
    ) -> tuple["Worker", list[Layer]]:
        process = self._spawner.spawn()
        worker = Worker(process, dict(sources))
        self._workers = [known for known in self._workers if not known.ended]
        self._workers.append(worker)
        try:
            return worker, worker.begin(limits, without, policy)
        except BaseException:
            with suppress(WorkerError):
                worker.close()
            raise

    def offering(self, packages: Sequence[str]) -> "WorkerSource":
        """Return a source whose workers may import these packages beside numpy; it is closed with this one.

        Raises
        ------
        PackageMissing
            If one is not installed.
        """
        if not packages or self._start_another is None:
            return self
        key = tuple(packages)
        if key not in self._others:
            self._others[key] = WorkerSource(self._start_another(key), self._without)
        return self._others[key]

    def close(self) -> None:
        """End all workers and everything else that was started."""
        with ExitStack() as all_of_it:  # each is closed even if another one cannot be
            for other in self._others.values():
                all_of_it.callback(other.close)
            all_of_it.callback(self._spawner.close)
            for worker in self._workers:
                all_of_it.callback(worker.close)
            self._workers = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Worker:
    """One process for student code; every request ends in an outcome, in bounded time."""

    def __init__(self, process: Process, sources: dict[str, bytes]) -> None:
        self._process = process
        self._sources = sources
        self._channel = Channel(process.connection, process.prints)
        self._is_busy = False
        self.ended = False
        self.callback_seconds = 0.0
        """How long the last request spent in functions of the grader that student code called back."""

    @property
    def printed(self) -> str:
        """Return what student code has printed so far; at most 64 KiB."""
        return self._process.prints.text()

    def load(self, module: str, *, seconds: float) -> Loaded | Failure:
        """Run a module of the submission.

        Parameters
        ----------
        module : str
            Its name, without ``.py``.
        seconds : float
            Time for it, in wall-clock seconds.

        Returns
        -------
        Loaded or Raised or TimedOut or Crashed or Violation
            After the last three the worker has ended.
        """
        return self._ask(loaded, seconds, "load", module)

    def call(
        self, module: str, function: str, args: Sequence[Any], kwargs: Mapping[str, Any], *, seconds: float
    ) -> Returned | Failure:
        """Call a function of a module.

        Parameters
        ----------
        module, function : str
            Names; the module is loaded if it is not yet.
        args, kwargs
            Values that can cross; callables among them are called back here, and what they raise
            comes out of this method.
        seconds : float
            Wall-clock time for the whole exchange, the time inside callbacks left out.

        Returns
        -------
        Returned or Raised or TimedOut or Crashed or Violation
            After the last three the worker has ended.

        Raises
        ------
        TypeError
            If an argument, or what a callback returned, cannot cross.
        """
        return self._ask(returned, seconds, "call", module, function, tuple(args), dict(kwargs))

    def time(
        self, module: str, function: str, args: Sequence[Any], kwargs: Mapping[str, Any], *, seconds: float
    ) -> Returned | Failure:
        """Call a function as `call` does, without looking at what it does to its arguments: nothing else costs time."""
        return self._ask(returned, seconds, "time", module, function, tuple(args), dict(kwargs))

    def watch(
        self, module: str, function: str, args: Sequence[Any], kwargs: Mapping[str, Any], *, seconds: float
    ) -> Watched | Failure:
        """Call a function and return how many lines of the submission ran, and how much memory was held."""
        return self._ask(watched, seconds, "watch", module, function, tuple(args), dict(kwargs))

    def devices(self, *, seconds: float) -> tuple[str, ...] | Failure:
        """Return the devices on which tensors may lie, as the worker sees them: ``"cpu"``, ``"cuda"``, ``"mps"``."""
        return self._ask(devices, seconds, "devices")

    def cpu_seconds(self) -> float | None:
        """Return the CPU time of the process so far, all its threads included; None where the system cannot say."""
        return None if self.ended else clocks.cpu_seconds(self._process.pid)

    def pause(self) -> None:
        """Stop the process, where the system can, until `resume` is called: it does nothing meanwhile."""
        self._signal(clocks.STOP)

    def resume(self) -> None:
        """Let the process go on."""
        self._signal(clocks.GO_ON)

    def _signal(self, number: int | None) -> None:
        if number is not None and not self.ended:
            self._process.signal(number)

    def begin(self, limits: Limits, without: Collection[str], policy: Policy) -> list[Layer]:
        """Have the process put on its layers, then give it the sources; called once, by the source of workers."""
        settings = {"memory_mib": limits.memory_mib, "cpu_seconds": limits.cpu_seconds}
        uid = self._process.user[0] if self._process.user else None
        request = (settings, None if OWN_USER in without else uid, sorted(without))
        [layers] = self._first_answer("ready", Exchange("confine", request))
        allowed = policy.allowed_imports and list(policy.allowed_imports)
        rules = (allowed, dict(policy.banned_calls), list(policy.packages))
        self._first_answer("taken", Exchange("take", (self._sources, *rules)))
        return [Layer(name, missing) for name, missing in layers]

    def _first_answer(self, expected: str, exchange: Exchange) -> list[Any]:
        """Return the values of a reply that comes before any student code runs."""
        try:
            frame = exchange.run(self._channel, Deadline(_READY_SECONDS))
        except (DeadlinePassed, ChannelClosed, ProtocolError):
            with suppress(WorkerError):
                self._end(crashed=True)  # then all that it said has arrived
            words = self.printed or "it said nothing"
            raise WorkerError(f"a process for student code did not start: {words}") from None
        if frame.kind != expected:
            raise WorkerError(f"a process for student code could not be prepared: {frame.values[0]}")
        return frame.values

    def close(self) -> None:
        """End the process with whatever it started.

        Raises
        ------
        WorkerError
            If something of it is left.
        """
        if not self.ended:
            self._end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _ask(self, reader: Callable[[Frame], Answer], seconds: float, kind: str, *values: Any) -> Answer | Failure:
        """Return the outcome of one request; whatever a function that was called back raised comes out instead."""
        if self.ended:
            return Crashed("not started: the process had ended before")
        if self._is_busy:
            raise RuntimeError("a function that student code calls back cannot use the same worker")
        exchange = Exchange(kind, values)
        self._is_busy = True
        try:
            outcome = self._outcome(exchange, reader, seconds)
        except BaseException:
            self._end()
            raise
        finally:
            self._is_busy = False
        if exchange.failure is not None:
            raise exchange.failure
        return outcome

    def _outcome(self, exchange: Exchange, reader: Callable[[Frame], Answer], seconds: float) -> Answer | Failure:
        deadline = Deadline(seconds)
        try:
            frame = exchange.run(self._channel, deadline)
            return raised(frame) if frame.kind == "raised" else reader(frame)
        except DeadlinePassed:
            self._end()
            return TimedOut(seconds)
        except ChannelClosed:
            return Crashed(self._end(crashed=True))
        except ProtocolError as error:
            self._end()
            return Violation(str(error))
        finally:
            self.callback_seconds = deadline.paused_seconds

    def _end(self, *, crashed: bool = False) -> str:
        """End the process and return in words how it ended."""
        if self.ended:
            return ""
        self.ended = True
        try:
            reason = self._process.end(crashed=crashed)
        finally:
            self._channel.close()
        return reason + crash_place(self.printed, self._sources)
