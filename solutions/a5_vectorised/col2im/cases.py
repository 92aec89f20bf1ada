"""The cases of col2im that PyTorch answers, smallest first in each group."""

import itertools

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, input_shape, kernel_size, *, seed=0, dtype=np.float64, layout="C", **options):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    shape = (input_shape[0], *cnn.columns_shape(input_shape, kernel_size, options))
    columns = cnn.arranged(cnn.numbers(shape, seed, dtype=dtype), layout)
    return Case("col2im", (columns, input_shape, kernel_size), options, group=group)


def _basic_cases():
    """Return calls on one topic each; windows lie side by side but in the groups on overlaps."""
    return [
        _case("places", (1, 1, 1, 1), 1, seed=1),
        _case("places", (1, 1, 2, 2), 2),
        _case("places", (1, 1, 2, 2), 1),
        _case("places", (1, 1, 3, 3), 1, seed=2),
        _case("overlaps", (1, 1, 3, 3), 2),
        _case("overlaps", (1, 1, 4, 4), 2, seed=3),
        _case("overlaps", (1, 1, 4, 4), 3, seed=4),
        _case("channels", (1, 2, 1, 1), 1),
        _case("channels", (1, 2, 2, 2), 2),
        _case("channels", (1, 3, 3, 3), 2, seed=5),
        _case("images", (2, 1, 1, 1), 1),
        _case("images", (2, 1, 2, 2), 2),
        _case("images", (3, 2, 3, 3), 2, seed=6),
        _case("stride", (1, 1, 3, 3), 1, stride=2),
        _case("stride", (1, 1, 4, 4), 2, stride=2),
        _case("stride", (1, 1, 5, 5), 3, stride=2, seed=7),
        _case("stride", (1, 1, 8, 8), 2, stride=3, seed=8),
        _case("uncovered", (1, 1, 2, 2), 1, stride=2),
        _case("uncovered", (1, 1, 3, 3), 2, stride=2),
        _case("uncovered", (1, 1, 6, 6), 3, stride=2, seed=9),
        _case("padding", (1, 1, 1, 1), 1, padding=1),
        _case("padding", (1, 1, 2, 2), 2, padding=1),
        _case("padding", (1, 1, 1, 1), 2, padding=1),
        _case("padding", (1, 1, 3, 3), 3, padding=1, seed=10),
        _case("padding", (1, 1, 2, 2), 2, padding=2, seed=11),
        _case("padding", (1, 1, 2, 2), 4, padding=3, stride=2, seed=15),
        _case("not square", (1, 1, 1, 2), 1),
        _case("not square", (1, 1, 2, 1), 1),
        _case("not square", (1, 1, 2, 2), (1, 2)),
        _case("not square", (1, 1, 2, 2), (2, 1)),
        _case("not square", (1, 1, 2, 3), 2),
        _case("not square", (1, 2, 4, 3), (3, 2), seed=12),
    ]


def _other_cases():
    """Return calls with pairs, integers, other memory layouts, and no images."""
    return [
        _case("pairs", (1, 1, 3, 3), 1, stride=(1, 2)),
        _case("pairs", (1, 1, 3, 3), 1, stride=(2, 1)),
        _case("pairs", (1, 1, 2, 2), 1, padding=(0, 1)),
        _case("pairs", (1, 1, 2, 2), 1, padding=(1, 0)),
        _case("pairs", (1, 1, 5, 5), 3, stride=(2, 1), padding=(1, 2), seed=13),
        _case("integers", (1, 1, 2, 2), 1, dtype=np.int64),
        _case("integers", (1, 1, 3, 3), 2, dtype=np.uint8),
        _case("layout", (1, 1, 2, 2), 2, layout="Fortran"),
        _case("layout", (1, 1, 3, 3), 2, layout="transposed"),
        _case("layout", (1, 1, 3, 3), 2, layout="sliced"),
        _case("layout", (2, 3, 3, 3), 2, layout="channels last", seed=14),
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
        _case("grid", shape, kernel_size, seed=seed, layout=layout, **options)
        for (seed, (shape, kernel_size, options)), layout in calls
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_basic_cases(), *_other_cases(), *_grid_cases()]
