"""The student's end of the channel: whole frames, however long they take."""

import socket
from collections.abc import Callable
from typing import Any

from convgrade.worker.protocol import PREFIX, Frame, lengths, unpack


class Stream:
    """Sends and receives frames over a connected socket."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection

    def send(self, data: bytes) -> None:
        """Send the bytes of a frame."""
        self._connection.sendall(data)

    def receive(self, callback: Callable[[int], Callable[..., Any]] | None = None) -> Frame:
        """Wait for the next frame.

        Raises
        ------
        EOFError
            If the other side is gone.
        """
        header, body = lengths(self._exactly(PREFIX.size))
        return unpack(self._exactly(header), self._exactly(body), callback)

    def _exactly(self, length: int) -> bytearray:
        data = bytearray(length)
        room = memoryview(data)
        while room:
            received = self._connection.recv_into(room)
            if not received:
                raise EOFError
            room = room[received:]
        return data
