"""Workers that are fresh interpreters: slower to start, on every system."""

import functools
import hmac
import os
import secrets
import signal
import socket
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Literal

from convgrade.core.errors import WorkerError
from convgrade.worker.channel import Deadline, Prints
from convgrade.worker.confine import clean_environment
from convgrade.worker.spawn import command, how_it_ended, own_user
from convgrade.worker.text import clean_text

Connection = Literal["inherited", "loopback"]
_CONNECT_SECONDS = 60.0
_END_SECONDS = 10.0
_GRACE_SECONDS = 0.5


class FreshSpawner:
    """Starts an interpreter for each worker.

    Parameters
    ----------
    connection : {"inherited", "loopback"}
        How the worker is reached.
    packages : sequence of str, optional
        What student code may import beside numpy.
    keep_ready : bool, optional
        Have the next one started before it is asked for: an interpreter takes long to import numpy.
    """

    def __init__(self, connection: Connection, packages: Sequence[str] = (), *, keep_ready: bool = False) -> None:
        start = _over_loopback if connection == "loopback" else _over_inherited_socket
        self._start = functools.partial(start, packages)
        self._ahead = ThreadPoolExecutor(1, "convgrade-ready") if keep_ready else None
        self._ready = self._ahead.submit(self._start) if self._ahead else None

    def spawn(self) -> "FreshProcess":
        """Start a process, or give the one that is ready; see `Spawner`."""
        if self._ahead is None or self._ready is None:
            return self._start()
        ready, self._ready = self._ready, self._ahead.submit(self._start)
        return ready.result()

    def close(self) -> None:
        """End the process that is ready; every other one belongs to a worker."""
        if self._ahead is None or self._ready is None:
            return
        ready, self._ready = self._ready, None
        self._ahead.shutdown()
        with suppress(WorkerError):  # one that never started needs no end
            ready.result().discard()


class FreshProcess:
    """A worker's process that was started by itself; see `Process`."""

    def __init__(self, process: subprocess.Popen[bytes], connection: socket.socket) -> None:
        assert process.stdout is not None
        self.connection = connection
        self.prints = Prints(process.stdout, threaded=True)
        self.pid = process.pid
        self.user = own_user()
        self._process = process

    def signal(self, number: int) -> None:
        """Send it a signal; see `Process`."""
        self._process.send_signal(number)

    def discard(self) -> None:
        """End it before any worker has it."""
        self.connection.close()
        self.end(crashed=False)
        self.prints.close()

    def end(self, *, crashed: bool) -> str:
        """End it; see `Process`."""
        try:
            status = self._process.wait(_GRACE_SECONDS if crashed else 0.0)
        except subprocess.TimeoutExpired:
            status = None
        _kill_tree(self._process)
        try:
            self._process.wait(_END_SECONDS)
            if self.user:
                helper = command(f"end:{self.user[0]}:{self.user[1]}")
                subprocess.run(helper, env=clean_environment(), timeout=_END_SECONDS, check=True)  # noqa: S603 - ours
        except subprocess.SubprocessError:
            raise WorkerError(f"process {self.pid} of student code could not be ended: end it by hand") from None
        return how_it_ended(status)


def _over_inherited_socket(packages: Sequence[str]) -> FreshProcess:
    ours, theirs = socket.socketpair()
    with theirs:
        return FreshProcess(_started(f"inherit:{theirs.fileno()}", packages, (theirs.fileno(),)), ours)


def _over_loopback(packages: Sequence[str]) -> FreshProcess:
    password = secrets.token_hex(16).encode() + b"\n"
    with socket.create_server(("127.0.0.1", 0)) as server:
        process = _started(f"connect:{server.getsockname()[1]}", packages)
        assert process.stdin is not None
        with suppress(OSError), process.stdin:  # what is wrong shows below
            process.stdin.write(password)
        connection = _accepted(server, password, process)
    return FreshProcess(process, connection)


def _started(role: str, packages: Sequence[str], descriptors: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    pipe: int = subprocess.PIPE
    return subprocess.Popen(  # noqa: S603 - ours
        command(role, packages),
        pass_fds=descriptors,
        env=clean_environment(),
        cwd=Path(sys.executable).anchor,
        stdin=subprocess.DEVNULL if descriptors else pipe,
        stdout=pipe,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _accepted(server: socket.socket, password: bytes, process: subprocess.Popen[bytes]) -> socket.socket:
    """Return the connection of the process that knows the password; others on this machine may try to be it."""
    deadline = Deadline(_CONNECT_SECONDS)
    while process.poll() is None and deadline.left():
        server.settimeout(min(deadline.left(), 1.0) or 0.001)
        with suppress(TimeoutError):
            connection, _address = server.accept()
            if hmac.compare_digest(_first_line(connection, len(password)), password):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return connection
            connection.close()
    process.kill()
    with process:
        words = process.stdout.read() if process.stdout else b""
    complaint = clean_text(words.decode("utf-8", "replace").strip().rpartition("\n")[2], 500)
    raise WorkerError(f"a process for student code did not start: {complaint or 'it said nothing'}")


def _first_line(connection: socket.socket, length: int) -> bytes:
    """Return the first bytes that a connection sends, quickly or not at all."""
    connection.settimeout(5.0)
    data = b""
    with suppress(OSError):
        while len(data) < length and (more := connection.recv(length - len(data))):
            data += more
    return data


def _kill_tree(process: subprocess.Popen[bytes]) -> None:
    """Kill a process and what the system can find of its descendants."""
    if sys.platform == "win32":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], capture_output=True, check=False)  # noqa: S603, S607 - the system's
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
