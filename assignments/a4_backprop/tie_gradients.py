# Generated from solutions/a4_backprop/tie_gradients/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 4: tied weights, one gradient for all places."""

import numpy as np


def tie_gradients(grad_weight_untied):
    """Find the gradient of weights that are shared, from the gradients that they would get unshared.

    Give every place of an image its own copy of a bank of filters, and you have a locally connected layer, with a
    gradient for each copy.  Now tie the copies: a convolution layer has one bank of filters, and uses it at every
    place.  What is the gradient of a shared weight, if those of its copies are known?

    Parameters
    ----------
    grad_weight_untied : ndarray, shape (H_out, W_out, C_out, C_in, K_h, K_w)
        The gradient of the weights of every place, as `locally_connected2d_backward` returns it, of float or
        integer dtype, in any memory layout.  Not modified.

    Returns
    -------
    grad_weight : ndarray, shape (C_out, C_in, K_h, K_w)
        The gradient of the shared weights: what `conv2d_backward` returns for a convolution whose filters the
        copies are.  A new array, of the dtype of the argument if that is a float dtype and float64 otherwise.

    Examples
    --------
    Two places, one filter, one channel, and a kernel of two entries.

    >>> untied = np.array([2.0, 4.0, 10.0, 15.0]).reshape(1, 2, 1, 1, 1, 2)
    >>> tie_gradients(untied)
    array([[[[12., 19.]]]])
    """
    raise NotImplementedError("write tie_gradients, then run: convgrade check tie_gradients")
