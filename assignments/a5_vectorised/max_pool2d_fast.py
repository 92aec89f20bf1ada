# Generated from solutions/a5_vectorised/max_pool2d_fast/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 5: max pooling, forward and backward, without a loop over windows."""

import numpy as np


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
    raise NotImplementedError("write max_pool2d_fast, then run: convgrade check max_pool2d_fast")


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
    raise NotImplementedError("write max_pool2d_backward_fast, then run: convgrade check max_pool2d_fast")
