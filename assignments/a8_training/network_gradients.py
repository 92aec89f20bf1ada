# Generated from solutions/a8_training/network_gradients/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 3: all layers together: the scores of a network, its loss, and the gradient of every parameter."""

import numpy as np


def network_scores(params, x):
    """Return the scores that a small convolutional network gives to images.

    The layers, in their order: a convolution, ReLU, max pooling over blocks of 2 x 2 pixels, a second
    convolution, ReLU, max pooling over all that is left of each map, and a linear layer.

    Parameters
    ----------
    params : dict of str to ndarray
        ``conv1_weight`` (C_1, C, K, K), ``conv1_bias`` (C_1,), ``conv2_weight`` (C_2, C_1, K, K), ``conv2_bias``
        (C_2,), ``linear_weight`` (classes, C_2) and ``linear_bias`` (classes,).  K is odd, and each convolution
        may have its own; images are padded by K // 2 zeros on each side, so that maps keep their size.  As in
        all of this course, kernels are not flipped.  Not modified.
    x : ndarray of float, shape (N, C, H, W)
        The images; H and W are at least 2.  Where one is odd, the last row or column is in no block of the
        pooling.  Not modified.

    Returns
    -------
    scores : ndarray, shape (N, classes)
        Any numbers, not probabilities; of the dtype of ``x``.

    Examples
    --------
    One pixel is left of four, and each layer multiplies by its one weight:

    >>> ones = {name: np.ones((1, 1, 1, 1)) for name in ("conv1_weight", "conv2_weight")}
    >>> params = {**ones, "linear_weight": np.array([[2.0], [-3.0]]), "linear_bias": np.array([0.0, 100.0])}
    >>> params |= {"conv1_bias": np.zeros(1), "conv2_bias": np.array([10.0])}
    >>> network_scores(params, np.array([[[[1.0, 4.0], [2.0, 3.0]]]]))
    array([[28., 58.]])
    """
    raise NotImplementedError("write network_scores, then run: convgrade check network_gradients")


def network_gradients(params, x, targets):
    """Return the loss of the network of ``network_scores``, and its gradient.

    The loss is the mean over the images of softmax cross-entropy: minus the logarithm of the probability that
    the network gives to the right class.  Of equal maxima in a block, the first one, row by row, gets the
    gradient.

    Use the layers that you have built: copy your files into this folder, and import from them.

    Parameters
    ----------
    params : dict of str to ndarray
        As for ``network_scores``.  Not modified.
    x : ndarray of float, shape (N, C, H, W)
        The images.  Not modified.
    targets : ndarray of int, shape (N,)
        The right class of each image, from 0 to classes - 1.

    Returns
    -------
    loss : float
        The mean loss.
    grads : dict of str to ndarray
        The derivative of the loss with respect to each parameter, by the names of ``params``: new arrays of
        the parameters' shapes, and of the dtype of ``x``.

    References
    ----------
    torch.autograd (docs.pytorch.org) gives the same numbers.
    """
    raise NotImplementedError("write network_gradients, then run: convgrade check network_gradients")
