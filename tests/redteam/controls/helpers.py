"""Has many small functions, defined in any order."""

import numpy as np


def total(numbers):
    return _plain(_sum(numbers))


def scaled(image, factor):
    return np.stack([_row(row, factor) for row in image])


def slope(f, x):
    return _difference(f, x, _step())


def _plain(value):
    return float(value)


def _sum(numbers):
    return sum(numbers, start=0.0)


def _row(row, factor):
    return np.array([value * factor for value in row])


def _step():
    return 0.5


def _difference(f, x, h):
    return (f(x + h) - f(x - h)) / (2 * h)
