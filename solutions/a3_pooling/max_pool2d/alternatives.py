"""Right versions of max_pool2d, written in unusual ways: each gets full marks."""

import functools
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


def _padded(x, pads):
    """Return the images in the output's dtype with minus infinity around them."""
    rows, cols = pads
    return np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (rows, rows), (cols, cols)), constant_values=-np.inf)


@alternative("loops over plain numbers")
def six_loops(x, kernel_size, *, stride=None, padding=0):
    """Compare number by number, and skip the pixels outside instead of padding."""
    kernel, (down, right), (rows, cols), sizes = _plan(x, kernel_size, stride, padding)
    out = np.zeros((*x.shape[:2], *sizes), _dtype(x))
    for n, c, i, j in np.ndindex(out.shape):
        best = -math.inf
        for r, s in itertools.product(range(kernel[0]), range(kernel[1])):
            row, col = i * down - rows + r, j * right - cols + s
            if 0 <= row < x.shape[2] and 0 <= col < x.shape[3]:
                pixel = float(x[n, c, row, col])
                if pixel > best or math.isnan(pixel):
                    best = pixel
                if math.isnan(best):
                    break
        out[n, c, i, j] = best
    return out


@alternative("slices cut at the border")
def clipped_slices(x, kernel_size, *, stride=None, padding=0):
    """Cut every window at the border of the image, and need no padding."""
    kernel, steps, pads, sizes = _plan(x, kernel_size, stride, padding)
    out = np.empty((*x.shape[:2], *sizes), _dtype(x))
    for i in range(sizes[0]):
        for j in range(sizes[1]):
            top, left = i * steps[0] - pads[0], j * steps[1] - pads[1]
            window = x[:, :, max(top, 0) : top + kernel[0], max(left, 0) : left + kernel[1]]
            out[:, :, i, j] = window.max(axis=(2, 3))
    return out


@alternative("crop and reshape")
def cropped_reshape(x, kernel_size, *, stride=None, padding=0):
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
    return covered.reshape(*x.shape[:2], sizes[0], kernel[0], sizes[1], kernel[1]).max(axis=(3, 5))


@alternative("sliding windows")
def sliding_windows(x, kernel_size, *, stride=None, padding=0):
    """View the images as an array of windows."""
    kernel, steps, pads, _ = _plan(x, kernel_size, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x, pads), kernel, axis=(2, 3))
    return windows[:, :, :: steps[0], :: steps[1]].max(axis=(4, 5))


@alternative("as_strided")
def by_strides(x, kernel_size, *, stride=None, padding=0):
    """Ask the padded images for their strides, and view the windows with them."""
    kernel, (down, right), pads, sizes = _plan(x, kernel_size, stride, padding)
    pixels = _padded(x, pads)
    n, c, h, w = pixels.strides
    shape, strides = (*pixels.shape[:2], *sizes, *kernel), (n, c, h * down, w * right, h, w)
    return np.lib.stride_tricks.as_strided(pixels, shape, strides, writeable=False).max(axis=(-1, -2))


@alternative("np.maximum.reduce over the entries of a window")
def by_entries(x, kernel_size, *, stride=None, padding=0):
    """Cut out one image for every entry of a window, and compare these images."""
    kernel, (down, right), pads, sizes = _plan(x, kernel_size, stride, padding)
    padded = _padded(x, pads)
    entries = [padded[:, :, r::down, s::right][:, :, : sizes[0], : sizes[1]] for r, s in np.ndindex(*kernel)]
    return np.maximum.reduce(entries)


@alternative("rows first, then columns")
def separable(x, kernel_size, *, stride=None, padding=0):
    """Take the maximum along columns, then along rows, as one-dimensional poolings."""
    kernel, steps, pads, _ = _plan(x, kernel_size, stride, padding)
    out = _padded(x, pads)
    for axis, taps, step in ((2, kernel[0], steps[0]), (3, kernel[1], steps[1])):
        windows = np.lib.stride_tricks.sliding_window_view(out, taps, axis=axis).max(axis=-1)
        out = windows[:, :, ::step] if axis == 2 else windows[:, :, :, ::step]
    return out


@alternative("stride 1, then every s-th output")
def subsampled(x, kernel_size, *, stride=None, padding=0):
    """Pool with stride 1 by comparing shifted images, and throw away what the stride skips."""
    kernel, (down, right), pads, _ = _plan(x, kernel_size, stride, padding)
    padded = _padded(x, pads)
    height, width = padded.shape[2] - kernel[0] + 1, padded.shape[3] - kernel[1] + 1
    shifted = (padded[:, :, r : r + height, s : s + width] for r, s in np.ndindex(*kernel))
    return functools.reduce(np.maximum, shifted)[:, :, ::down, ::right]


@alternative("the place of the maximum")
def by_argmax(x, kernel_size, *, stride=None, padding=0):
    """Look up the value at the place that argmax finds in the flattened windows."""
    kernel, steps, pads, sizes = _plan(x, kernel_size, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x, pads), kernel, axis=(2, 3))
    flat = windows[:, :, :: steps[0], :: steps[1]].reshape(*x.shape[:2], *sizes, math.prod(kernel))
    return np.take_along_axis(flat, flat.argmax(axis=-1)[..., None], axis=-1)[..., 0]


@alternative("the last of the sorted window")
def sorted_windows(x, kernel_size, *, stride=None, padding=0):
    """Sort every window; NumPy sorts NaN to the end."""
    kernel, steps, pads, sizes = _plan(x, kernel_size, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x, pads), kernel, axis=(2, 3))
    return np.sort(windows[:, :, :: steps[0], :: steps[1]].reshape(*x.shape[:2], *sizes, math.prod(kernel)), axis=-1)[
        ..., -1
    ]


@alternative("a non-contiguous view")
def channels_last(x, kernel_size, *, stride=None, padding=0):
    """Compute with the channels last, and return a view with the channels in front."""
    kernel, (down, right), pads, sizes = _plan(x, kernel_size, stride, padding)
    padded = _padded(x, pads).transpose(0, 2, 3, 1)
    out = np.full((len(x), *sizes, x.shape[1]), -np.inf, padded.dtype)
    for i, j in np.ndindex(*sizes):
        window = padded[:, i * down : i * down + kernel[0], j * right : j * right + kernel[1]]
        out[:, i, j] = window.max(axis=(1, 2))
    return np.moveaxis(out, -1, 1)
