"""The cases of locally_connected2d that PyTorch answers (by unfold and one product a place), smallest first."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, filters, kernel_size, *, seed=0, bias=False, dtype=np.float64, layout="C", values="whole"):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    places = tuple(side - taps + 1 for side, taps in zip(x_shape[2:], kernel_size, strict=True))
    shape = (*places, filters, x_shape[1], *kernel_size)
    x = cnn.arranged(cnn.numbers(x_shape, seed, dtype=dtype), layout)
    weight = cnn.arranged(cnn.numbers(shape, seed + 100 if seed else 0, values=values), layout)
    args = (x, weight, _biases((*places, filters))) if bias else (x, weight)
    return Case("locally_connected2d", args, group=group)


def _biases(shape):
    """Return numbers that are neither zero nor equal: 10, -20, 30, ..."""
    count = int(np.prod(shape))
    return np.array([10.0 * (unit + 1) * (-1) ** unit for unit in range(count)]).reshape(shape)


def _tied_case(x_shape, filters, kernel_size, *, seed=0):
    """Return a call whose places all have the same filters: a convolution."""
    places = tuple(side - taps + 1 for side, taps in zip(x_shape[2:], kernel_size, strict=True))
    one_place = cnn.numbers((filters, x_shape[1], *kernel_size), seed + 100 if seed else 0)
    weight = np.tile(one_place, (*places, 1, 1, 1, 1))
    return Case("locally_connected2d", (cnn.numbers(x_shape, seed), weight), group="tied")


def _basic_cases():
    """Return calls without a bias: places, windows, channels, filters, images."""
    return [
        _case("places", (1, 1, 1, 1), 1, (1, 1), seed=1),
        _case("places", (1, 1, 2, 2), 1, (1, 1)),
        _case("places", (1, 1, 3, 3), 1, (1, 1), seed=2),
        _case("windows", (1, 1, 2, 2), 1, (2, 2)),
        _case("windows", (1, 1, 3, 3), 1, (2, 2)),
        _case("windows", (1, 1, 5, 5), 1, (3, 3), seed=3),
        _case("windows", (1, 1, 8, 8), 1, (7, 7)),
        _case("channels", (1, 2, 1, 1), 1, (1, 1)),
        _case("channels", (1, 2, 2, 2), 1, (1, 1)),
        _case("channels", (1, 3, 3, 3), 1, (2, 2), seed=4),
        _case("filters", (1, 1, 1, 1), 2, (1, 1)),
        _case("filters", (1, 1, 2, 2), 2, (1, 1)),
        _case("filters", (1, 1, 3, 3), 3, (2, 2), seed=5),
        _case("images", (2, 1, 1, 1), 1, (1, 1)),
        _case("images", (2, 1, 2, 2), 1, (1, 1)),
        _case("images", (3, 1, 3, 3), 1, (2, 2), seed=6),
        _tied_case((1, 1, 1, 2), 1, (1, 1)),
        _tied_case((1, 1, 3, 3), 1, (2, 2)),
        _tied_case((2, 3, 4, 5), 2, (2, 3), seed=7),
    ]


def _other_cases():
    """Return calls with a bias, other shapes, dtypes and memory layouts."""
    halves = np.array([0.5, 0.25, -0.5, 0.75]).reshape(2, 2, 1, 1, 1, 1)
    bright = np.array([[[[200, 100], [90, 3]]]], np.uint8)
    return [
        _case("bias", (1, 1, 1, 1), 1, (1, 1), bias=True),
        _case("bias", (1, 1, 1, 2), 1, (1, 1), bias=True),
        _case("bias", (1, 1, 1, 1), 2, (1, 1), bias=True),
        _case("bias", (1, 1, 2, 2), 2, (1, 1), bias=True),
        _case("bias", (2, 1, 3, 3), 2, (2, 2), bias=True, seed=8),
        _case("bias", (1, 2, 3, 3), 3, (2, 2), bias=True, seed=9),
        _case("not square", (1, 1, 1, 2), 1, (1, 1)),
        _case("not square", (1, 1, 2, 1), 1, (1, 1)),
        _case("not square", (1, 1, 2, 2), 1, (1, 2)),
        _case("not square", (1, 1, 2, 2), 1, (2, 1)),
        _case("not square", (1, 1, 3, 4), 1, (2, 2), seed=10),
        _case("not square", (1, 1, 5, 3), 1, (3, 2), seed=11),
        Case("locally_connected2d", (bright, np.full((1, 1, 1, 1, 2, 2), 1, np.uint8)), group="integers"),
        Case("locally_connected2d", (np.array([[[[1, 2], [3, 5]]]], np.int64), halves), group="integers"),
        Case("locally_connected2d", (bright, halves), group="integers"),
        _case("layout", (1, 1, 2, 2), 1, (1, 1), layout="Fortran"),
        _case("layout", (1, 1, 3, 3), 1, (2, 2), layout="transposed", seed=12),
        _case("layout", (1, 1, 3, 3), 1, (2, 2), layout="sliced", seed=13),
        _case("layout", (2, 2, 3, 4), 2, (2, 2), layout="Fortran", seed=14),
        _case("empty", (0, 1, 1, 1), 1, (1, 1)),
        _case("empty", (0, 2, 3, 3), 2, (2, 2)),
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_basic_cases(), *_other_cases()]
