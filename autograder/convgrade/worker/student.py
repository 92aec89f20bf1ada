"""The student's side: put on the layers, then load and call what the grader asks for, until it is gone.

Nothing here is a defence: the student's code owns this process.  It has to be honest about what
honest code does, and quick.
"""

import faulthandler
import io
import mmap
import os
import random
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import numpy as np

from convgrade.worker.calling import Memory, observed_call
from convgrade.worker.confine import ConfinementError, Limits, apply, default_signals
from convgrade.worker.counting import watched_call
from convgrade.worker.importing import SourceImporter
from convgrade.worker.policy import Policy, PolicyError, enforce
from convgrade.worker.protocol import Frame, pack, pack_strictly
from convgrade.worker.raising import describe_exception
from convgrade.worker.stream import Stream
from convgrade.worker.tensors import devices, from_library, to_library
from convgrade.worker.text import clean_text

_SEED = 20_230_917  # any fixed number: it must say nothing about the seed of the inputs
_RESERVE_BYTES = 4 * 2**20
_STDOUT_BYTES, _STDERR_BYTES = 48 * 1024, 12 * 1024  # with room left for faulthandler in what the grader keeps


class CallbackFailed(BaseException):
    """A function of the grader could not answer, and the grader knows why; no handler for errors should catch it."""


class Student:
    """Answers the grader's requests, one after the other."""

    def __init__(self, stream: Stream) -> None:
        self._stream = stream
        self._importer = SourceImporter()
        self._memory = Memory()
        self._nonce: str | None = None
        self._asking = threading.RLock()
        self._reserve = mmap.mmap(-1, _RESERVE_BYTES)

    def serve(self) -> None:
        """Answer requests for as long as there are any."""
        handlers: dict[str, Callable[..., tuple[Any, ...]]] = {
            "take": self._take,
            "load": self._load,
            "call": self._call,
            "time": self._time,
            "watch": self._watch,
            "devices": lambda: ("devices", list(devices())),
        }
        while True:
            frame = self._stream.receive(self._callback)
            self._nonce = frame.nonce
            reply = self._answer(handlers[frame.kind], frame)
            self._nonce = None
            self._stream.send(reply)

    def _answer(self, handler: Callable[..., tuple[Any, ...]], frame: Frame) -> bytes:
        """Return the reply to a request, whatever the student's code does."""
        try:
            kind, *values = handler(*frame.values)
            return pack(kind, frame.nonce, *values)
        except BaseException as error:  # noqa: BLE001 - sys.exit and the like are the student's answer too
            if isinstance(error, MemoryError):
                self._reserve.close()  # there may be no memory left to say so
            return pack("raised", frame.nonce, describe_exception(error, self._importer.file_names))
        finally:
            _flush()

    def _take(
        self, sources: dict[str, bytes], allowed: list[str] | None, banned: dict[str, str], packages: list[str]
    ) -> tuple[Any, ...]:
        policy = Policy(None if allowed is None else tuple(allowed), banned, tuple(packages))
        try:
            enforce(policy)
        except PolicyError as error:
            return "refused", str(error)
        self._importer.add(sources, policy)
        return ("taken",)

    def _load(self, name: str) -> tuple[str, list[str]]:
        module = self._importer.load(name)
        names = [key for key, value in vars(module).items() if type(key) is str and callable(value)]
        return "loaded", sorted(names)[:1000]

    def _call(self, name: str, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        called = getattr(self._importer.load(name), function)
        args, kwargs = to_library((args, kwargs))
        observed = observed_call(called, args, kwargs, self._memory)
        return "returned", from_library(observed.value), list(observed.changed), list(observed.notes)

    def _time(self, name: str, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        """Call as `_call` does, without anything around it that would cost time."""
        args, kwargs = to_library((args, kwargs))
        value = getattr(self._importer.load(name), function)(*args, **kwargs)
        return "returned", from_library(value), [], []

    def _watch(self, name: str, function: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, ...]:
        called = getattr(self._importer.load(name), function)
        args, kwargs = to_library((args, kwargs))
        watched = watched_call(called, args, kwargs, self._importer.file_names)
        return "watched", watched.lines, [list(place) for place in watched.places], watched.peak_bytes

    def _callback(self, number: int) -> Callable[..., Any]:
        """Return what stands here for a function of the grader."""

        def function(*args: Any, **kwargs: Any) -> Any:
            with self._asking:
                return self._ask(number, args, kwargs)

        return function

    def _ask(self, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        if self._nonce is None:
            raise RuntimeError("this function can be called only while the call that it was given to runs")
        self._stream.send(pack_strictly("callback", self._nonce, number, args, kwargs))
        answer = self._stream.receive()
        if answer.kind == "misused":
            raise TypeError(answer.values[0])
        if answer.kind != "answer":
            raise CallbackFailed
        return answer.values[0]


def run(connection: socket.socket, parent: int | None) -> None:
    """Be a worker from here on; returns when the grader is gone.

    Parameters
    ----------
    connection : socket
        The channel to the grader.
    parent : int or None
        Process without which this one must not live.
    """
    default_signals()
    os.umask(0o077)
    stream = Stream(connection)
    request = stream.receive()
    limits, uid, without = request.values
    try:
        layers = apply(Limits(**limits), uid, parent, without)
    except (ConfinementError, OSError, ValueError) as error:
        stream.send(pack("unconfined", request.nonce, clean_text(f"{error}", 1000)))
        return
    _settle()
    stream.send(pack("ready", request.nonce, [[layer.name, layer.missing] for layer in layers]))
    try:
        Student(stream).serve()
    except (EOFError, OSError):
        return


def _settle() -> None:
    """Give student code the surroundings that it may expect."""
    sys.argv = [""]
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - it stays open
    sys.stdout, sys.stderr = _Prints(1, _STDOUT_BYTES).text(), _Prints(2, _STDERR_BYTES).text()
    for name in ("stdin", "stdout", "stderr"):
        setattr(sys, f"__{name}__", getattr(sys, name))
    faulthandler.enable(file=2)
    random.seed(_SEED)
    np.random.seed(_SEED)  # noqa: NPY002 - students use the global generator


class _Prints(io.RawIOBase):
    """Writes to a descriptor until nobody would keep any more; the rest costs nothing."""

    def __init__(self, descriptor: int, limit: int) -> None:
        self._descriptor = descriptor
        self._left = limit

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self._descriptor

    def write(self, data: Any, /) -> int:
        kept = bytes(data[: self._left])
        if 0 < self._left <= len(data):
            kept += b"\n... (the rest of what was printed is left out)\n"
        self._left -= min(len(data), self._left)
        while kept:
            kept = kept[os.write(self._descriptor, kept) :]
        return len(data)

    def text(self) -> io.TextIOWrapper:
        """Return a text file on top; a line is written when it ends, so that a crash loses none."""
        return io.TextIOWrapper(io.BufferedWriter(self), "utf-8", "backslashreplace", line_buffering=True)


def _flush() -> None:
    for file in (sys.stdout, sys.stderr):
        with suppress(BaseException):  # student code may have put anything there
            file.flush()
