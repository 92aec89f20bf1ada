"""Exercise 5: max pooling, forward and backward, without a loop over windows."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def _entries(x, kernel_size, stride, padding):
    """Return the padded images, and for every entry of a window the pixels that it meets: (rows, columns) slices."""
    (kernel_height, kernel_width), (pad_rows, pad_cols) = _pair(kernel_size), _pair(padding)
    down, right = _pair(kernel_size if stride is None else stride)
    if pad_rows > kernel_height // 2 or pad_cols > kernel_width // 2:
        raise ValueError(f"padding {padding} is more than half of the kernel size {kernel_size}")
    batch, channels, height, width = x.shape
    out_height = (height + 2 * pad_rows - kernel_height) // down + 1  # told in the task
    out_width = (width + 2 * pad_cols - kernel_width) // right + 1  # told in the task
    if out_height < 1 or out_width < 1:
        raise ValueError(f"no window of {kernel_height} x {kernel_width} fits in {height} x {width} pixels, padded")
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    padded = np.full((batch, channels, height + 2 * pad_rows, width + 2 * pad_cols), -np.inf, dtype)
    padded[:, :, pad_rows : pad_rows + height, pad_cols : pad_cols + width] = x
    return padded, [
        (slice(row, row + down * (out_height - 1) + 1, down), slice(col, col + right * (out_width - 1) + 1, right))
        for row in range(kernel_height)
        for col in range(kernel_width)
    ]


### END SOLUTION
def max_pool2d_fast(x, kernel_size, *, stride=None, padding=0):
    """Keep the largest value of every window, without a Python loop over windows.

    It returns what ``max_pool2d`` of the third assignment returns, and takes a fraction of the time.  A loop
    over the few entries of a window is fine; a loop over images, channels or windows is not.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    kernel_size : int or pair of int
        Size of the windows, at least 1.  A pair gives (rows, columns).
    stride : int or pair of int, optional
        Step from one window to the next, in pixels, at least 1.  None stands for the kernel size.
    padding : int or pair of int, optional
        Rows and columns of minus infinity to add on *each* side of the images before the windows slide.

    Returns
    -------
    out : ndarray, shape (N, C, H_out, W_out)
        ``H_out = (H + 2 * padding - kernel_size) // stride + 1``, and ``W_out`` likewise.  A window that holds
        a NaN gives NaN.  A new array, of the dtype of ``x`` if that is a float dtype; integers are promoted
        to float64.

    Raises
    ------
    ValueError
        If no window fits, or if the padding is larger than ``kernel_size // 2``, along either axis.

    References
    ----------
    torch.nn.MaxPool2d (docs.pytorch.org), section "Shape".

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 5.0, 6.0], [3.0, 4.0, 7.0, 8.0]]]])
    >>> max_pool2d_fast(x, 2)
    array([[[[4., 8.]]]])
    """
    ### BEGIN SOLUTION
    padded, (first, *others) = _entries(x, kernel_size, stride, padding)
    out = padded[:, :, *first].copy()
    for rows, cols in others:
        np.maximum(out, padded[:, :, rows, cols], out=out)
    return out
    ### END SOLUTION


def max_pool2d_backward_fast(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Return the gradient of max pooling with respect to its images, without a Python loop over windows.

    The pixel that was the largest of its window gets the window's share of the gradient, the others nothing.
    Of several pixels that are equally large, the first one gets all of it: the topmost, and among those in
    one row the leftmost.  A pixel that wins in several windows gets the sum of their shares.

    Parameters
    ----------
    grad_output : ndarray, shape (N, C, H_out, W_out)
        The derivative of the loss with respect to the output of
        ``max_pool2d_fast(x, kernel_size, stride=stride, padding=padding)``.  Not modified.
    x : ndarray, shape (N, C, H, W)
        The images; no NaN among them.  Not modified.
    kernel_size, stride, padding
        Those of the forward call.

    Returns
    -------
    grad_x : ndarray, shape (N, C, H, W)
        A new array, of the dtype of ``x`` if that is a float dtype; float64 where it holds integers.

    References
    ----------
    torch.nn.functional.max_pool2d and torch.autograd.grad (docs.pytorch.org).

    Examples
    --------
    >>> x = np.array([[[[1.0, 7.0, 5.0, 5.0], [3.0, 4.0, 5.0, 2.0]]]])
    >>> max_pool2d_backward_fast(np.array([[[[10.0, 20.0]]]]), x, 2)
    array([[[[ 0., 10., 20.,  0.],
             [ 0.,  0.,  0.,  0.]]]])
    """
    ### BEGIN SOLUTION
    padded, entries = _entries(x, kernel_size, stride, padding)
    (first, *others), (height, width) = entries, x.shape[2:]
    best, winner = padded[:, :, *first].copy(), np.zeros(grad_output.shape, np.intp)
    for number, (rows, cols) in enumerate(others, 1):
        pixels = padded[:, :, rows, cols]
        winner[pixels > best] = number
        np.maximum(best, pixels, out=best)
    grad_padded = np.zeros_like(padded)
    for number, (rows, cols) in enumerate(entries):
        grad_padded[:, :, rows, cols] += grad_output * (winner == number)
    pad_rows, pad_cols = _pair(padding)
    return grad_padded[:, :, pad_rows : pad_rows + height, pad_cols : pad_cols + width].copy()
    ### END SOLUTION
