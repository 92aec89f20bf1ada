"""Wrong versions of moving_average: each is caught by a check."""

import numpy as np

from convgrade.checks import misconception


@misconception("S01", "The last window is left out.", hint="How many windows of two fit into four values?")
def one_window_short(values, window):
    if window > len(values):
        raise ValueError("too long")
    return np.array([values[i : i + window].mean() for i in range(len(values) - window)])


@misconception("S02", "The sum is returned instead of the mean.", hint="What is the average of 2 and 2?")
def sums(values, window):
    if window > len(values):
        raise ValueError("too long")
    return np.array([values[i : i + window].sum() for i in range(len(values) - window + 1)])


@misconception("S03", "The input is used as working memory.", hint="Compare the input before and after the call.")
def in_place(values, window):
    if window > len(values):
        raise ValueError("too long")
    means = np.array([values[i : i + window].mean() for i in range(len(values) - window + 1)])
    values[: len(means)] = means
    return means


@misconception(
    "S04", "A window that does not fit gives an empty array.", hint="What does the task say about long windows?"
)
def empty_when_too_long(values, window):
    return np.array([values[i : i + window].mean() for i in range(len(values) - window + 1)])
