"""Uses decorators that measure, remember and wrap."""

import functools
import time

import numpy as np


def timed(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        begun = time.perf_counter()
        try:
            return function(*args, **kwargs)
        finally:
            wrapper.seconds += time.perf_counter() - begun

    wrapper.seconds = 0.0
    return wrapper


@functools.lru_cache(maxsize=None)
def _total(numbers):
    return sum(numbers)


@timed
def total(numbers):
    return float(_total(tuple(numbers.tolist())))


@timed
def scaled(image, factor):
    return image * factor


@timed
@timed
def slope(f, x):
    return f(x + 0.5) - f(x - 0.5)
