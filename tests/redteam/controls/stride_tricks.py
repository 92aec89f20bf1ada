"""Uses numpy's views on windows, and einsum."""

import numpy as np
from numpy.lib.stride_tricks import as_strided, sliding_window_view


def total(numbers):
    return float(sliding_window_view(numbers, len(numbers)).sum())


def scaled(image, factor):
    view = as_strided(image, shape=image.shape, strides=image.strides)
    return np.einsum("ij,->ij", view, factor)


def slope(f, x):
    return float(np.dot([f(x + 0.5), f(x - 0.5)], [1.0, -1.0]))
