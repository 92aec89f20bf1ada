"""Warns, in Python's way and in numpy's."""

import warnings

import numpy as np


def total(numbers):
    warnings.warn("this may be slow", DeprecationWarning, stacklevel=2)
    np.array([1.0]) / np.array([0.0])
    return float(np.sum(numbers))


def scaled(image, factor):
    warnings.simplefilter("always")
    np.log(np.array([-1.0]))
    return image * factor


def slope(f, x):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        return f(x + 0.5) - f(x - 0.5)
