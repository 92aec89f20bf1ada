# Generated from solutions/a4_backprop/conv1d_backward/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 2: backwards through the lecture's formula."""

import numpy as np


def conv1d_backward(grad_output, x, weight):
    """Hand the gradient of a loss back through the lecture's convolution layer for signals.

    The layer computed ``y[i, t]``, the sum of ``w[i, j, tau] * x[j, t + tau]`` over all channels j and all tau
    from -R to R, plus a bias.  Samples before the first one and behind the last one count as zero, so the output
    is as long as the signal: that is `conv1d` of an earlier assignment.  You get the gradient of a loss with
    respect to ``y`` and return those with respect to ``x``, ``weight`` and ``bias``.

    The three are graded one by one.  If you have not written one of them yet, return None in its place.

    Parameters
    ----------
    grad_output : ndarray, shape (N, I, T)
        Upstream gradient, what the lecture writes as y with a bar: by how much the loss grows per unit of each
        output.  Of float dtype.  Not modified.
    x : ndarray, shape (N, J, T)
        The signals that the layer got, of float or integer dtype, in any memory layout.  Not modified.
    weight : ndarray, shape (I, J, 2 * R + 1)
        The layer's filters; ``w[i, j, tau]`` is ``weight[i, j, R + tau]``.  Not modified.

    Returns
    -------
    grad_x : ndarray, shape (N, J, T)
        Gradient with respect to the signals.
    grad_weight : ndarray, shape (I, J, 2 * R + 1)
        Gradient with respect to the filters, summed over all signals and all times.
    grad_bias : ndarray, shape (I,)
        Gradient with respect to the bias, of which there is one number per filter.

    Notes
    -----
    All three are sums, never means.  They are new arrays, of the dtype of ``x`` if that is a float dtype and
    float64 otherwise.

    Examples
    --------
    >>> x = np.array([[[1.0, 2.0, 3.0, 4.0, 5.0]]])
    >>> weight = np.array([[[1.0, 0.0, -1.0]]])
    >>> grad_x, grad_weight, grad_bias = conv1d_backward(np.array([[[2.0, 0.0, 0.0, 0.0, 0.0]]]), x, weight)
    >>> grad_x
    array([[[ 0., -2.,  0.,  0.,  0.]]])
    >>> grad_weight
    array([[[0., 2., 4.]]])
    >>> grad_bias
    array([2.])
    """
    raise NotImplementedError("write conv1d_backward, then run: convgrade check conv1d_backward")
