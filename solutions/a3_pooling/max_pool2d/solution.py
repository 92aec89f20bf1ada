"""Exercise 1: max pooling."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


### END SOLUTION
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
    ### BEGIN SOLUTION
    kernel_height, kernel_width = _pair(kernel_size)
    step_down, step_right = _pair(kernel_size if stride is None else stride)
    pad_rows, pad_cols = _pair(padding)
    if pad_rows > kernel_height // 2 or pad_cols > kernel_width // 2:
        raise ValueError(f"padding {padding} is more than half of the kernel size {kernel_size}")
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    sides = ((0, 0), (0, 0), (pad_rows, pad_rows), (pad_cols, pad_cols))
    padded = np.pad(x.astype(dtype), sides, constant_values=-np.inf)
    batch, channels, height, width = padded.shape
    out_height = (height - kernel_height) // step_down + 1
    out_width = (width - kernel_width) // step_right + 1
    if out_height < 1 or out_width < 1:
        raise ValueError(f"no window of {kernel_height} x {kernel_width} fits in {height} x {width} pixels")

    out = np.full((batch, channels, out_height, out_width), -np.inf, dtype)
    for row in range(kernel_height):
        for col in range(kernel_width):
            rows = slice(row, row + step_down * (out_height - 1) + 1, step_down)
            cols = slice(col, col + step_right * (out_width - 1) + 1, step_right)
            out = np.maximum(out, padded[:, :, rows, cols])
    return out
    ### END SOLUTION
