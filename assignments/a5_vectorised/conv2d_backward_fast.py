# Generated from solutions/a5_vectorised/conv2d_backward_fast/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 4: the gradients of a convolution layer as matrix products."""

import numpy as np


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
    raise NotImplementedError("write conv2d_backward_fast, then run: convgrade check conv2d_backward_fast")
