"""The cases of pad2d that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, padding, *, seed=0, dtype=np.float64, layout="C", **options):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    x = cnn.arranged(cnn.numbers(x_shape, seed, dtype=dtype), layout)
    return Case("pad2d", (x, padding), options, group=group)


def _plain_cases():
    """Return calls whose border is one number."""
    return [
        _case("one number", (1, 1, 1, 1), 1),
        _case("one number", (1, 1, 1, 1), 2),
        _case("one number", (1, 1, 2, 2), 1),
        _case("one number", (1, 1, 3, 3), 2, seed=1),
        _case("one number", (1, 1, 2, 2), 3, seed=2),
        _case("no border", (1, 1, 1, 1), 0),
        _case("no border", (1, 1, 2, 2), 0),
        _case("no border", (1, 1, 2, 2), (0, 0), seed=3),
        _case("batch", (1, 2, 1, 1), 1),
        _case("batch", (2, 1, 1, 1), 1),
        _case("batch", (2, 3, 2, 2), 1),
        _case("batch", (3, 2, 3, 3), 2, seed=4),
        _case("not square", (1, 1, 1, 2), 1),
        _case("not square", (1, 1, 2, 1), 1),
        _case("not square", (1, 1, 2, 4), 2, seed=5),
        _case("not square", (1, 1, 5, 3), 1, seed=6),
    ]


def _pair_cases():
    """Return calls whose sides differ."""
    return [
        _case("pair", (1, 1, 1, 1), (0, 1)),
        _case("pair", (1, 1, 1, 1), (1, 0)),
        _case("pair", (1, 1, 2, 2), (1, 2)),
        _case("pair", (1, 1, 3, 3), (3, 1), seed=7),
        _case("four sides", (1, 1, 1, 1), ((1, 0), (0, 0))),
        _case("four sides", (1, 1, 1, 1), ((0, 1), (0, 0))),
        _case("four sides", (1, 1, 1, 1), ((0, 0), (1, 0))),
        _case("four sides", (1, 1, 1, 1), ((0, 0), (0, 1))),
        _case("four sides", (1, 1, 1, 1), ((1, 2), (0, 0))),
        _case("four sides", (1, 1, 2, 2), ((1, 2), (3, 4)), seed=8),
        _case("four sides", (1, 1, 2, 2), ((2, 0), (1, 3)), seed=9),
    ]


def _other_cases():
    """Return calls with other values in the border, other dtypes, other memory layouts, and no image."""
    halves = cnn.numbers((1, 1, 2, 2), 10, values="quarters")
    return [
        _case("value", (1, 1, 1, 1), 1, value=7.0),
        _case("value", (1, 1, 1, 1), 1, value=-0.5),
        _case("value", (1, 1, 1, 1), 1, value=-np.inf),
        _case("value", (1, 1, 1, 1), 1, value=np.nan),
        Case("pad2d", (np.array([[[[0.0]]]]), 1), {"value": 7.0}, group="value"),
        _case("value", (1, 1, 2, 2), 2, value=-3.0, seed=11),
        _case("integers", (1, 1, 1, 1), 1, dtype=np.int64, value=0.5),
        _case("integers", (1, 1, 1, 1), 1, dtype=np.uint8, value=-1.0),
        _case("integers", (1, 1, 1, 2), 1, dtype=np.int64, value=-np.inf),
        _case("integers", (1, 1, 2, 2), 1, dtype=np.uint8, value=300.0),
        Case("pad2d", (halves, 1), group="layout"),
        _case("layout", (1, 1, 2, 2), 1, layout="Fortran"),
        _case("layout", (1, 1, 3, 3), 1, layout="transposed", seed=12),
        _case("layout", (1, 1, 3, 3), 1, layout="sliced", seed=13),
        _case("layout", (2, 3, 2, 2), 1, layout="channels last", seed=14),
        _case("empty", (0, 1, 1, 1), 1),
        _case("empty", (0, 3, 2, 2), 2),
    ]


def cases():
    """Return the cases, smallest first in each group."""
    return [*_plain_cases(), *_pair_cases(), *_other_cases()]
