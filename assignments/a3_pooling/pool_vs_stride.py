# Generated from solutions/a3_pooling/pool_vs_stride/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 4: pooling compared with stride."""

import numpy as np


def consolidate(x, weight, bias, how):
    """Halve the sides of an image in one of three ways, and count what it costs.

    ======================== ===========================================================================
    how                      what is computed
    ======================== ===========================================================================
    ``"max_pool"``           a convolution with stride 1, then max pooling of 2 x 2 grids
    ``"avg_pool"``           a convolution with stride 1, then average pooling of 2 x 2 grids
    ``"strided_conv"``       the same convolution with stride 2, and no pooling
    ======================== ===========================================================================

    The convolution always has kernel size 3 and padding 1 (with zeros), and does not flip its kernels: it is
    the layer that you know as conv2d.  The pooling has kernel size 2, stride 2 and no padding.

    Parameters
    ----------
    x : ndarray, shape (N, C_in, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    weight : ndarray, shape (C_out, C_in, 3, 3)
        Filters of the convolution.  Not modified.
    bias : ndarray, shape (C_out,), or None
        One number per filter, added to every value of its map; None for a convolution without biases.  Not
        modified.
    how : str
        One of ``"max_pool"``, ``"avg_pool"`` and ``"strided_conv"``.

    Returns
    -------
    dict
        With exactly these keys:

        ``"out"``
            What comes out, an ndarray of shape (N, C_out, H_out, W_out).  With pooling, ``H_out = H // 2``; with
            a stride, ``H_out = (H + 2 - 3) // 2 + 1``; and ``W_out`` likewise.  A new array, of the dtype of
            ``x`` if that is a float dtype; integers are promoted to float64.
        ``"units"``
            How many values ``"out"`` has for *one* image, in all its maps together; an int.
        ``"params"``
            How many parameters the layer has that does the halving, weights and biases together; an int.  That
            is the pooling layer, or the convolution with stride 2.  The convolution in front of a pooling layer
            is a layer of its own, and does not count.

    Raises
    ------
    ValueError
        If ``how`` is none of the three, if ``x`` and ``weight`` disagree about the channels, or if no 2 x 2
        grid fits for a pooling layer.

    Examples
    --------
    A kernel with a single 1 in its middle leaves the image as it is.

    >>> x = np.array([[[[1.0, 2.0], [3.0, 6.0]]]])
    >>> weight = np.array([[[[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 0.0]]]])
    >>> consolidate(x, weight, None, "max_pool")
    {'out': array([[[[6.]]]]), 'units': 1, 'params': 0}
    >>> consolidate(x, weight, np.array([10.0]), "strided_conv")
    {'out': array([[[[11.]]]]), 'units': 1, 'params': 10}
    """
    raise NotImplementedError("write consolidate, then run: convgrade check pool_vs_stride")
