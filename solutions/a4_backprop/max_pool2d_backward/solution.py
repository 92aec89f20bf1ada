"""Exercise 6: backwards through max pooling."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


### END SOLUTION
def max_pool2d_backward(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Hand the gradient of a loss back through max pooling: to the pixels that have won.

    The layer computed ``out = max_pool2d(x, kernel_size, stride=stride, padding=padding)``.  You get the gradient
    of a loss with respect to ``out``, and return the one with respect to ``x``.  A pooling layer has no
    parameters, so there is nothing else.

    Parameters
    ----------
    grad_output : ndarray, shape (N, C, H_out, W_out)
        Upstream gradient, of float dtype.  Not modified.
    x : ndarray, shape (N, C, H, W)
        The images that the layer got, of float or integer dtype, in any memory layout, without NaN.  Not
        modified.
    kernel_size : int or pair of int
        Size of the windows.  A pair gives (rows, columns).
    stride : int or pair of int, optional
        Step from one window to the next.  None stands for the kernel size: the windows lie side by side.
    padding : int or pair of int, optional
        Rows and columns of minus infinity that were added on *each* side of the images.

    Returns
    -------
    grad_x : ndarray, shape (N, C, H, W)
        Gradient with respect to the images.  Where several pixels of a window are the largest, the *first* one
        of them gets the whole gradient, row by row from the left to the right, as in PyTorch.  A new array, of the
        dtype of ``x`` if that is a float dtype and float64 otherwise.

    Examples
    --------
    The 9 wins in both windows, and in the second example the first 4 in the only one.

    >>> x = np.array([[[[1.0, 9.0, 3.0], [2.0, 0.0, 5.0]]]])
    >>> max_pool2d_backward(np.array([[[[10.0, 7.0]]]]), x, 2, stride=1)
    array([[[[ 0., 17.,  0.],
             [ 0.,  0.,  0.]]]])
    >>> max_pool2d_backward(np.array([[[[3.0]]]]), np.array([[[[1.0, 4.0], [4.0, 4.0]]]]), 2)
    array([[[[0., 3.],
             [0., 0.]]]])
    """
    ### BEGIN SOLUTION
    kernel_height, kernel_width = _pair(kernel_size)
    step_down, step_right = _pair(kernel_size if stride is None else stride)
    pad_rows, pad_cols = _pair(padding)
    height, width = x.shape[2:]
    out_height, out_width = grad_output.shape[2:]
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    sides = ((0, 0), (0, 0), (pad_rows, pad_rows), (pad_cols, pad_cols))
    padded = np.pad(x.astype(dtype), sides, constant_values=-np.inf)
    upstream = grad_output.astype(dtype)

    places = []
    for row in range(kernel_height):
        for col in range(kernel_width):
            rows = slice(row, row + step_down * (out_height - 1) + 1, step_down)
            cols = slice(col, col + step_right * (out_width - 1) + 1, step_right)
            places.append((slice(None), slice(None), rows, cols))
    winner = np.argmax(np.stack([padded[place] for place in places]), axis=0)

    grad_padded = np.zeros(padded.shape, dtype)
    for number, place in enumerate(places):
        grad_padded[place] += np.where(winner == number, upstream, 0)
    return grad_padded[:, :, pad_rows : pad_rows + height, pad_cols : pad_cols + width]
    ### END SOLUTION
