"""The clock of another process: the grader's, so nothing that student code could patch."""

import signal
import time

STOP: int | None = getattr(signal, "SIGSTOP", None)
"""Signal that stops a process; None where the system has none."""
GO_ON: int | None = getattr(signal, "SIGCONT", None)
"""Signal that lets it go on."""


def cpu_seconds(pid: int) -> float | None:
    """Return the CPU time that a process has used so far; None where the system cannot say.

    All its threads count, those that have ended too; child processes do not.
    """
    try:
        return time.clock_gettime(~pid << 3 | 2)  # what clock_getcpuclockid(3) returns on Linux
    except (AttributeError, OSError, OverflowError):
        return None
