"""Exercise 3: all layers together: the scores of a network, its loss, and the gradient of every parameter."""

import numpy as np


### BEGIN SOLUTION
def _windows(x, size):
    """Return the window around every pixel, zeros outside the image: shape (N, C, H, W, size, size)."""
    ring = size // 2
    padded = np.pad(x, ((0, 0), (0, 0), (ring, ring), (ring, ring)))
    return np.lib.stride_tricks.sliding_window_view(padded, (size, size), axis=(2, 3))


def _correlate(x, weight):
    """Return the cross-correlation of images with filters, of the size of the images."""
    maps = np.tensordot(_windows(x, weight.shape[2]), weight, axes=((1, 4, 5), (1, 2, 3)))
    return np.moveaxis(maps, 3, 1)


def _correlate_backward(grad, x, weight):
    """Return the gradients of images, filters and biases."""
    turned = weight[:, :, ::-1, ::-1].swapaxes(0, 1)
    grad_weight = np.tensordot(grad, _windows(x, weight.shape[2]), axes=((0, 2, 3), (0, 2, 3)))
    return _correlate(grad, turned), grad_weight, grad.sum(axis=(0, 2, 3))


def _blocks(x, rows, cols):
    """Return the blocks of rows x cols pixels that tile an image: shape (N, C, H, W, rows * cols)."""
    batch, channels, height, width = x.shape
    down, right = height // rows, width // cols
    tiles = x[:, :, : down * rows, : right * cols].reshape(batch, channels, down, rows, right, cols)
    return tiles.swapaxes(3, 4).reshape(batch, channels, down, right, rows * cols)


def _blocks_backward(grad, x, rows, cols):
    """Return the gradient of images whose blocks are replaced by their maxima."""
    blocks = _blocks(x, rows, cols)
    spread = np.zeros_like(blocks)
    np.put_along_axis(spread, blocks.argmax(axis=-1)[..., None], grad[..., None], axis=-1)
    batch, channels, down, right, _ = blocks.shape
    tiles = spread.reshape(batch, channels, down, right, rows, cols).swapaxes(3, 4)
    grad_x = np.zeros_like(x)
    grad_x[:, :, : down * rows, : right * cols] = tiles.reshape(batch, channels, down * rows, right * cols)
    return grad_x


def _passes(params, x):
    """Return what each layer gives, from the first one to the scores."""
    first = _correlate(x, params["conv1_weight"]) + params["conv1_bias"][:, None, None]
    pooled = _blocks(np.maximum(first, 0), 2, 2).max(axis=-1)
    second = _correlate(pooled, params["conv2_weight"]) + params["conv2_bias"][:, None, None]
    features = np.maximum(second, 0).max(axis=(2, 3))
    return first, pooled, second, features, features @ params["linear_weight"].T + params["linear_bias"]


### END SOLUTION
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
    ### BEGIN SOLUTION
    return _passes(params, x)[-1]
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    first, pooled, second, features, scores = _passes(params, x)
    one_hot = targets[:, None] == np.arange(scores.shape[1])
    shifted = scores - scores.max(axis=1, keepdims=True)
    sums = np.exp(shifted).sum(axis=1, keepdims=True)
    loss = float((np.log(sums[:, 0]) - shifted[one_hot]).mean())
    grad_scores = (np.exp(shifted) / sums - one_hot) / x.dtype.type(len(x))

    grads = {"linear_weight": grad_scores.T @ features, "linear_bias": grad_scores.sum(axis=0)}
    grad_features = (grad_scores @ params["linear_weight"])[:, :, None, None]
    grad_second = _blocks_backward(grad_features, second, *second.shape[2:]) * (second > 0)
    grad_pooled, *own = _correlate_backward(grad_second, pooled, params["conv2_weight"])
    grads["conv2_weight"], grads["conv2_bias"] = own
    grad_first = _blocks_backward(grad_pooled, first, 2, 2) * (first > 0)
    _, grads["conv1_weight"], grads["conv1_bias"] = _correlate_backward(grad_first, x, params["conv1_weight"])
    return loss, grads
    ### END SOLUTION
