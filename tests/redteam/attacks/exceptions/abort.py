"""Abort, as a failed assertion in C would."""
# goal: deny
import os


def total(numbers):
    os.abort()
