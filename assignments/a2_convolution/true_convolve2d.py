# Generated from solutions/a2_convolution/true_convolve2d/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 3: the convolution of mathematics, which turns the kernel round."""

import numpy as np


def true_convolve2d(image, kernel):
    """Convolve one image with one kernel, in the mathematical sense.

    The sums are those of `corr2d`, but the kernel is turned by 180 degrees before it slides: the last entry
    of its last row meets the top left pixel of the window, and its first entry the bottom right one.  Signal
    processing means this by convolution; what deep-learning libraries call so is `corr2d`.

    Parameters
    ----------
    image : ndarray, shape (H, W)
        Pixels of float or integer dtype, in any memory layout.  Not modified.
    kernel : ndarray, shape (K_h, K_w)
        The numbers that the pixels are multiplied by.  Not modified.

    Returns
    -------
    out : ndarray, shape (H - K_h + 1, W - K_w + 1)
        ``out[i, j]`` is the sum of ``kernel[r, c] * image[i + K_h - 1 - r, j + K_w - 1 - c]`` over all
        entries ``(r, c)`` of the kernel.  A new array, of the dtype of ``image`` if that is a float dtype;
        integers are promoted to float64.

    Raises
    ------
    ValueError
        If the kernel is higher or wider than the image: no window fits.

    Examples
    --------
    On a single row it is what NumPy's one-dimensional convolution gives.

    >>> true_convolve2d(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]]), np.array([[1.0, 0.0, -1.0]]))
    array([[2., 2., 2.]])
    >>> np.convolve([1.0, 2.0, 3.0, 4.0, 5.0], [1.0, 0.0, -1.0], mode="valid")
    array([2., 2., 2.])
    """
    raise NotImplementedError("write true_convolve2d, then run: convgrade check true_convolve2d")
