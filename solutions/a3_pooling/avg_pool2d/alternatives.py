"""Right versions of avg_pool2d, written in unusual ways: each gets full marks."""

import itertools
import math

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _plan(x, kernel_size, stride, padding):
    """Return kernel size, stride, padding and output size as pairs, after refusing what is not legal."""
    kernel, pads = _pair(kernel_size), _pair(padding)
    steps = kernel if stride is None else _pair(stride)
    if any(2 * pad > taps for pad, taps in zip(pads, kernel, strict=True)):
        raise ValueError("too much padding")
    axes = zip(x.shape[2:], kernel, steps, pads, strict=True)
    sizes = [(side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes]
    if min(sizes) < 1:
        raise ValueError("no window fits")
    return kernel, steps, pads, sizes


def _dtype(x):
    """Return the dtype of the output."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _padded(x, pads, dtype=None):
    """Return the images with zeros around them."""
    rows, cols = pads
    return np.pad(x.astype(dtype or _dtype(x)), ((0, 0), (0, 0), (rows, rows), (cols, cols)))


def _inside(side, taps, step, pad, size):
    """Return how many pixels each window holds along one axis, by arithmetic alone."""
    starts = np.arange(size) * step - pad
    return np.minimum(starts + taps, side) - np.maximum(starts, 0)


def _divisors(x, kernel, steps, pads, sizes, *, count_include_pad):
    """Return what every window is divided by, shape (H_out, W_out)."""
    if count_include_pad:
        return np.full(sizes, math.prod(kernel))
    return np.outer(*map(_inside, x.shape[2:], kernel, steps, pads, sizes))


@alternative("loops over plain numbers")
def six_loops(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Add number by number, and skip the pixels outside instead of padding."""
    kernel, (down, right), (rows, cols), sizes = _plan(x, kernel_size, stride, padding)
    out = np.zeros((*x.shape[:2], *sizes), _dtype(x))
    for n, c, i, j in np.ndindex(out.shape):
        total, count = 0.0, 0
        for r, s in itertools.product(range(kernel[0]), range(kernel[1])):
            row, col = i * down - rows + r, j * right - cols + s
            if 0 <= row < x.shape[2] and 0 <= col < x.shape[3]:
                total += float(x[n, c, row, col])
                count += 1
        out[n, c, i, j] = total / (kernel[0] * kernel[1] if count_include_pad else count)
    return out


@alternative("slices cut at the border")
def clipped_slices(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Cut every window at the border of the image, and need no padding."""
    kernel, steps, pads, sizes = _plan(x, kernel_size, stride, padding)
    out = np.empty((*x.shape[:2], *sizes), _dtype(x))
    for i in range(sizes[0]):
        for j in range(sizes[1]):
            top, left = i * steps[0] - pads[0], j * steps[1] - pads[1]
            window = x[:, :, max(top, 0) : top + kernel[0], max(left, 0) : left + kernel[1]]
            if count_include_pad:
                out[:, :, i, j] = window.sum(axis=(2, 3)) / math.prod(kernel)
            else:
                out[:, :, i, j] = window.mean(axis=(2, 3))
    return out


@alternative("crop and reshape")
def cropped_reshape(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Reshape what the windows cover, where they lie side by side; otherwise copy the windows side by side first."""
    kernel, steps, pads, sizes = _plan(x, kernel_size, stride, padding)
    padded = _padded(x, pads)
    if steps != kernel:
        picks = [
            [i * step + tap for i in range(size) for tap in range(taps)]
            for size, step, taps in zip(sizes, steps, kernel, strict=True)
        ]
        padded = padded[:, :, picks[0]][:, :, :, picks[1]]
    covered = padded[:, :, : sizes[0] * kernel[0], : sizes[1] * kernel[1]]
    means = covered.reshape(*x.shape[:2], sizes[0], kernel[0], sizes[1], kernel[1]).mean(axis=(3, 5))
    divisors = _divisors(x, kernel, steps, pads, sizes, count_include_pad=count_include_pad)
    return means * (math.prod(kernel) / divisors).astype(means.dtype)


@alternative("sliding windows")
def sliding_windows(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """View the images as an array of windows; NaN marks what is not to be counted."""
    kernel, (down, right), (rows, cols), _ = _plan(x, kernel_size, stride, padding)
    fill = 0.0 if count_include_pad else np.nan
    sides = ((0, 0), (0, 0), (rows, rows), (cols, cols))
    padded = np.pad(x.astype(_dtype(x)), sides, constant_values=fill)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3))
    return np.nanmean(windows[:, :, ::down, ::right], axis=(4, 5))


@alternative("integral image")
def integral_image(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Take every sum as a difference of four cumulative sums, kept in float64."""
    kernel, (down, right), pads, sizes = _plan(x, kernel_size, stride, padding)
    padded = _padded(x, pads, np.float64)
    corners = np.pad(padded.cumsum(axis=2).cumsum(axis=3), ((0, 0), (0, 0), (1, 0), (1, 0)))
    top, left = (np.arange(size) * step for size, step in zip(sizes, (down, right), strict=True))
    bottom, end = top + kernel[0], left + kernel[1]
    sums = corners[:, :, bottom][..., end] - corners[:, :, top][..., end]
    sums += corners[:, :, top][..., left] - corners[:, :, bottom][..., left]
    divisors = _divisors(x, kernel, (down, right), pads, sizes, count_include_pad=count_include_pad)
    return (sums / divisors).astype(_dtype(x))


@alternative("einsum with two matrices")
def two_matrices(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Averaging is linear along each axis: multiply by one matrix for the rows, and by one for the columns."""
    kernel, steps, pads, sizes = _plan(x, kernel_size, stride, padding)
    matrices = []
    for side, taps, step, pad, size in zip(x.shape[2:], kernel, steps, pads, sizes, strict=True):
        matrix = np.zeros((size, side))
        for i in range(size):
            matrix[i, max(0, i * step - pad) : max(0, i * step - pad + taps)] = 1.0
        matrices.append(matrix / (taps if count_include_pad else matrix.sum(axis=1, keepdims=True)))
    return np.einsum("ih,nchw,jw->ncij", matrices[0], x.astype(np.float64), matrices[1]).astype(_dtype(x))


@alternative("einsum of windows")
def einsum_of_windows(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Contract the windows with a kernel of equal weights, as a convolution layer would."""
    kernel, (down, right), pads, sizes = _plan(x, kernel_size, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x, pads), kernel, axis=(2, 3))[:, :, ::down, ::right]
    weight = np.full(kernel, 1.0 / math.prod(kernel), windows.dtype)
    means = np.einsum("nchwrs,rs->nchw", windows, weight)
    divisors = _divisors(x, kernel, (down, right), pads, sizes, count_include_pad=count_include_pad)
    return means * (math.prod(kernel) / divisors).astype(means.dtype)


@alternative("stride 1, then every s-th output")
def subsampled(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Add up shifted images, and throw away what the stride skips; count in the same way."""
    kernel, (down, right), pads, _ = _plan(x, kernel_size, stride, padding)

    def sums(images):
        padded = _padded(images, pads)
        height, width = padded.shape[2] - kernel[0] + 1, padded.shape[3] - kernel[1] + 1
        shifted = [padded[:, :, r : r + height, s : s + width] for r, s in np.ndindex(*kernel)]
        return np.sum(shifted, axis=0)[:, :, ::down, ::right]

    ones = np.ones((1, 1, *x.shape[2:]), _dtype(x))
    return sums(x) / (math.prod(kernel) if count_include_pad else sums(ones))


@alternative("a non-contiguous view")
def channels_last(x, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Compute with the channels last, and return a view with the channels in front."""
    kernel, (down, right), pads, sizes = _plan(x, kernel_size, stride, padding)
    padded = _padded(x, pads).transpose(0, 2, 3, 1)
    divisors = _divisors(x, kernel, (down, right), pads, sizes, count_include_pad=count_include_pad)
    out = np.zeros((len(x), *sizes, x.shape[1]), padded.dtype)
    for i, j in np.ndindex(*sizes):
        window = padded[:, i * down : i * down + kernel[0], j * right : j * right + kernel[1]]
        out[:, i, j] = window.sum(axis=(1, 2)) / divisors[i, j]
    return np.moveaxis(out, -1, 1)
