"""Listens where a submission might send something: TCP, UDP, and both kinds of Unix sockets, on this machine."""

import secrets
import selectors
import socket
import time
from contextlib import suppress
from pathlib import Path


class Listener:
    """Hears what is sent to it.

    What was sent waits in the sockets until somebody asks: there are systems on which no thread starts.

    Parameters
    ----------
    folder : Path
        Where its Unix socket lies.
    """

    def __init__(self, folder: Path) -> None:
        path = folder / f"s{secrets.token_hex(3)}"
        abstract = f"redteam-{secrets.token_hex(6)}"
        tcp = socket.create_server(("127.0.0.1", 0))
        port = tcp.getsockname()[1]
        udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        udp.bind(("127.0.0.1", port))
        by_path = socket.socket(socket.AF_UNIX)
        by_path.bind(str(path))
        path.chmod(0o777)
        by_name = socket.socket(socket.AF_UNIX)
        by_name.bind(f"\0{abstract}")
        by_path.listen()
        by_name.listen()
        self.words = {"PORT": str(port), "SOCKET": str(path), "ABSTRACT": abstract}
        self._sockets = [tcp, udp, by_path, by_name]
        self._heard = b""
        self._selector = selectors.DefaultSelector()
        for one in self._sockets:
            self._selector.register(one, selectors.EVENT_READ)

    def heard(self, token: str) -> bool:
        """Return whether a token was sent."""
        while events := self._selector.select(0):
            for key, _events in events:
                self._hear(key.fileobj)
        return token.encode() in self._heard

    def wait(self, token: str) -> None:
        """Give a message a moment to arrive."""
        deadline = time.monotonic() + 0.1
        while not self.heard(token) and time.monotonic() < deadline:
            time.sleep(0.005)

    def close(self) -> None:
        """Stop listening."""
        self._selector.close()
        for one in self._sockets:
            one.close()

    def _hear(self, one: socket.socket) -> None:
        with suppress(OSError):
            if one.type == socket.SOCK_DGRAM:
                self._heard += one.recv(1000)
                return
            connection, _address = one.accept()
            with connection:
                connection.settimeout(0.2)
                self._heard += connection.recv(1000)
