"""Read the memory at address 0."""
# goal: deny
import ctypes


def total(numbers):
    return ctypes.string_at(0)
