"""Return an object that never finishes turning into an array."""
# goal: deny
# seconds: 0.5
import time


class Slow:
    def __array__(self, dtype=None, copy=None):
        time.sleep(60)


def scaled(image, factor):
    return Slow()
