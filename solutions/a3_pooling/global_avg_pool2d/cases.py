"""The cases of global_avg_pool2d that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, *, seed=0, dtype=np.float64, layout="C"):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    return Case("global_avg_pool2d", (cnn.arranged(cnn.numbers(x_shape, seed, dtype=dtype), layout),), group=group)


def cases():
    """Return the cases, smallest first in each group."""
    return [
        _case("one map", (1, 1, 1, 1)),
        _case("one map", (1, 1, 2, 2)),
        _case("one map", (1, 1, 3, 3), seed=1),
        _case("one map", (1, 1, 6, 6), seed=2),
        _case("channels and images", (1, 2, 1, 1)),
        _case("channels and images", (2, 1, 1, 1)),
        _case("channels and images", (1, 2, 2, 2)),
        _case("channels and images", (2, 1, 2, 2)),
        _case("channels and images", (3, 2, 3, 3), seed=3),
        _case("not square", (1, 1, 1, 2)),
        _case("not square", (1, 1, 2, 1)),
        _case("not square", (1, 1, 3, 5), seed=4),
        _case("not square", (1, 1, 7, 2), seed=5),
        _case("integers", (1, 1, 2, 2), dtype=np.int64),
        _case("integers", (1, 1, 2, 2), dtype=np.uint8),
        _case("integers", (1, 1, 3, 3), dtype=np.uint8, seed=6),
        _case("layout", (1, 2, 1, 2), layout="sliced"),
        _case("layout", (1, 2, 2, 2), layout="Fortran"),
        _case("layout", (2, 3, 4, 5), layout="channels last", seed=7),
        _case("layout", (2, 3, 4, 5), layout="transposed", seed=8),
        _case("empty", (0, 1, 1, 1)),
        _case("empty", (0, 3, 4, 5)),
    ]
