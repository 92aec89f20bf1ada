"""Listens where a submission might send something: TCP, UDP, and both kinds of Unix sockets, on this machine."""

import secrets
import selectors
import socket
import threading
import time
from contextlib import suppress
from pathlib import Path


class Listener:
    """Hears what is sent to it.

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
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)
        self._thread.start()

    def heard(self, token: str) -> bool:
        """Return whether a token was sent."""
        return token.encode() in self._heard

    def wait(self, token: str) -> None:
        """Give a message a moment to arrive."""
        deadline = time.monotonic() + 0.1
        while not self.heard(token) and time.monotonic() < deadline:
            time.sleep(0.005)

    def close(self) -> None:
        """Stop listening."""
        self._stopped.set()
        self._thread.join()
        for one in self._sockets:
            one.close()

    def _listen(self) -> None:
        with selectors.DefaultSelector() as selector:
            for one in self._sockets:
                selector.register(one, selectors.EVENT_READ)
            while not self._stopped.is_set():
                for key, _events in selector.select(0.1):
                    self._hear(key.fileobj)

    def _hear(self, one: socket.socket) -> None:
        with suppress(OSError):
            if one.type == socket.SOCK_DGRAM:
                self._heard += one.recv(1000)
                return
            connection, _address = one.accept()
            with connection:
                connection.settimeout(0.2)
                self._heard += connection.recv(1000)
