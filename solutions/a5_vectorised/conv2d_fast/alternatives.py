"""Right and fast versions of conv2d_fast, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _plan(x, weight, stride, padding):
    """Return the padded images and the filters in the output's dtype, the strides, and the output size."""
    (down, right), pads = _pair(stride), _pair(padding)
    if x.shape[1] != weight.shape[1]:
        raise ValueError("channels disagree")
    axes = zip(x.shape[2:], weight.shape[2:], (down, right), pads, strict=True)
    sizes = [(side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes]
    if min(sizes) < 1:
        raise ValueError("no window fits")
    dtype = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
    padded = np.pad(x.astype(dtype), ((0, 0), (0, 0), *((pad, pad) for pad in pads)))
    return padded, weight.astype(dtype), (down, right), sizes


def _windows(padded, weight, steps):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w)."""
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2:], axis=(2, 3))
    return windows[:, :, :: steps[0], :: steps[1]]


def _with_bias(out, bias):
    """Return maps of shape (N, C_out, H_out, W_out) with the bias added."""
    return out if bias is None else out + bias.astype(out.dtype)[:, None, None]


@alternative("sliding windows and tensordot")
def tensordot(x, weight, bias=None, *, stride=1, padding=0):
    """Contract the windows with the filters over channels, rows and columns."""
    padded, filters, steps, _ = _plan(x, weight, stride, padding)
    out = np.tensordot(filters, _windows(padded, filters, steps), axes=((1, 2, 3), (1, 4, 5)))
    return _with_bias(out.swapaxes(0, 1), bias)


@alternative("as_strided and matmul")
def by_strides(x, weight, bias=None, *, stride=1, padding=0):
    """Ask the padded images for their strides, and lay the windows out as columns with them."""
    padded, filters, (down, right), sizes = _plan(x, weight, stride, padding)
    n, c, h, w = padded.strides
    shape = (len(x), *filters.shape[1:], *sizes)
    windows = np.lib.stride_tricks.as_strided(padded, shape, (n, c, h, w, h * down, w * right), writeable=False)
    rows = filters.reshape(len(filters), -1)
    out = np.matmul(rows, windows.reshape(len(x), rows.shape[1], sizes[0] * sizes[1]))
    return _with_bias(out.reshape(len(x), len(filters), *sizes), bias)


@alternative("a loop over the entries of a kernel")
def by_entries(x, weight, bias=None, *, stride=1, padding=0):
    """For every entry of the kernels, one product of all filters with all pixels that it meets."""
    padded, filters, (down, right), sizes = _plan(x, weight, stride, padding)
    out = np.zeros((len(x), len(filters), sizes[0] * sizes[1]), padded.dtype)
    for r, s in np.ndindex(filters.shape[2:]):
        pixels = padded[:, :, r : r + down * (sizes[0] - 1) + 1 : down, s : s + right * (sizes[1] - 1) + 1 : right]
        out += filters[:, :, r, s] @ pixels.reshape(len(x), filters.shape[1], sizes[0] * sizes[1])
    return _with_bias(out.reshape(len(x), len(filters), *sizes), bias)


@alternative("einsum that is allowed to optimise")
def einsum(x, weight, bias=None, *, stride=1, padding=0):
    """Name the axes, and let einsum find the matrix product."""
    padded, filters, steps, _ = _plan(x, weight, stride, padding)
    out = np.einsum("nchwij,fcij->nfhw", _windows(padded, filters, steps), filters, optimize=True)
    return _with_bias(out, bias)


@alternative("FFT for large kernels")
def fft_for_large_kernels(x, weight, bias=None, *, stride=1, padding=0):
    """Multiply spectra where kernels are large; small ones are quicker without."""
    padded, filters, (down, right), sizes = _plan(x, weight, stride, padding)
    taps = filters.shape[2:]
    if min(taps) < 4:
        return tensordot(x, weight, bias, stride=stride, padding=padding)
    full = [side + size - 1 for side, size in zip(padded.shape[2:], taps, strict=True)]
    pixels = np.fft.rfft2(padded.astype(np.float64), full)
    kernels = np.fft.rfft2(filters[:, :, ::-1, ::-1].astype(np.float64), full)
    whole = np.fft.irfft2(np.einsum("nchw,fchw->nfhw", pixels, kernels, optimize=True), full)
    whole = whole[:, :, taps[0] - 1 :, taps[1] - 1 :][:, :, : sizes[0] * down : down, : sizes[1] * right : right]
    return _with_bias(whole, bias).astype(padded.dtype)


@alternative("index arrays")
def by_index_arrays(x, weight, bias=None, *, stride=1, padding=0):
    """Compute the row and the column of every entry of every window, and fetch them all at once."""
    padded, filters, (down, right), sizes = _plan(x, weight, stride, padding)
    channels, kernel_height, kernel_width = filters.shape[1:]
    rows = np.repeat(np.arange(kernel_height), kernel_width)[:, None] + down * np.repeat(np.arange(sizes[0]), sizes[1])
    cols = np.tile(np.arange(kernel_width), kernel_height)[:, None] + right * np.tile(np.arange(sizes[1]), sizes[0])
    columns = padded[:, :, rows, cols].reshape(len(x), channels * kernel_height * kernel_width, sizes[0] * sizes[1])
    out = filters.reshape(len(filters), -1) @ columns
    return _with_bias(out.reshape(len(x), len(filters), *sizes), bias)


@alternative("three index arrays, with the batch last")
def by_three_index_arrays(x, weight, bias=None, *, stride=1, padding=0):
    """Index channels, rows and columns at once, and lay out the windows of all images side by side."""
    padded, filters, (down, right), sizes = _plan(x, weight, stride, padding)
    channels, kernel_height, kernel_width = filters.shape[1:]
    i0 = np.tile(np.repeat(np.arange(kernel_height), kernel_width), channels).reshape(-1, 1)
    j0 = np.tile(np.arange(kernel_width), kernel_height * channels).reshape(-1, 1)
    i1 = (down * np.repeat(np.arange(sizes[0]), sizes[1])).reshape(1, -1)
    j1 = (right * np.tile(np.arange(sizes[1]), sizes[0])).reshape(1, -1)
    k = np.repeat(np.arange(channels), kernel_height * kernel_width).reshape(-1, 1)
    columns = padded[:, k, i0 + i1, j0 + j1].transpose(1, 2, 0).reshape(filters[0].size, -1)
    out = filters.reshape(len(filters), -1) @ columns
    return _with_bias(out.reshape(len(filters), *sizes, len(x)).transpose(3, 0, 1, 2), bias)


@alternative("one product for the whole batch")
def one_product(x, weight, bias=None, *, stride=1, padding=0):
    """Lay the windows of all images out as the rows of one matrix, and return a view with the channels in front."""
    padded, filters, steps, sizes = _plan(x, weight, stride, padding)
    windows = _windows(padded, filters, steps).transpose(0, 2, 3, 1, 4, 5)
    rows = windows.reshape(len(x) * sizes[0] * sizes[1], filters[0].size)
    out = (rows @ filters.reshape(len(filters), -1).T).reshape(len(x), *sizes, len(filters))
    return _with_bias(np.moveaxis(out, -1, 1), bias)


@alternative("Fortran order")
def fortran_order(x, weight, bias=None, *, stride=1, padding=0):
    """Copy everything into Fortran order first; the sums do not mind."""
    padded, filters, steps, _ = _plan(x, weight, stride, padding)
    padded, filters = np.asfortranarray(padded), np.asfortranarray(filters)
    out = np.tensordot(_windows(padded, filters, steps), filters, axes=((1, 4, 5), (1, 2, 3)))
    return _with_bias(np.asfortranarray(np.moveaxis(out, -1, 1)), bias)
