"""The cases of max_pool2d_fast that PyTorch answers, smallest first in each group."""

import itertools

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, kernel_size, *, seed=0, sign=1, dtype=np.float64, layout="C", **options):
    """Return a forward call with whole numbers; seed 0 counts 1, 2, 3, ... (or backwards from -1, for sign -1)."""
    x = cnn.numbers(x_shape, seed, dtype=dtype)
    if group != "grid":
        x = sign * (np.abs(x) if seed else x)
    return Case("max_pool2d_fast", (cnn.arranged(x, layout), kernel_size), options, group=group)


def _image(group, rows, kernel_size, **options):
    """Return a forward call with one image, given by its rows."""
    return Case("max_pool2d_fast", (np.array([[rows]], np.float64), kernel_size), options, group=group)


def _plain_cases():
    """Return forward calls on one topic each."""
    nan = float("nan")
    return [
        _case("side by side", (1, 1, 1, 1), 1, seed=1),
        _case("side by side", (1, 1, 2, 2), 2),
        _image("side by side", [[4, 3], [2, 1]], 2),
        _case("side by side", (1, 1, 4, 4), 2),
        _case("side by side", (1, 1, 6, 6), 3, seed=2),
        _image("side by side", [[2, 2, 0, 0], [2, 1, 0, 0], [0, 3, 4, 0], [3, 0, 0, 4]], 2),
        _case("images and channels", (1, 2, 1, 1), 1),
        _case("images and channels", (2, 1, 2, 2), 2),
        _case("images and channels", (2, 3, 4, 4), 2, seed=3),
        _case("stride", (1, 1, 3, 3), 2, stride=1),
        _case("stride", (1, 1, 3, 3), 1, stride=2),
        _case("stride", (1, 1, 5, 5), 3, stride=2),
        _case("stride", (1, 1, 7, 7), 4, stride=3, seed=4),
        _case("uncovered", (1, 1, 3, 3), 2),
        _case("uncovered", (1, 1, 4, 4), 3),
        _case("uncovered", (1, 1, 8, 8), 3, seed=5),
        _case("padding", (1, 1, 2, 2), 2, padding=1),
        _case("padding", (1, 1, 4, 4), 3, padding=1, seed=6),
        _case("padding", (1, 1, 7, 7), 3, stride=2, padding=1, seed=7),
        _case("padding", (1, 1, 4, 4), 6, stride=2, padding=3, seed=12),
        _case("negative", (1, 1, 1, 1), 1, sign=-1),
        _case("negative", (1, 1, 2, 2), 2, sign=-1),
        _case("negative", (1, 1, 2, 2), 2, sign=-1, padding=1),
        _case("negative", (1, 1, 7, 7), 3, sign=-1, padding=1, seed=8),
        _image("negative", [[-1e300, -2e300], [-3e300, -4e300]], 2, padding=1),
        _case("not square", (1, 1, 1, 2), 1),
        _case("not square", (1, 1, 2, 1), 1),
        _case("not square", (1, 1, 2, 4), 2),
        _case("not square", (1, 1, 6, 4), 2, seed=9),
        _image("NaN", [[nan]], 1),
        _image("NaN", [[nan, 1], [2, 3]], 2),
        _image("NaN", [[1, 2], [3, nan]], 2),
        _image("NaN", [[1, 2, 3, 4], [5, nan, 7, 8], [4, 3, 2, 1], [8, 7, 6, 5]], 2),
    ]


def _other_cases():
    """Return forward calls with pairs, integers, other memory layouts, and no images."""
    return [
        _case("pairs", (1, 1, 2, 2), (1, 2)),
        _case("pairs", (1, 1, 2, 2), (2, 1)),
        _case("pairs", (1, 1, 3, 3), 1, stride=(1, 2)),
        _case("pairs", (1, 1, 3, 3), 1, stride=(2, 1)),
        _case("pairs", (1, 1, 2, 2), 2, padding=(0, 1)),
        _case("pairs", (1, 1, 6, 6), (3, 2), stride=(3, 2), padding=(0, 1), seed=10),
        _case("integers", (1, 1, 2, 2), 2, dtype=np.uint8),
        _case("integers", (1, 1, 2, 2), 2, dtype=np.int64, padding=1, sign=-1),
        _case("layout", (1, 1, 2, 2), 1, layout="Fortran"),
        _case("layout", (1, 1, 4, 4), 2, layout="transposed"),
        _case("layout", (1, 1, 4, 4), 2, layout="sliced"),
        _case("layout", (2, 3, 4, 4), 2, layout="channels last", seed=11),
        _case("empty", (0, 1, 2, 2), 2),
        _case("empty", (0, 3, 4, 4), 2),
    ]


def _grid_cases():
    """Return forward calls with several options at a time, in two memory layouts."""
    grid = [
        ((3, 2, 6, 9), 1, {}),
        ((2, 3, 7, 6), 1, {"stride": 3}),
        ((2, 3, 7, 5), (3, 2), {"stride": 1, "padding": 1}),
        ((2, 2, 9, 6), (2, 4), {"stride": 2, "padding": 1}),
        ((2, 3, 8, 7), 4, {"stride": 3, "padding": 2}),
        ((1, 2, 6, 9), (3, 2), {"stride": (3, 1), "padding": (0, 1)}),
    ]
    calls = itertools.product(enumerate(grid, 41), ("C", "transposed"))
    return [
        _case("grid", x_shape, kernel_size, seed=seed, layout=layout, **options)
        for (seed, (x_shape, kernel_size, options)), layout in calls
    ]


def _gradient_cases():
    """Return backward calls, smallest first: pixels that are all different, and pixels that are often equal."""
    grid = [
        ((1, 1, 1, 1), 1, {}),
        ((1, 1, 2, 2), 2, {}),
        ((1, 1, 3, 3), 2, {"stride": 1}),
        ((1, 1, 3, 3), 2, {}),
        ((1, 1, 2, 2), 2, {"padding": 1}),
        ((1, 2, 2, 4), 2, {}),
        ((2, 1, 4, 2), 2, {}),
        ((2, 3, 7, 5), (3, 2), {"stride": 1, "padding": 1}),
        ((2, 2, 6, 9), (2, 4), {"stride": 2, "padding": 1}),
        ((1, 2, 6, 9), (3, 2), {"stride": (3, 1), "padding": (0, 1)}),
    ]
    calls = itertools.product(enumerate(grid, 51), ("distinct", "ties"))
    return [_gradient(seed, kind, *call) for (seed, call), kind in calls]


def _gradient(seed, kind, x_shape, kernel_size, options):
    """Return one backward call."""
    x = cnn.pool_pixels(np.zeros(x_shape), seed, kind)
    pair = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    sizes = cnn.output_sizes(x_shape[2:], pair, {"stride": pair, **options})
    upstream = cnn.upstream((*x_shape[:2], *sizes), seed)
    return Case("max_pool2d_backward_fast", (upstream, x, kernel_size), options, group="gradient grid")


def cases():
    """Return the cases, smallest first in each group."""
    return [*_plain_cases(), *_other_cases(), *_grid_cases(), *_gradient_cases()]
