"""Ignore every signal that can be ignored, and wait."""
# goal: deny
# seconds: 0.5
import signal
import time

for number in signal.valid_signals() - {signal.SIGKILL, signal.SIGSTOP}:
    signal.signal(number, signal.SIG_IGN)


def scaled(image, factor):
    time.sleep(60)
