"""The cases of max_pool2d_backward that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, shape, kernel_size, *, seed=0, pixels="distinct", dtype=np.float64, layout="C", sign=1, **options):
    """Return a call with whole numbers, whose pixels all differ or are often equal."""
    taps = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    sizes = cnn.output_sizes(shape[2:], taps, {"stride": kernel_size, **options})
    x = sign * cnn.pool_pixels(np.zeros(shape, dtype), seed, pixels)
    grad_output = cnn.upstream((*shape[:2], *sizes), seed, dtype=dtype if np.dtype(dtype).kind == "f" else np.float64)
    arrays = (cnn.arranged(array, layout) for array in (grad_output, x))
    return Case("max_pool2d_backward", (*arrays, kernel_size), options, group=group)


def _image(group, rows, grad_output, kernel_size, **options):
    """Return a call with one image of one channel, given by its rows."""
    arrays = (np.array([[grad_output]], np.float64), np.array([[rows]], np.float64))
    return Case("max_pool2d_backward", (*arrays, kernel_size), options, group=group)


def _public_cases():
    """Return the calls of the public checks: each group keeps to one topic."""
    return [
        _case("side by side", (1, 1, 1, 1), 1),
        _case("side by side", (1, 1, 2, 2), 2),
        _case("side by side", (1, 1, 2, 2), 2, seed=1),
        _case("side by side", (1, 1, 4, 4), 2),
        _case("side by side", (1, 1, 4, 4), 2, seed=2),
        _case("side by side", (1, 1, 6, 6), 3, seed=3),
        _case("channels", (1, 2, 2, 2), 2, seed=4),
        _case("channels", (2, 1, 2, 2), 2, seed=5),
        _case("channels", (2, 3, 4, 4), 2, seed=6),
        _image("overlap", [[1, 5, 2], [0, 3, 4], [2, 1, 0]], [[2, 3], [4, 5]], 2, stride=1),
        _image("overlap", [[1, 2, 3], [4, 9, 5], [6, 7, 8]], [[2, 3], [4, 5]], 2, stride=1),
        _case("overlap", (1, 1, 3, 3), 2, stride=1, seed=7),
        _case("overlap", (1, 1, 5, 5), 3, stride=2, seed=8),
        _case("overlap", (1, 1, 5, 5), 3, stride=1, seed=9),
        _image("ties", [[4, 4], [4, 4]], [[3]], 2),
        _image("ties", [[1, 4], [4, 2]], [[3]], 2),
        _image("ties", [[0, 0, 0], [0, 0, 0], [0, 0, 0]], [[2, 3], [4, 5]], 2, stride=1),
        _image("ties", [[0, 0, 5, 0], [0, 0, 0, 5], [1, 1, 0, 2], [0, 1, 2, 0]], [[2, 3], [4, 5]], 2),
        _case("ties", (1, 1, 4, 4), 2, pixels="ties", seed=10),
        _case("ties", (1, 1, 5, 5), 3, pixels="ties", seed=11, stride=1),
        _case("padding", (1, 1, 1, 1), 2, padding=1),
        _case("padding", (1, 1, 2, 2), 2, padding=1),
        _case("padding", (1, 1, 2, 2), 3, padding=1, sign=-1),
        _case("padding", (1, 1, 4, 4), 3, padding=1, seed=12),
        _case("padding", (1, 1, 4, 4), 3, padding=1, stride=2, seed=13, sign=-1),
        _case("uncovered", (1, 1, 3, 3), 2),
        _case("uncovered", (1, 1, 5, 5), 2, seed=14),
        _case("uncovered", (1, 1, 5, 5), 2, stride=3, seed=15),
        _case("not square", (1, 1, 1, 2), 1),
        _case("not square", (1, 1, 2, 1), 1),
        _case("not square", (1, 1, 2, 6), 2, seed=16),
        _case("not square", (1, 1, 6, 2), 2, seed=17),
    ]


def _hidden_cases():
    """Return calls with pairs, integers and nearly equal pixels, and calls with several options at a time."""
    grid = [
        ((1, 1, 2, 2), (1, 2), {}),
        ((1, 1, 2, 2), (2, 1), {}),
        ((1, 1, 2, 3), 1, {"stride": (2, 1)}),
        ((1, 1, 2, 2), 2, {"padding": (0, 1)}),
        ((2, 3, 7, 5), (3, 2), {"stride": 1, "padding": 1}),
        ((2, 2, 6, 5), (2, 4), {"stride": 2, "padding": 1}),
        ((2, 3, 6, 7), 3, {"stride": 2}),
        ((2, 1, 5, 6), 2, {"stride": 3}),
        ((1, 2, 6, 7), (3, 2), {"stride": (3, 1), "padding": (0, 1)}),
    ]
    return [
        _image("nearly equal", [[1, 1.001]], [[2]], (1, 2)),
        _image("nearly equal", [[1e4, 1e4 + 1e-3], [1e4 - 1, 0]], [[3]], 2),
        _image("nearly equal", [[1 + 2**-50, 1], [1 + 2**-51, 1 + 2**-49]], [[3]], 2),
        _case("integers", (1, 1, 2, 2), 2, dtype=np.int64, seed=18),
        _case("integers", (1, 1, 2, 2), 2, padding=1, dtype=np.int64, seed=19),
        _image("integers", [[1, 2], [4, 3]], [[2.5]], 2),
        Case(
            "max_pool2d_backward",
            (np.array([[[[2.5]]]]), np.array([[[[1, 2], [4, 3]]]], np.uint8), 2),
            group="integers",
        ),
        *(
            _case("grid", shape, kernel_size, seed=seed, layout=layout, **options)
            for seed, (shape, kernel_size, options) in enumerate(grid, 31)
            for layout in ("C", "transposed")
        ),
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_public_cases(), *_hidden_cases()]
