"""Stop the own process: it uses no time and never answers."""
# goal: deny
# seconds: 0.5
import os
import signal


def scaled(image, factor):
    os.kill(os.getpid(), signal.SIGSTOP)
    return 0.0
