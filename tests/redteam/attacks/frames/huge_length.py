"""Announce a frame of many gigabytes."""
# goal: deny
import os
import struct


def total(numbers):
    for descriptor in range(3, 10):
        try:
            os.write(descriptor, struct.pack("<4sIQ", b"cvg1", 60_000, 2**60))
        except OSError:
            pass
    return 0.0
