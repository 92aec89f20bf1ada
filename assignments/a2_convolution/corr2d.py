# Generated from solutions/a2_convolution/corr2d/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 2: slide one kernel over one image."""

import numpy as np


def corr2d(image, kernel):
    """Cross-correlate one image with one kernel.

    Lay the kernel on the image, top left corner on top left corner.  Multiply every kernel entry by the
    pixel below it, and add up the products: that is the output in row 0, column 0.  Slide the kernel one
    pixel to the right for the next column, one pixel down for the next row, as long as it lies on the image
    as a whole.  The kernel is *not* flipped: this is cross-correlation, which deep-learning libraries call
    convolution.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        Pixels of float or integer dtype, in any memory layout.  Not modified.
    kernel : ndarray, shape (K_h, K_w)
        The numbers that the pixels are multiplied by.  Not modified.

    Returns
    -------
    out : ndarray, shape (H - K_h + 1, W - K_w + 1)
        ``out[i, j]`` is the sum over the window whose top left pixel is ``image[i, j]``.  A new array, of
        the dtype of ``image`` if that is a float dtype; integers are promoted to float64, so that no sum
        overflows.

    Raises
    ------
    ValueError
        If the kernel is higher or wider than the image: no window fits.

    Examples
    --------
    The lecture's kernel on an image with a bright upper part.

    >>> kernel = np.array([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]])
    >>> image = np.array([[100.0, 100, 100, 100, 100], [100, 100, 100, 100, 100], [100, 0, 0, 100, 100]])
    >>> corr2d(image, kernel)
    array([[300., 300., 100.]])
    """
    raise NotImplementedError("write corr2d, then run: convgrade check corr2d")
