"""Have a timer end the process a moment later."""
# goal: deny
import signal
import time

signal.setitimer(signal.ITIMER_REAL, 0.02)


def total(numbers):
    time.sleep(0.1)
    return 0.0
