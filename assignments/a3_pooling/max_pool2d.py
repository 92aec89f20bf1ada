# Generated from solutions/a3_pooling/max_pool2d/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 1: max pooling."""

import numpy as np


def max_pool2d(x, kernel_size, *, stride=None, padding=0):
    """Keep the largest value of every window, in every channel by itself.

    The windows slide as those of a convolution do, but there is nothing to learn: a window's answer is the
    largest of its pixels.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    kernel_size : int or pair of int
        Size of the windows, at least 1.  A pair gives (rows, columns).
    stride : int or pair of int, optional
        Step from one window to the next, in pixels, at least 1.  A pair gives the steps (down, right).  None
        stands for the kernel size: the windows lie side by side.
    padding : int or pair of int, optional
        Rows and columns to add on *each* side of the images before the windows slide, at least 0.  They are
        filled with minus infinity, so that a pixel beyond the border is never the largest.

    Returns
    -------
    out : ndarray, shape (N, C, H_out, W_out)
        ``H_out = (H + 2 * padding - kernel_size) // stride + 1``, and ``W_out`` likewise: a last window that
        does not lie within the padded image as a whole is left out.  A window that holds a NaN gives NaN.  A
        new array, of the dtype of ``x`` if that is a float dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If no window fits, or if the padding is larger than ``kernel_size // 2``, along either axis: then a
        window could lie beyond the border as a whole.

    References
    ----------
    torch.nn.MaxPool2d (docs.pytorch.org), section "Shape".

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 7.0, 8.0]]]])
    >>> max_pool2d(x, 2)
    array([[[[4., 8.]]]])
    >>> max_pool2d(x, 2, stride=1)
    array([[[[4., 7., 8.]]]])
    >>> max_pool2d(-x, 2, padding=1)
    array([[[[-1., -2., -6.],
             [-3., -4., -8.]]]])
    """
    raise NotImplementedError("write max_pool2d, then run: convgrade check max_pool2d")
