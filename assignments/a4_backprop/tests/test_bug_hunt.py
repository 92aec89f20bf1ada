# Generated from solutions/a4_backprop/bug_hunt/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public check of bug_hunt: whether the function can be called, and finds what is plainly wrong.

It is worth no points: those are for finding what is not so plain, without accusing what is right.  The rest you
can try at home on your own conv2d_backward, and on copies of it with mistakes in them.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same, callback


def _zeros(grad_output, x, weight, *, stride=1, padding=0):
    """Return zeros."""
    return np.zeros(x.shape), np.zeros(weight.shape), np.zeros(len(weight))


def _flat(grad_output, x, weight, *, stride=1, padding=0):
    """Return arrays without their shapes."""
    return np.ones(x.size), np.ones(weight.size), np.ones(len(weight))


def _not_numbers(grad_output, x, weight, *, stride=1, padding=0):
    """Return arrays of NaN."""
    return np.full(x.shape, np.nan), np.full(weight.shape, np.nan), np.full(len(weight), np.nan)


@weight(0)
def test_plainly_wrong(student):
    """Implementations that return zeros, flat arrays or NaN are wrong: the answer is True."""
    plainly_wrong = {"returns_zeros": _zeros, "returns_flat_arrays": _flat, "returns_nan": _not_numbers}
    for name, function in plainly_wrong.items():
        implementation = callback(function, name)
        assert_same(student.find_bugs(implementation), want=True, call=f"find_bugs({name})")
