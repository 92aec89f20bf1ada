"""Right versions of conv2d, written in unusual ways: each gets full marks, bonus included."""

import itertools

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _out_sizes(x, weight, *, stride=1, padding=0, dilation=1, groups=1):
    """Return height and width of the output, after refusing what does not fit."""
    if x.shape[1] != weight.shape[1] * groups or len(weight) % groups:
        raise ValueError("channels, filters and groups do not go together")
    axes = zip(x.shape[2:], weight.shape[2:], _pair(stride), _pair(padding), _pair(dilation), strict=True)
    sizes = [(side + 2 * pad - gap * (taps - 1) - 1) // step + 1 for side, taps, step, pad, gap in axes]
    if min(sizes) < 1:
        raise ValueError("no window fits")
    return sizes


def _dtype(x):
    """Return the dtype of the output."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _padded(x, padding):
    """Return the images in the output's dtype with zeros around them."""
    pad_rows, pad_cols = _pair(padding)
    return np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (pad_rows, pad_rows), (pad_cols, pad_cols)))


def _patches(x, weight, stride, padding, dilation):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w)."""
    (down, right), (gap_down, gap_right) = _pair(stride), _pair(dilation)
    extent = (gap_down * (weight.shape[2] - 1) + 1, gap_right * (weight.shape[3] - 1) + 1)
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x, padding), extent, axis=(2, 3))
    return windows[:, :, ::down, ::right, ::gap_down, ::gap_right]


def _dense(weight, groups):
    """Return filters that see all channels, with zeros for those of the other groups."""
    out_channels, group_channels = weight.shape[:2]
    dense = np.zeros((out_channels, group_channels * groups, *weight.shape[2:]), weight.dtype)
    for o in range(out_channels):
        first = o // (out_channels // groups) * group_channels
        dense[o, first : first + group_channels] = weight[o]
    return dense


def _with_bias(out, bias):
    """Return maps of shape (N, C_out, H_out, W_out) with the bias added, in the dtype they have."""
    return out if bias is None else out + bias.astype(out.dtype).reshape(1, -1, 1, 1)


@alternative("seven loops")
def seven_loops(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Add up product by product, and skip the pixels outside instead of padding."""
    sizes = _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    (sh, sw), (ph, pw), (dh, dw) = map(_pair, (stride, padding, dilation))
    out = np.zeros((len(x), len(weight), *sizes), _dtype(x))
    for n, o, i, j in np.ndindex(out.shape):
        total = 0.0 if bias is None else float(bias[o])
        first = o // (len(weight) // groups) * weight.shape[1]
        for c in range(weight.shape[1]):
            for r in range(weight.shape[2]):
                for s in range(weight.shape[3]):
                    row, col = i * sh - ph + r * dh, j * sw - pw + s * dw
                    if 0 <= row < x.shape[2] and 0 <= col < x.shape[3]:
                        total += float(x[n, first + c, row, col]) * float(weight[o, c, r, s])
        out[n, o, i, j] = total
    return out


@alternative("im2col")
def im2col(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Make a column of every window, and one matrix product per image and group."""
    sizes = _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    rows = weight[0].size
    patches = _patches(x, weight, stride, padding, dilation).transpose(0, 1, 4, 5, 2, 3)
    columns = patches.reshape(len(x), groups, rows, sizes[0] * sizes[1])
    filters = weight.reshape(groups, len(weight) // groups, rows).astype(columns.dtype)
    return _with_bias((filters @ columns).reshape(len(x), len(weight), *sizes), bias)


@alternative("tensordot")
def tensordot(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Contract the windows of each group with its filters."""
    _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    parts = np.split(_patches(x, weight, stride, padding, dilation), groups, axis=1)
    filters = np.split(weight.astype(_dtype(x)), groups)
    maps = [np.tensordot(part, own, axes=((1, 4, 5), (1, 2, 3))) for part, own in zip(parts, filters, strict=True)]
    return _with_bias(np.ascontiguousarray(np.concatenate(maps, axis=-1).transpose(0, 3, 1, 2)), bias)


@alternative("a non-contiguous view")
def non_contiguous(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Compute with the channels last, and return a view with the channels in front."""
    _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    patches = _patches(x, weight, stride, padding, dilation)
    out = np.tensordot(patches, _dense(weight, groups).astype(_dtype(x)), axes=((1, 4, 5), (1, 2, 3)))
    if bias is not None:
        out += bias
    return out.transpose(0, 3, 1, 2)


@alternative("einsum of sliding windows")
def einsum(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Name the axes, and let einsum do the rest."""
    _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    patches = _patches(x, weight, stride, padding, dilation)
    filters = _dense(weight, groups).astype(_dtype(x))
    return _with_bias(np.einsum("nchwij,fcij->nfhw", patches, filters, optimize=True), bias)


@alternative("FFT")
def by_fft(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Multiply spectra with those of the kernels, turned round and spread by the dilation."""
    sizes = _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    (sh, sw), (dh, dw) = _pair(stride), _pair(dilation)
    dense = _dense(weight.astype(np.float64), groups)
    spread = np.zeros((*dense.shape[:2], dh * (dense.shape[2] - 1) + 1, dw * (dense.shape[3] - 1) + 1))
    spread[:, :, ::dh, ::dw] = dense
    pixels = _padded(x, padding).astype(np.float64)
    full = [side + taps - 1 for side, taps in zip(pixels.shape[2:], spread.shape[2:], strict=True)]
    images, kernels = np.fft.rfft2(pixels, full), np.fft.rfft2(spread[:, :, ::-1, ::-1], full)
    whole = np.fft.irfft2(np.einsum("nchw,fchw->nfhw", images, kernels), full)
    whole = whole[:, :, spread.shape[2] - 1 :, spread.shape[3] - 1 :]
    return _with_bias(whole[:, :, : sizes[0] * sh : sh, : sizes[1] * sw : sw], bias).astype(_dtype(x))


@alternative("as_strided")
def by_strides(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Ask the padded images for their strides, and view the windows with them."""
    sizes = _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    (sh, sw), (dh, dw) = _pair(stride), _pair(dilation)
    pixels = x.astype(_dtype(x)) if _pair(padding) == (0, 0) else _padded(x, padding)
    n, c, h, w = pixels.strides
    shape = (*pixels.shape[:2], *sizes, *weight.shape[2:])
    windows = np.lib.stride_tricks.as_strided(pixels, shape, (n, c, h * sh, w * sw, h * dh, w * dw), writeable=False)
    dense = _dense(weight, groups).astype(pixels.dtype)
    return _with_bias(np.tensordot(dense, windows, axes=((1, 2, 3), (1, 4, 5))).swapaxes(0, 1), bias)


@alternative("stride 1, then every s-th output")
def subsampled(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Add up shifted images, one per kernel entry, and throw away what the stride skips."""
    _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    (sh, sw), (dh, dw) = _pair(stride), _pair(dilation)
    pixels, dense = _padded(x, padding), _dense(weight, groups).astype(_dtype(x))
    height, width = _out_sizes(pixels, weight, dilation=dilation, groups=groups)
    out = np.zeros((len(x), len(weight), height, width), pixels.dtype)
    for r, s in itertools.product(range(weight.shape[2]), range(weight.shape[3])):
        shifted = pixels[:, :, r * dh : r * dh + height, s * dw : s * dw + width]
        out += np.einsum("nchw,fc->nfhw", shifted, dense[:, :, r, s])
    return _with_bias(out[:, :, ::sh, ::sw], bias)


@alternative("a map per kernel entry")
def by_entries(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Multiply the pixels that each kernel entry meets, channel by channel, and add up these maps at the end."""
    sizes = _out_sizes(x, weight, stride=stride, padding=padding, dilation=dilation, groups=groups)
    (sh, sw), (dh, dw) = _pair(stride), _pair(dilation)
    pixels, dense = _padded(x, padding), _dense(weight, groups).astype(_dtype(x))
    maps = [
        pixels[:, None, c, r * dh :: sh, s * dw :: sw][:, :, : sizes[0], : sizes[1]] * dense[:, c, r, s, None, None]
        for c, r, s in np.ndindex(dense.shape[1:])
    ]
    return _with_bias(np.sum(maps, axis=0), bias)
