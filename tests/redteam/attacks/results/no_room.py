"""Forbid this process to write files, so that the results cannot be written."""
# goal: deny
import resource
import signal

signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def total(numbers):
    return 0.0
