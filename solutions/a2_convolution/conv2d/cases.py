"""The cases of conv2d that PyTorch answers, smallest first in each group.

A group keeps to one topic: where it is about something else, there is one image with one channel, one
filter, a square image, a square kernel, and no option.
"""

import itertools

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, weight_shape, *, seed=0, bias=False, dtype=np.float64, layout="C", **options):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    x = cnn.arranged(cnn.numbers(x_shape, seed, dtype=dtype), layout)
    weight = cnn.arranged(cnn.numbers(weight_shape, seed + 100 if seed else 0), layout)
    args = (x, weight, _biases(weight_shape[0])) if bias else (x, weight)
    return Case("conv2d", args, options, group=group)


def _biases(filters):
    """Return numbers that are neither zero nor equal: 10, -20, 30, ..."""
    return np.array([10.0 * (o + 1) * (-1) ** o for o in range(filters)])


def _basic_cases():
    """Return calls without options: windows, channels, filters, images."""
    return [
        _case("one window", (1, 1, 1, 1), (1, 1, 1, 1), seed=1),
        _case("one window", (1, 1, 2, 2), (1, 1, 2, 2)),
        _case("one window", (1, 1, 4, 4), (1, 1, 4, 4), seed=2),
        _case("slide", (1, 1, 2, 2), (1, 1, 1, 1)),
        _case("slide", (1, 1, 3, 3), (1, 1, 2, 2)),
        _case("slide", (1, 1, 6, 6), (1, 1, 3, 3), seed=3),
        _case("slide", (1, 1, 8, 8), (1, 1, 7, 7)),
        _case("channels", (1, 2, 1, 1), (1, 2, 1, 1)),
        _case("channels", (1, 2, 2, 2), (1, 2, 2, 2)),
        _case("channels", (1, 3, 4, 4), (1, 3, 2, 2), seed=4),
        _case("channels", (1, 4, 5, 5), (1, 4, 3, 3), seed=5),
        _case("filters", (1, 1, 1, 1), (2, 1, 1, 1)),
        _case("filters", (1, 1, 3, 3), (2, 1, 2, 2)),
        _case("filters", (1, 1, 3, 3), (3, 1, 2, 2), seed=6),
        _case("filters", (1, 1, 5, 5), (4, 1, 3, 3), seed=7),
        _case("images", (2, 1, 1, 1), (1, 1, 1, 1)),
        _case("images", (2, 1, 3, 3), (1, 1, 2, 2)),
        _case("images", (3, 1, 4, 4), (1, 1, 3, 3), seed=8),
    ]


def _option_cases():
    """Return calls with one option each."""
    return [
        _case("bias", (1, 1, 1, 1), (1, 1, 1, 1), bias=True),
        _case("bias", (1, 1, 2, 2), (3, 1, 1, 1), bias=True),
        _case("bias", (1, 1, 3, 3), (2, 1, 2, 2), bias=True),
        _case("bias", (1, 1, 4, 4), (4, 1, 2, 2), bias=True, seed=9),
        _case("stride", (1, 1, 3, 3), (1, 1, 1, 1), stride=2),
        _case("stride", (1, 1, 4, 4), (1, 1, 2, 2), stride=2),
        _case("stride", (1, 1, 7, 7), (1, 1, 3, 3), stride=2, seed=10),
        _case("stride", (1, 1, 8, 8), (1, 1, 2, 2), stride=3, seed=11),
        _case("stride", (1, 1, 9, 9), (1, 1, 3, 3), stride=3, seed=12),
        _case("padding", (1, 1, 1, 1), (1, 1, 1, 1), padding=1),
        _case("padding", (1, 1, 2, 2), (1, 1, 2, 2), padding=1),
        _case("padding", (1, 1, 4, 4), (1, 1, 3, 3), padding=1, seed=13),
        _case("padding", (1, 1, 3, 3), (1, 1, 2, 2), padding=2, seed=14),
        _case("padding", (1, 1, 5, 5), (1, 1, 3, 3), padding=2, seed=15),
        _case("pairs", (1, 1, 3, 3), (1, 1, 1, 1), stride=(1, 2)),
        _case("pairs", (1, 1, 3, 3), (1, 1, 1, 1), stride=(2, 1)),
        _case("pairs", (1, 1, 2, 2), (1, 1, 1, 1), padding=(0, 1)),
        _case("pairs", (1, 1, 2, 2), (1, 1, 1, 1), padding=(1, 0)),
        _case("pairs", (1, 1, 5, 5), (1, 1, 3, 3), stride=(2, 1), padding=(1, 2), seed=16),
        _case("uncovered", (1, 1, 2, 2), (1, 1, 1, 1), stride=2),
        _case("uncovered", (1, 1, 4, 4), (1, 1, 3, 3), stride=2),
        _case("uncovered", (1, 1, 6, 6), (1, 1, 3, 3), stride=2, seed=17),
        _case("uncovered", (1, 1, 8, 8), (1, 1, 3, 3), stride=3, seed=18),
    ]


def _shape_cases():
    """Return calls whose images, kernels or memory layouts are not the plain ones."""
    return [
        _case("not square", (1, 1, 1, 2), (1, 1, 1, 1)),
        _case("not square", (1, 1, 2, 1), (1, 1, 1, 1)),
        _case("not square", (1, 1, 2, 2), (1, 1, 1, 2)),
        _case("not square", (1, 1, 2, 2), (1, 1, 2, 1)),
        _case("not square", (1, 1, 3, 5), (1, 1, 2, 2), seed=19),
        _case("not square", (1, 1, 6, 4), (1, 1, 3, 2), seed=20),
        _case("not square", (1, 1, 4, 7), (1, 1, 1, 4), seed=21),
        _case("integers", (1, 1, 2, 2), (1, 1, 1, 1), seed=26, dtype=np.int64),
        *_integer_cases(),
        _case("layout", (1, 1, 2, 2), (1, 1, 1, 1), layout="Fortran"),
        _case("layout", (1, 1, 3, 3), (1, 1, 2, 2), layout="transposed"),
        _case("layout", (1, 1, 3, 3), (1, 1, 2, 2), layout="sliced"),
        _case("layout", (2, 3, 4, 4), (2, 3, 2, 2), layout="channels last", seed=22),
        _case("layout", (2, 2, 5, 5), (3, 2, 3, 3), layout="Fortran", seed=23),
        _case("layout", (2, 2, 5, 5), (3, 2, 3, 3), layout="sliced", seed=24),
        _case("empty", (0, 1, 1, 1), (1, 1, 1, 1)),
        _case("empty", (0, 3, 5, 5), (2, 3, 3, 3)),
        _case("wide", (1, 1, 2, 300), (1, 1, 2, 2), seed=25),
    ]


def _integer_cases():
    """Return calls whose sums overflow in 8 bits, and calls whose sums are no integers."""
    bright = np.array([[[[100, 100, 100], [100, 100, 100], [100, 0, 0]]]], np.uint8)
    lecture = np.array([[[[1, 2, 1], [0, 0, 0], [-1, -2, -1]]]], np.int64)
    halves = np.array([[[[0.5, 0.0], [0.0, 0.25]]]])
    arguments = [
        (np.array([[[[200, 100], [0, 0]]]], np.uint8), np.array([[[[1, 1], [1, 1]]]], np.uint8)),
        (np.array([[[[1, 2], [3, 4]]]], np.int64), halves),
        (bright, lecture),
        (np.arange(9).reshape(1, 1, 3, 3), halves),
    ]
    return [Case("conv2d", pair, group="integers") for pair in arguments]


def _grid_cases():
    """Return the calls that together tell every known wrong version from the right one, in two memory layouts."""
    grid = [
        ((1, 1, 3, 3), (1, 1, 3, 3), {}),
        ((1, 1, 2, 2), (1, 1, 3, 3), {"padding": 1}),
        ((3, 2, 6, 9), (2, 2, 1, 1), {}),
        ((2, 3, 7, 6), (5, 3, 1, 1), {"stride": 3}),
        ((2, 3, 7, 5), (4, 3, 3, 2), {"stride": 1, "padding": 1}),
        ((2, 2, 9, 6), (3, 2, 2, 4), {"stride": 2, "padding": 1}),
        ((2, 3, 8, 7), (3, 3, 3, 3), {"stride": 2}),
        ((2, 3, 8, 7), (3, 3, 3, 3), {"stride": 3, "padding": 2}),
        ((3, 4, 5, 6), (4, 4, 5, 3), {"padding": 2}),
        ((1, 2, 6, 9), (3, 2, 3, 2), {"stride": (3, 1), "padding": (0, 2)}),
    ]
    calls = itertools.product(enumerate(grid, 31), ("C", "transposed"))
    return [
        _case("grid", x_shape, weight_shape, seed=seed, bias=True, layout=layout, **options)
        for (seed, (x_shape, weight_shape, options)), layout in calls
    ]


def _bonus_cases():
    """Return calls with the bonus options."""
    return [
        _case("dilation", (1, 1, 3, 3), (1, 1, 2, 2), dilation=2),
        _case("dilation", (1, 1, 5, 5), (1, 1, 3, 3), dilation=2, seed=41),
        _case("dilation", (1, 1, 6, 6), (1, 1, 2, 2), dilation=3, seed=42),
        _case("dilation", (1, 1, 8, 8), (1, 1, 3, 3), dilation=3, seed=43),
        _case("groups", (1, 2, 1, 1), (2, 1, 1, 1), groups=2),
        _case("groups", (1, 4, 2, 2), (2, 2, 1, 1), groups=2),
        _case("groups", (1, 3, 4, 4), (6, 1, 3, 3), groups=3, seed=44),
        _case("groups", (1, 4, 4, 4), (6, 2, 2, 2), groups=2, seed=45),
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_basic_cases(), *_option_cases(), *_shape_cases(), *_grid_cases(), *_bonus_cases()]
