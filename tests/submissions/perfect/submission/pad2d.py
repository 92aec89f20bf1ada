"""Exercise 4: put a border around images."""

import numpy as np


def _before_and_after(border):
    """Return how many rows (or columns) come before the image and how many after it: one number means both."""
    return (border, border) if np.ndim(border) == 0 else tuple(border)


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
    rows, cols = _before_and_after(padding)
    (top, bottom), (left, right) = _before_and_after(rows), _before_and_after(cols)
    if min(top, bottom, left, right) < 0:
        raise ValueError(f"no side of a border can be negative: {padding}")
    batch, channels, height, width = x.shape
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    out = np.full((batch, channels, top + height + bottom, left + width + right), value, dtype)
    out[:, :, top : top + height, left : left + width] = x
    return out
