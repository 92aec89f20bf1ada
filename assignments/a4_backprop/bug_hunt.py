# Generated from solutions/a4_backprop/bug_hunt/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 8: bug hunt, checks of your own."""

import numpy as np


def find_bugs(implementation):
    """Say whether an implementation of `conv2d_backward` is wrong.

    Whoever writes a gradient needs a check that catches mistakes; here you write the check.  You are handed
    implementations by other people: you can call them, but you cannot see their code.  24 of them are wrong, each
    in its own way, and 3 are right.  The more of the wrong ones you find, the more points you get.  But if you
    accuse one that is right, there are none: a check that cries wolf is soon ignored.

    Parameters
    ----------
    implementation : callable
        ``implementation(grad_output, x, weight, *, stride=1, padding=0)``, as the docstring of `conv2d_backward`
        describes it: returns the tuple ``(grad_x, grad_weight, grad_bias)``.  Right ones return arrays of the
        right shape, and numbers that are right up to rounding (they may differ by 1e-9 or so, as they may add up
        in another order), for every legal call, however often they are called, in whatever layout the arrays lie
        in memory.  You may call it up to 500 times with arrays of up to 5000 numbers each.

    Returns
    -------
    bool
        True if it is wrong, False if you have nothing against it.

    Notes
    -----
    Some of the wrong ones are wrong for almost every call, and some only for calls that few people think of.  All
    that you need to know is in the earlier exercises.  You may use your own functions: put copies of them into
    this file, or import them from the other files that you hand in.

    Examples
    --------
    >>> def lazy(grad_output, x, weight, *, stride=1, padding=0):
    ...     return np.zeros(x.shape), np.zeros(weight.shape), np.zeros(len(weight))
    >>> find_bugs(lazy)
    True
    """
    raise NotImplementedError("write find_bugs, then run: convgrade check bug_hunt")
