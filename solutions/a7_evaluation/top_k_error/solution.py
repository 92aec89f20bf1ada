"""Exercise 3: the measure of the ILSVRC table."""

import numpy as np


def top_k_error(scores, targets, k=5):
    """Return the share of images whose right class is not among the k classes with the highest scores.

    Exactly k classes of an image count.  Where scores are equal, the class with the lower number comes first.

    Parameters
    ----------
    scores : ndarray, shape (N, K)
        Scores of N images for K classes; N is at least 1.  Not modified.
    targets : ndarray of int, shape (N,)
        The right class of each image, from 0 to K - 1.
    k : int, optional
        How many classes count.  It may be K or more: then no image is wrong.

    Returns
    -------
    float
        From 0 (every image is right) to 1.

    Raises
    ------
    ValueError
        If k is below 1.

    Examples
    --------
    Class 1 is the best of the image, then comes class 2:

    >>> scores, targets = np.array([[0.1, 0.6, 0.3]]), np.array([2])
    >>> top_k_error(scores, targets, 1), top_k_error(scores, targets, 2)
    (1.0, 0.0)
    """
    ### BEGIN SOLUTION
    if k < 1:
        raise ValueError(f"k is {k}, should be at least 1")
    ranked = np.argsort(-scores, axis=1, kind="stable")
    found = (ranked[:, :k] == targets[:, None]).any(axis=1)
    return float(1 - found.mean())
    ### END SOLUTION
