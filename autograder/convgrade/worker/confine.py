"""The layers of confinement: each is a small function that says whether it is in force.

`apply` puts them on, in the order that they need, before any code of a student is read.  A layer
that the machine cannot give is reported as missing; one that should work and fails is a
`ConfinementError`, and nothing runs.
"""

import ctypes
import os
import signal
import struct
import sys
from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path

from convgrade.worker import landlock, seccomp
from convgrade.worker.levels import (
    CALLS,
    CLEAN_ENVIRONMENT,
    ENDS_WITH_PARENT,
    FILES,
    FIRST_TO_DIE,
    HIDDEN,
    LIMITS,
    NO_PRIVILEGES,
    OWN_PROCESS,
    OWN_USER,
    Layer,
)

if sys.platform != "win32":
    import fcntl
    import resource

CHANNEL = 3
"""Descriptor of the channel to the grader."""

LOWEST_UID = 20_000
"""Users below it may be people or services: no worker is ever one of them."""

SWITCHED_OFF = "switched off"
_NO_SETTING = "the system has no such setting"
_THREADS = ("OMP", "OPENBLAS", "MKL", "BLIS")
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE, _PR_GET_DUMPABLE = 1, 4, 3
_CAPABILITY_VERSION = 0x20080522
_PR_SET_CHILD_SUBREAPER, _PR_SET_NO_NEW_PRIVS, _PR_GET_NO_NEW_PRIVS = 36, 38, 39


class ConfinementError(Exception):
    """A layer that this machine should give did not hold."""


@dataclass(frozen=True)
class Limits:
    """What one worker may use: memory, and CPU time over its whole life."""

    memory_mib: int = 512
    cpu_seconds: int = 300


def clean_environment() -> dict[str, str]:
    """Return the environment in which workers start: nothing of the grader's, and one thread for linear algebra."""
    environment = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONUTF8": "1"}
    environment |= {f"{library}_NUM_THREADS": "1" for library in _THREADS}
    environment |= {"VECLIB_MAXIMUM_THREADS": "1"}
    # Without these two glibc returns memory after each call, and timings depend on what ran before.
    environment |= {"MALLOC_MMAP_THRESHOLD_": "2000000000", "MALLOC_TRIM_THRESHOLD_": "4000000000"}
    if sys.platform == "win32":
        environment |= {"SYSTEMROOT": os.environ.get("SYSTEMROOT", r"C:\Windows")}  # sockets need it
    return environment


def apply(limits: Limits, uid: int | None, parent: int | None, without: Collection[str] = ()) -> list[Layer]:
    """Put on every layer that this machine has and return all of them.

    Parameters
    ----------
    limits : Limits
        What the worker may use.
    uid : int or None
        User (and group) to become, where the grader is root.
    parent : int or None
        The fork server, without which this process must not live; None where there is none.
    without : collection of str, optional
        Names of layers to leave off, so that tests can see what the others do.

    Raises
    ------
    ConfinementError
        If a layer that should work does not.
    """
    _require_one_thread()
    if NO_PRIVILEGES in without:
        without = {*without, FILES, CALLS}  # the kernel wants it first
    layers = [Layer(OWN_PROCESS), Layer(CLEAN_ENVIRONMENT)]
    for name, step in steps(limits, uid, parent).items():
        layers.append(Layer(name, SWITCHED_OFF) if name in without else step())
    return layers


def steps(limits: Limits, uid: int | None, parent: int | None) -> dict[str, Callable[[], Layer]]:
    """Return what puts on each layer, in the order that they need; arguments as in `apply`."""
    return {
        FIRST_TO_DIE: first_to_die,
        LIMITS: lambda: limit_resources(limits, own_user=uid is not None),
        OWN_USER: lambda: take_own_user(uid),
        NO_PRIVILEGES: deny_new_privileges,
        HIDDEN: hide_memory,
        ENDS_WITH_PARENT: lambda: die_with(parent),
        FILES: close_files,  # these two come last: they forbid what the layers above need
        CALLS: filter_calls,
    }


def keep_descriptors(channel: int, prints: int) -> None:
    """Leave /dev/null, the pipe for prints (twice) and the channel as descriptors 0 to 3, and close all others."""
    nothing = os.open(os.devnull, os.O_RDWR)
    moved = [moved_up(descriptor) for descriptor in (nothing, prints, prints, channel)]
    for number, descriptor in enumerate(moved):
        os.dup2(descriptor, number, inheritable=False)
    for descriptor in {channel, prints} - set(range(CHANNEL + 1)):
        os.close(descriptor)
    os.closerange(CHANNEL + 1, 4096)


def first_to_die() -> Layer:
    """Offer this process, and its children, to the out-of-memory killer before any other."""
    setting = Path("/proc/self/oom_score_adj")
    try:
        if setting.read_text("ascii").strip() != "1000":  # a fork inherits it, and may not be allowed to write it
            setting.write_text("1000", "ascii")
    except OSError:
        return Layer(FIRST_TO_DIE, _NO_SETTING)
    return Layer(FIRST_TO_DIE)


def limit_resources(limits: Limits, *, own_user: bool) -> Layer:
    """Limit memory, CPU time, file sizes, descriptors, and threads where the user has no other processes."""
    if sys.platform == "win32":
        return Layer(LIMITS, "the system has none")
    cpu_seconds = limits.cpu_seconds + 1
    refused = [
        name
        for name, is_set in (
            ("processor time", _limit(resource.RLIMIT_CPU, cpu_seconds, grace=1)),  # first a signal with its own name
            ("file sizes", _limit(resource.RLIMIT_FSIZE, 2**20)),
            ("descriptors", _limit(resource.RLIMIT_NOFILE, 64)),
            ("the stack", _limit(resource.RLIMIT_STACK, 8 * 2**20)),
            ("core files", _limit(resource.RLIMIT_CORE, 0)),
            ("locked memory", _limit(resource.RLIMIT_MEMLOCK, 0)),
            ("threads", not own_user or _limit(resource.RLIMIT_NPROC, 64)),
            ("memory", landlock.allows_gpu() or _limit(resource.RLIMIT_AS, limits.memory_mib * 2**20)),
        )
        if not is_set
    ]
    if sys.platform == "linux" and refused not in ([], ["memory"]):
        raise ConfinementError(f"the system did not limit {', '.join(refused)}")
    if landlock.allows_gpu():
        return Layer(LIMITS, "memory is not limited where a GPU may be used: CUDA reserves more than there is")
    return Layer(LIMITS, f"the system cannot limit {', '.join(refused)}" if refused else "")


def take_own_user(uid: int | None) -> Layer:
    """Become a user that nobody else is, for good."""
    if uid is None or sys.platform == "win32":
        return Layer(OWN_USER, "the grader is not root, or may not become another user")
    if uid < LOWEST_UID:
        raise ConfinementError(f"user {uid} is not one for workers")
    os.setgroups([])
    if sys.platform == "darwin":  # where root's setuid changes all three
        os.setgid(uid)
        os.setuid(uid)
    else:
        os.setresgid(uid, uid, uid)
        os.setresuid(uid, uid, uid)
    for way_back in (os.setuid, os.setgid):
        try:
            way_back(0)
        except PermissionError:
            continue
        raise ConfinementError("the worker could become root again")
    return Layer(OWN_USER)


def deny_new_privileges() -> Layer:
    """Give up what privileges there are (root may be left without a user of its own), and gain none."""
    if sys.platform == "linux":
        none = struct.pack("=Ii", _CAPABILITY_VERSION, 0), bytes(24)
        if ctypes.CDLL(None).capset(*none) != 0:
            raise ConfinementError("privileges could not be given up")
    if _prctl(_PR_SET_NO_NEW_PRIVS, 1) != 0:
        return Layer(NO_PRIVILEGES, _NO_SETTING)
    if _prctl(_PR_GET_NO_NEW_PRIVS) != 1:
        raise ConfinementError("privileges could still be gained")
    return Layer(NO_PRIVILEGES)


def hide_memory() -> Layer:
    """Keep processes of the same user from reading or tracing this one."""
    return Layer(HIDDEN) if protect_grader() else Layer(HIDDEN, _NO_SETTING)


def protect_grader() -> bool:
    """Keep other processes of the same user out of this one: no ptrace, no /proc/PID/mem, environ or fd.

    Returns
    -------
    bool
        Whether the system can do it.
    """
    return _prctl(_PR_SET_DUMPABLE, 0) == 0 and _prctl(_PR_GET_DUMPABLE) == 0


def die_with(parent: int | None) -> Layer:
    """End when the parent does; it may be gone already, so look."""
    if parent is None:
        return Layer(ENDS_WITH_PARENT, "there is no fork server")
    if _prctl(_PR_SET_PDEATHSIG, 9) != 0:  # SIGKILL
        return Layer(ENDS_WITH_PARENT, _NO_SETTING)
    if os.getppid() != parent:
        raise ConfinementError("the parent is gone")
    return Layer(ENDS_WITH_PARENT)


def close_files() -> Layer:
    """Close every file but those of Python and numpy."""
    try:
        return Layer(FILES, landlock.restrict())
    except landlock.LandlockError as error:
        raise ConfinementError(str(error)) from None


def filter_calls() -> Layer:
    """Refuse the system calls that reach beyond this process."""
    missing = seccomp.install()
    if not missing and not seccomp.is_in_force():
        raise ConfinementError("the filter for system calls lets through what it should refuse")
    return Layer(CALLS, missing)


def adopt_orphans() -> bool:
    """Become the parent of descendants that lose theirs, so that none gets away; return whether that is possible."""
    return _prctl(_PR_SET_CHILD_SUBREAPER, 1) == 0


def default_signals() -> None:
    """Handle signals as Python does at its start, and block none."""
    if sys.platform == "win32":
        return
    for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP, signal.SIGPIPE, signal.SIGXFSZ}:
        if signal.getsignal(number) is not signal.SIG_DFL:
            signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.pthread_sigmask(signal.SIG_SETMASK, [])


def _require_one_thread() -> None:
    """Check that no library has started threads: the filters hold for the thread that puts them on, and for its own."""
    try:
        threads = len(list(Path("/proc/self/task").iterdir()))
    except OSError:
        return
    if threads > 1:
        raise ConfinementError(f"{threads} threads run before any student code does; none of them would be confined")


def _prctl(option: int, value: int = 0) -> int:
    """Return what the system call returns; -1 where there is none."""
    if sys.platform != "linux":
        return -1
    result: int = ctypes.CDLL(None).prctl(option, ctypes.c_ulong(value), 0, 0, 0)
    return result


def _limit(kind: int, value: int, grace: int = 0) -> bool:
    """Set a limit for good, never above the one in force; return whether the system took it.

    That of macOS takes none on memory, and from Python none on the stack (python/cpython#142317).
    """
    if sys.platform == "win32":
        return False
    hard = resource.getrlimit(kind)[1]
    soft, allowed = ((n if hard == resource.RLIM_INFINITY else min(n, hard)) for n in (value, value + grace))
    try:
        resource.setrlimit(kind, (soft, allowed))
    except (OSError, ValueError):
        return False
    return True


def moved_up(descriptor: int) -> int:
    """Return a copy of a descriptor that is out of the way of 0 to 3."""
    if sys.platform == "win32":
        return descriptor
    return fcntl.fcntl(descriptor, fcntl.F_DUPFD_CLOEXEC, 10)
