# Generated from solutions/a4_backprop/max_pool2d_backward/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 6: backwards through max pooling."""

import numpy as np


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
    raise NotImplementedError("write max_pool2d_backward, then run: convgrade check max_pool2d_backward")
