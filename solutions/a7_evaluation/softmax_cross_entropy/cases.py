"""The cases of softmax_cross_entropy that PyTorch answers, smallest first in each group.

The probabilities of the right classes are above a thousandth, but for the groups about large scores.  Where a
group is not about batches, there is one image: a mean that is missing costs no points there.
"""

import numpy as np

from convgrade.checks import Case
from convgrade.cnn import numbers
from convgrade.cnn.evaluation_cases import labels


def _call(group, logits, targets, dtype=np.float64):
    """Return a call."""
    return Case("softmax_cross_entropy", (np.array(logits, dtype), np.array(targets)), group=group)


def _drawn(group, count, classes, seed, **changed):
    """Return a call with drawn scores, quarters from -0.75 to 2.25."""
    logits = numbers((count, classes), seed, values="quarters")
    return _call(group, logits, labels(count, classes, seed + 1), **changed)


def cases():
    """Return all cases."""
    return [
        _call("one image", [[0, 0]], [0]),
        _call("one image", [[0, 1]], [0]),
        _call("one image", [[0, 1]], [1]),
        _call("one image", [[1, 0, 2]], [2]),
        _drawn("one image", 1, 5, 3),
        _call("batch", [[0, 0], [0, 1]], [0, 0]),
        _call("batch", [[0, 1], [1, 0]], [1, 1]),
        _call("batch", [[0, 1, 2], [2, 0, 0]], [2, 1]),
        _drawn("batch", 3, 2, 5),
        _drawn("batch", 2, 4, 7),
        _drawn("batch", 5, 5, 9),
        _call("large", [[1000, 1000]], [0]),
        _call("large", [[1000, 1001]], [1]),
        _call("large", [[9999, 9998, 10001]], [1]),
        _call("far apart", [[0, 0], [-10000, -10000]], [0, 1]),
        _call("far apart", [[500, 501], [-500, -500.5]], [0, 1]),
        _call("sure and wrong", [[0, 30]], [0]),
        _call("sure and wrong", [[0, 1000]], [0]),
        _call("sure and wrong", [[10000, -10000, 0]], [1]),
        _call("integers", [[0, 1]], [0], dtype=np.int64),
        _call("integers", [[3, 1, 2]], [2], dtype=np.int64),
        _call("integers", [[255, 254]], [1], dtype=np.uint8),
        _call("float32", [[0, 1]], [0], dtype=np.float32),
        _drawn("float32", 1, 4, 11, dtype=np.float32),
    ]
