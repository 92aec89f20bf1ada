"""The cases of the linear layer and of ReLU that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade.checks import Case
from convgrade.cnn import numbers


def _linear(group, count, inputs, outputs, *, seed=0, dtype=np.float64):
    """Return a call of linear with whole numbers."""
    shapes = ((count, inputs), (outputs, inputs), (outputs,))
    x, weight, bias = (numbers(shape, seed + i) for i, shape in enumerate(shapes))
    return Case("linear", (x.astype(dtype), weight, bias), group=group)


def _backward(group, count, inputs, outputs, *, seed=0, dtype=np.float64):
    """Return a call of linear_backward with whole numbers."""
    shapes = ((count, outputs), (count, inputs), (outputs, inputs))
    grad_output, x, weight = (numbers(shape, seed + i) for i, shape in enumerate(shapes, 1))
    return Case("linear_backward", (grad_output, x.astype(dtype), weight), group=group)


def _rows(function, group, *rows):
    """Return a call with arrays given by their rows."""
    return Case(function, tuple(np.array(row, np.float64) for row in rows), group=group)


def cases():
    """Return all cases."""
    sizes = [(1, 1, 1), (1, 2, 1), (1, 1, 2), (2, 1, 1), (2, 3, 4), (3, 2, 2)]
    return [
        *(_linear("linear", *size, seed=seed) for seed, size in enumerate(sizes)),
        *(_backward("linear backward", *size, seed=seed) for seed, size in enumerate(sizes, 10)),
        _linear("integers", 1, 2, 1, seed=3, dtype=np.uint8),
        _linear("integers", 2, 3, 2, seed=20, dtype=np.int64),
        _backward("integers backward", 1, 2, 1, seed=30, dtype=np.int64),
        _rows("relu", "relu", [[2]]),
        _rows("relu", "relu", [[-2]]),
        _rows("relu", "relu", [[-1, 0, 2.5]]),
        _rows("relu", "relu", [[[[3, -4], [-0.5, 0]]], [[[-7, 1], [2, -2]]]]),
        _rows("relu_backward", "relu backward", [[3]], [[2]]),
        _rows("relu_backward", "relu backward", [[3]], [[-2]]),
        _rows("relu_backward", "relu backward", [[-5, 6, -7]], [[-1, 3, 2.5]]),
        _rows("relu_backward", "relu backward", [[[[3, -4], [-6, 1]]]], [[[[3, -4], [0.5, -1]]]]),
        _rows("relu_backward", "kink", [[3]], [[0]]),
        _rows("relu_backward", "kink", [[3, 4, -5]], [[0, 1, 0]]),
    ]
