# Generated from solutions/a4_backprop/locally_connected2d_backward/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 3: backwards where nothing is shared."""

import numpy as np


def locally_connected2d_backward(grad_output, x, weight):
    """Hand the gradient of a loss back through a locally connected layer.

    The layer computed ``out = locally_connected2d(x, weight, bias)``: at every place the pixels of its window are
    multiplied by weights that belong to this place alone, and added up together with a bias that belongs to this
    place and filter alone.  There is no padding, and windows start one pixel apart.  You get the gradient of a
    loss with respect to ``out`` and return those with respect to ``x``, ``weight`` and ``bias``.

    The three are graded one by one.  If you have not written one of them yet, return None in its place.

    Parameters
    ----------
    grad_output : ndarray, shape (N, F, H_out, W_out)
        Upstream gradient, of float dtype.  Not modified.
    x : ndarray, shape (N, C, H, W)
        The images that the layer got, of float or integer dtype, in any memory layout.  Not modified.
    weight : ndarray, shape (H_out, W_out, F, C, K_h, K_w)
        The layer's weights; ``weight[i, j, f]`` is the filter of unit f at place (i, j).  Not modified.

    Returns
    -------
    grad_x : ndarray, shape (N, C, H, W)
        Gradient with respect to the images.
    grad_weight : ndarray, shape (H_out, W_out, F, C, K_h, K_w)
        Gradient with respect to the weights, summed over all images.
    grad_bias : ndarray, shape (H_out, W_out, F)
        Gradient with respect to the bias, of which there is one number per unit, summed over all images.

    Notes
    -----
    All three are sums, never means.  They are new arrays, of the dtype of ``x`` if that is a float dtype and
    float64 otherwise.

    Examples
    --------
    Two places side by side, each with two weights of its own.

    >>> x = np.array([[[[1.0, 2.0, 3.0]]]])
    >>> weight = np.array([10.0, 20.0, 30.0, 40.0]).reshape(1, 2, 1, 1, 1, 2)
    >>> grad_x, grad_weight, grad_bias = locally_connected2d_backward(np.array([[[[2.0, 5.0]]]]), x, weight)
    >>> grad_x
    array([[[[ 20., 190., 200.]]]])
    >>> grad_weight.ravel()
    array([ 2.,  4., 10., 15.])
    >>> grad_bias.ravel()
    array([2., 5.])
    """
    raise NotImplementedError("write locally_connected2d_backward, then run: convgrade check locally_connected2d_backward")
