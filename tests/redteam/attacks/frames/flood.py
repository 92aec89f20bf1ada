"""Write megabytes to the open descriptors."""
# goal: deny
import os


def total(numbers):
    for descriptor in range(3, 6):
        try:
            for _ in range(30):
                os.write(descriptor, b"cvg1" + b"\xff" * 2**17)
        except OSError:
            pass
    return 0.0
