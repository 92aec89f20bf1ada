# Generated from solutions/a7_evaluation/occlusion_map/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 5: cover a part of an image, and see how much the model loses."""

import numpy as np


def occlusion_map(model, image, target, box, *, value=0.0):
    """Return for every place of a box how far the score of a class falls when the box covers that place.

    The box slides over the image pixel by pixel, as a window does, and lies within the image everywhere.
    What it covers is painted with ``value`` in all channels; the rest of the image is as it was.

    Parameters
    ----------
    model : callable
        ``model(batch)`` takes images, shape (M, C, H, W), and returns their scores, shape (M, K).  M may be
        any number.
    image : ndarray of float, shape (C, H, W)
        One image.  Not modified.
    target : int
        The class that is looked at.
    box : tuple of int
        Height and width of the box, in pixels; at most those of the image.
    value : float, optional
        What is painted.

    Returns
    -------
    drops : ndarray of float64, shape (H - box_height + 1, W - box_width + 1)
        ``drops[i, j]`` is the score of the image as it is, minus its score when the box covers rows i to
        i + box_height - 1 and columns j to j + box_width - 1.  It is negative where covering helps.

    Examples
    --------
    A model whose only score is the sum of all pixels loses what is covered:

    >>> image = np.array([[[1.0, 2.0], [3.0, 4.0]]])
    >>> occlusion_map(lambda batch: batch.sum(axis=(1, 2, 3))[:, None], image, 0, (1, 1))
    array([[1., 2.],
           [3., 4.]])
    """
    raise NotImplementedError("write occlusion_map, then run: convgrade check occlusion_map")
