"""Print one hundred thousand lines to the standard error."""
# goal: deny
import sys


def total(numbers):
    sys.stderr.write("Traceback (most recent call last):\n" * 100_000)
    return 0.0
