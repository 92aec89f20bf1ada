"""The fork server: holds numpy and no secret, forks workers, and ends them with all their descendants.

Each message on the control socket is one packet of JSON; a request to start also carries two
descriptors, the worker's channel and the pipe for its prints.
"""

import json
import os
import signal
import socket
import traceback
from collections.abc import Callable
from contextlib import suppress
from typing import Any, NoReturn

from convgrade.worker import confine, ending, student

PACKET = 4096
_FAILED = 70  # exit code of a worker whose own side failed


class ForkServer:
    """Serves one grader.

    Parameters
    ----------
    control : socket
        Of type SEQPACKET, to the grader.
    """

    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._workers: dict[int, list[int] | None] = {}

    def run(self) -> None:
        """Answer the grader until it is gone or says so, then end all workers."""
        if not confine.adopt_orphans():
            raise confine.ConfinementError("this system cannot keep track of processes that lose their parents")
        handlers = {"tie": self._tie, "start": self._start, "end": self._end}
        request: dict[str, Any] | None = None
        with suppress(OSError):
            while (request := self._receive()) and request["do"] != "stop":
                self._reply(request, self._answer(handlers[request["do"]], request))
        left = [process for pid, user in list(self._workers.items()) for process in self._ended(pid, user, 0)[1]]
        if request:
            with suppress(OSError):
                self._reply(request, {"left": left})

    def _receive(self) -> dict[str, Any] | None:
        data, descriptors, _flags, _address = socket.recv_fds(self._control, PACKET, 2)
        return {**json.loads(data), "descriptors": descriptors} if data else None

    def _reply(self, request: dict[str, Any], answer: dict[str, Any]) -> None:
        self._control.send(json.dumps({**answer, "number": request["number"]}).encode())

    def _tie(self, request: dict[str, Any]) -> dict[str, Any]:
        """End when the grader's main thread does, if that is what started this process."""
        if request["grader"] is not None:
            confine.die_with(request["grader"])
        return {}

    def _answer(self, handler: Callable[[dict[str, Any]], dict[str, Any]], request: dict[str, Any]) -> dict[str, Any]:
        try:
            return handler(request)
        except OSError as error:  # no memory, too many processes
            return {"error": str(error)}

    def _start(self, request: dict[str, Any]) -> dict[str, Any]:
        """Fork a worker; its limits and user come over its own channel."""
        parent = os.getpid()
        channel, prints = request["descriptors"]
        try:
            if request["user"] and next(ending.processes_of(request["user"][0]), None) is not None:
                return {"error": "a user for it alone was not alone"}
            pid = os.fork()
            if pid == 0:
                self._become_worker(channel, prints, parent)
        finally:
            os.close(channel)
            os.close(prints)
        self._workers[pid] = request["user"]
        return {"pid": pid}

    def _become_worker(self, channel: int, prints: int, parent: int) -> NoReturn:
        """Run a worker in this fresh child, which must not get back to serving, whatever happens."""
        code = _FAILED
        try:
            os.setsid()
            self._control.detach()
            confine.keep_descriptors(channel, prints)
            student.run(socket.socket(fileno=confine.CHANNEL), parent)
            code = 0
        except BaseException:  # noqa: BLE001 - also what student code makes its signal handlers raise
            traceback.print_exc()
        finally:
            os._exit(code)

    def _end(self, request: dict[str, Any]) -> dict[str, Any]:
        """End a worker; say how it had ended by itself, if it had, and what could not be ended."""
        status, left = self._ended(request["pid"], request["user"], request["grace"])
        return {"status": status, "left": left}

    def _ended(self, pid: int, user: list[int] | None, grace: float) -> tuple[int | None, list[int]]:
        """Kill a worker, unless it ends within ``grace`` seconds, and every process that it started."""
        status, left = None, []
        if pid in self._workers:
            status = ending.reaped(pid, grace)
            if status is None:
                os.kill(pid, signal.SIGKILL)
                left = [pid] if ending.reaped(pid, ending.END_SECONDS) is None else []
            del self._workers[pid]
        if user:
            ending.kill_user(*user)
        ending.kill_children(self._workers)
        if user:
            left += ending.processes_of(user[0])
            ending.remove_files_of(user[0])
        return status, left[:10]
