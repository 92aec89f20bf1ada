"""The cases of standardize that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade.checks import Case
from convgrade.cnn import numbers


def _call(group, train, test, dtype=np.float64):
    """Return a call."""
    return Case("standardize", (np.array(train, dtype), np.array(test, dtype)), group=group)


def _drawn(group, train_shape, test_shape, seed, dtype=np.float64):
    """Return a call with drawn pixels; channels differ in mean and spread."""
    scale = np.arange(1, train_shape[1] + 1).reshape(1, -1, 1, 1)
    arrays = (scale * numbers(shape, seed + i) + 10 * scale for i, shape in enumerate((train_shape, test_shape)))
    return _call(group, *arrays, dtype=dtype)


def cases():
    """Return all cases."""
    return [
        _call("one channel", [[[[2, 6]]]], [[[[10]]]]),
        _call("one channel", [[[[0]]], [[[2]]]], [[[[3]]]]),
        _call("one channel", [[[[1, 2], [3, 6]]]], [[[[3, 0]]]]),
        _drawn("one channel", (2, 1, 2, 2), (1, 1, 2, 2), 1),
        _call("channels", [[[[0, 2]], [[0, 20]]]], [[[[1, 2]], [[10, 0]]]]),
        _drawn("channels", (2, 2, 2, 2), (1, 2, 2, 2), 3),
        _drawn("channels", (3, 3, 2, 3), (2, 3, 2, 3), 5),
        _drawn("channels", (2, 3, 2, 2), (2, 3, 3, 1), 7),
        _call("constant", [[[[5, 5]]]], [[[[5, 7]]]]),
        _call("constant", [[[[5, 5]], [[0, 2]]]], [[[[6, 4]], [[0, 3]]]]),
        _call("bytes", [[[[200, 250]]]], [[[[100, 0]]]], dtype=np.uint8),
        _drawn("bytes", (2, 2, 2, 2), (1, 2, 2, 2), 9, dtype=np.uint8),
        _call("bytes", [[[[1, 2]]]], [[[[4, -1]]]], dtype=np.int64),
        _drawn("float32", (2, 2, 2, 2), (1, 2, 2, 2), 11, dtype=np.float32),
    ]
