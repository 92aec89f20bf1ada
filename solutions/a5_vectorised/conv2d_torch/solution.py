"""Exercise 6: a convolution layer with PyTorch's tensors."""

import torch


### BEGIN SOLUTION
def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


### END SOLUTION
def conv2d_torch(x, weight, bias=None, *, stride=1, padding=0):
    """Cross-correlate a batch of images with a bank of filters, on whatever device they lie.

    It computes what ``conv2d_fast`` computes, with tensors instead of arrays, so that the same lines run on a
    processor and on a GPU: a matrix product is what a GPU is made for.  PyTorch's own convolution, its
    ``Unfold`` and ``Fold`` are not available here.  ``Tensor.unfold`` is: like NumPy's sliding_window_view, it
    only shows windows and computes nothing.

    Parameters
    ----------
    x : Tensor, shape (N, C_in, H, W)
        Images, of a float or integer dtype, in any memory layout; N may be 0.  Not modified.
    weight : Tensor, shape (C_out, C_in, K_h, K_w)
        Filters, on the device of ``x``.  Not modified.
    bias : Tensor, shape (C_out,), optional
        One number per filter, on the device of ``x``.  Not modified.
    stride : int or pair of int, optional
        Step from one window to the next, in pixels, at least 1.  A pair gives the steps (down, right).
    padding : int or pair of int, optional
        Rows and columns of zeros to add on *each* side of the images before the windows slide, at least 0.

    Returns
    -------
    out : Tensor, shape (N, C_out, H_out, W_out)
        ``H_out = (H + 2 * padding - K_h) // stride + 1``, and ``W_out`` likewise.  A new tensor on the device
        of ``x``, of its dtype if that is a float dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If no window fits, or if ``x`` and ``weight`` disagree about the channels.

    References
    ----------
    torch.nn.Conv2d and torch.Tensor.unfold (docs.pytorch.org).

    Examples
    --------
    >>> x = torch.tensor([[[[1.0, 2.0, 3.0]], [[4.0, 5.0, 6.0]]]])
    >>> weight = torch.tensor([[[[1.0, 1.0]], [[0.0, -1.0]]]])
    >>> conv2d_torch(x, weight, torch.tensor([10.0]))
    tensor([[[[8., 9.]]]])
    """
    ### BEGIN SOLUTION
    (down, right), (pad_rows, pad_cols) = _pair(stride), _pair(padding)
    batch, channels, height, width = x.shape
    filters, filter_channels, kernel_height, kernel_width = weight.shape
    if channels != filter_channels:
        raise ValueError(f"filters for {filter_channels} channels do not go with images of {channels}")
    out_height = (height + 2 * pad_rows - kernel_height) // down + 1  # told in the task
    out_width = (width + 2 * pad_cols - kernel_width) // right + 1  # told in the task
    if out_height < 1 or out_width < 1:
        raise ValueError(f"no window of {kernel_height} x {kernel_width} fits in {height} x {width} pixels, padded")
    dtype = x.dtype if x.dtype.is_floating_point else torch.float64
    padded = torch.nn.functional.pad(x.to(dtype), (pad_cols, pad_cols, pad_rows, pad_rows))
    windows = padded.unfold(2, kernel_height, down).unfold(3, kernel_width, right)
    columns = windows.permute(0, 1, 4, 5, 2, 3).reshape(batch, weight[0].numel(), out_height * out_width)
    out = weight.to(dtype).reshape(filters, -1) @ columns
    if bias is not None:
        out = out + bias.to(dtype)[:, None]
    return out.reshape(batch, filters, out_height, out_width)
    ### END SOLUTION
