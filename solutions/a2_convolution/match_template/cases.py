"""The cases of match_template that PyTorch answers (by the largest output of conv2d), smallest first in each group."""

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, sides, template_size, *, seed=0, layout="C"):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ..."""
    image = cnn.arranged(cnn.numbers(sides, seed), layout)
    template = cnn.arranged(cnn.numbers(template_size, seed + 100 if seed else 0), layout)
    return Case("match_template", (image, template), group=group)


def _spelt(group, image, template, dtype=np.float64):
    """Return a call whose pixels are spelt out."""
    return Case("match_template", (np.array(image, dtype), np.array(template, dtype)), group=group)


def _tie_cases():
    """Return calls with several places that answer equally strongly."""
    return [
        _spelt("ties", [[3, 3]], [[1]]),
        _spelt("ties", [[3], [3]], [[1]]),
        _spelt("ties", [[0, 3], [3, 0]], [[1]]),
        _spelt("ties", [[0, 0, 0], [0, 0, 0]], [[1, 2]]),
        _spelt("ties", [[1, 5, 1, 5], [5, 1, 5, 1]], [[1]]),
    ]


def _negative_cases():
    """Return calls whose sums are all negative, and calls with a sum that is far below all others."""
    return [
        _spelt("negative", [[-2, -1]], [[1]]),
        _spelt("negative", [[1, 2], [3, 4]], [[-1]]),
        _spelt("negative", [[5, 3, 4]], [[-1]]),
        _spelt("negative", [[1, -9, 2]], [[1]]),
        _spelt("negative", [[-3, -4, -1, -2]], [[1, 2]]),
    ]


def _integer_cases():
    """Return calls whose sums do not fit in 8 bits."""
    return [
        _spelt("integers", [[1, 200]], [[2]], np.uint8),
        _spelt("integers", [[100, 100, 200, 100]], [[1, 1]], np.uint8),
        _spelt("integers", [[90, 0, 0], [90, 200, 200]], [[1], [1]], np.uint8),
        _spelt("integers", [[3, 200], [100, 9]], [[-1]], np.int64),
    ]


def _close_cases():
    """Return calls whose sums differ in their last digits: float32 cannot tell them apart."""
    return [
        _spelt("close", [[16777216, 16777217]], [[1]]),
        _spelt("close", [[100000001, 100000002], [100000003, 100000000]], [[1]]),
        _spelt("close", [[3000, 3000, 3000], [3000, 3000, 3001]], [[3000, 3001]]),
        _spelt("close", [[16777216, 16777217]], [[1]], np.int64),
    ]


def _layout_cases():
    """Return calls whose arrays do not lie in memory in C order: read so, they give another place."""
    rising, bump = np.array([[0.0, 9.0], [1.0, 0.0]]), np.array([[0.0, 0.0, 5.0], [1.0, 0.0, 0.0], [0.0, 2.0, 0.0]])
    template = np.array([[1.0, 2.0], [0.0, 3.0]])
    return [
        *(_laid_out(rising, np.array([[1.0]]), layout) for layout in ("Fortran", "transposed", "sliced")),
        *(_laid_out(bump, template, layout) for layout in ("Fortran", "transposed", "sliced")),
        *(_case("layout", (5, 5), (2, 2), layout=layout, seed=10) for layout in ("transposed", "sliced")),
    ]


def _laid_out(image, template, layout):
    """Return a call whose arrays lie in memory in this way."""
    arguments = (cnn.arranged(image, layout), cnn.arranged(template, layout))
    return Case("match_template", arguments, group="layout")


def cases():
    """Return the cases, smallest first in each group."""
    return [
        _case("square", (1, 1), (1, 1), seed=1),
        _case("square", (2, 2), (1, 1)),
        _case("square", (3, 3), (2, 2)),
        _case("square", (4, 4), (2, 2), seed=2),
        _case("square", (5, 5), (3, 3), seed=3),
        _case("square", (6, 6), (2, 2), seed=4),
        _case("square", (7, 7), (3, 3), seed=5),
        _case("square", (8, 8), (7, 7), seed=46),
        _case("not square", (1, 2), (1, 1)),
        _case("not square", (2, 1), (1, 1)),
        _case("not square", (2, 4), (1, 2), seed=6),
        _case("not square", (5, 2), (3, 1), seed=7),
        _case("not square", (6, 4), (2, 3), seed=9),
        *_tie_cases(),
        *_negative_cases(),
        *_integer_cases(),
        *_close_cases(),
        *_layout_cases(),
    ]
