"""Let the process never end: wait in a function that runs at exit."""
# goal: deny
# seconds: 0.7
import atexit
import time

atexit.register(time.sleep, 60)


def total(numbers):
    return 0.0
