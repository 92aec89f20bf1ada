# Generated from solutions/a2_convolution/match_template/solution.py by `convgrade release --write`; your code goes below.
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
    raise NotImplementedError("write match_template, then run: convgrade check match_template")
