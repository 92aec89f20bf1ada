"""The cases of locally_connected2d_backward that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, filters, kernel_size, *, seed=0, dtype=np.float64, layout="C"):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..., and the upstream gradient 2, 3, 4, ..."""
    places = cnn.output_sizes(x_shape[2:], kernel_size, {})
    whole = np.dtype(dtype).kind == "f"
    values = {"dtype": dtype} if whole else {"values": "quarters"}
    arrays = (
        cnn.upstream((x_shape[0], filters, *places), seed, dtype=dtype if whole else np.float64),
        cnn.numbers(x_shape, seed, dtype=dtype),
        cnn.numbers((*places, filters, x_shape[1], *kernel_size), seed + 100 if seed else 0, **values),
    )
    return Case("locally_connected2d_backward", tuple(cnn.arranged(array, layout) for array in arrays), group=group)


def cases():
    """Return the cases, smallest first in each group."""
    return [
        _case("sums", (1, 1, 1, 1), 1, (1, 1)),
        _case("sums", (1, 1, 2, 2), 1, (1, 1)),
        _case("sums", (1, 1, 2, 2), 1, (2, 2)),
        _case("sums", (1, 1, 3, 3), 1, (2, 2)),
        _case("sums", (1, 2, 2, 2), 1, (1, 1)),
        _case("sums", (1, 1, 2, 2), 2, (1, 1)),
        _case("sums", (2, 1, 2, 2), 1, (1, 1)),
        _case("sums", (2, 2, 3, 3), 3, (2, 2), seed=1),
        _case("sums", (3, 2, 3, 3), 2, (2, 2), seed=2),
        _case("not square", (1, 1, 1, 2), 1, (1, 1)),
        _case("not square", (1, 1, 2, 1), 1, (1, 1)),
        _case("not square", (1, 1, 2, 2), 1, (1, 2)),
        _case("not square", (1, 1, 2, 2), 1, (2, 1)),
        _case("not square", (1, 1, 4, 3), 1, (2, 2), seed=3),
        _case("not square", (2, 1, 3, 5), 2, (3, 2), seed=4),
        _case("integers", (1, 1, 1, 2), 1, (1, 1), dtype=np.int64),
        _case("integers", (1, 2, 3, 3), 2, (2, 2), dtype=np.int64, seed=5),
        _case("integers", (1, 1, 3, 3), 2, (2, 2), dtype=np.uint8, seed=6),
        _case("grid", (2, 3, 4, 5), 2, (3, 2), seed=7),
        _case("grid", (2, 2, 4, 3), 3, (2, 2), seed=8, layout="transposed"),
        _case("grid", (1, 2, 3, 3), 2, (2, 2), seed=9, layout="sliced"),
    ]
