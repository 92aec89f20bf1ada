# Generated from solutions/a4_backprop/numerical_gradient/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 1: gradients by nudging."""

import numpy as np


def numerical_gradient(f, x, grad_output, *, step=1e-5):
    """Find a gradient without any calculus: nudge every entry of x and see what happens.

    ``f`` is a function of an array.  Suppose that a loss grows by ``grad_output[k]`` for every unit by which
    output k of ``f`` grows; by how much does it grow per unit of ``x[i]``?  Nudge ``x[i]`` to both sides, by
    ``step``, and leave all other entries where they are.  The *central difference* is what ``f`` returns on the
    one side minus what it returns on the other side, divided by how far the two points are from each other.
    Multiply it by ``grad_output`` and add up over all outputs.

    You need this function to check the gradients that you derive in the next exercises.  It is slow, and it is
    easy to get right, which is what a check is for.

    Parameters
    ----------
    f : callable
        Takes an array of the shape of ``x``, as a whole, and returns an array of the shape of ``grad_output``.
        You do not see its code, and it may be slow: it is called twice for each entry of ``x``.
    x : ndarray
        Where the gradient is wanted: an array of any shape, of float or integer dtype, in any memory layout.
        Not modified.
    grad_output : ndarray
        Upstream gradient, of the shape of what ``f`` returns.  Not modified.
    step : float, optional
        By how much an entry is nudged to either side.

    Returns
    -------
    gradient : ndarray of float64, of the shape of ``x``
        The central differences, and nothing better: with a large step they differ from the derivatives of a
        function that bends, and so they should.  All is computed in float64, whatever the dtype of ``x``: of two
        numbers that agree in their first digits, only a few digits are left when you subtract them.

    Examples
    --------
    Between 2.5 and 3.5 the square grows from 6.25 to 12.25; each unit of it counts twice.

    >>> numerical_gradient(lambda x: x**2, np.array([3.0]), np.array([2.0]), step=0.5)
    array([12.])

    A nudge of one entry may change several outputs.

    >>> f = lambda x: np.array([x[0] + x[1], x[0] * x[1]])
    >>> numerical_gradient(f, np.array([5.0, 7.0]), np.array([10.0, 1.0]), step=1.0)
    array([17., 15.])
    """
    raise NotImplementedError("write numerical_gradient, then run: convgrade check numerical_gradient")
