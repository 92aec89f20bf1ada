# Generated from solutions/a2_convolution/pad2d/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 4: put a border around images."""

import numpy as np


def pad2d(x, padding, *, value=0.0):
    """Put a border around every image of a batch.

    A kernel that slides over bordered images gives larger maps than without the border, and meets the
    outermost pixels more often.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    padding : int, pair of int, or pair of pairs of int
        Width of the border, in pixels, at least 0.  An int is meant for each of the four sides.  A pair
        ``(rows, columns)`` means that many rows at the top and as many at the bottom, and that many columns
        at the left and as many at the right.  A pair of pairs ``((top, bottom), (left, right))`` gives the
        four sides one by one.
    value : float, optional
        What every pixel of the border is set to; infinity and NaN are legal.

    Returns
    -------
    out : ndarray, shape (N, C, top + H + bottom, left + W + right)
        The images with their borders.  A new array, even where there is no border to add, of the dtype of
        ``x`` if that is a float dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If a side of the border is negative.

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0]]]])
    >>> pad2d(x, 1)
    array([[[[0., 0., 0., 0.],
             [0., 1., 2., 0.],
             [0., 0., 0., 0.]]]])
    >>> pad2d(x, ((0, 1), (2, 0)), value=7)
    array([[[[7., 7., 1., 2.],
             [7., 7., 7., 7.]]]])
    """
    raise NotImplementedError("write pad2d, then run: convgrade check pad2d")
