# Generated from solutions/a8_training/linear_relu/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 1: a fully connected layer and the rectifier, forward and backward."""

import numpy as np


def linear(x, weight, bias):
    """Return the output of a fully connected layer, one row for each image.

    Parameters
    ----------
    x : ndarray, shape (N, D)
        The inputs, of float or integer dtype.  Not modified.
    weight : ndarray, shape (K, D)
        One row of weights for each output.  Not modified.
    bias : ndarray, shape (K,)
        One number for each output.  Not modified.

    Returns
    -------
    out : ndarray, shape (N, K)
        ``out[n, k]`` is the sum of ``weight[k] * x[n]``, plus ``bias[k]``.  A new array, of the dtype of ``x``
        if that is a float dtype; float64 where it holds integers.

    References
    ----------
    torch.nn.functional.linear (docs.pytorch.org).

    Examples
    --------
    >>> linear(np.array([[1.0, 2.0]]), np.array([[3.0, 4.0], [5.0, 6.0]]), np.array([0.0, 100.0]))
    array([[ 11., 117.]])
    """
    raise NotImplementedError("write linear, then run: convgrade check linear_relu")


def linear_backward(grad_output, x, weight):
    """Return the gradients of a fully connected layer.

    Parameters
    ----------
    grad_output : ndarray, shape (N, K)
        The derivative of the loss with respect to every number of ``linear(x, weight, bias)``.  Not modified.
    x : ndarray, shape (N, D)
        The inputs.  Not modified.
    weight : ndarray, shape (K, D)
        The weights.  Not modified.

    Returns
    -------
    grad_x, grad_weight, grad_bias : ndarray
        Derivatives of the loss with respect to ``x``, ``weight`` and the bias, of the shapes of ``x``, of
        ``weight`` and ``(K,)``.  They are sums over the batch, never means.  New arrays, of the dtype of ``x``
        if that is a float dtype; float64 where it holds integers.

    Examples
    --------
    >>> x, weight = np.array([[1.0, 2.0]]), np.array([[3.0, 4.0], [5.0, 6.0]])
    >>> grad_x, grad_weight, grad_bias = linear_backward(np.array([[1.0, 10.0]]), x, weight)
    >>> grad_x
    array([[53., 64.]])
    >>> grad_weight
    array([[ 1.,  2.],
           [10., 20.]])
    >>> grad_bias
    array([ 1., 10.])
    """
    raise NotImplementedError("write linear_backward, then run: convgrade check linear_relu")


def relu(x):
    """Return an array in which every negative number is replaced by 0.

    Parameters
    ----------
    x : ndarray of float
        Of any shape.  Not modified.

    Returns
    -------
    out : ndarray
        A new array of the shape and the dtype of ``x``.

    Examples
    --------
    >>> relu(np.array([[-1.0, 0.0, 2.5]]))
    array([[0. , 0. , 2.5]])
    """
    raise NotImplementedError("write relu, then run: convgrade check linear_relu")


def relu_backward(grad_output, x):
    """Return the gradient of ReLU.

    At 0 the function has a kink; there the gradient is taken to be 0, as PyTorch does.

    Parameters
    ----------
    grad_output : ndarray of float
        The derivative of the loss with respect to every number of ``relu(x)``; of the shape of ``x``.  Not
        modified.
    x : ndarray of float
        What ``relu`` was given.  Not modified.

    Returns
    -------
    grad_x : ndarray
        The derivative of the loss with respect to ``x``: a new array of its shape and dtype.

    Examples
    --------
    >>> relu_backward(np.array([[5.0, 6.0, 7.0]]), np.array([[-1.0, 0.0, 2.5]]))
    array([[0., 0., 7.]])
    """
    raise NotImplementedError("write relu_backward, then run: convgrade check linear_relu")
