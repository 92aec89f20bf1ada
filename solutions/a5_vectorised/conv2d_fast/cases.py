"""The cases of conv2d_fast that PyTorch answers, smallest first in each group."""

import itertools

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, weight_shape, *, seed=0, bias=False, dtype=np.float64, layout="C", **options):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    x = cnn.arranged(cnn.numbers(x_shape, seed, dtype=dtype), layout)
    weight = cnn.arranged(cnn.numbers(weight_shape, seed + 100 if seed else 0), layout)
    biases = np.array([10.0 * (o + 1) * (-1) ** o for o in range(weight_shape[0])])
    return Case("conv2d_fast", (x, weight, biases) if bias else (x, weight), options, group=group)


def _basic_cases():
    """Return calls on one topic each."""
    return [
        _case("slide", (1, 1, 2, 2), (1, 1, 1, 1)),
        _case("slide", (1, 1, 3, 3), (1, 1, 2, 2)),
        _case("slide", (1, 1, 5, 5), (1, 1, 3, 3), seed=1),
        _case("channels and filters", (1, 2, 1, 1), (1, 2, 1, 1)),
        _case("channels and filters", (1, 1, 2, 2), (2, 1, 1, 1)),
        _case("channels and filters", (1, 2, 2, 2), (2, 2, 2, 2)),
        _case("channels and filters", (1, 2, 3, 3), (3, 2, 2, 2), seed=2),
        _case("images", (2, 1, 1, 1), (1, 1, 1, 1)),
        _case("images", (2, 1, 2, 2), (2, 1, 1, 1)),
        _case("images", (3, 2, 3, 3), (2, 2, 2, 2), seed=3),
        _case("bias", (1, 1, 1, 1), (1, 1, 1, 1), bias=True),
        _case("bias", (1, 1, 2, 2), (3, 1, 1, 1), bias=True),
        _case("bias", (2, 2, 3, 3), (2, 2, 2, 2), bias=True, seed=4),
        _case("stride", (1, 1, 3, 3), (1, 1, 1, 1), stride=2),
        _case("stride", (1, 1, 4, 4), (1, 1, 2, 2), stride=2),
        _case("stride", (1, 1, 6, 6), (1, 1, 3, 3), stride=2, seed=5),
        _case("stride", (1, 1, 8, 8), (1, 1, 2, 2), stride=3, seed=6),
        _case("padding", (1, 1, 1, 1), (1, 1, 1, 1), padding=1),
        _case("padding", (1, 1, 2, 2), (1, 1, 2, 2), padding=1),
        _case("padding", (1, 1, 4, 4), (1, 1, 3, 3), padding=1, seed=7),
        _case("padding", (1, 1, 3, 3), (1, 1, 2, 2), padding=2, seed=8),
        _case("padding", (1, 1, 2, 2), (1, 1, 4, 4), padding=3, stride=2, seed=15),
        _case("not square", (1, 1, 1, 2), (1, 1, 1, 1)),
        _case("not square", (1, 1, 2, 1), (1, 1, 1, 1)),
        _case("not square", (1, 1, 2, 2), (1, 1, 1, 2)),
        _case("not square", (1, 1, 2, 3), (1, 1, 2, 1)),
        _case("not square", (1, 1, 3, 5), (2, 1, 2, 2), seed=9),
        _case("not square", (1, 1, 6, 4), (1, 1, 3, 2), seed=10),
    ]


def _other_cases():
    """Return calls with pairs, integers, other memory layouts, and no images."""
    return [
        _case("pairs", (1, 1, 3, 3), (1, 1, 1, 1), stride=(1, 2)),
        _case("pairs", (1, 1, 3, 3), (1, 1, 1, 1), stride=(2, 1)),
        _case("pairs", (1, 1, 2, 2), (1, 1, 1, 1), padding=(0, 1)),
        _case("pairs", (1, 1, 2, 2), (1, 1, 1, 1), padding=(1, 0)),
        _case("pairs", (1, 1, 5, 5), (1, 1, 3, 3), stride=(2, 1), padding=(1, 2), seed=11),
        _case("integers", (1, 1, 2, 2), (1, 1, 1, 1), seed=12, dtype=np.int64),
        _quarters((1, 1, 1, 2), (1, 1, 1, 2), np.int64),
        _quarters((1, 1, 2, 2), (1, 1, 2, 2), np.uint8),
        _quarters((1, 2, 3, 3), (2, 2, 2, 2), np.int64),
        _case("layout", (1, 1, 2, 2), (1, 1, 1, 1), layout="Fortran"),
        _case("layout", (1, 1, 3, 3), (1, 1, 2, 2), layout="transposed"),
        _case("layout", (1, 1, 3, 3), (1, 1, 2, 2), layout="sliced"),
        _case("layout", (2, 3, 4, 4), (2, 3, 2, 2), layout="channels last", seed=13),
        _case("layout", (2, 2, 5, 5), (3, 2, 3, 3), layout="Fortran", seed=14),
        _case("empty", (0, 1, 1, 1), (1, 1, 1, 1)),
        _case("empty", (0, 3, 5, 5), (2, 3, 3, 3)),
    ]


def _quarters(x_shape, weight_shape, dtype):
    """Return a call with images of integers and filters of fractions, so that an integer buffer shows."""
    x, weight = cnn.numbers(x_shape, 0, dtype=dtype), cnn.numbers(weight_shape, 0, values="quarters")
    return Case("conv2d_fast", (x, weight), group="integers")


def _grid_cases():
    """Return calls with several options at a time, in two memory layouts."""
    grid = [
        ((1, 1, 2, 2), (1, 1, 3, 3), {"padding": 1}),
        ((3, 2, 6, 9), (2, 2, 1, 1), {}),
        ((2, 3, 7, 6), (5, 3, 1, 1), {"stride": 3}),
        ((2, 3, 7, 5), (4, 3, 3, 2), {"stride": 1, "padding": 1}),
        ((2, 2, 9, 6), (3, 2, 2, 4), {"stride": 2, "padding": 1}),
        ((2, 3, 8, 7), (3, 3, 3, 3), {"stride": 3, "padding": 2}),
        ((1, 2, 6, 9), (3, 2, 3, 2), {"stride": (3, 1), "padding": (0, 2)}),
    ]
    calls = itertools.product(enumerate(grid, 31), ("C", "transposed"))
    return [
        _case("grid", x_shape, weight_shape, seed=seed, bias=True, layout=layout, **options)
        for (seed, (x_shape, weight_shape, options)), layout in calls
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_basic_cases(), *_other_cases(), *_grid_cases()]
