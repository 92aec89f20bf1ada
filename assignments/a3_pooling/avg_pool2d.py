# Generated from solutions/a3_pooling/avg_pool2d/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 2: average pooling."""

import numpy as np


def avg_pool2d(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Replace every window by the mean of its values, in every channel by itself.

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
        Rows and columns of zeros to add on *each* side of the images before the windows slide, at least 0.
    count_include_pad : bool, optional
        What a window that reaches beyond the border is divided by.  True: by the number of its positions,
        K_h * K_w as everywhere, so that the zeros of the padding count.  False: by the number of its pixels
        that lie in the image.

    Returns
    -------
    out : ndarray, shape (N, C, H_out, W_out)
        ``H_out = (H + 2 * padding - kernel_size) // stride + 1``, and ``W_out`` likewise: a last window that
        does not lie within the padded image as a whole is left out.  A new array, of the dtype of ``x`` if
        that is a float dtype; integers are promoted to float64, so that the mean of 1 and 2 is 1.5.

    Raises
    ------
    ValueError
        If no window fits, or if the padding is larger than ``kernel_size // 2``, along either axis.

    References
    ----------
    torch.nn.AvgPool2d (docs.pytorch.org), section "Shape".

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 7.0, 8.0]]]])
    >>> avg_pool2d(x, 2)
    array([[[[2.5, 6.5]]]])

    In the corner of an image of ones, four of the window's nine positions lie in the image:

    >>> avg_pool2d(np.ones((1, 1, 2, 2)), 3, padding=1).round(3)
    array([[[[0.444]]]])
    >>> avg_pool2d(np.ones((1, 1, 2, 2)), 3, padding=1, count_include_pad=False)
    array([[[[1.]]]])
    """
    raise NotImplementedError("write avg_pool2d, then run: convgrade check avg_pool2d")
