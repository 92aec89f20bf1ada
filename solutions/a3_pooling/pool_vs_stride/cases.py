"""The cases of consolidate that PyTorch answers, smallest first in each group."""

import itertools

import numpy as np

from convgrade import cnn
from convgrade.checks import Case


def _case(group, x_shape, filters, how, *, seed=0, bias="zeros", dtype=np.float64, layout="C"):
    """Return a call with whole numbers; seed 0 counts 1, 2, 3, ...; biases are zeros, None, or tens that differ."""
    x = cnn.arranged(cnn.numbers(x_shape, seed, dtype=dtype), layout)
    weight = cnn.arranged(cnn.numbers((filters, x_shape[1], 3, 3), seed + 100 if seed else 0), layout)
    tens = np.array([10.0 * (o + 1) * (-1) ** o for o in range(filters)])
    return Case(
        "consolidate", (x, weight, {"zeros": np.zeros(filters), "tens": tens, "none": None}[bias], how), group=group
    )


def _each(group, *shapes, **options):
    """Return the calls for all three ways."""
    calls = itertools.product(enumerate(shapes), cnn.HOW)
    return [
        _case(group, x_shape, filters, how, seed=60 + place if place else 0, **options)
        for (place, (x_shape, filters)), how in calls
    ]


def _one_map_cases():
    """Return calls with one image, one channel and one filter, for each way."""
    sides = ((2, 0), (2, 1), (4, 0), (4, 2), (6, 3))
    return [_case(how, (1, 1, side, side), 1, how, seed=seed) for how in cnn.HOW for side, seed in sides]


def cases():
    """Return the cases, smallest first in each group."""
    return [
        *_one_map_cases(),
        *_each("channels and filters", ((1, 2, 2, 2), 1), ((1, 1, 2, 2), 2), ((1, 3, 4, 4), 2)),
        *_each("images", ((2, 1, 2, 2), 1), ((3, 1, 4, 4), 1)),
        *_each("bias", ((1, 1, 2, 2), 1), ((1, 1, 4, 4), 3), bias="tens"),
        *_each("odd", ((1, 1, 3, 3), 1), ((1, 1, 5, 5), 1), ((1, 1, 7, 7), 1)),
        *_each("not square", ((1, 1, 2, 4), 1), ((1, 1, 6, 2), 1), ((1, 1, 4, 8), 1)),
        *_each("no bias", ((1, 1, 2, 2), 1), ((1, 3, 4, 4), 2), bias="none"),
        *_each("counts", ((1, 1, 2, 2), 1), ((2, 1, 2, 2), 1), ((1, 3, 4, 4), 5), ((2, 2, 6, 6), 3), bias="tens"),
        *_each("integers", ((1, 1, 2, 2), 1), ((1, 1, 4, 4), 1), dtype=np.int64),
        *_each("integers", ((1, 1, 2, 2), 1), ((1, 1, 4, 4), 1), dtype=np.uint8),
        *_each("layout", ((1, 1, 2, 2), 1), ((2, 2, 4, 4), 2), layout="transposed"),
        *_each("layout", ((2, 2, 4, 4), 2), layout="channels last"),
        *_each("layout", ((2, 2, 4, 4), 2), layout="sliced"),
        *_each("empty", ((0, 1, 2, 2), 1), ((0, 2, 4, 4), 3)),
        *_each("grid", ((2, 3, 7, 5), 4), ((3, 2, 8, 9), 2), bias="tens"),
    ]
