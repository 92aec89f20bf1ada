"""Exercise 3: a convolution layer as one matrix product."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def _im2col(x, kernel_size, stride, padding):
    """Return the windows of each image as columns, shape (N, C, K_h, K_w, H_out, W_out), in a float dtype."""
    (kernel_height, kernel_width), (down, right), (pad_rows, pad_cols) = map(_pair, (kernel_size, stride, padding))
    batch, channels, height, width = x.shape
    out_height = (height + 2 * pad_rows - kernel_height) // down + 1  # told in the task
    out_width = (width + 2 * pad_cols - kernel_width) // right + 1  # told in the task
    if out_height < 1 or out_width < 1:
        raise ValueError(f"no window of {kernel_height} x {kernel_width} fits in {height} x {width} pixels, padded")
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    padded = np.zeros((batch, channels, height + 2 * pad_rows, width + 2 * pad_cols), dtype)
    padded[:, :, pad_rows : pad_rows + height, pad_cols : pad_cols + width] = x
    columns = np.empty((batch, channels, kernel_height, kernel_width, out_height, out_width), dtype)
    for row in range(kernel_height):
        for col in range(kernel_width):
            rows = slice(row, row + down * (out_height - 1) + 1, down)
            cols = slice(col, col + right * (out_width - 1) + 1, right)
            columns[:, :, row, col] = padded[:, :, rows, cols]
    return columns


### END SOLUTION
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
    ### BEGIN SOLUTION
    if x.shape[1] != weight.shape[1]:
        raise ValueError(f"filters for {weight.shape[1]} channels do not go with images of {x.shape[1]}")
    columns = _im2col(x, weight.shape[2:], stride, padding)
    batch, out_height, out_width = len(x), *columns.shape[4:]
    rows = weight.reshape(len(weight), -1).astype(columns.dtype)
    out = rows @ columns.reshape(batch, rows.shape[1], out_height * out_width)
    if bias is not None:
        out += bias.astype(columns.dtype)[:, None]
    return out.reshape(batch, len(weight), out_height, out_width)
    ### END SOLUTION
