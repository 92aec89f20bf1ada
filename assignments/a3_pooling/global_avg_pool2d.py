# Generated from solutions/a3_pooling/global_avg_pool2d/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 3: global average pooling."""

import numpy as np


def global_avg_pool2d(x):
    """Replace every map by the mean of all its values.

    This is average pooling with a window as large as the image.  The result no longer depends on the size of
    the image, so a fully connected layer can follow whatever that size is.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0, H and W are at least 1.  Not
        modified.

    Returns
    -------
    out : ndarray, shape (N, C)
        ``out[n, c]`` is the mean of the H * W values of channel c in image n.  A new array, of the dtype of
        ``x`` if that is a float dtype; integers are promoted to float64.

    References
    ----------
    torch.nn.AdaptiveAvgPool2d (docs.pytorch.org), with an output size of 1.

    Examples
    --------
    >>> global_avg_pool2d(np.array([[[[1.0, 2.0], [3.0, 4.0]], [[10.0, 10.0], [10.0, 30.0]]]]))
    array([[ 2.5, 15. ]])
    """
    raise NotImplementedError("write global_avg_pool2d, then run: convgrade check global_avg_pool2d")
