"""Returns numpy's scalars where Python's numbers are asked for, and catches its own errors."""

import numpy as np


def total(numbers):
    try:
        return np.sum(numbers)
    except (TypeError, ValueError) as error:
        raise RuntimeError("cannot be added") from error


def scaled(image, factor):
    try:
        image @ np.ones(1000)
    except ValueError:
        pass
    return np.multiply(image, np.float64(factor))


def slope(f, x):
    return np.float64(f(x + 0.5)) - np.float64(f(x - 0.5))
