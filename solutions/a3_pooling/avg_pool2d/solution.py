"""Exercise 2: average pooling."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def _window_sums(padded, kernel, steps):
    """Return the sum of every window."""
    out_height, out_width = (
        (side - taps) // step + 1 for side, taps, step in zip(padded.shape[2:], kernel, steps, strict=True)
    )
    if out_height < 1 or out_width < 1:
        raise ValueError(f"no window of {kernel} fits in {padded.shape[2:]} pixels")
    sums = np.zeros((*padded.shape[:2], out_height, out_width), padded.dtype)
    for row in range(kernel[0]):
        for col in range(kernel[1]):
            rows = slice(row, row + steps[0] * (out_height - 1) + 1, steps[0])
            cols = slice(col, col + steps[1] * (out_width - 1) + 1, steps[1])
            sums += padded[:, :, rows, cols]
    return sums


### END SOLUTION
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
    ### BEGIN SOLUTION
    kernel, (pad_rows, pad_cols) = _pair(kernel_size), _pair(padding)
    steps = kernel if stride is None else _pair(stride)
    if pad_rows > kernel[0] // 2 or pad_cols > kernel[1] // 2:
        raise ValueError(f"padding {padding} is more than half of the kernel size {kernel_size}")
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    sides = ((0, 0), (0, 0), (pad_rows, pad_rows), (pad_cols, pad_cols))
    sums = _window_sums(np.pad(x.astype(dtype), sides), kernel, steps)
    if count_include_pad:
        return sums / (kernel[0] * kernel[1])
    ones = np.ones((1, 1, *x.shape[2:]), dtype)
    return sums / _window_sums(np.pad(ones, sides), kernel, steps)
    ### END SOLUTION
