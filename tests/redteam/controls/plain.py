"""The answer as anybody would write it."""

import numpy as np


def total(numbers):
    return float(np.sum(numbers))


def scaled(image, factor):
    return image * factor


def slope(f, x):
    return f(x + 0.5) - f(x - 0.5)
