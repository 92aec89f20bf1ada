"""The cases of true_convolve2d that PyTorch answers (with the kernel turned), smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, sides, kernel_size, *, seed=0, layout="C"):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    image = cnn.arranged(cnn.numbers(sides, seed), layout)
    kernel = cnn.arranged(cnn.numbers(kernel_size, seed + 100 if seed else 0), layout)
    return Case("true_convolve2d", (image, kernel), group=group)


def _integer_cases():
    """Return calls whose pixels are integers: sums that overflow in 8 bits, and sums that are no integers."""
    halves = np.array([[0.5, 0.0], [0.0, 0.25]])
    arguments = [
        (np.array([[200, 201], [202, 203]], np.uint8), np.array([[2]], np.uint8)),
        (np.array([[200, 100], [0, 0]], np.uint8), np.array([[1, 1], [1, 1]], np.uint8)),
        (np.array([[1, 2], [3, 5]], np.int64), halves),
        (np.arange(9).reshape(3, 3), halves),
    ]
    return [Case("true_convolve2d", pair, group="integers") for pair in arguments]


def cases():
    """Return the cases, smallest first in each group."""
    return [
        _case("square", (1, 1), (1, 1), seed=1),
        _case("square", (2, 2), (1, 1)),
        _case("square", (2, 2), (2, 2)),
        _case("square", (3, 3), (2, 2)),
        _case("square", (4, 4), (3, 3), seed=2),
        _case("square", (6, 6), (4, 4), seed=3),
        _case("square", (8, 8), (7, 7)),
        _case("not square", (1, 2), (1, 1)),
        _case("not square", (2, 1), (1, 1)),
        _case("not square", (1, 2), (1, 2)),
        _case("not square", (2, 1), (2, 1)),
        _case("not square", (3, 5), (2, 3), seed=4),
        _case("not square", (5, 3), (4, 1), seed=5),
        *_integer_cases(),
        _case("layout", (2, 2), (1, 1), layout="Fortran"),
        _case("layout", (3, 3), (2, 2), layout="transposed"),
        _case("layout", (3, 3), (2, 2), layout="sliced"),
        _case("layout", (5, 5), (3, 3), layout="Fortran", seed=6),
    ]
