"""The cases of top_2_error that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade.checks import Case


def _case(group, scores, targets):
    """Return a call."""
    return Case("top_2_error", (np.array(scores, np.float64), np.array(targets)), group=group)


def cases():
    """Return all cases."""
    return [
        _case("plain", [[2, 1, 0]], [0]),
        _case("plain", [[2, 1, 0]], [1]),
        _case("plain", [[2, 1, 0]], [2]),
        _case("plain", [[0, 5, 3], [1, 2, 4]], [0, 1]),
        _case("plain", [[1, 4, 2, 3], [4, 3, 2, 1], [1, 2, 3, 4]], [2, 3, 2]),
        _case("plain", [[-1, -4, -2, -3]], [2]),
        _case("ties", [[1, 1, 1]], [2]),
        _case("ties", [[1, 1, 1]], [1]),
        _case("ties", [[0, 3, 3, 3], [2, 1, 1, 0]], [3, 1]),
    ]
