"""The cases of conv1d that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, weight_shape, *, seed=0, bias=False, layout="C"):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    x = cnn.arranged(cnn.numbers(x_shape, seed), layout)
    weight = cnn.arranged(cnn.numbers(weight_shape, seed + 100 if seed else 0), layout)
    return Case("conv1d", (x, weight, _biases(weight_shape[0])) if bias else (x, weight), group=group)


def _biases(filters):
    """Return numbers that are neither zero nor equal: 10, -20, 30, ..."""
    return np.array([10.0 * (i + 1) * (-1) ** i for i in range(filters)])


def _basic_cases():
    """Return calls without a bias: samples, channels, filters, signals."""
    return [
        _case("one sample", (1, 1, 1), (1, 1, 3)),
        _case("one sample", (1, 1, 1), (1, 1, 5)),
        _case("kernel of one", (1, 1, 2), (1, 1, 1)),
        _case("kernel of one", (1, 1, 5), (1, 1, 1), seed=2),
        _case("slide", (1, 1, 3), (1, 1, 3)),
        _case("slide", (1, 1, 5), (1, 1, 3), seed=3),
        _case("slide", (1, 1, 6), (1, 1, 5), seed=4),
        _case("slide", (1, 1, 9), (1, 1, 7), seed=5),
        _case("channels", (1, 2, 3), (1, 2, 3)),
        _case("channels", (1, 3, 4), (1, 3, 3), seed=6),
        _case("filters", (1, 1, 3), (2, 1, 3)),
        _case("filters", (1, 1, 4), (3, 1, 3), seed=7),
        _case("signals", (2, 1, 3), (1, 1, 3)),
        _case("signals", (3, 1, 4), (1, 1, 3), seed=8),
        _case("short", (1, 1, 1), (1, 1, 3), seed=9),
        _case("short", (1, 1, 2), (1, 1, 5)),
        _case("short", (1, 1, 2), (1, 1, 7), seed=10),
        _case("short", (1, 1, 3), (1, 1, 5), seed=11),
    ]


def _other_cases():
    """Return calls with a bias, integers, other memory layouts, and everything at once."""
    halves = np.array([[[0.5, 0.0, 0.25]]])
    return [
        _case("bias", (1, 1, 3), (1, 1, 3), bias=True),
        _case("bias", (1, 1, 3), (3, 1, 3), bias=True),
        _case("bias", (2, 1, 4), (4, 1, 3), bias=True, seed=12),
        Case("conv1d", (np.array([[[200, 100, 0]]], np.uint8), np.array([[[0, 2, 0]]], np.uint8)), group="integers"),
        Case("conv1d", (np.array([[[200, 100, 0]]], np.uint8), np.array([[[1, 1, 1]]], np.uint8)), group="integers"),
        Case("conv1d", (np.array([[[1, 2, 4]]], np.int64), halves), group="integers"),
        Case("conv1d", (np.array([[[255, 1, 3]]], np.uint8), halves), group="integers"),
        _case("layout", (1, 2, 3), (1, 2, 3), layout="Fortran"),
        _case("layout", (1, 2, 3), (1, 2, 3), layout="transposed", seed=13),
        _case("layout", (1, 1, 3), (1, 1, 3), layout="sliced", seed=14),
        _case("layout", (2, 3, 5), (2, 3, 3), layout="Fortran", seed=15),
        _case("empty", (0, 1, 3), (1, 1, 3)),
        _case("empty", (0, 2, 4), (3, 2, 3)),
        _case("long", (1, 1, 300), (1, 1, 3), seed=16),
        _case("grid", (2, 3, 4), (2, 3, 3), bias=True, seed=17),
        _case("grid", (3, 2, 7), (4, 2, 5), bias=True, seed=18),
        _case("grid", (2, 3, 5), (3, 3, 1), bias=True, seed=19, layout="transposed"),
        _case("grid", (2, 2, 3), (3, 2, 7), bias=True, seed=20, layout="sliced"),
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_basic_cases(), *_other_cases()]
