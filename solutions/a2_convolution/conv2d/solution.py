"""Exercise 5: a convolution layer."""

import numpy as np


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if np.ndim(value) == 0 else tuple(value)


### END SOLUTION
def conv2d(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Cross-correlate a batch of images with a bank of filters, as a convolution layer does.

    What deep-learning libraries call convolution: the kernel is *not* flipped.  A filter is as deep as the
    image has channels.  It slides over the image, and at every place the products of filter and pixels are
    added up over all channels, together with the filter's bias: one filter gives one map.

    Parameters
    ----------
    x : ndarray, shape (N, C_in, H, W)
        Images, of float or integer dtype, in any memory layout; N may be 0.  Not modified.
    weight : ndarray, shape (C_out, C_in // groups, K_h, K_w)
        Filters; ``weight[o]`` is one of them.  Not modified.
    bias : ndarray, shape (C_out,), optional
        One number per filter, added to every value of its map.  Not modified.
    stride : int or pair of int, optional
        Step from one window to the next, in pixels, at least 1.  A pair gives the steps (down, right).
    padding : int or pair of int, optional
        Rows and columns of zeros to add on *each* side of the images before the windows slide, at least 0.
        A pair gives (rows at the top and at the bottom, columns at the left and at the right).
    dilation : int or pair of int, optional
        Bonus.  Step from one filter entry to the next, in pixels, at least 1: with 2, the filter's entries
        lie on every other pixel.
    groups : int, optional
        Bonus.  Split the channels and the filters, in their order, into this many equal groups; a filter
        sees the channels of its own group alone.

    Returns
    -------
    out : ndarray, shape (N, C_out, H_out, W_out)
        ``H_out = (H + 2 * padding - dilation * (K_h - 1) - 1) // stride + 1``, and ``W_out`` likewise: a
        last window that does not lie within the padded image as a whole is left out.  A new array, of the
        dtype of ``x`` if that is a float dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If no window fits, if ``x`` and ``weight`` disagree about the channels, or if ``groups`` does not
        divide the number of filters.

    References
    ----------
    torch.nn.Conv2d (docs.pytorch.org), section "Shape".

    Examples
    --------
    Two channels, one filter, and a bias of 10.

    >>> x = np.array([[[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]]])
    >>> weight = np.array([[[[1.0, 1.0]], [[0.0, -1.0]]]])
    >>> conv2d(x, weight, np.array([10.0]))
    array([[[[8., 9.]]]])
    >>> conv2d(x, weight, padding=(0, 1), stride=(1, 2))
    array([[[[-3., -1.]]]])
    """
    ### BEGIN SOLUTION
    batch, in_channels, height, width = x.shape
    out_channels, group_channels, kernel_height, kernel_width = weight.shape
    (step_down, step_right), (pad_rows, pad_cols), (gap_down, gap_right) = map(_pair, (stride, padding, dilation))
    if in_channels != groups * group_channels or out_channels % groups:
        raise ValueError(f"filters {weight.shape} in {groups} groups do not go with {in_channels} channels")
    out_height = (height + 2 * pad_rows - gap_down * (kernel_height - 1) - 1) // step_down + 1  # told in the task
    out_width = (width + 2 * pad_cols - gap_right * (kernel_width - 1) - 1) // step_right + 1  # told in the task
    if out_height < 1 or out_width < 1:
        raise ValueError(f"no window of {kernel_height} x {kernel_width} fits in {height} x {width} pixels, padded")

    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    padded = np.pad(x.astype(dtype), ((0, 0), (0, 0), (pad_rows, pad_rows), (pad_cols, pad_cols)))
    padded = padded.reshape(batch, groups, group_channels, height + 2 * pad_rows, width + 2 * pad_cols)
    filters = weight.astype(dtype).reshape(groups, out_channels // groups, group_channels, kernel_height, kernel_width)
    out = np.zeros((batch, groups, out_channels // groups, out_height, out_width), dtype)
    for row in range(kernel_height):
        for col in range(kernel_width):
            top, left = row * gap_down, col * gap_right
            rows = slice(top, top + step_down * (out_height - 1) + 1, step_down)
            cols = slice(left, left + step_right * (out_width - 1) + 1, step_right)
            out += np.einsum("ngchw,gfc->ngfhw", padded[..., rows, cols], filters[..., row, col])
    out = out.reshape(batch, out_channels, out_height, out_width)
    return out if bias is None else out + bias.astype(dtype)[:, None, None]
    ### END SOLUTION
