"""Attempts to get out of a worker, made from inside one; harmless where they succeed.

The text of this file is sent to a worker as a submission is: it is trusted, but it runs where student
code runs, so it imports nothing of the project.
"""

import ctypes
import errno
import importlib
import os
import socket
import struct
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_PROBE_NAME = ".convgrade-probe"
_NOBODY_LISTENS = (errno.ECONNREFUSED, errno.ENOENT)
_ATTACH, _DETACH = 16, 17
_CLONE_NEWUSER = 0x10000000


def attempt(what: str, *arguments: Any) -> tuple[bool, str]:
    """Try one thing; return whether it worked, and what was said if it did not."""
    try:
        _ATTEMPTS[what](*arguments)
    except OSError as error:
        return False, errno.errorcode.get(error.errno or 0, type(error).__name__)
    except ImportError:
        return False, "not there"
    except (AttributeError, MemoryError) as error:  # the first: this system has no such thing
        return False, type(error).__name__
    return True, ""


def openable(paths: list[str]) -> list[str]:
    """Return those of the paths that can be read or written; a folder counts if files can be made in it, too."""
    return [path for path in paths if any(attempt(way, path)[0] for way in ("read", "list", "write", "create"))]


def refusal_of(number: int) -> int:
    """Make a system call by its number, with arguments that no call takes; return the error number."""
    libc = ctypes.CDLL(None, use_errno=True)
    worst = [ctypes.c_long(-1)] * 6
    return ctypes.get_errno() if libc.syscall(ctypes.c_long(number), *worst) == -1 else 0


def facts() -> dict[str, Any]:
    """Return what a worker knows of itself."""
    libc = ctypes.CDLL(None)
    user = os.getresuid() if hasattr(os, "getresuid") else ()
    return {
        "python": sys.version.split()[0],
        "numpy": importlib.import_module("numpy").__version__,
        "user": list(user),
        "capabilities": _capabilities() if sys.platform == "linux" else "",
        "seccomp": int(libc.prctl(21, 0, 0, 0, 0)) if sys.platform == "linux" else -1,
        "threads for linear algebra": os.environ.get("OPENBLAS_NUM_THREADS", ""),
    }


def _capabilities() -> str:
    head = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0))
    sets = ctypes.create_string_buffer(24)
    if ctypes.CDLL(None).capget(head, sets) != 0:
        return "unknown"
    low, high = struct.unpack("=6I", sets.raw[:24])[0::3]
    return f"{high << 32 | low:#x}"


def say(count: int) -> None:
    """Print so many characters."""
    sys.stdout.write("x" * count)


def loop() -> None:
    """Never return."""
    while True:
        pass


def leave_process_behind() -> int:
    """Start a process in a session of its own that nobody waits for; return its number."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.write(writing, str(os.getpid()).encode())
            threading.Event().wait(60)
        os._exit(0)
    return int(os.read(reading, 20))


def _read(path: str) -> None:
    with open(path, "rb", 0) as file:  # noqa: PTH123 - one call, no more
        file.read(1)


def _write(path: str) -> None:
    os.close(os.open(path, os.O_WRONLY))


def _create(folder: str) -> None:
    path = os.path.join(folder, f"{_PROBE_NAME}-{os.getpid()}")  # noqa: PTH118
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    os.unlink(path)  # noqa: PTH108


def _change_mode(path: str) -> None:
    os.chmod(path, os.stat(path).st_mode & 0o7777)  # noqa: PTH101, PTH116


def _truncate(path: str) -> None:
    os.truncate(path, os.stat(path).st_size)  # noqa: PTH116


def _fork() -> None:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    os.waitpid(pid, 0)


def _exec() -> None:
    with suppress(FileNotFoundError):  # the kernel looked for it, so it may be done
        os.execv("/nonexistent-program", ["nothing"])  # noqa: S606


def _thread() -> None:
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()


def _connect(family: int, kind: int, address: Any) -> None:
    with socket.socket(family, kind) as connection:
        connection.settimeout(1.0)
        try:
            connection.connect(address)
        except OSError as error:
            if error.errno not in _NOBODY_LISTENS:
                raise


def _limit(pid: int) -> None:
    resource = importlib.import_module("resource")
    resource.prlimit(pid, resource.RLIMIT_CORE)


def _slow_down(pid: int) -> None:
    os.setpriority(os.PRIO_PROCESS, pid, os.getpriority(os.PRIO_PROCESS, pid))


def _trace(pid: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    _checked(libc.ptrace(_ATTACH, pid, 0, 0))
    os.waitpid(pid, 0)
    libc.ptrace(_DETACH, pid, 0, 0)


def _read_memory(pid: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    room = ctypes.create_string_buffer(8)
    mine = ctypes.create_string_buffer(struct.pack("@PN", ctypes.addressof(room), 8))
    theirs = ctypes.create_string_buffer(struct.pack("@PN", 0, 8))
    if libc.process_vm_readv(pid, mine, 1, theirs, 1, 0) < 0 and ctypes.get_errno() != errno.EFAULT:
        raise OSError(ctypes.get_errno(), "process_vm_readv")


def _system_call(number: int, *arguments: int) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    result = libc.syscall(ctypes.c_long(number), *arguments, ctypes.create_string_buffer(256))
    os.close(_checked(result))


def _own_namespace() -> None:
    _checked(ctypes.CDLL(None, use_errno=True).unshare(_CLONE_NEWUSER))


def _allocate(mib: int) -> None:
    importlib.import_module("numpy").ones(mib * 2**17)


def _checked(result: int) -> int:
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result


_ATTEMPTS: dict[str, Callable[..., Any]] = {
    "read": _read,
    "list": os.listdir,
    "write": _write,
    "create": _create,
    "change mode": _change_mode,
    "truncate": _truncate,
    "import": importlib.import_module,
    "fork": _fork,
    "exec": _exec,
    "thread": _thread,
    "tcp": lambda: _connect(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 9)),
    "udp": lambda: _connect(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 9)),
    "unix socket": lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, "/nonexistent-socket"),
    "abstract socket": lambda: _connect(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{_PROBE_NAME}"),
    "signal": lambda pid: os.kill(pid, 0),
    "limit": _limit,
    "slow down": _slow_down,
    "trace": _trace,
    "read memory": _read_memory,
    "io_uring": lambda: _system_call(425, 1),
    "userfaultfd": lambda: _checked(
        ctypes.CDLL(None, use_errno=True).syscall(323 if "x86" in os.uname().machine else 282, 1)
    ),
    "own namespace": _own_namespace,
    "allocate": _allocate,
}
