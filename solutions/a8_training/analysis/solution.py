"""Exercise 6: look at what a network confuses, at its filters, and at what it makes of an image that moves."""

import numpy as np


def confusion_matrix(targets, predicted, classes):
    """Return how often each class was taken for each other one.

    Parameters
    ----------
    targets, predicted : ndarray of int, shape (N,)
        The right class of each image, and the class that a network says.  Not modified.
    classes : int
        How many classes there are.

    Returns
    -------
    matrix : ndarray of int64, shape (classes, classes)
        ``matrix[t, p]`` counts the images of class t that were taken for class p.

    Examples
    --------
    >>> confusion_matrix(np.array([0, 0, 1]), np.array([0, 1, 1]), 2)
    array([[1, 1],
           [0, 1]])
    """
    ### BEGIN SOLUTION
    matrix = np.zeros((classes, classes), np.int64)
    np.add.at(matrix, (targets, predicted), 1)
    return matrix
    ### END SOLUTION


def most_confused(matrix):
    """Return which class was most often taken for which other one.

    Parameters
    ----------
    matrix : ndarray of int, shape (K, K)
        As ``confusion_matrix`` returns it; K is at least 2.  Not modified.

    Returns
    -------
    target, predicted : int
        Two different classes; of pairs with equal counts the first one, row by row.

    Examples
    --------
    >>> most_confused(np.array([[9, 1], [3, 5]]))
    (1, 0)
    """
    ### BEGIN SOLUTION
    mistakes = matrix.astype(np.int64)
    np.fill_diagonal(mistakes, -1)
    target, predicted = np.unravel_index(mistakes.argmax(), mistakes.shape)
    return int(target), int(predicted)
    ### END SOLUTION


def top_2_error(scores, targets):
    """Return the share of images whose right class is not among the two with the highest scores.

    Of equal scores the one of the lower class counts as higher.

    Parameters
    ----------
    scores : ndarray of float, shape (N, K)
        The scores; N is at least 1 and K at least 2.  Not modified.
    targets : ndarray of int, shape (N,)
        The right classes.

    Returns
    -------
    error : float
        From 0 to 1.

    Examples
    --------
    >>> top_2_error(np.array([[3.0, 2.0, 1.0], [3.0, 2.0, 1.0]]), np.array([1, 2]))
    0.5
    """
    ### BEGIN SOLUTION
    two = np.argsort(-scores, axis=1, kind="stable")[:, :2]
    return float(1 - (two == targets[:, None]).any(axis=1).mean())
    ### END SOLUTION


def filter_grid(kernels, columns, *, gap=1):
    """Return one picture of all kernels, in rows of ``columns`` kernels.

    Every kernel is scaled by itself: its smallest weight becomes 0 (black), its largest 1 (white).  A kernel
    whose weights are all equal becomes 0.5.

    Parameters
    ----------
    kernels : ndarray of float, shape (F, K_h, K_w)
        The kernels; at least one.  Not modified.
    columns : int
        Kernels in a row of the picture; the last row may have fewer.
    gap : int, optional
        Black pixels between neighbouring kernels; there are none around the picture.

    Returns
    -------
    picture : ndarray of float64, shape (rows * (K_h + gap) - gap, columns * (K_w + gap) - gap)
        ``rows`` is F divided by ``columns``, rounded up; where there is no kernel, the picture is 0.

    Examples
    --------
    >>> filter_grid(np.array([[[1.0, 3.0]], [[-1.0, -1.0]]]), 2)
    array([[0. , 1. , 0. , 0.5, 0.5]])
    """
    ### BEGIN SOLUTION
    count, height, width = kernels.shape
    rows = -(-count // columns)
    picture = np.zeros((rows * (height + gap) - gap, columns * (width + gap) - gap))
    for number, kernel in enumerate(kernels):
        top, left = number // columns * (height + gap), number % columns * (width + gap)
        darkest, brightest = kernel.min(), kernel.max()
        scaled = (kernel - darkest) / (brightest - darkest) if brightest > darkest else 0.5
        picture[top : top + height, left : left + width] = scaled
    return picture
    ### END SOLUTION


def shift_change(layer, x, rows, cols, *, margin=1):
    """Return how far a layer is from giving the shifted output for a shifted image.

    The image moves ``rows`` pixels down and ``cols`` pixels to the right; zeros come in, and what leaves it is
    lost.  If a layer detects the same feature everywhere, its output moves in the same way.  What lies less than
    ``margin`` pixels from the border of either output is not compared: there, a window sees the border.

    Parameters
    ----------
    layer : callable
        ``layer(batch)`` takes images (N, C, H, W) and returns maps (N, F, H, W).
    x : ndarray of float, shape (N, C, H, W)
        Images.  Not modified.
    rows, cols : int
        At least 0; something is left to compare.
    margin : int, optional
        At least 0.

    Returns
    -------
    change : float
        The largest absolute difference between ``layer(shifted x)`` at row i + rows and column j + cols, and
        ``layer(x)`` at row i and column j.

    Examples
    --------
    >>> x = np.arange(16.0).reshape(1, 1, 4, 4)
    >>> shift_change(lambda batch: 2 * batch, x, 1, 0)
    0.0
    """
    ### BEGIN SOLUTION
    height, width = x.shape[2:]
    shifted = np.zeros_like(x)
    shifted[:, :, rows:, cols:] = x[:, :, : height - rows, : width - cols]
    before = layer(x)[:, :, margin : height - margin - rows, margin : width - margin - cols]
    after = layer(shifted)[:, :, rows + margin : height - margin, cols + margin : width - margin]
    return float(np.abs(after - before).max())
    ### END SOLUTION
