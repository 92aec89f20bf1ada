# Generated from solutions/a5_vectorised/conv2d_fast/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 3: a convolution layer as one matrix product."""

import numpy as np


def conv2d_fast(x, weight, bias=None, *, stride=1, padding=0):
    """Cross-correlate a batch of images with a bank of filters, without a Python loop over pixels.

    It returns what ``conv2d`` of the second assignment returns, and takes a fraction of the time: almost all
    of the work is one matrix product per image.  Lay every window out as a column (``im2col``) and every
    filter as a row; then each value of the output is a row times a column.

    Correct values earn 10 points.  Another 15 depend on the processor time that a call takes beside that of
    our own version, on images that are tall, wide, deep or many: all 15 up to about the time of code that
    lets NumPy do the work, none for a Python loop over images, filters or output pixels.  A loop over the
    few entries of a kernel is fine.

    Parameters
    ----------
    x : ndarray, shape (N, C_in, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    weight : ndarray, shape (C_out, C_in, K_h, K_w)
        Filters; ``weight[o]`` is one of them.  Not modified.
    bias : ndarray, shape (C_out,), optional
        One number per filter, added to every value of its map.  Not modified.
    stride : int or pair of int, optional
        Step from one window to the next, in pixels, at least 1.  A pair gives the steps (down, right).
    padding : int or pair of int, optional
        Rows and columns of zeros to add on *each* side of the images before the windows slide, at least 0.

    Returns
    -------
    out : ndarray, shape (N, C_out, H_out, W_out)
        ``H_out = (H + 2 * padding - K_h) // stride + 1``, and ``W_out`` likewise.  A new array, of the dtype
        of ``x`` if that is a float dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If no window fits, or if ``x`` and ``weight`` disagree about the channels.

    References
    ----------
    torch.nn.Conv2d (docs.pytorch.org), section "Shape".

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]]])
    >>> weight = np.array([[[[1.0, 1.0]], [[0.0, -1.0]]]])
    >>> conv2d_fast(x, weight, np.array([10.0]))
    array([[[[8., 9.]]]])
    """
    raise NotImplementedError("write conv2d_fast, then run: convgrade check conv2d_fast")
