"""The filter for system calls: what could reach other processes, the network or the system is refused.

A worker keeps what computing needs: memory, threads, its open descriptors, clocks.  A refused call
fails with EPERM, which Python turns into a PermissionError that names the student's line.
"""

import ctypes
import os
import platform
import struct
import sys
from collections.abc import Sequence
from errno import EINVAL, ENOSYS, EPERM

from convgrade.worker.syscalls import MACHINES, NEWEST, denied, number_of

_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER = 22, 2
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}  # AUDIT_ARCH_* of linux/audit.h

_KILL, _ALLOW = 0x80000000, 0x7FFF0000  # SECCOMP_RET_* of linux/seccomp.h
_REFUSE, _UNKNOWN = 0x00050000 | EPERM, 0x00050000 | ENOSYS

_LOAD, _RETURN = 0x20, 0x06  # instructions of linux/bpf_common.h
_EQUAL, _ABOVE, _ANY_BIT = 0x15, 0x25, 0x45
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT, _SECOND_ARGUMENT_AT = 0, 4, 16, 24  # low halves; little-endian

_CLONE_THREAD = 0x00010000
_CLONE_NEW = 0x7E020000  # any new namespace
_OWNERS_BY_FCNTL = (
    8,
    10,
    15,
    1024,
)  # F_SETOWN, F_SETSIG, F_SETOWN_EX, F_SETLEASE: signals to others, and holding them up
_OWNERS_BY_IOCTL = (0x8901, 0x8902)  # FIOSETOWN, SIOCSPGRP

Instruction = tuple[int, int, int, int]


def program(machine: str, pid: int) -> list[Instruction]:
    """Return the filter as instructions (code, jump if true, jump if false, constant).

    Parameters
    ----------
    machine : {"x86_64", "aarch64"}
        Whose numbers the calls have.
    pid : int
        The process that may signal and limit itself.
    """

    def call(name: str, *rules: Instruction) -> list[Instruction]:
        """Apply rules, each of which jumps over a refusal or does not, to one call; then allow it."""
        return [(_EQUAL, 0, len(rules), number_of(name, machine)), *rules]

    first, second = (_LOAD, 0, 0, _FIRST_ARGUMENT_AT), (_LOAD, 0, 0, _SECOND_ARGUMENT_AT)
    refuse, allow = (_RETURN, 0, 0, _REFUSE), (_RETURN, 0, 0, _ALLOW)
    own = [(_EQUAL, 1, 0, pid), refuse, allow]
    own_or_zero = [(_EQUAL, 2, 0, 0), *own]
    return [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_ABOVE, 0, 1, NEWEST),  # x32's numbers too
        (_RETURN, 0, 0, _UNKNOWN),
        *call("clone3", (_RETURN, 0, 0, _UNKNOWN)),  # its flags lie in memory; libc falls back to clone
        *call("clone", first, (_ANY_BIT, 0, 1, _CLONE_THREAD), (_ANY_BIT, 0, 1, _CLONE_NEW), refuse, allow),
        *call("kill", first, *own),
        *call("tgkill", first, *own),
        *call("prlimit64", first, *own_or_zero),
        *call("sched_setaffinity", first, *own_or_zero),
        *call("fcntl", second, *_none_of(_OWNERS_BY_FCNTL)),
        *call("ioctl", second, *_none_of(_OWNERS_BY_IOCTL)),
        *_none_of(sorted(denied(machine).values())),
    ]


def _none_of(numbers: Sequence[int]) -> list[Instruction]:
    """Return instructions that refuse if one of the numbers is loaded, and else allow."""
    count = len(numbers)
    tests = [(_EQUAL, count - i, 0, number) for i, number in enumerate(numbers)]
    return [*tests, (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]


def machine() -> str:
    """Return the machine whose numbers this process uses, or an empty text if they are not known here."""
    known = platform.machine() in MACHINES and sys.byteorder == "little" and sys.maxsize > 2**32
    return platform.machine() if known and sys.platform == "linux" else ""


def install() -> str:
    """Filter the system calls of this process, which has one thread, and of its threads to come, for good.

    Returns
    -------
    str
        Why the filter is not in force; empty where it is.

    Raises
    ------
    OSError
        If the kernel has such filters and does not take this one.
    """
    if not machine():
        return "there is a filter for Linux on x86_64 and aarch64 alone"
    instructions = b"".join(struct.pack("<HBBI", *one) for one in program(machine(), os.getpid()))
    room = ctypes.create_string_buffer(instructions)
    head = ctypes.create_string_buffer(struct.pack("@HP", len(instructions) // 8, ctypes.addressof(room)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_SECCOMP, ctypes.c_ulong(_SECCOMP_MODE_FILTER), head, 0, 0) == 0:
        return ""
    error = ctypes.get_errno()
    if error in (EINVAL, ENOSYS):
        return "the kernel has no filters for system calls"
    raise OSError(error, "the filter for system calls was not taken")


def is_in_force() -> bool:
    """Return whether a harmless call that the filter refuses is refused."""
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.inotify_init1(0)
    if descriptor >= 0:
        os.close(descriptor)
    return bool(descriptor < 0 and ctypes.get_errno() == EPERM)
