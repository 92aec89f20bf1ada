"""Exercise 3: residual blocks, which add what they compute to their input."""

import numpy as np


def residual_block(x, g, *, shortcut=None):
    """Return x + g(x).

    The branch ``g`` stands for the layers inside the block; what they are does not matter here.  Where
    they change the number of channels or halve the images, x cannot be added as it is.  Then there is a
    ``shortcut`` too, which gives x the same shape, and the block returns shortcut(x) + g(x).  There is no
    activation function after the sum; in this exercise it would be a layer of its own.

    Parameters
    ----------
    x : ndarray of float, shape (N, C, H, W)
        Images or feature maps.  Not modified.
    g : callable
        ``g(x)`` returns an array of shape (N, C_out, H_out, W_out).
    shortcut : callable, optional
        ``shortcut(x)`` returns an array of the same shape as ``g(x)``.

    Returns
    -------
    out : ndarray
        The sum, a new array.

    Raises
    ------
    ValueError
        If the two arrays to be added differ in shape, even where NumPy would broadcast one of them.

    Examples
    --------
    >>> x = np.array([[[[5.0, -1.0]]]])
    >>> residual_block(x, lambda x: 2 * x + 1)
    array([[[[16., -2.]]]])
    """
    ### BEGIN SOLUTION
    kept, found = x if shortcut is None else shortcut(x), g(x)
    if np.shape(kept) != np.shape(found):
        raise ValueError(f"shapes {np.shape(kept)} and {np.shape(found)} cannot be added entry by entry")
    return kept + found
    ### END SOLUTION


def residual_block_backward(grad_output, x, g_backward, *, shortcut_backward=None):
    """Return the gradient of x, given the gradient of x + g(x) or of shortcut(x) + g(x).

    Parameters
    ----------
    grad_output : ndarray of float, shape (N, C_out, H_out, W_out)
        Gradient of the loss with respect to what `residual_block` returned.  Not modified.
    x : ndarray of float, shape (N, C, H, W)
        What the block was given.  Not modified.
    g_backward : callable
        ``g_backward(grad, x)`` returns the gradient with respect to ``x``, if ``grad`` is the one with
        respect to ``g(x)``.
    shortcut_backward : callable, optional
        The same for the shortcut, where the block has one.

    Returns
    -------
    grad_x : ndarray, shape (N, C, H, W)
        A new array.

    Examples
    --------
    The branch 2 * x + 1 has the gradient 2 * grad:

    >>> grad_output, x = np.array([[[[1.0, 10.0]]]]), np.array([[[[5.0, -1.0]]]])
    >>> residual_block_backward(grad_output, x, lambda grad, x: 2 * grad)
    array([[[[ 3., 30.]]]])
    """
    ### BEGIN SOLUTION
    grad_kept = grad_output if shortcut_backward is None else shortcut_backward(grad_output, x)
    return grad_kept + g_backward(grad_output, x)
    ### END SOLUTION


def residual_chain_backward(grad_output, x, gs, g_backwards):
    """Return the gradient of x, given the gradient of what a chain of residual blocks makes of it.

    The first block returns x + gs[0](x), the second one takes this as its x, and so on.  None of them has
    a shortcut.

    Parameters
    ----------
    grad_output : ndarray of float, shape (N, C, H, W)
        Gradient of the loss with respect to what the last block returned.  Not modified.
    x : ndarray of float, shape (N, C, H, W)
        What the first block was given.  Not modified.
    gs, g_backwards : list of callable
        The branches in the order in which they are applied, and their gradients in the same order; called
        as those of `residual_block` and `residual_block_backward`.

    Returns
    -------
    grad_x : ndarray, shape (N, C, H, W)
        A new array.

    Examples
    --------
    Two blocks x + x * x make 6 of 2 and 42 of 6.  Their slopes are 1 + 2 * 2 = 5 and 1 + 2 * 6 = 13:

    >>> one, x = np.array([[[[1.0]]]]), np.array([[[[2.0]]]])
    >>> residual_chain_backward(one, x, [lambda x: x * x] * 2, [lambda grad, x: 2 * x * grad] * 2)
    array([[[[65.]]]])
    """
    ### BEGIN SOLUTION
    inputs = [x]
    for g in gs[:-1]:
        inputs.append(inputs[-1] + g(inputs[-1]))
    grad = grad_output
    for g_backward, given in zip(g_backwards[::-1], inputs[::-1], strict=True):
        grad = grad + g_backward(grad, given)
    return grad
    ### END SOLUTION
