"""Right versions of moving_average, written in unusual ways."""

import numpy as np

from convgrade.checks import alternative


@alternative("cumulative sums")
def cumulative(values, window):
    """Subtract cumulative sums."""
    if window > len(values):
        raise ValueError("too long")
    total = np.concatenate([[0.0], np.cumsum(values)])
    return (total[window:] - total[:-window]) / window


@alternative("np.convolve")
def convolved(values, window):
    """Convolve with a box."""
    if window > len(values):
        raise ValueError("too long")
    return np.convolve(values, np.ones(window) / window, mode="valid")
