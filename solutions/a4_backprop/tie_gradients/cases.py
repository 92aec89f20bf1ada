"""The cases of tie_gradients that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, shape, *, seed=0, dtype=np.float64, layout="C"):
    """Return a call with whole numbers; seed 0 counts 2, 3, 4, ..."""
    untied = cnn.upstream(shape, seed, dtype=dtype)
    return Case("tie_gradients", (cnn.arranged(untied, layout),), group=group)


def cases():
    """Return the cases, smallest first in each group."""
    return [
        _case("one weight", (1, 1, 1, 1, 1, 1)),
        _case("one weight", (2, 2, 1, 1, 1, 1)),
        _case("one weight", (3, 3, 1, 1, 1, 1), seed=1),
        _case("filters", (2, 2, 2, 1, 1, 1)),
        _case("filters", (2, 2, 1, 2, 1, 1)),
        _case("filters", (2, 2, 1, 1, 2, 2)),
        _case("filters", (2, 2, 3, 2, 2, 2), seed=2),
        _case("filters", (3, 3, 2, 3, 1, 3), seed=3),
        _case("not square", (1, 2, 1, 1, 1, 1)),
        _case("not square", (2, 1, 1, 1, 1, 1)),
        _case("not square", (3, 2, 1, 1, 1, 1), seed=4),
        _case("not square", (2, 4, 2, 1, 2, 3), seed=5),
        _case("integers", (1, 2, 1, 1, 1, 1), dtype=np.int64),
        _case("integers", (2, 3, 2, 1, 1, 2), seed=6, dtype=np.int64),
        _case("layout", (2, 3, 2, 1, 2, 3), seed=7, layout="Fortran"),
        _case("layout", (3, 2, 1, 2, 2, 2), seed=8, layout="sliced"),
    ]
