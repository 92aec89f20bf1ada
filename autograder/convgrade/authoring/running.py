"""Run a command until it ends or its time is up, and account for what it used."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO


@dataclass(frozen=True)
class Limits:
    """How much a run may take: MiB of memory, without swap, processors such as 0.5, wall-clock seconds."""

    memory_mib: int
    cpus: float
    seconds: float


@dataclass(frozen=True)
class Ended:
    """How a run ended and what it used; ``exit_code`` is None where its time was up, ``limits`` are in words."""

    exit_code: int | None
    seconds: float
    cpu_seconds: float
    peak_mib: float
    limits: str = ""


def run(
    command: Sequence[str], folder: Path, environment: Mapping[str, str], output: BinaryIO, seconds: float
) -> Ended:
    """Run a command in a process group of its own, of which nothing is left afterwards.

    Parameters
    ----------
    command : sequence of str
        Program and arguments.
    folder : Path
        Where it runs.
    environment : mapping of str to str
        All of its environment.
    output : file
        Where everything that it prints goes.
    seconds : float
        Wall-clock limit.

    Returns
    -------
    Ended
        Peak memory is that of its largest process.
    """
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - a zip that the instructor chose
        command,
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    code, usage = _wait(process, seconds)
    unit = 1 if sys.platform == "darwin" else 1024
    return Ended(code, time.monotonic() - begun, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20)


def last_lines(output: BinaryIO, count: int = 20) -> str:
    """Return the end of what a run printed."""
    output.seek(0)
    return "\n".join(output.read().decode(errors="replace").strip().splitlines()[-count:])


def _wait(process: subprocess.Popen[bytes], seconds: float) -> tuple[int | None, Any]:
    """Return the exit code (None at the limit), and what was used; leave no process of its group."""
    deadline = time.monotonic() + seconds
    try:
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                return process.returncode, usage
            if time.monotonic() >= deadline:
                return None, _end(process)
            time.sleep(0.01)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> Any:
    """End a process that did not finish."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage
