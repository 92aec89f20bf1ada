"""Exercise 1: windows as columns."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


### END SOLUTION
def im2col(x, kernel_size, *, stride=1, padding=0):
    """Lay out every window of every image as a column of a matrix.

    A window covers ``kernel_size`` pixels of all channels.  Its values are put one below the other: channel
    by channel, within a channel row by row, within a row from left to right.  The windows follow each other
    from left to right as well: first those of the topmost row, each from left to right, then those of the
    next.  A convolution is then one matrix product, of the filters as rows with the windows as columns.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    kernel_size : int or pair of int
        Size of the windows, at least 1.  A pair gives (rows, columns): K_h and K_w.
    stride : int or pair of int, optional
        Step from one window to the next, in pixels, at least 1.  A pair gives the steps (down, right).
    padding : int or pair of int, optional
        Rows and columns of zeros to add on *each* side of the images before the windows slide, at least 0.

    Returns
    -------
    columns : ndarray, shape (N, C * K_h * K_w, L)
        ``L = H_out * W_out`` is the number of windows, with ``H_out = (H + 2 * padding - K_h) // stride + 1``
        and ``W_out`` likewise.  A new array, of the dtype of ``x`` if that is a float dtype; integers are
        promoted to float64.

    Raises
    ------
    ValueError
        If no window fits.

    References
    ----------
    torch.nn.Unfold (docs.pytorch.org).

    Examples
    --------
    >>> im2col(np.arange(1.0, 10.0).reshape(1, 1, 3, 3), 2)
    array([[[1., 2., 4., 5.],
            [2., 3., 5., 6.],
            [4., 5., 7., 8.],
            [5., 6., 8., 9.]]])
    """
    ### BEGIN SOLUTION
    (kernel_height, kernel_width), (down, right), (pad_rows, pad_cols) = map(_pair, (kernel_size, stride, padding))
    batch, channels, height, width = x.shape
    out_height = (height + 2 * pad_rows - kernel_height) // down + 1  # told in the task
    out_width = (width + 2 * pad_cols - kernel_width) // right + 1  # told in the task
    if out_height < 1 or out_width < 1:
        raise ValueError(f"no window of {kernel_height} x {kernel_width} fits in {height} x {width} pixels, padded")
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    padded = np.pad(x.astype(dtype), ((0, 0), (0, 0), (pad_rows, pad_rows), (pad_cols, pad_cols)))
    columns = np.empty((batch, channels, kernel_height, kernel_width, out_height, out_width), dtype)
    for row in range(kernel_height):
        for col in range(kernel_width):
            rows = slice(row, row + down * (out_height - 1) + 1, down)
            cols = slice(col, col + right * (out_width - 1) + 1, right)
            columns[:, :, row, col] = padded[:, :, rows, cols]
    return columns.reshape(batch, channels * kernel_height * kernel_width, out_height * out_width)
    ### END SOLUTION
