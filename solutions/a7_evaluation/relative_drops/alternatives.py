"""Right versions of relative_drops, written in unusual ways: each gets full marks."""

import itertools

import numpy as np

from convgrade.checks import alternative


@alternative("what is left")
def what_is_left(errors):
    """Subtract what is left from 1."""
    return tuple(1 - after / before for before, after in itertools.pairwise(errors))


@alternative("np.diff")
def with_diff(errors):
    """Let NumPy subtract; the result is an array."""
    errors = np.asarray(errors)
    return -np.diff(errors) / errors[:-1]


@alternative("loop over places")
def loop_over_places(errors):
    """Walk through the steps by number."""
    drops = []
    for i in range(1, len(errors)):
        gone = errors[i - 1] - errors[i]
        drops.append(gone / errors[i - 1])
    return drops
