"""The cases of conv2d_backward_fast that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, weight_shape, *, seed=0, dtype=np.float64, layout="C", **options):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..., and the upstream gradient 2, 3, 4, ..."""
    sizes = cnn.output_sizes(x_shape[2:], weight_shape[2:], options)
    whole = np.dtype(dtype).kind == "f"
    values = {"dtype": dtype} if whole else {"values": "quarters"}
    arrays = (
        cnn.upstream((x_shape[0], weight_shape[0], *sizes), seed, dtype=dtype if whole else np.float64),
        cnn.numbers(x_shape, seed, dtype=dtype),
        cnn.numbers(weight_shape, seed + 100 if seed else 0, **values),
    )
    return Case("conv2d_backward_fast", tuple(cnn.arranged(array, layout) for array in arrays), options, group=group)


def _public_cases():
    """Return calls on one topic each."""
    return [
        _case("sums", (1, 1, 1, 1), (1, 1, 1, 1)),
        _case("sums", (1, 1, 2, 2), (1, 1, 1, 1)),
        _case("sums", (1, 1, 3, 3), (1, 1, 2, 2)),
        _case("sums", (1, 2, 2, 2), (1, 2, 2, 2)),
        _case("sums", (1, 1, 2, 2), (2, 1, 1, 1)),
        _case("sums", (2, 1, 2, 2), (1, 1, 2, 2)),
        _case("sums", (2, 1, 2, 2), (2, 1, 1, 1)),
        _case("sums", (1, 2, 3, 3), (3, 2, 2, 2), seed=1),
        _case("sums", (3, 2, 3, 3), (2, 2, 2, 2), seed=2),
        _case("padding", (1, 1, 1, 1), (1, 1, 1, 1), padding=1),
        _case("padding", (1, 1, 2, 2), (1, 1, 2, 2), padding=1),
        _case("padding", (1, 1, 3, 3), (1, 1, 3, 3), padding=2, seed=3),
        _case("padding", (1, 1, 2, 2), (1, 1, 4, 4), padding=3, stride=2, seed=13),
        _case("padding", (2, 2, 3, 3), (3, 2, 2, 2), padding=1, seed=4),
        _case("stride", (1, 1, 3, 3), (1, 1, 1, 1), stride=2),
        _case("stride", (1, 1, 4, 4), (1, 1, 2, 2), stride=2),
        _case("stride", (1, 1, 5, 5), (1, 1, 3, 3), stride=2, seed=5),
        _case("stride", (2, 2, 5, 5), (2, 2, 2, 2), stride=3, seed=6),
        _case("uncovered", (1, 1, 2, 2), (1, 1, 1, 1), stride=2),
        _case("uncovered", (1, 1, 4, 4), (1, 1, 3, 3), stride=2, seed=7),
        _case("uncovered", (2, 2, 6, 6), (2, 2, 2, 2), stride=3, seed=8),
        _case("not square", (1, 1, 1, 3), (1, 1, 1, 2)),
        _case("not square", (1, 1, 3, 1), (1, 1, 2, 1)),
        _case("not square", (1, 1, 2, 4), (1, 1, 2, 2), seed=9),
        _case("not square", (1, 1, 4, 3), (1, 1, 3, 2), seed=10),
    ]


def _hidden_cases():
    """Return calls with integers, without images, and with several options at a time."""
    grid = [
        ((1, 1, 2, 2), (1, 1, 1, 1), {"stride": (1, 2)}),
        ((1, 1, 2, 2), (1, 1, 1, 1), {"padding": (0, 1)}),
        ((2, 3, 7, 5), (4, 3, 3, 2), {"padding": 1}),
        ((2, 2, 6, 7), (3, 2, 3, 3), {"stride": 3, "padding": 2}),
        ((2, 2, 6, 4), (3, 2, 2, 4), {"stride": 2, "padding": 1}),
        ((1, 2, 6, 5), (3, 2, 3, 2), {"stride": (3, 1), "padding": (0, 2)}),
    ]
    return [
        _case("integers", (1, 1, 1, 1), (1, 1, 1, 1), dtype=np.int64),
        _case("integers", (1, 1, 2, 2), (1, 1, 2, 2), dtype=np.int64, seed=11),
        _case("integers", (1, 2, 3, 3), (2, 2, 2, 2), dtype=np.uint8, seed=12),
        _case("empty", (0, 1, 1, 1), (1, 1, 1, 1)),
        _case("empty", (0, 2, 3, 4), (3, 2, 2, 2)),
        *(
            _case("grid", x_shape, weight_shape, seed=seed, layout=layout, **options)
            for seed, (x_shape, weight_shape, options) in enumerate(grid, 31)
            for layout in ("C", "transposed")
        ),
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_public_cases(), *_hidden_cases()]
