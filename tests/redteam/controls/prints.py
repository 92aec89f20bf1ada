"""Prints while it is imported and in every call, to both streams."""

import sys

import numpy as np

print("loaded", np.__version__)


def total(numbers):
    print("total of", numbers, flush=True)
    print("to stderr", file=sys.stderr)
    return float(np.sum(numbers))


def scaled(image, factor):
    print(image)
    return image * factor


def slope(f, x):
    print(f"slope at {x}")
    return f(x + 0.5) - f(x - 0.5)
