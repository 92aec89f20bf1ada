"""The cases of max_pool2d that PyTorch answers, smallest first in each group.

A group keeps to one topic: where it is about something else, there is one square image with one channel,
its pixels are positive, and the windows leave no pixel uncovered.
"""

import itertools

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, kernel_size, *, seed=0, sign=1, dtype=np.float64, layout="C", **options):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ... (or backwards from -1, for sign -1)."""
    x = cnn.numbers(x_shape, seed, dtype=dtype)
    if group != "grid":
        x = sign * (np.abs(x) if seed else x)
    return Case("max_pool2d", (cnn.arranged(x, layout), kernel_size), options, group=group)


def _image(group, rows, kernel_size, **options):
    """Return a call with one image, given by its rows."""
    return Case("max_pool2d", (np.array([[rows]], np.float64), kernel_size), options, group=group)


def _basic_cases():
    """Return calls without options: windows side by side, channels, images."""
    return [
        _case("one window", (1, 1, 1, 1), 1, seed=1),
        _case("one window", (1, 1, 2, 2), 2),
        _image("one window", [[4, 3], [2, 1]], 2),
        _case("one window", (1, 1, 3, 3), 3, seed=2),
        _case("one window", (1, 1, 4, 4), 4, seed=3),
        _case("one window", (1, 1, 7, 7), 7),
        _case("side by side", (1, 1, 2, 2), 1),
        _case("side by side", (1, 1, 4, 4), 2),
        _image("side by side", [[2, 2, 0, 0], [2, 1, 0, 0], [0, 3, 4, 0], [3, 0, 0, 4]], 2),
        _case("side by side", (1, 1, 6, 6), 3, seed=4),
        _case("side by side", (1, 1, 6, 6), 2, seed=5),
        _case("side by side", (1, 1, 8, 8), 4, seed=6),
        _case("channels", (1, 2, 1, 1), 1),
        _case("channels", (1, 2, 2, 2), 2),
        _case("channels", (1, 3, 4, 4), 2, seed=7),
        _case("images", (2, 1, 1, 1), 1),
        _case("images", (2, 1, 2, 2), 2),
        _case("images", (3, 1, 4, 4), 2, seed=8),
        _case("images", (2, 3, 4, 4), 2, seed=9),
    ]


def _option_cases():
    """Return calls with one option each."""
    return [
        _case("stride", (1, 1, 3, 3), 2, stride=1),
        _case("stride", (1, 1, 3, 3), 1, stride=2),
        _case("stride", (1, 1, 4, 4), 2, stride=2, seed=10),
        _case("stride", (1, 1, 5, 5), 3, stride=2),
        _case("stride", (1, 1, 5, 5), 3, stride=1, seed=11),
        _case("stride", (1, 1, 5, 5), 2, stride=3, seed=12),
        _case("stride", (1, 1, 7, 7), 3, stride=2, seed=13),
        _case("stride", (1, 1, 7, 7), 4, stride=3, seed=14),
        _case("uncovered", (1, 1, 3, 3), 2),
        _case("uncovered", (1, 1, 4, 4), 3),
        _case("uncovered", (1, 1, 5, 5), 2, seed=15),
        _case("uncovered", (1, 1, 7, 7), 3, seed=16),
        _case("uncovered", (1, 1, 8, 8), 3, seed=17),
        _case("padding", (1, 1, 2, 2), 2, padding=1),
        _case("padding", (1, 1, 1, 1), 3, padding=1),
        _case("padding", (1, 1, 4, 4), 2, padding=1),
        _case("padding", (1, 1, 4, 4), 3, padding=1, seed=18),
        _case("padding", (1, 1, 4, 4), 4, padding=2, seed=19),
        _case("padding", (1, 1, 7, 7), 3, padding=1, seed=20),
        _case("padding and stride", (1, 1, 3, 3), 3, stride=1, padding=1),
        _case("padding and stride", (1, 1, 4, 4), 2, stride=1, padding=1, seed=32),
        _case("padding and stride", (1, 1, 5, 5), 3, stride=2, padding=1, seed=21),
        _case("padding and stride", (1, 1, 4, 4), 4, stride=2, padding=2, seed=33),
        _case("pairs", (1, 1, 2, 2), (1, 2)),
        _case("pairs", (1, 1, 2, 2), (2, 1)),
        _case("pairs", (1, 1, 3, 3), 1, stride=(1, 2)),
        _case("pairs", (1, 1, 3, 3), 1, stride=(2, 1)),
        _case("pairs", (1, 1, 2, 2), 2, padding=(0, 1)),
        _case("pairs", (1, 1, 2, 2), 2, padding=(1, 0)),
        _case("pairs", (1, 1, 6, 6), (3, 2), stride=(3, 2), padding=(0, 1), seed=22),
    ]


def _value_cases():
    """Return calls whose pixels are negative, not numbers, or integers."""
    nan = float("nan")
    return [
        _case("negative", (1, 1, 1, 1), 1, sign=-1),
        _case("negative", (1, 1, 2, 2), 2, sign=-1),
        _case("negative", (1, 1, 4, 4), 2, sign=-1, seed=23),
        _image("negative", [[-9, 1], [2, 3]], 2),
        _image("negative", [[-2e5, -1e5], [-3e5, -4e5]], 2),
        _case("negative, padded", (1, 1, 2, 2), 2, sign=-1, padding=1),
        _case("negative, padded", (1, 1, 4, 4), 3, sign=-1, padding=1),
        _case("negative, padded", (1, 1, 7, 7), 3, sign=-1, padding=1, seed=24),
        _image("hugely negative", [[-1e300]], 1),
        _image("hugely negative", [[-1e300, -2e300], [-3e300, -4e300]], 2, padding=1),
        _image("NaN", [[nan]], 1),
        _image("NaN", [[nan, 1], [2, 3]], 2),
        _image("NaN", [[1, 2], [3, nan]], 2),
        _image("NaN", [[1, 2], [3, nan]], 2, padding=1),
        _image("NaN", [[1, 2, 3, 4], [5, nan, 7, 8], [4, 3, 2, 1], [8, 7, 6, 5]], 2),
        _case("integers", (1, 1, 2, 2), 2, dtype=np.int64),
        _case("integers", (1, 1, 2, 2), 2, dtype=np.uint8),
        _case("integers", (1, 1, 4, 4), 2, dtype=np.uint8, seed=25),
        _case("integers", (1, 1, 4, 4), 2, dtype=np.int64, seed=26),
        _case("padded integers", (1, 1, 2, 2), 2, dtype=np.uint8, padding=1),
        _case("padded integers", (1, 1, 2, 2), 2, dtype=np.int64, padding=1, sign=-1),
        _case("padded integers", (1, 1, 4, 4), 3, dtype=np.int64, padding=1, sign=-1),
    ]


def _shape_cases():
    """Return calls whose images, windows or memory layouts are not the plain ones."""
    return [
        _case("not square", (1, 1, 1, 2), 1),
        _case("not square", (1, 1, 2, 1), 1),
        _case("not square", (1, 1, 2, 4), 2),
        _case("not square", (1, 1, 4, 2), 2),
        _case("not square", (1, 1, 6, 4), 2, seed=27),
        _case("not square", (1, 1, 3, 9), 3, seed=28),
        _case("layout", (1, 1, 2, 2), 1, layout="Fortran"),
        _case("layout", (1, 1, 4, 4), 2, layout="transposed"),
        _case("layout", (1, 1, 4, 4), 2, layout="sliced"),
        _case("layout", (2, 3, 4, 4), 2, layout="channels last", seed=29),
        _case("layout", (2, 3, 4, 4), 2, layout="Fortran", seed=30),
        _case("empty", (0, 1, 2, 2), 2),
        _case("empty", (0, 3, 4, 4), 2),
        _case("wide", (1, 1, 2, 600), 2, seed=31),
    ]


def _grid_cases():
    """Return the calls that together tell every known wrong version from the right one, in two memory layouts."""
    grid = [
        ((1, 1, 3, 3), 3, {}),
        ((3, 2, 6, 9), 1, {}),
        ((2, 3, 7, 6), 1, {"stride": 3}),
        ((2, 3, 7, 5), (3, 2), {"stride": 1, "padding": 1}),
        ((2, 2, 9, 6), (2, 4), {"stride": 2, "padding": 1}),
        ((2, 3, 8, 7), 3, {"stride": 2}),
        ((2, 3, 8, 7), 4, {"stride": 3, "padding": 2}),
        ((3, 4, 5, 6), (5, 3), {"padding": (2, 1)}),
        ((1, 2, 6, 9), (3, 2), {"stride": (3, 1), "padding": (0, 1)}),
    ]
    calls = itertools.product(enumerate(grid, 41), ("C", "transposed"))
    return [
        _case("grid", x_shape, kernel_size, seed=seed, layout=layout, **options)
        for (seed, (x_shape, kernel_size, options)), layout in calls
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_basic_cases(), *_option_cases(), *_value_cases(), *_shape_cases(), *_grid_cases()]
