"""Ways to end processes, and to find out whether any are left.  Used by the fork server and its helpers."""

import os
import re
import shutil
import signal
import sys
import time
from collections.abc import Collection, Iterator
from contextlib import suppress
from pathlib import Path

from convgrade.worker.confine import LOWEST_UID, ConfinementError

END_SECONDS = 5.0
_PAUSE_SECONDS = 0.0002


def reaped(pid: int, seconds: float) -> int | None:
    """Return the wait status of a child that ends within ``seconds``, else None."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            ended, status = os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            return 0
        if ended:
            return status
        if time.monotonic() >= deadline:
            return None
        time.sleep(_PAUSE_SECONDS)


def kill_children(spared: Collection[int]) -> None:
    """Kill and reap adopted orphans until none is left; some fork as fast as they are killed."""
    deadline = time.monotonic() + END_SECONDS
    while orphans := [pid for pid in children() if pid not in spared]:
        for pid in orphans:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            reaped(pid, 0)
        if time.monotonic() > deadline:
            return


def kill_user(uid: int, shield: int) -> None:
    """Kill every process of a worker's user, through a child that becomes this user."""
    helper = os.fork()
    if helper == 0:
        try:
            kill_all_of(uid, shield)
        finally:
            os._exit(0)
    os.waitpid(helper, 0)


def kill_all_of(uid: int, shield: int) -> None:
    """Become a process that may signal those of ``uid`` and of ``shield`` alone, and kill them all.

    Parameters
    ----------
    uid : int
        A worker's user.
    shield : int
        A user without processes.  As it is the real one of this process, those to be killed cannot
        kill this process first.

    Raises
    ------
    ConfinementError
        If other processes would be killed.
    """
    if min(uid, shield) < LOWEST_UID:
        raise ConfinementError(f"users {uid} and {shield} are not for workers")
    starter = os.getppid()
    os.setgroups([])
    if sys.platform == "linux":
        if next(processes_of(shield), None) is not None:
            raise ConfinementError(f"user {shield} has processes")
        os.setresuid(shield, uid, shield)
    else:
        os.setuid(uid)
    try:
        os.kill(starter, 0)
    except PermissionError:
        with suppress(ProcessLookupError):
            os.kill(-1, signal.SIGKILL)
    else:
        raise ConfinementError("a helper could signal the grader")


def remove_files_of(uid: int) -> None:
    """Remove what a worker's user, whose processes have ended, left in the folders that anybody may write to."""
    for folder in ("/tmp", "/var/tmp", "/dev/shm"):  # noqa: S108 - they are where such files are
        with suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.stat(follow_symlinks=False).st_uid == uid:
                    _remove(entry)


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path, ignore_errors=True)
    else:
        with suppress(OSError):
            os.unlink(entry.path)  # noqa: PTH108 - an entry of the folder just looked at


def children() -> list[int]:
    """Return the processes whose parent this one is."""
    pid = os.getpid()
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]
    except OSError:
        return list(_processes_with(re.compile(rb"\nPPid:\t%d\n" % pid)))


def processes_of(uid: int) -> Iterator[int]:
    """Yield the processes of which ``uid`` is the real, effective or saved user; the dead do not count."""
    return _processes_with(re.compile(rb"(?s)\nState:\t[^ZX].*\nUid:[\t\d]*\t%d\b" % uid))


def _processes_with(pattern: re.Pattern[bytes]) -> Iterator[int]:
    """Yield the processes whose status has the pattern."""
    for entry in os.scandir("/proc"):
        if entry.name.isdigit():
            with suppress(OSError), open(f"{entry.path}/status", "rb", 0) as file:  # noqa: PTH123 - there are many
                if pattern.search(file.read()):
                    yield int(entry.name)
