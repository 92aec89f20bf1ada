"""The cases of im2col that PyTorch answers, smallest first in each group."""

import itertools

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, kernel_size, *, seed=0, dtype=np.float64, layout="C", **options):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    x = cnn.arranged(cnn.numbers(x_shape, seed, dtype=dtype), layout)
    return Case("im2col", (x, kernel_size), options, group=group)


def _basic_cases():
    """Return calls on one topic each."""
    return [
        _case("windows", (1, 1, 1, 1), 1, seed=1),
        _case("windows", (1, 1, 2, 2), 2),
        _case("windows", (1, 1, 2, 2), 1),
        _case("windows", (1, 1, 3, 3), 2),
        _case("windows", (1, 1, 4, 4), 3, seed=2),
        _case("channels", (1, 2, 1, 1), 1),
        _case("channels", (1, 2, 2, 2), 2),
        _case("channels", (1, 3, 3, 3), 2, seed=3),
        _case("images", (2, 1, 1, 1), 1),
        _case("images", (2, 1, 2, 2), 1),
        _case("images", (2, 2, 3, 3), 2, seed=4),
        _case("stride", (1, 1, 3, 3), 1, stride=2),
        _case("stride", (1, 1, 4, 4), 2, stride=2),
        _case("stride", (1, 1, 5, 5), 3, stride=2, seed=5),
        _case("stride", (1, 1, 7, 7), 2, stride=3, seed=6),
        _case("padding", (1, 1, 1, 1), 1, padding=1),
        _case("padding", (1, 1, 2, 2), 2, padding=1),
        _case("padding", (1, 1, 1, 1), 2, padding=1),
        _case("padding", (1, 1, 3, 3), 3, padding=1, seed=7),
        _case("padding", (1, 1, 2, 2), 2, padding=2, seed=8),
        _case("not square", (1, 1, 1, 2), 1),
        _case("not square", (1, 1, 2, 1), 1),
        _case("not square", (1, 1, 2, 2), (1, 2)),
        _case("not square", (1, 1, 2, 2), (2, 1)),
        _case("not square", (1, 1, 2, 3), 2),
        _case("not square", (1, 1, 4, 3), (3, 2), seed=9),
        _case("not square", (1, 2, 3, 5), (2, 3), seed=10),
    ]


def _other_cases():
    """Return calls with pairs, an uncovered border, integers, other memory layouts, and no images."""
    return [
        _case("uncovered", (1, 1, 2, 2), 1, stride=2),
        _case("uncovered", (1, 1, 3, 3), 2, stride=2),
        _case("uncovered", (1, 1, 6, 6), 3, stride=2, seed=11),
        _case("pairs", (1, 1, 3, 3), 1, stride=(1, 2)),
        _case("pairs", (1, 1, 3, 3), 1, stride=(2, 1)),
        _case("pairs", (1, 1, 2, 2), 1, padding=(0, 1)),
        _case("pairs", (1, 1, 2, 2), 1, padding=(1, 0)),
        _case("pairs", (1, 1, 5, 5), 3, stride=(2, 1), padding=(1, 2), seed=12),
        _case("integers", (1, 1, 2, 2), 1, dtype=np.int64),
        _case("integers", (1, 1, 2, 2), 2, dtype=np.uint8, padding=1),
        _case("layout", (1, 1, 2, 2), 1, layout="Fortran"),
        _case("layout", (1, 1, 3, 3), 2, layout="transposed"),
        _case("layout", (1, 1, 3, 3), 2, layout="sliced"),
        _case("layout", (2, 3, 3, 3), 2, layout="channels last", seed=13),
        _case("layout", (2, 2, 4, 4), 3, layout="Fortran", seed=14),
        _case("empty", (0, 1, 1, 1), 1),
        _case("empty", (0, 3, 4, 5), (3, 2)),
    ]


def _grid_cases():
    """Return calls with several options at a time, in two memory layouts."""
    grid = [
        ((1, 1, 2, 2), 3, {"padding": 1}),
        ((3, 2, 4, 5), 1, {}),
        ((2, 3, 7, 6), 1, {"stride": 3}),
        ((2, 3, 5, 4), (3, 2), {"padding": 1}),
        ((2, 2, 6, 5), (2, 4), {"stride": 2, "padding": 1}),
        ((1, 2, 6, 7), (3, 2), {"stride": (3, 1), "padding": (0, 2)}),
    ]
    calls = itertools.product(enumerate(grid, 21), ("C", "transposed"))
    return [
        _case("grid", x_shape, kernel_size, seed=seed, layout=layout, **options)
        for (seed, (x_shape, kernel_size, options)), layout in calls
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_basic_cases(), *_other_cases(), *_grid_cases()]
