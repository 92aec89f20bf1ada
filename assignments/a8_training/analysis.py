# Generated from solutions/a8_training/analysis/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 6: look into a trained network: its errors, its filters, and what happens when an image moves."""

import numpy as np


def top_2_error(scores, labels):
    """Return the share of images whose class is not among the two with the highest scores.

    Of classes with equal scores the one with the lower number comes first.

    Parameters
    ----------
    scores : ndarray of float, shape (N, K)
        One row of scores for each image, K >= 2, N >= 1.  Not modified.
    labels : ndarray of int, shape (N,)
        The class of each image.  Not modified.

    Returns
    -------
    error : float
        From 0, all are right, to 1.

    Examples
    --------
    >>> top_2_error(np.array([[3.0, 2.0, 1.0], [3.0, 2.0, 1.0]]), np.array([1, 2]))
    0.5
    """
    raise NotImplementedError("write top_2_error, then run: convgrade check analysis")


def confusion_matrix(labels, predictions, classes):
    """Count which class was taken for which.

    Parameters
    ----------
    labels, predictions : ndarray of int, shape (N,)
        The class of each image, and the one that the network answered.  Not modified.
    classes : int
        How many classes there are; some may not occur.

    Returns
    -------
    counts : ndarray of int64, shape (classes, classes)
        ``counts[i, j]`` is the number of images of class i that the network took for class j.

    Examples
    --------
    >>> confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 2)
    array([[1, 1],
           [0, 1]])
    """
    raise NotImplementedError("write confusion_matrix, then run: convgrade check analysis")


def most_confused(counts):
    """Return the most frequent mistake.

    Parameters
    ----------
    counts : ndarray of int, shape (K, K)
        What ``confusion_matrix`` returns, with at least two classes.  Not modified.

    Returns
    -------
    label, prediction : int
        Two different classes: what was taken for what.  Of mistakes that are equally frequent the first one,
        reading the matrix row by row.

    Examples
    --------
    >>> most_confused(np.array([[9, 2], [3, 9]]))
    (1, 0)
    """
    raise NotImplementedError("write most_confused, then run: convgrade check analysis")


def filter_grid(filters, columns):
    """Arrange filters to a picture in which each one uses all shades from black, 0, to white, 1.

    Each filter is scaled by itself: its smallest weight becomes 0, its largest 1, and those between keep their
    distances in proportion.  A filter whose weights are all equal becomes 0.5 everywhere.  The filters stand in
    rows of ``columns``, the first one at the top left, the second one to its right, with one white pixel
    between neighbours and none around the picture.  Places in the last row that no filter fills are white.

    Parameters
    ----------
    filters : ndarray of float, shape (F, kh, kw)
        Filters of one channel, F >= 1.  Not modified.
    columns : int
        How many stand side by side, at least 1.

    Returns
    -------
    picture : ndarray of float64, shape (rows * (kh + 1) - 1, columns * (kw + 1) - 1)
        With as many rows of filters as are needed.

    Examples
    --------
    >>> filter_grid(np.array([[[1.0, 3.0]], [[-4.0, -4.0]], [[8.0, 6.0]]]), 2)
    array([[0. , 1. , 1. , 0.5, 0.5],
           [1. , 1. , 1. , 1. , 1. ],
           [1. , 0. , 1. , 1. , 1. ]])
    """
    raise NotImplementedError("write filter_grid, then run: convgrade check analysis")


def equivariance_error(layer, x, shift, *, margin=0):
    """Return by how much it matters whether images are shifted before a layer or behind it.

    A shift by ``(down, right)`` moves every pixel so many rows down and columns to the right, or up and to
    the left where a number is negative.  What leaves the image is lost, and what comes in is 0.

    Parameters
    ----------
    layer : callable
        ``layer(images)`` takes images, shape (N, C, H, W), and returns maps, shape (N, F, H, W).
    x : ndarray of float, shape (N, C, H, W)
        Images.  Not modified.
    shift : tuple of int
        Rows down and columns to the right; smaller than H and W.
    margin : int, optional
        So many pixels along all four borders of the maps are left out; some are left.

    Returns
    -------
    error : float
        The largest absolute difference between ``layer`` of the shifted images and the shifted
        ``layer`` of the images.  0 for a layer that looks for the same thing everywhere.

    Examples
    --------
    A layer that doubles every pixel does so wherever it is; one that doubles the first row only does not:

    >>> x = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    >>> equivariance_error(lambda images: 2 * images, x, (1, 0))
    0.0
    >>> equivariance_error(lambda images: images * np.array([[2.0], [1.0]]), x, (1, 0))
    2.0
    """
    raise NotImplementedError("write equivariance_error, then run: convgrade check analysis")
