"""Raise an exception with a text of two million characters."""
# goal: deny


def total(numbers):
    raise ValueError("x" * 2_000_000)
