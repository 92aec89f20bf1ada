"""Exercise 1: find a thing in an image with a detector written by hand."""

import numpy as np


def match_template(image, template):
    """Find the place where a template answers most strongly.

    Lay the template on the image, multiply every template entry by the pixel below it, and add up the
    products: the larger the sum, the more the template answers.  Try every place where the template lies on
    the image as a whole, and report the one with the largest sum.  This is a detector that nobody had to
    train; it finds its thing wherever it has been shifted, but not once it is mirrored or of another size.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        Pixels of float or integer dtype, which may be negative, in any memory layout.  Not modified.
    template : ndarray, shape (h, w)
        What to look for.  Not modified.

    Returns
    -------
    (row, col) : tuple of int
        The pixel below the template's top left entry.  Of several places with the same sum it is the first
        one: the uppermost, and of these the one furthest to the left.

    Raises
    ------
    ValueError
        If the template is higher or wider than the image.

    Notes
    -----
    Sums of 8-bit integers do not fit in 8 bits: compute in float64.

    Examples
    --------
    >>> template = np.array([[1.0, -1.0], [1.0, 1.0]])
    >>> image = np.zeros((4, 5))
    >>> image[2:4, 1:3] = template
    >>> match_template(image, template)
    (2, 1)
    """
    rows, cols = image.shape[0] - template.shape[0] + 1, image.shape[1] - template.shape[1] + 1
    if rows < 1 or cols < 1:
        raise ValueError(f"a template of shape {template.shape} does not fit in an image of shape {image.shape}")
    pixels, weights = image.astype(np.float64), template.astype(np.float64)
    best_sum, best_place = -np.inf, None
    for row in range(rows):
        for col in range(cols):
            window = pixels[row : row + template.shape[0], col : col + template.shape[1]]
            total = np.sum(window * weights)
            if total > best_sum:
                best_sum, best_place = total, (row, col)
    return best_place
