# Generated from solutions/a2_convolution/conv2d/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 5: a convolution layer."""

import numpy as np


def conv2d(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Cross-correlate a batch of images with a bank of filters, as a convolution layer does.

    What deep-learning libraries call convolution: the kernel is *not* flipped.  A filter is as deep as the
    image has channels.  It slides over the image, and at every place the products of filter and pixels are
    added up over all channels, together with the filter's bias: one filter gives one map.

    Parameters
    ----------
    x : ndarray, shape (N, C_in, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    weight : ndarray, shape (C_out, C_in // groups, K_h, K_w)
        Filters; ``weight[o]`` is one of them.  Not modified.
    bias : ndarray, shape (C_out,), optional
        One number per filter, added to every value of its map.  Not modified.
    stride : int or pair of int, optional
        Step from one window to the next, in pixels, at least 1.  A pair gives the steps (down, right).
    padding : int or pair of int, optional
        Rows and columns of zeros to add on *each* side of the images before the windows slide, at least 0.
        A pair gives (rows at the top and at the bottom, columns at the left and at the right).
    dilation : int or pair of int, optional
        Bonus.  Step from one filter entry to the next, in pixels, at least 1: with 2, the filter's entries
        lie on every other pixel.
    groups : int, optional
        Bonus.  Split the channels and the filters, in their order, into this many equal groups; a filter
        sees the channels of its own group alone.

    Returns
    -------
    out : ndarray, shape (N, C_out, H_out, W_out)
        ``H_out = (H + 2 * padding - dilation * (K_h - 1) - 1) // stride + 1``, and ``W_out`` likewise: a
        last window that does not lie within the padded image as a whole is left out.  A new array, of the
        dtype of ``x`` if that is a float dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If no window fits, if ``x`` and ``weight`` disagree about the channels, or if ``groups`` does not
        divide the number of filters.

    References
    ----------
    torch.nn.Conv2d (docs.pytorch.org), section "Shape".

    Examples
    --------
    Two channels, one filter, and a bias of 10.

    >>> x = np.array([[[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]]])
    >>> weight = np.array([[[[1.0, 1.0]], [[0.0, -1.0]]]])
    >>> conv2d(x, weight, np.array([10.0]))
    array([[[[8., 9.]]]])
    >>> conv2d(x, weight, padding=(0, 1), stride=(1, 2))
    array([[[[-3., -1.]]]])
    """
    raise NotImplementedError("write conv2d, then run: convgrade check conv2d")
