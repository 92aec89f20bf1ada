"""Right versions of conv2d_torch, written in unusual ways: each gets full marks."""

import torch

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _plan(x, weight, stride, padding):
    """Return the padded images and the filters in the output's dtype, the strides, and the output size."""
    steps, (rows, cols) = _pair(stride), _pair(padding)
    if x.shape[1] != weight.shape[1]:
        raise ValueError("channels disagree")
    axes = zip(x.shape[2:], weight.shape[2:], steps, (rows, cols), strict=True)
    sizes = [(side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes]
    if min(sizes) < 1:
        raise ValueError("no window fits")
    dtype = x.dtype if x.dtype.is_floating_point else torch.float64
    padded = x.new_zeros((*x.shape[:2], x.shape[2] + 2 * rows, x.shape[3] + 2 * cols), dtype=dtype)
    padded[:, :, rows : rows + x.shape[2], cols : cols + x.shape[3]] = x
    return padded, weight.to(dtype), steps, sizes


def _with_bias(out, bias):
    """Return maps of shape (N, C_out, H_out, W_out) with the bias added."""
    return out if bias is None else out + bias.to(out.dtype)[:, None, None]


@alternative("tensordot")
def by_tensordot(x, weight, bias=None, *, stride=1, padding=0):
    """Contract the windows with the filters over channels, rows and columns."""
    padded, filters, (down, right), _ = _plan(x, weight, stride, padding)
    windows = padded.unfold(2, weight.shape[2], down).unfold(3, weight.shape[3], right)
    out = torch.tensordot(windows, filters, dims=([1, 4, 5], [1, 2, 3]))
    return _with_bias(out.permute(0, 3, 1, 2), bias)


@alternative("as_strided")
def by_strides(x, weight, bias=None, *, stride=1, padding=0):
    """Ask the padded images for their strides, and lay the windows out as columns with them."""
    padded, filters, (down, right), sizes = _plan(x, weight, stride, padding)
    n, c, h, w = padded.stride()
    windows = padded.as_strided((len(x), *weight.shape[1:], *sizes), (n, c, h, w, h * down, w * right))
    columns = windows.reshape(len(x), weight[0].numel(), sizes[0] * sizes[1])
    out = torch.matmul(filters.flatten(1), columns)
    return _with_bias(out.reshape(len(x), len(weight), *sizes), bias)


@alternative("a loop over the entries of a kernel")
def by_entries(x, weight, bias=None, *, stride=1, padding=0):
    """For every entry of the kernels, one product of all filters with all pixels that it meets."""
    padded, filters, (down, right), sizes = _plan(x, weight, stride, padding)
    out = padded.new_zeros((len(x), len(weight), *sizes))
    for r in range(weight.shape[2]):
        for s in range(weight.shape[3]):
            pixels = padded[:, :, r::down, s::right][:, :, : sizes[0], : sizes[1]]
            out += torch.einsum("nchw,fc->nfhw", pixels, filters[:, :, r, s])
    return _with_bias(out, bias)


@alternative("einsum")
def by_einsum(x, weight, bias=None, *, stride=1, padding=0):
    """Name the axes, and let einsum find the matrix product."""
    padded, filters, (down, right), _ = _plan(x, weight, stride, padding)
    windows = padded.unfold(2, weight.shape[2], down).unfold(3, weight.shape[3], right)
    return _with_bias(torch.einsum("nchwij,fcij->nfhw", windows, filters), bias)


@alternative("window by window")
def window_by_window(x, weight, bias=None, *, stride=1, padding=0):
    """Multiply one window after the other: slow, but right."""
    padded, filters, (down, right), sizes = _plan(x, weight, stride, padding)
    out = padded.new_zeros((len(x), len(weight), *sizes))
    for i in range(sizes[0]):
        for j in range(sizes[1]):
            rows = slice(i * down, i * down + weight.shape[2])
            window = padded[:, None, :, rows, j * right : j * right + weight.shape[3]]
            out[:, :, i, j] = (window * filters).sum(dim=(2, 3, 4))
    return _with_bias(out, bias)
