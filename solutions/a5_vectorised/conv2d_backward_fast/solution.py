"""Exercise 4: the gradients of a convolution layer as matrix products."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


def _places(tap, step, count):
    """Return the slice of the padded image's pixels that meet one entry of a kernel, along one axis."""
    return slice(tap, tap + step * (count - 1) + 1, step)


### END SOLUTION
def conv2d_backward_fast(grad_output, x, weight, *, stride=1, padding=0):
    """Return the gradients of a convolution layer, without a Python loop over pixels.

    Some loss depends on the layer's output; ``grad_output`` is its derivative with respect to every value of
    that output.  The chain rule turns it into derivatives with respect to the images, the filters and the
    biases.  It returns what ``conv2d_backward`` of the assignment on backpropagation returns, and takes a
    fraction of the time: once the windows are columns, both large gradients are matrix products.

    Correct values earn 10 points.  Another 10 depend on the processor time that a call takes beside that of
    our own version, on images that are tall, wide, deep or many: all 10 up to about the time of code that
    lets NumPy do the work, none for a Python loop over images, filters or output pixels.  A loop over the
    few entries of a kernel is fine.

    Parameters
    ----------
    grad_output : ndarray, shape (N, C_out, H_out, W_out)
        The derivative of the loss with respect to the output of
        ``conv2d_fast(x, weight, bias, stride=stride, padding=padding)``.  Not modified.
    x : ndarray, shape (N, C_in, H, W)
        The images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    weight : ndarray, shape (C_out, C_in, K_h, K_w)
        The filters.  Not modified.
    stride, padding : int or pair of int, optional
        Those of the forward call; a pair gives (rows, columns).

    Returns
    -------
    grad_x, grad_weight, grad_bias : ndarray
        Derivatives with respect to ``x``, ``weight`` and the bias, of the shapes of ``x``, of ``weight`` and
        ``(C_out,)``.  They are sums over all that a number takes part in: over the batch, too.  New arrays,
        of the dtype of ``x`` if that is a float dtype; float64 where it holds integers.

    References
    ----------
    torch.nn.functional.conv2d and torch.autograd.grad (docs.pytorch.org).

    Examples
    --------
    >>> x = np.array([[[[1.0, 2.0, 3.0]]]])
    >>> weight = np.array([[[[4.0, 5.0]]]])
    >>> grad_x, grad_weight, grad_bias = conv2d_backward_fast(np.array([[[[1.0, 10.0]]]]), x, weight)
    >>> grad_x
    array([[[[ 4., 45., 50.]]]])
    >>> grad_weight
    array([[[[21., 32.]]]])
    >>> grad_bias
    array([11.])
    """
    ### BEGIN SOLUTION
    (down, right), (pad_rows, pad_cols) = _pair(stride), _pair(padding)
    batch, channels, height, width = x.shape
    filters, _, kernel_height, kernel_width = weight.shape
    out_height, out_width = grad_output.shape[2:]
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    padded = np.zeros((batch, channels, height + 2 * pad_rows, width + 2 * pad_cols), dtype)
    padded[:, :, pad_rows : pad_rows + height, pad_cols : pad_cols + width] = x
    taps = [
        (r, s, _places(r, down, out_height), _places(s, right, out_width))
        for r in range(kernel_height)
        for s in range(kernel_width)
    ]

    columns = np.empty((batch, channels, kernel_height, kernel_width, out_height, out_width), dtype)
    for r, s, rows, cols in taps:
        columns[:, :, r, s] = padded[:, :, rows, cols]
    upstream = grad_output.astype(dtype).reshape(batch, filters, out_height * out_width)
    columns = columns.reshape(batch, weight[0].size, out_height * out_width)
    grad_weight = (upstream @ columns.transpose(0, 2, 1)).sum(axis=0).reshape(weight.shape)

    shares = weight.reshape(filters, -1).astype(dtype).T @ upstream
    shares = shares.reshape(batch, channels, kernel_height, kernel_width, out_height, out_width)
    grad_padded = np.zeros_like(padded)
    for r, s, rows, cols in taps:
        grad_padded[:, :, rows, cols] += shares[:, :, r, s]
    grad_x = grad_padded[:, :, pad_rows : pad_rows + height, pad_cols : pad_cols + width].copy()
    return grad_x, grad_weight, upstream.sum(axis=(0, 2))
    ### END SOLUTION
