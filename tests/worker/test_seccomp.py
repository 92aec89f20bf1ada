"""The filter for system calls: what it says of each call, and that it holds inside a worker."""

import ctypes
import errno
import os
import sys

import numpy as np
import pytest

from convgrade.worker import seccomp
from convgrade.worker.client import Crashed, Returned
from convgrade.worker.syscalls import CALLS, MACHINES, NEWEST, denied, number_of

linux_only = pytest.mark.skipif(not seccomp.machine(), reason="there is a filter for Linux on two processors alone")
PID = 4321
ALLOW, KILL = 0x7FFF0000, 0x80000000
REFUSE, UNKNOWN = 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS


def verdict(machine, number, *arguments, architecture=None):
    """Return what the filter answers to a call, by following its instructions as the kernel does."""
    architecture = architecture or {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}[machine]
    data = {0: number, 4: architecture}
    data |= {16 + 8 * i: argument & 0xFFFFFFFF for i, argument in enumerate(arguments)}
    program, at, value = seccomp.program(machine, PID), 0, 0
    while True:
        code, if_true, if_false, constant = program[at]
        at += 1
        if code == 0x06:
            return constant
        if code == 0x20:
            value = data.get(constant, 0)
            continue
        truth = {0x15: value == constant, 0x25: value > constant, 0x45: bool(value & constant)}[code]
        at += if_true if truth else if_false


@pytest.mark.parametrize("machine", MACHINES)
def test_each_denied_call_is_refused_and_a_few_others_are_not(machine):
    """The list is refused; reading, writing, memory, clocks and threads are not."""
    everyday = {"x86_64": (0, 1, 3, 9, 11, 202, 228, 257, 318), "aarch64": (63, 64, 57, 222, 215, 98, 113, 56, 278)}

    assert {name for name, number in denied(machine).items() if verdict(machine, number) != REFUSE} == set()
    assert {verdict(machine, number) for number in everyday[machine]} == {ALLOW}


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("clone3", (0, 0), UNKNOWN),
        ("clone", (0x00010F00,), ALLOW),
        ("clone", (17,), REFUSE),
        ("clone", (0x10010000,), REFUSE),
        ("kill", (PID, 9), ALLOW),
        ("kill", (PID + 1, 0), REFUSE),
        ("kill", (-1, 9), REFUSE),
        ("kill", (0, 9), REFUSE),
        ("kill", (-PID, 9), REFUSE),
        ("tgkill", (PID, 5, 6), ALLOW),
        ("tgkill", (1, 1, 0), REFUSE),
        ("prlimit64", (0, 7), ALLOW),
        ("prlimit64", (PID, 7), ALLOW),
        ("prlimit64", (1, 7), REFUSE),
        ("sched_setaffinity", (0, 8), ALLOW),
        ("sched_setaffinity", (1, 8), REFUSE),
        ("fcntl", (3, 3), ALLOW),
        ("fcntl", (3, 1030), ALLOW),
        ("fcntl", (3, 8), REFUSE),
        ("fcntl", (3, 10), REFUSE),
        ("fcntl", (3, 15), REFUSE),
        ("fcntl", (3, 1024), REFUSE),
        ("ioctl", (3, 0x5401), ALLOW),
        ("ioctl", (3, 0x8901), REFUSE),
        ("ioctl", (3, 0x8902), REFUSE),
    ],
)
def test_some_calls_depend_on_their_arguments(machine, name, arguments, expected):
    """A process may start threads, signal and limit itself, and use descriptors; no more."""
    assert verdict(machine, number_of(name, machine), *arguments) == expected


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("number", [NEWEST + 1, 0x40000000 | 39, 0xFFFFFFFF])
def test_a_call_that_is_not_known_is_answered_as_by_an_older_kernel(machine, number):
    """Newer calls, those of x32, and nonsense do not exist."""
    assert verdict(machine, number) == UNKNOWN


def test_another_architecture_is_the_end():
    """Calls by the numbers of 32-bit programs would mean something else."""
    assert verdict("x86_64", 20, architecture=0x40000003) == KILL


@pytest.mark.parametrize("machine", MACHINES)
def test_the_numbers_are_those_of_libseccomp(machine):
    """The table agrees with a library that knows all numbers; names newer than the library are left out."""
    try:
        library = ctypes.CDLL("libseccomp.so.2")
    except OSError:
        pytest.skip("libseccomp is not installed")
    token = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}[machine]
    numbers = denied(machine) | {name: number_of(name, machine) for name in CALLS}
    theirs = {name: library.seccomp_syscall_resolve_name_arch(token, name.encode()) for name in numbers}

    assert {name: number for name, number in theirs.items() if number != -1 and number != numbers[name]} == {}
    assert sum(number != -1 for number in theirs.values()) > 100


RAW = """
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
def f(calls):
    errors = []
    for call in calls:
        result = libc.syscall(*map(ctypes.c_long, call))
        errors.append(ctypes.get_errno() if result == -1 else 0)
    return errors
"""


@linux_only
def test_every_denied_call_is_refused_inside_a_worker(unclosed):
    """Each is tried by its number, with arguments that would do nothing, and gives EPERM."""
    numbers = sorted(denied(seccomp.machine()).values())

    errors = unclosed(RAW).call("m", "f", ([[n, -1, -1, -1, -1, -1, -1] for n in numbers],), {}, seconds=10).value

    assert {n: error for n, error in zip(numbers, errors, strict=True) if error != errno.EPERM} == {}


@linux_only
def test_calls_that_reach_others_are_refused_inside_a_worker(unclosed):
    """Signals, limits, owners of descriptors: each is refused for the grader and for everybody."""
    grader, machine = os.getpid(), seccomp.machine()
    calls = [
        ["kill", grader, 0],
        ["kill", -1, 0],
        ["tgkill", grader, grader, 0],
        ["prlimit64", grader, 7, 0, 0],
        ["sched_setaffinity", grader, 0, 0],
        ["fcntl", 3, 8, grader],
        ["ioctl", 3, 0x8902, 0],
        ["clone", 17, 0, 0, 0, 0],
    ]
    numbered = [[number_of(name, machine), *arguments] for name, *arguments in calls]

    assert unclosed(RAW).call("m", "f", (numbered,), {}, seconds=10).value == [errno.EPERM] * len(calls)


@linux_only
def test_clone3_and_newer_calls_do_not_exist_inside_a_worker(unclosed):
    """Libraries fall back to what older kernels have."""
    calls = [[435, 0, 0], [NEWEST + 1, -1, -1]]

    assert unclosed(RAW).call("m", "f", (calls,), {}, seconds=10).value == [errno.ENOSYS] * 2


OLD_PROGRAM = """
import ctypes, mmap
def f():
    room = mmap.mmap(-1, 4096, prot=7)
    room.write(bytes.fromhex("b814000000" "cd80" "c3"))  # getpid of 32-bit programs
    return ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(room)))()
"""


@pytest.mark.skipif(seccomp.machine() != "x86_64", reason="the code is x86_64's")
def test_calls_of_32_bit_programs_end_the_worker(unclosed):
    """Machine code that calls the kernel by the old way is no way around the filter."""
    assert isinstance(unclosed(OLD_PROGRAM).call("m", "f", (), {}, seconds=10), Crashed)


HONEST = """
import concurrent.futures, os, random, signal, threading, time
import numpy as np
def f(x):
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        total = sum(pool.map(lambda row: float(row.sum()), x))
    caught = []
    signal.signal(signal.SIGALRM, lambda *_: caught.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.1)
    signal.raise_signal(signal.SIGALRM)
    np.linalg.svd(x), np.fft.fft2(x), np.random.default_rng().random(3), random.SystemRandom().random()
    os.cpu_count(), os.getpid(), os.urandom(4), time.process_time(), os.sched_getaffinity(0)
    with open(os.devnull, "w") as file:
        file.write("x")
    return total, len(caught)
"""


@linux_only
def test_honest_code_does_not_notice(unclosed):
    """Threads, signals to itself, clocks, randomness and linear algebra work."""
    assert unclosed(HONEST).call("m", "f", (np.ones((8, 8)),), {}, seconds=20) == Returned((64.0, 2))


@linux_only
@pytest.mark.parametrize(
    "body",
    [
        "import subprocess; subprocess.run(['true'])",
        "import os; os.fork()",
        "import os; os.system('true') and os.execv('/bin/true', ['true'])",
        "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
        "import os; os.kill(os.getppid(), 9)",
        "import os; os.chmod('/', 0o777)",
    ],
)
def test_what_is_refused_is_a_permission_error_with_a_line(student, body):
    """The message names the student's line."""
    outcome = student(f"def f():\n    {body}").call("m", "f", (), {}, seconds=10)

    assert (outcome.kind, outcome.line) == ("PermissionError", 2)


def test_a_kernel_without_filters_is_a_reason_and_no_error(monkeypatch):
    """On other processors and systems the layer is missing, and says why."""
    monkeypatch.setattr(seccomp.platform, "machine", lambda: "riscv64")

    assert "x86_64 and aarch64 alone" in seccomp.install()


def test_nothing_is_installed_elsewhere(monkeypatch):
    """A system without prctl is not asked."""
    monkeypatch.setattr(sys, "platform", "darwin")

    assert seccomp.machine() == ""
