# Generated from solutions/a4_backprop/avg_pool2d_backward/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 7: backwards through average pooling."""

import numpy as np


def avg_pool2d_backward(grad_output, input_shape, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Hand the gradient of a loss back through average pooling: to all pixels of a window alike.

    The layer computed ``out = avg_pool2d(x, kernel_size, stride=stride, padding=padding,
    count_include_pad=count_include_pad)``.  You get the gradient of a loss with respect to ``out``, and return the
    one with respect to ``x``.  It does not depend on the pixels, so all that you are told about ``x`` is its shape.

    Parameters
    ----------
    grad_output : ndarray, shape (N, C, H_out, W_out)
        Upstream gradient, of float dtype, in any memory layout.  Not modified.
    input_shape : tuple of int
        (N, C, H, W), the shape of the images that the layer got.
    kernel_size : int or pair of int
        Size of the windows.  A pair gives (rows, columns).
    stride : int or pair of int, optional
        Step from one window to the next.  None stands for the kernel size: the windows lie side by side.
    padding : int or pair of int, optional
        Rows and columns of zeros that were added on *each* side of the images.
    count_include_pad : bool, optional
        Whether the layer divided by the size of the window, the border included, or only by the number of those
        pixels of the window that belong to the image.

    Returns
    -------
    grad_x : ndarray, shape (N, C, H, W)
        Gradient with respect to the images.  A pixel that no window covers gets 0.  A new array, of the dtype of
        ``grad_output``.

    Examples
    --------
    The pixel in the middle is in both windows, of two pixels each.

    >>> avg_pool2d_backward(np.array([[[[2.0, 6.0]]]]), (1, 1, 1, 3), (1, 2), stride=1)
    array([[[[1., 4., 3.]]]])

    With a border, the only window holds 1 pixel of the image and 3 of the border.

    >>> avg_pool2d_backward(np.array([[[[8.0]]]]), (1, 1, 1, 1), 2, stride=2, padding=1)
    array([[[[2.]]]])
    >>> avg_pool2d_backward(np.array([[[[8.0]]]]), (1, 1, 1, 1), 2, stride=2, padding=1, count_include_pad=False)
    array([[[[8.]]]])
    """
    raise NotImplementedError("write avg_pool2d_backward, then run: convgrade check avg_pool2d_backward")
