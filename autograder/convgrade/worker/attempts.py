"""Have a worker try to get out, and note what came of each attempt; `probes` is the worker's part."""

import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from convgrade.worker.client import TimedOut, Worker, WorkerSource
from convgrade.worker.exposure import PROBES, probe
from convgrade.worker.levels import Level

_PRINTED_BYTES = 2 * 2**20
_END_SECONDS = 2.0
_PACKAGES = ("torch", "pytest", "convgrade")

Try = tuple[str, Level | None, str, tuple[Any, ...]]


@dataclass(frozen=True)
class Finding:
    """What came of one attempt.

    ``level`` is the weakest level at which it must fail; None where it may work.
    """

    group: str
    what: str
    level: Level | None
    worked: bool
    detail: str

    @property
    def holds(self) -> bool:
        """Return whether it ended as it should."""
        return self.level is None or not self.worked


def attempts(workers: WorkerSource) -> list[Finding]:
    """Try everything that a worker must not be able to do.

    Parameters
    ----------
    workers : WorkerSource
        One that student code would get its workers from.

    Returns
    -------
    list of Finding
        In the order of the groups: reads, writes, acts, limits.

    Raises
    ------
    WorkerError
        If a worker cannot be started, or ends while it tries.
    """
    findings = []
    with _private_folder() as folder:
        groups = {"reads": _reads(folder), "writes": _writes(folder), "acts": _acts(os.getpid())}
        with workers.start(PROBES) as worker:
            for group, tries in groups.items():
                findings += [_tried(worker, group, one) for one in tries]
            findings.append(_large_print(worker))
    return [*findings, _endless_loop(workers), *_process_left_behind(workers)]


def level_shown(findings: Sequence[Finding]) -> Level:
    """Return the strongest level at which everything ended as it should; the weakest counts as given."""
    shown = Level.PROCESS
    for level in Level:
        if not all(finding.holds for finding in findings if finding.level == level):
            break
        shown = level
    return shown


def _reads(folder: Path) -> list[Try]:
    grader = f"/proc/{os.getpid()}"
    return [
        *((f"{name} of the grader", Level.CLOSED, "read", (str(folder / name),)) for name in _FILES),
        ("the grader's environment", Level.GUARDED, "read", (f"{grader}/environ",)),
        ("the grader's memory, as a file", Level.GUARDED, "read", (f"{grader}/mem",)),
        ("the grader's open files", Level.GUARDED, "list", (f"{grader}/fd",)),
        *((f"import {name}", Level.PROCESS, "import", (name,)) for name in _PACKAGES),
        ("/etc/passwd", Level.SEALED, "read", ("/etc/passwd",)),
        ("the list of processes", Level.SEALED, "list", ("/proc",)),
    ]


def _writes(folder: Path) -> list[Try]:
    path = str(folder / _FILES[0])
    return [
        ("a file of the grader", Level.CLOSED, "write", (path,)),
        ("the mode of a file of the grader", Level.CLOSED, "change mode", (path,)),
        ("the length of a file of the grader", Level.CLOSED, "truncate", (path,)),
        *((f"a new file in {place}", Level.SEALED, "create", (place,)) for place in _PLACES),
    ]


def _acts(grader: int) -> list[Try]:
    return [
        ("start a process", Level.GUARDED, "fork", ()),
        ("become another program", Level.GUARDED, "exec", ()),
        ("start a thread", None, "thread", ()),
        ("connect by TCP", Level.GUARDED, "tcp", ()),
        ("connect by UDP", Level.GUARDED, "udp", ()),
        ("connect to a socket in a folder", Level.GUARDED, "unix socket", ()),
        ("connect to a socket by its name", Level.GUARDED, "abstract socket", ()),
        ("signal the grader", Level.GUARDED, "signal", (grader,)),
        ("set the grader's limits", Level.GUARDED, "limit", (grader,)),
        ("slow the grader down", Level.GUARDED, "slow down", (grader,)),
        ("trace the grader", Level.GUARDED, "trace", (grader,)),
        ("read the grader's memory by a call", Level.GUARDED, "read memory", (grader,)),
        ("use io_uring", Level.GUARDED, "io_uring", ()),
        ("use userfaultfd", Level.GUARDED, "userfaultfd", ()),
        ("make a namespace of its own", Level.GUARDED, "own namespace", ()),
        ("take 1 GiB of memory", Level.PROCESS, "allocate", (1024,)),
    ]


_FILES = ("solution.py", "results.json", "another submission.py")
_PLACES = ("/", "/tmp", "/dev/shm")  # noqa: S108 - they are tried, not used


def _tried(worker: Worker, group: str, one: Try) -> Finding:
    what, level, how, arguments = one
    worked, detail = probe(worker, "attempt", how, *arguments)
    return Finding(group, what, level, worked is True, str(detail))


def _large_print(worker: Worker) -> Finding:
    probe(worker, "say", _PRINTED_BYTES)
    kept = len(worker.printed)
    return Finding("limits", "print 2 MiB", Level.PROCESS, kept >= _PRINTED_BYTES, f"{kept // 1024} KiB kept")


def _endless_loop(workers: WorkerSource) -> Finding:
    with workers.start(PROBES) as worker:
        outcome = worker.call("probes", "loop", (), {}, seconds=0.5)
    return Finding("limits", "loop for ever", Level.PROCESS, not isinstance(outcome, TimedOut), "ended at its deadline")


def _process_left_behind(workers: WorkerSource) -> list[Finding]:
    """Have a worker leave a process in a session of its own, where it can, and look for it afterwards."""
    with workers.start(PROBES) as worker:
        if not probe(worker, "attempt", "fork")[0]:
            return []
        pid = probe(worker, "leave_process_behind")
    alive = type(pid) is int and _lives_on(pid)
    return [Finding("limits", "leave a process behind", Level.PROCESS, alive, "ended with the worker")]


def _lives_on(pid: int) -> bool:
    deadline = time.monotonic() + _END_SECONDS
    while time.monotonic() < deadline:
        with suppress(PermissionError):
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return False
        time.sleep(0.01)
    return True


@contextmanager
def _private_folder() -> Iterator[Path]:
    """Make files like those that a grader keeps, in a folder that is closed to other users."""
    with tempfile.TemporaryDirectory() as name:
        for file_name in _FILES:
            Path(name, file_name).write_text("private", encoding="utf-8")
        yield Path(name)
