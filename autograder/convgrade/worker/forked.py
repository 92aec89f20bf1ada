"""Workers that are forked from a fork server (Linux)."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from convgrade.core.errors import WorkerError
from convgrade.worker.channel import Deadline, Prints
from convgrade.worker.confine import clean_environment
from convgrade.worker.spawn import command, how_it_ended, own_user
from convgrade.worker.text import clean_text

_PACKET = 4096
_START_SECONDS = 60.0
_ANSWER_SECONDS = 15.0
_GRACE_SECONDS = 0.5
_CLOSED = "workers cannot be started from a source that is closed"


class ServerLost(Exception):  # noqa: N818 - it is replaced by another
    """The fork server does not answer any more."""


class Server:
    """One fork server; it is started at once and waited for when it is first needed."""

    def __init__(self, packages: Sequence[str] = ()) -> None:
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - ours
                command(f"serve:{theirs.fileno()}", packages),
                pass_fds=[theirs.fileno()],
                env=clean_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                start_new_session=True,  # a Ctrl-C in the terminal is the grader's alone
            )
        self._number = 0
        self._last_words = ""
        self._is_ready = False
        main_thread = threading.current_thread() is threading.main_thread()
        with suppress(ServerLost):  # the first request will tell
            self._send({"do": "tie", "grader": os.getpid() if main_thread else None}, [])

    def request(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        """Return the answer to a request.

        Raises
        ------
        ServerLost
            If none comes.
        """
        if not self._is_ready:
            self._answer(_START_SECONDS)
            self._is_ready = True
        self._send(request, descriptors)
        return self._answer(_ANSWER_SECONDS)

    def stop(self) -> list[int]:
        """Ask it to end; return the processes that it could not end."""
        if not self._is_ready:
            return []  # then it has no workers either
        left: list[int] = self.request({"do": "stop"}, [])["left"]
        self._process.wait(_ANSWER_SECONDS)
        return left

    def close(self) -> str:
        """End it, if it has not ended, and return the last line that it wrote as an error."""
        if not self._last_words:
            self._process.kill()
            self._control.close()
            lines = self._process.communicate()[1].decode("utf-8", "replace").splitlines()
            self._last_words = clean_text(lines[-1], 500) if lines else "it said nothing"
        return self._last_words

    def _send(self, request: dict[str, Any], descriptors: list[int]) -> None:
        self._number += 1
        data = json.dumps({**request, "number": self._number}).encode()
        self._control.settimeout(_ANSWER_SECONDS)
        try:
            socket.send_fds(self._control, [data], descriptors)
        except OSError:
            raise ServerLost from None

    def _answer(self, seconds: float) -> dict[str, Any]:
        """Return the answer to the last request; those to earlier, abandoned ones are passed over."""
        deadline = Deadline(seconds)
        while True:
            self._control.settimeout(max(deadline.left(), 0.001))
            try:
                answer: dict[str, Any] = json.loads(self._control.recv(_PACKET) or b"null")
            except (OSError, ValueError):
                raise ServerLost from None
            if not answer:
                raise ServerLost
            if answer["number"] == self._number:
                return answer


class ForkingSpawner:
    """Forks workers from a server, which is replaced if it is lost."""

    def __init__(self, packages: Sequence[str] = ()) -> None:
        self._lock = threading.Lock()
        self._packages = packages
        self._server = Server(packages)
        self._refusal = ""
        self._is_closed = False

    def spawn(self) -> "ForkedProcess":
        """Start a process; see `Spawner`."""
        if self._refusal:
            raise WorkerError(self._refusal)
        user = own_user()
        connection, channel = socket.socketpair()
        reading, writing = os.pipe()
        try:
            answer = self._request({"do": "start", "user": user}, [channel.fileno(), writing])
        except BaseException:
            connection.close()
            os.close(reading)
            raise
        finally:
            channel.close()
            os.close(writing)
        return ForkedProcess(self, connection, reading, answer["pid"], user)

    def end(self, pid: int, user: tuple[int, int] | None, grace: float) -> int | None:
        """End a process of the server and its descendants; return the wait status it had ended with, if it had."""
        answer = self._request({"do": "end", "pid": pid, "user": user, "grace": grace}, [])
        self._require_nothing_of(answer["left"])
        status: int | None = answer["status"]
        return status

    def close(self) -> None:
        """End the server with all its processes."""
        with self._lock:
            if self._is_closed:
                return
            self._is_closed = True
            try:
                self._require_nothing_of(self._server.stop())
            except (ServerLost, subprocess.TimeoutExpired):
                pass  # workers end with their server
            finally:
                self._server.close()

    def _request(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        """Return the server's answer; student code of the same user may have killed it, so try a second one."""
        with self._lock:
            if self._is_closed:
                raise WorkerError(_CLOSED)
            try:
                answer = self._server.request(request, descriptors)
            except ServerLost:
                self._server.close()
                self._server = Server(self._packages)
                answer = self._last_try(request, descriptors)
        if "error" in answer:
            raise WorkerError(f"no process for student code could be started: {answer['error']}")
        return answer

    def _last_try(self, request: dict[str, Any], descriptors: list[int]) -> dict[str, Any]:
        try:
            return self._server.request(request, descriptors)
        except ServerLost:
            self._refusal = f"no process for student code could be started: {self._server.close()}"
            raise WorkerError(self._refusal) from None

    def _require_nothing_of(self, left: list[int]) -> None:
        if left:
            numbers = ", ".join(map(str, left))
            self._refusal = f"processes of student code could not be ended ({numbers}): end them, then grade again"
            raise WorkerError(self._refusal)


class ForkedProcess:
    """A worker's process that was forked; see `Process`."""

    def __init__(
        self, spawner: ForkingSpawner, connection: socket.socket, prints: int, pid: int, user: tuple[int, int] | None
    ) -> None:
        self.connection = connection
        self.prints = Prints(os.fdopen(prints, "rb", 0))
        self.pid = pid
        self.user = user
        self._spawner = spawner
        self._handle = _handle_of(pid)

    def end(self, *, crashed: bool) -> str:
        """End it; see `Process`."""
        grace = _GRACE_SECONDS if crashed else 0.0
        try:
            status = self._spawner.end(self.pid, self.user, grace)
        finally:
            self._kill()
        return how_it_ended(None if status is None else os.waitstatus_to_exitcode(status))

    def signal(self, number: int) -> None:
        """Send it a signal; see `Process`."""
        if self._handle is not None and sys.platform == "linux":
            with suppress(OSError):
                signal.pidfd_send_signal(self._handle, number)

    def _kill(self) -> None:
        """Kill it where the server, being lost, did not."""
        self.signal(signal.SIGKILL)
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None


def _handle_of(pid: int) -> int | None:
    """Return a handle that stays this process's even when another gets its number."""
    if sys.platform != "linux":
        return None
    try:
        return os.pidfd_open(pid)
    except OSError:
        return None
