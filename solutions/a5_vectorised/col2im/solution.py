"""Exercise 2: columns back into images."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


### END SOLUTION
def col2im(columns, input_shape, kernel_size, *, stride=1, padding=0):
    """Add every value of a matrix of windows to the pixel from which im2col would have taken it.

    It is the *adjoint* of ``im2col``, not its inverse: a pixel that lies in several windows gets the sum of
    all its values, and what lies in the padding is dropped.  For any images ``x`` and columns ``c``,
    ``np.sum(im2col(x, ...) * c)`` equals ``np.sum(x * col2im(c, x.shape, ...))``.  This is what the gradient
    with respect to the images needs: how often, and with what, does each pixel enter?

    Parameters
    ----------
    columns : ndarray, shape (N, C * K_h * K_w, L)
        One matrix for each image, laid out as ``im2col`` lays it out.  Not modified.
    input_shape : tuple of int
        (N, C, H, W), the shape of the images; N may be 0.
    kernel_size : int or pair of int
        Size of the windows, at least 1.  A pair gives (rows, columns).
    stride : int or pair of int, optional
        Step from one window to the next, in pixels, at least 1.
    padding : int or pair of int, optional
        Rows and columns that ``im2col`` would have added on *each* side.

    Returns
    -------
    x : ndarray, shape (N, C, H, W)
        Pixels that no window covers are 0.  A new array, of the dtype of ``columns`` if that is a float
        dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If ``columns`` does not have the shape that ``im2col`` gives to images of this shape.

    References
    ----------
    torch.nn.Fold (docs.pytorch.org).

    Examples
    --------
    Every pixel counts the windows that see it.

    >>> col2im(np.ones((1, 4, 4)), (1, 1, 3, 3), 2)
    array([[[[1., 2., 1.],
             [2., 4., 2.],
             [1., 2., 1.]]]])
    """
    ### BEGIN SOLUTION
    (kernel_height, kernel_width), (down, right), (pad_rows, pad_cols) = map(_pair, (kernel_size, stride, padding))
    batch, channels, height, width = input_shape
    out_height = (height + 2 * pad_rows - kernel_height) // down + 1  # told in the task
    out_width = (width + 2 * pad_cols - kernel_width) // right + 1  # told in the task
    expected = (batch, channels * kernel_height * kernel_width, out_height * out_width)
    if columns.shape != expected:
        raise ValueError(f"columns for images {tuple(input_shape)} have shape {expected}, not {columns.shape}")
    dtype = columns.dtype if columns.dtype.kind == "f" else np.float64
    values = columns.reshape(batch, channels, kernel_height, kernel_width, out_height, out_width)
    padded = np.zeros((batch, channels, height + 2 * pad_rows, width + 2 * pad_cols), dtype)
    for row in range(kernel_height):
        for col in range(kernel_width):
            rows = slice(row, row + down * (out_height - 1) + 1, down)
            cols = slice(col, col + right * (out_width - 1) + 1, right)
            padded[:, :, rows, cols] += values[:, :, row, col]
    return padded[:, :, pad_rows : pad_rows + height, pad_cols : pad_cols + width].copy()
    ### END SOLUTION
