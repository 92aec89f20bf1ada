"""The cases of conv1d_backward that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, weight_shape, *, seed=0, dtype=np.float64, layout="C"):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..., and the upstream gradient 2, 3, 4, ..."""
    whole = np.dtype(dtype).kind == "f"
    values = {"dtype": dtype} if whole else {"values": "quarters"}
    arrays = (
        cnn.upstream((x_shape[0], weight_shape[0], x_shape[2]), seed, dtype=dtype if whole else np.float64),
        cnn.numbers(x_shape, seed, dtype=dtype),
        cnn.numbers(weight_shape, seed + 100 if seed else 0, **values),
    )
    return Case("conv1d_backward", tuple(cnn.arranged(array, layout) for array in arrays), group=group)


def cases():
    """Return the cases, smallest first in each group."""
    return [
        _case("one channel", (1, 1, 1), (1, 1, 3)),
        _case("one channel", (1, 1, 2), (1, 1, 3)),
        _case("one channel", (1, 1, 3), (1, 1, 3)),
        _case("one channel", (1, 1, 4), (1, 1, 5), seed=1),
        _case("one channel", (1, 1, 6), (1, 1, 3), seed=2),
        _case("kernel of one", (1, 1, 2), (1, 1, 1)),
        _case("kernel of one", (2, 2, 3), (3, 2, 1), seed=3),
        _case("sums", (1, 2, 2), (1, 2, 3)),
        _case("sums", (1, 1, 2), (2, 1, 3)),
        _case("sums", (2, 1, 2), (1, 1, 3)),
        _case("sums", (1, 2, 3), (3, 2, 3), seed=4),
        _case("sums", (3, 2, 4), (2, 2, 3), seed=5),
        _case("sums", (2, 3, 4), (2, 3, 5), seed=6),
        _case("integers", (1, 1, 1), (1, 1, 3), dtype=np.int64),
        _case("integers", (1, 1, 3), (1, 1, 3), dtype=np.int64, seed=7),
        _case("integers", (1, 2, 3), (2, 2, 3), dtype=np.uint8, seed=8),
        _case("grid", (2, 3, 5), (4, 3, 3), seed=9),
        _case("grid", (2, 3, 5), (3, 3, 3), seed=10, layout="transposed"),
        _case("grid", (3, 2, 7), (2, 2, 5), seed=11, layout="sliced"),
        _case("grid", (2, 2, 3), (3, 2, 7), seed=12),
    ]
