"""The cases of top_k_error that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade.checks import Case
from convgrade.cnn.evaluation_cases import labels


def _call(group, scores, targets, *k):
    """Return a call."""
    return Case("top_k_error", (np.array(scores, np.float64), np.array(targets), *k), group=group)


def _drawn(group, count, classes, k, seed):
    """Return a call whose scores differ within each image."""
    rng = np.random.default_rng(seed)
    scores = np.array([rng.permutation(classes) for _ in range(count)], np.float64)
    return Case("top_k_error", (scores, labels(count, classes, seed), k), group=group)


def cases():
    """Return all cases."""
    return [
        _call("first class", [[0, 1]], [1], 1),
        _call("first class", [[0, 1]], [0], 1),
        _call("first class", [[0, 1], [0, 1]], [0, 1], 1),
        _call("first class", [[3, 1, 2], [1, 2, 3], [2, 3, 1]], [0, 0, 1], 1),
        _drawn("first class", 5, 4, 1, 1),
        _call("first two", [[1, 3, 2]], [2], 2),
        _call("first two", [[1, 3, 2]], [0], 2),
        _call("first two", [[1, 3, 2], [3, 1, 2], [2, 1, 3]], [0, 2, 1], 2),
        _drawn("first two", 5, 4, 2, 3),
        _drawn("first two", 7, 6, 3, 4),
        _call("five", [[7, 6, 5, 4, 3, 2, 1]], [4]),
        _call("five", [[7, 6, 5, 4, 3, 2, 1]], [5]),
        _call("five", [[1, 2, 3, 4, 5, 6, 7], [4, 3, 7, 6, 5, 1, 2]], [2, 6]),
        _call("ties", [[1, 1]], [0], 1),
        _call("ties", [[1, 1]], [1], 1),
        _call("ties", [[0, 0, 0, 0], [0, 0, 0, 0]], [1, 2], 2),
        _call("ties", [[1, 2, 2, 2], [3, 1, 1, 1]], [3, 1], 2),
        _call("ties", [[0.5] * 20], [3], 4),
        _call("ties", [[0.5] * 40], [25], 25),
        _call("all classes", [[0, 1]], [0], 2),
        _call("all classes", [[0, 1]], [0]),
        _call("all classes", [[2, 1, 0], [0, 1, 2]], [2, 0], 4),
    ]
