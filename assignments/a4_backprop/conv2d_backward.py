# Generated from solutions/a4_backprop/conv2d_backward/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 5: backwards through a convolution layer."""

import numpy as np


def conv2d_backward(grad_output, x, weight, *, stride=1, padding=0):
    """Hand the gradient of a loss back through a convolution layer, to its input and its parameters.

    The layer computed ``out = conv2d(x, weight, bias, stride=stride, padding=padding)``, where `conv2d` is that
    of the assignment before: a cross-correlation, the kernel is *not* flipped.  Then something computed a loss
    from ``out``.  You get the gradient of the loss with respect to ``out``, and return those with respect to
    ``x``, ``weight`` and ``bias``.

    The three are graded one by one.  If you have not written one of them yet, return None in its place.

    Parameters
    ----------
    grad_output : ndarray, shape (N, C_out, H_out, W_out)
        Upstream gradient: by how much the loss grows per unit of each output.  Of float dtype.  Not modified.
    x : ndarray, shape (N, C_in, H, W)
        The images that the layer got, of float or integer dtype, in any memory layout.  Not modified.
    weight : ndarray, shape (C_out, C_in, K_h, K_w)
        The layer's filters.  Not modified.
    stride : int or pair of int, optional
        As the layer's: step from one window to the next.  A pair gives the steps (down, right).
    padding : int or pair of int, optional
        As the layer's: rows and columns of zeros that were added on *each* side of the images.

    Returns
    -------
    grad_x : ndarray, shape (N, C_in, H, W)
        Gradient with respect to the images, without their padding.  A pixel that no window covers gets 0.
    grad_weight : ndarray, shape (C_out, C_in, K_h, K_w)
        Gradient with respect to the filters, summed over all images and all windows.
    grad_bias : ndarray, shape (C_out,)
        Gradient with respect to the bias, of which there is one number per filter.

    Notes
    -----
    All three are sums, never means: if the loss averages over the batch, ``grad_output`` has that in it already.
    They are new arrays, of the dtype of ``x`` if that is a float dtype and float64 otherwise.  Together they are
    what is called a vector-Jacobian product.

    Examples
    --------
    One window, and another one to the right of it: the pixel in the middle is in both.

    >>> x = np.array([[[[1.0, 2.0, 3.0]]]])
    >>> weight = np.array([[[[10.0, 20.0]]]])
    >>> grad_x, grad_weight, grad_bias = conv2d_backward(np.array([[[[2.0, 5.0]]]]), x, weight)
    >>> grad_x
    array([[[[ 20.,  90., 100.]]]])
    >>> grad_weight
    array([[[[12., 19.]]]])
    >>> grad_bias
    array([7.])
    """
    raise NotImplementedError("write conv2d_backward, then run: convgrade check conv2d_backward")
