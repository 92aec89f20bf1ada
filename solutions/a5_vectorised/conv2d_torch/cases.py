"""The cases of conv2d_torch that PyTorch's own convolution answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, weight_shape, *, seed=0, bias=False, dtype=np.float64, layout="C", **options):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    x = cnn.arranged(cnn.numbers(x_shape, seed, dtype=dtype), layout)
    values = {} if np.dtype(dtype).kind == "f" else {"values": "quarters"}
    weight = cnn.arranged(cnn.numbers(weight_shape, seed + 100 if seed else 0, **values), layout)
    biases = np.array([10.0 * (o + 1) * (-1) ** o for o in range(weight_shape[0])])
    args = (x, weight, biases) if bias else (x, weight)
    return cnn.with_tensors("conv2d_torch", Case("conv2d", args, options, group=group))


def cases():
    """Return the cases, smallest first in each group."""
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
        _case("padding", (1, 1, 1, 1), (1, 1, 1, 1), padding=1),
        _case("padding", (1, 1, 2, 2), (1, 1, 2, 2), padding=1),
        _case("padding", (1, 1, 4, 4), (1, 1, 3, 3), padding=1, seed=6),
        _case("not square", (1, 1, 1, 2), (1, 1, 1, 1)),
        _case("not square", (1, 1, 2, 1), (1, 1, 1, 1)),
        _case("not square", (1, 1, 2, 3), (1, 1, 2, 1)),
        _case("not square", (1, 1, 6, 4), (1, 1, 3, 2), seed=7),
        _case("pairs", (1, 1, 3, 3), (1, 1, 1, 1), stride=(1, 2)),
        _case("pairs", (1, 1, 2, 2), (1, 1, 1, 1), padding=(0, 1)),
        _case("pairs", (1, 1, 5, 5), (1, 1, 3, 3), stride=(2, 1), padding=(1, 2), seed=8),
        _case("integers", (1, 1, 1, 2), (1, 1, 1, 2), dtype=np.int64),
        _case("integers", (1, 1, 2, 2), (1, 1, 2, 2), dtype=np.uint8),
        _case("integers", (1, 2, 3, 3), (2, 2, 2, 2), dtype=np.int64),
        _case("layout", (1, 1, 2, 2), (1, 1, 1, 1), layout="transposed"),
        _case("layout", (1, 1, 3, 3), (1, 1, 2, 2), layout="sliced"),
        _case("layout", (2, 3, 4, 4), (2, 3, 2, 2), layout="channels last", seed=9),
        _case("empty", (0, 1, 1, 1), (1, 1, 1, 1)),
        _case("empty", (0, 3, 5, 5), (2, 3, 3, 3)),
    ]
