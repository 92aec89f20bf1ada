"""Exercise 6: a layer that looks at windows as a convolution does, but shares nothing."""

import numpy as np


def locally_connected2d(x, weight, bias=None):
    """Connect every unit to its own window of the images, with weights of its own.

    The windows are those of a convolution with stride 1 and no padding.  But where a convolution slides one
    filter over the image, here every place has filters of its own.  A convolution is the special case in
    which the filters of all places are equal; a fully connected layer is the special case of a single window
    that is as large as the image.

    Parameters
    ----------
    x : ndarray, shape (N, C, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    weight : ndarray, shape (H_out, W_out, F, C, K_h, K_w)
        Filters: ``weight[i, j, f]`` is what unit f at place (i, j) multiplies its window by, the window whose
        top left pixel is pixel (i, j).  Not modified.
    bias : ndarray, shape (H_out, W_out, F), optional
        One number per unit, as nothing is shared: ``bias[i, j, f]`` is added to the output of unit f at place
        (i, j).  Not modified.

    Returns
    -------
    out : ndarray, shape (N, F, H_out, W_out)
        With ``H_out = H - K_h + 1`` and ``W_out = W - K_w + 1``.  A new array, of the dtype of ``x`` if that
        is a float dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If ``weight`` has another number of channels than ``x``, or not as many places as there are windows.

    Examples
    --------
    Two windows of one pixel, with the weights 10 and 100:

    >>> x = np.array([[[[1.0, 2.0]]]])
    >>> weight = np.array([10.0, 100.0]).reshape(1, 2, 1, 1, 1, 1)
    >>> locally_connected2d(x, weight)
    array([[[[ 10., 200.]]]])
    >>> locally_connected2d(x, weight, np.array([[[1.0], [2.0]]]))
    array([[[[ 11., 202.]]]])
    """
    batch, in_channels, height, width = x.shape
    out_height, out_width, filters, filter_channels, kernel_height, kernel_width = weight.shape
    if filter_channels != in_channels:
        raise ValueError(f"weights for {filter_channels} channels do not go with images of {in_channels}")
    if (out_height, out_width) != (height - kernel_height + 1, width - kernel_width + 1):
        raise ValueError(f"weights {weight.shape} do not have the places of images {x.shape}")
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    pixels, own = x.astype(dtype), weight.astype(dtype)
    out = np.zeros((batch, filters, out_height, out_width), dtype)
    for i in range(out_height):
        for j in range(out_width):
            window = pixels[:, :, i : i + kernel_height, j : j + kernel_width]
            out[:, :, i, j] = np.einsum("nchw,fchw->nf", window, own[i, j])
    return out if bias is None else out + np.moveaxis(bias.astype(dtype), -1, 0)
