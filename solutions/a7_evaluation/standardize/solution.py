"""Exercise 1: standardise images with the statistics of the training set."""

import numpy as np


def standardize(train, test):
    """Shift and scale images so that every channel of the training set has mean 0 and standard deviation 1.

    Each channel has one mean and one standard deviation: those of all its pixels in all training images.  The
    same numbers are used for the test images, since in use there is no test set of which one could take any.
    The standard deviation is the root of the mean squared distance from the mean; nothing is added to it.  A
    channel that is the same everywhere in the training set is divided by 1.

    Parameters
    ----------
    train : ndarray, shape (N, C, H, W)
        Training images, of float or integer dtype; N is at least 1.  Not modified.
    test : ndarray, shape (M, C, H_test, W_test)
        Test images of the same dtype; M may be 1.  Not modified.

    Returns
    -------
    train_scaled, test_scaled : ndarray
        Of the same shapes, new arrays, of the dtype of the images if that is a float dtype; integers are
        promoted to float64.

    Examples
    --------
    The training pixels 2 and 6 have mean 4 and standard deviation 2, so 10 is 3 standard deviations above:

    >>> train, test = np.array([[[[2.0, 6.0]]]]), np.array([[[[10.0]]]])
    >>> standardize(train, test)
    (array([[[[-1.,  1.]]]]), array([[[[3.]]]]))
    """
    ### BEGIN SOLUTION
    axes = (0, 2, 3)
    mean, std = np.mean(train, axis=axes, keepdims=True), np.std(train, axis=axes, keepdims=True)
    std[std == 0] = 1
    return (train - mean) / std, (test - mean) / std
    ### END SOLUTION
