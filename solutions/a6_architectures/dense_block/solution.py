"""Exercise 4: dense blocks, which append what they compute to their input."""

import numpy as np


def dense_block(x, gs):
    """Return [x, g(x)] for one layer after the other: what a layer has found becomes more channels.

    The first layer makes ``[x, gs[0](x)]``, the channels of x followed by those of ``gs[0](x)``.  The second
    one takes all of them as its x, appends its own channels to them, and so on.

    Parameters
    ----------
    x : ndarray of float, shape (N, C, H, W)
        Images or feature maps.  Not modified.
    gs : list of callable
        The layers in the order in which they are applied.  Each takes an array of shape (N, any, H, W) and
        returns one of shape (N, C_g, H, W); C_g may differ from layer to layer.

    Returns
    -------
    out : ndarray, shape (N, C + all C_g together, H, W)
        A new array.  The channels of x come first, then those of each layer in turn.

    Examples
    --------
    >>> x = np.array([[[[5.0]]]])
    >>> dense_block(x, [lambda x: 3 * x, lambda x: x.sum(axis=1, keepdims=True)]).ravel()
    array([ 5., 15., 20.])
    """
    ### BEGIN SOLUTION
    out = np.array(x)
    for g in gs:
        out = np.concatenate([out, g(out)], axis=1)
    return out
    ### END SOLUTION


def dense_block_backward(grad_output, x, gs, g_backwards):
    """Return the gradient of x, given that of what `dense_block` returned.

    Parameters
    ----------
    grad_output : ndarray of float, shape (N, C + all C_g together, H, W)
        Gradient of the loss with respect to the output of the block.  Not modified.
    x : ndarray of float, shape (N, C, H, W)
        What the block was given.  Not modified.
    gs : list of callable
        The layers, as of `dense_block`.
    g_backwards : list of callable
        Their gradients, in the same order.  ``g_backwards[i](grad, given)`` returns the gradient with respect
        to ``given``, which is what layer i was given, if ``grad`` is the one with respect to
        ``gs[i](given)``.

    Returns
    -------
    grad_x : ndarray, shape (N, C, H, W)
        A new array.

    Examples
    --------
    One layer 3 * x, whose gradient is 3 * grad.  The output is x and 3 * x, so the pixel gets 1 and 3 * 10:

    >>> grad_output, x = np.array([[[[1.0]], [[10.0]]]]), np.array([[[[5.0]]]])
    >>> dense_block_backward(grad_output, x, [lambda x: 3 * x], [lambda grad, x: 3 * grad])
    array([[[[31.]]]])
    """
    ### BEGIN SOLUTION
    inputs = [x]
    for g in gs[:-1]:
        inputs.append(dense_block(inputs[-1], [g]))
    grad = np.array(grad_output)
    for g_backward, given in zip(g_backwards[::-1], inputs[::-1], strict=True):
        channels = given.shape[1]
        grad = grad[:, :channels] + g_backward(grad[:, channels:], given)
    return grad
    ### END SOLUTION
