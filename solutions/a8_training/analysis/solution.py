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
    ### BEGIN SOLUTION
    first_two = np.argsort(-scores, axis=1, kind="stable")[:, :2]
    return float(np.mean(~(first_two == labels[:, None]).any(axis=1)))
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    counts = np.zeros((classes, classes), np.int64)
    np.add.at(counts, (labels, predictions), 1)
    return counts
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    mistakes = np.array(counts)
    np.fill_diagonal(mistakes, -1)
    label, prediction = np.unravel_index(np.argmax(mistakes), mistakes.shape)
    return int(label), int(prediction)
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    count, height, width = filters.shape
    rows = -(-count // columns)
    picture = np.ones((rows * (height + 1) - 1, columns * (width + 1) - 1))
    for number, one in enumerate(filters):
        row, column = divmod(number, columns)
        top, left = row * (height + 1), column * (width + 1)
        low, high = one.min(), one.max()
        picture[top : top + height, left : left + width] = (one - low) / (high - low) if high > low else 0.5
    return picture
    ### END SOLUTION


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
    ### BEGIN SOLUTION
    difference = np.abs(layer(_shifted(x, shift)) - _shifted(layer(x), shift))
    height, width = difference.shape[2:]
    return float(difference[:, :, margin : height - margin, margin : width - margin].max())
    ### END SOLUTION


### BEGIN SOLUTION
def _shifted(maps, shift):
    """Return maps of which every pixel has moved, with zeros where nothing came."""
    out = np.zeros_like(maps)
    (rows_to, rows_from), (cols_to, cols_from) = (_moved(*axis) for axis in zip(shift, maps.shape[2:], strict=True))
    out[:, :, rows_to, cols_to] = maps[:, :, rows_from, cols_from]
    return out


def _moved(by, size):
    """Return where the pixels of one axis go, and where they come from."""
    to, source = slice(max(by, 0), size + min(by, 0)), slice(max(-by, 0), size - max(by, 0))
    return to, source


### END SOLUTION
