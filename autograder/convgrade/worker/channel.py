"""The grader's end of the channel: a deadline on everything, and prints drained while waiting.

Bytes are taken with ``recv``, so descriptors that a worker may send along are dropped by the kernel.
"""

import os
import selectors
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from convgrade.worker.protocol import PREFIX, Frame, lengths, unpack
from convgrade.worker.text import clean_text

KEPT_BYTES = 64 * 1024
_CHUNK = 64 * 1024


class DeadlinePassed(Exception):  # noqa: N818 - an event, not a mistake
    """No (whole) answer came in time."""


class ChannelClosed(Exception):  # noqa: N818 - an event, not a mistake
    """The other side is gone."""


class Deadline:
    """A moment on the monotonic clock that moves on while it is paused."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self.paused_seconds = 0.0

    def left(self) -> float:
        """Return the seconds left, at least 0."""
        return max(0.0, self._end - time.monotonic())

    @contextmanager
    def paused(self) -> Iterator[None]:
        """Do not count the time spent inside."""
        begun = time.monotonic()
        try:
            yield
        finally:
            spent = time.monotonic() - begun
            self._end += spent
            self.paused_seconds += spent


class Prints:
    """What a worker printed: the first 64 KiB are kept, the rest is read and dropped.

    Parameters
    ----------
    file : binary file
        The reading end of the pipe; owned by this object.
    threaded : bool
        Whether a thread has to read it, since the system cannot wait for pipes and sockets together.
    """

    def __init__(self, file: IO[bytes], *, threaded: bool = False) -> None:
        self._file = file
        self._kept = bytearray()
        self._dropped = 0
        self._thread = threading.Thread(target=self._read_to_end, daemon=True) if threaded else None
        if self._thread:
            self._thread.start()
        else:
            os.set_blocking(file.fileno(), False)

    @property
    def descriptor(self) -> int | None:
        """Return what to wait for before `drain`; None where a thread reads."""
        return None if self._thread else self._file.fileno()

    def drain(self) -> bool:
        """Read what is there; return False at the end of the pipe."""
        if self._thread:
            return False
        try:
            return self._keep(os.read(self._file.fileno(), _CHUNK))
        except BlockingIOError:
            return True

    def text(self) -> str:
        """Return what is kept, cleaned, and how much is not."""
        if not self._thread and not self._file.closed:
            for _ in range(2 * KEPT_BYTES // _CHUNK):
                self.drain()
        text = clean_text(bytes(self._kept).decode("utf-8", "replace"), KEPT_BYTES)
        return f"{text}\n... (and {self._dropped} bytes more)" if self._dropped else text

    def close(self) -> None:
        """Read what is left without waiting, and close."""
        if self._thread:
            self._thread.join(1.0)
        self.text()
        if not (self._thread and self._thread.is_alive()):
            self._file.close()

    def _keep(self, data: bytes) -> bool:
        room = KEPT_BYTES - len(self._kept)
        self._kept += data[:room]
        self._dropped += len(data[room:])
        return bool(data)

    def _read_to_end(self) -> None:
        while self._keep(self._file.read1(_CHUNK)):  # type: ignore[attr-defined]
            pass


class Channel:
    """Exchanges frames with one worker.

    Parameters
    ----------
    connection : socket
        Connected to the worker; owned by this object.
    prints : Prints
        Drained whenever this object waits.
    """

    def __init__(self, connection: socket.socket, prints: Prints) -> None:
        connection.setblocking(False)
        self._connection = connection
        self._prints = prints
        self._selector = selectors.DefaultSelector()
        self._selector.register(connection, selectors.EVENT_READ)
        if prints.descriptor is not None:
            self._selector.register(prints.descriptor, selectors.EVENT_READ, prints)

    def is_silent(self) -> bool:
        """Return whether nothing has arrived that nobody asked for.

        Raises
        ------
        ChannelClosed
            If the worker is gone.
        """
        try:
            if not self._connection.recv(1, socket.MSG_PEEK):
                raise ChannelClosed
        except BlockingIOError:
            return True
        except OSError:
            raise ChannelClosed from None
        return False

    def send(self, data: bytes, deadline: Deadline) -> None:
        """Send the bytes of a frame.

        Raises
        ------
        DeadlinePassed, ChannelClosed
            If the worker does not take it.
        """
        room = memoryview(data)
        while room:
            try:
                room = room[self._connection.send(room) :]
            except BlockingIOError:
                self._wait(selectors.EVENT_WRITE, deadline)
            except OSError:
                raise ChannelClosed from None

    def receive(self, deadline: Deadline) -> Frame:
        """Return the next frame.

        Raises
        ------
        DeadlinePassed, ChannelClosed, ProtocolError
            If none comes in time, or something else does.
        """
        header, body = lengths(self._exactly(PREFIX.size, deadline))
        return unpack(self._exactly(header, deadline), self._exactly(body, deadline))

    def close(self) -> None:
        """Give up both ends; prints stay readable as text."""
        self._selector.close()
        self._connection.close()
        self._prints.close()

    def _exactly(self, length: int, deadline: Deadline) -> bytearray:
        data = bytearray(length)
        room = memoryview(data)
        while room:
            try:
                received = self._connection.recv_into(room)
            except BlockingIOError:
                self._wait(selectors.EVENT_READ, deadline)
                continue
            except OSError:
                raise ChannelClosed from None
            if not received:
                raise ChannelClosed
            if not deadline.left():
                raise DeadlinePassed
            room = room[received:]
        return data

    def _wait(self, events: int, deadline: Deadline) -> None:
        """Wait until the connection may be ready; read prints meanwhile."""
        if self._selector.get_key(self._connection).events != events:
            self._selector.modify(self._connection, events)
        while True:
            left = deadline.left()
            if not left:
                raise DeadlinePassed
            ready = [key for key, _events in self._selector.select(left)]
            for key in ready:
                if key.data is not None and not self._prints.drain():
                    self._selector.unregister(key.fileobj)
            if any(key.data is None for key in ready):
                return
