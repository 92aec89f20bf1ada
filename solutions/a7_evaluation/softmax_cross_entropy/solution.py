"""Exercise 2: softmax and cross-entropy, in one function, with their gradient."""

import numpy as np


def softmax_cross_entropy(logits, targets):
    """Return the mean cross-entropy of the softmax of scores, and its gradient.

    Softmax makes probabilities of the scores of an image, ``p[k] = exp(logits[k]) / sum(exp(logits))``.  The
    loss of the image is minus the natural logarithm of the probability of its right class, and the loss of a
    batch is the mean over its images.

    Scores may be of any size, such as 1 000 or -10 000: no result may become infinite or NaN because of an
    exponential on the way to it.  An image whose right class has a score 2 000 below another one has a loss
    of 2 000.

    Parameters
    ----------
    logits : ndarray, shape (N, K)
        Scores of N images for K classes, of float or integer dtype.  Not modified.
    targets : ndarray of int, shape (N,)
        The right class of each image, from 0 to K - 1.

    Returns
    -------
    loss : float
        Mean over the images.
    grad_logits : ndarray, shape (N, K)
        Gradient of that mean with respect to the scores.  A new array, of the dtype of ``logits`` if that is
        a float dtype, and of float64 for integers.

    References
    ----------
    torch.nn.CrossEntropyLoss (docs.pytorch.org).

    Examples
    --------
    Two classes with equal scores have probability 1/2 each, and log(2) is about 0.693:

    >>> loss, grad_logits = softmax_cross_entropy(np.array([[3.0, 3.0]]), np.array([0]))
    >>> round(float(loss), 3), grad_logits
    (0.693, array([[-0.5,  0.5]]))
    """
    ### BEGIN SOLUTION
    scores = logits if logits.dtype.kind == "f" else logits.astype(np.float64)
    count = len(scores)
    shifted = scores - scores.max(axis=1, keepdims=True)
    exponentials = np.exp(shifted)
    sums = exponentials.sum(axis=1, keepdims=True)
    losses = np.log(sums[:, 0]) - shifted[np.arange(count), targets]
    grad_logits = exponentials / sums
    grad_logits[np.arange(count), targets] -= 1
    return float(losses.mean()), grad_logits / count
    ### END SOLUTION
