"""Right and fast versions of both functions of max_pool2d_fast, written in unusual ways: each gets full marks."""

import functools
import math

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _plan(x, kernel_size, stride, padding):
    """Return the padded images, kernel size, stride and output size, after refusing what is not legal."""
    kernel, pads = _pair(kernel_size), _pair(padding)
    steps = kernel if stride is None else _pair(stride)
    if any(2 * pad > taps for pad, taps in zip(pads, kernel, strict=True)):
        raise ValueError("too much padding")
    axes = zip(x.shape[2:], kernel, steps, pads, strict=True)
    sizes = [(side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes]
    if min(sizes) < 1:
        raise ValueError("no window fits")
    dtype = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
    border = ((0, 0), (0, 0), *((pad, pad) for pad in pads))
    return np.pad(x.astype(dtype), border, constant_values=-np.inf), kernel, steps, sizes


def _windows(padded, kernel, steps, *, writeable=False):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w)."""
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3), writeable=writeable)
    return windows[:, :, :: steps[0], :: steps[1]]


def _cropped(grad_padded, padding, x):
    """Return the gradient of the pixels that are not padding."""
    (rows, cols), (height, width) = _pair(padding), x.shape[2:]
    return grad_padded[:, :, rows : rows + height, cols : cols + width]


@alternative("crop and reshape where windows lie side by side", function="max_pool2d_fast")
def cropped_reshape(x, kernel_size, *, stride=None, padding=0):
    """Reshape what the windows cover, where they lie side by side; view all windows otherwise."""
    padded, kernel, steps, sizes = _plan(x, kernel_size, stride, padding)
    if steps != kernel:
        return _windows(padded, kernel, steps).max(axis=(4, 5))
    covered = padded[:, :, : sizes[0] * kernel[0], : sizes[1] * kernel[1]]
    return covered.reshape(*x.shape[:2], sizes[0], kernel[0], sizes[1], kernel[1]).max(axis=5).max(axis=3)


@alternative("sliding windows", function="max_pool2d_fast")
def sliding_windows(x, kernel_size, *, stride=None, padding=0):
    """View the images as an array of windows."""
    padded, kernel, steps, _ = _plan(x, kernel_size, stride, padding)
    return _windows(padded, kernel, steps).max(axis=(4, 5))


@alternative("as_strided", function="max_pool2d_fast")
def by_strides(x, kernel_size, *, stride=None, padding=0):
    """Ask the padded images for their strides, and view the windows with them."""
    padded, kernel, (down, right), sizes = _plan(x, kernel_size, stride, padding)
    n, c, h, w = padded.strides
    shape, strides = (*padded.shape[:2], *sizes, *kernel), (n, c, h * down, w * right, h, w)
    return np.lib.stride_tricks.as_strided(padded, shape, strides, writeable=False).max(axis=(-1, -2))


@alternative("columns and their maximum", function="max_pool2d_fast")
def by_columns(x, kernel_size, *, stride=None, padding=0):
    """Lay the windows out as columns, as im2col does, and take the maximum of each."""
    padded, kernel, steps, sizes = _plan(x, kernel_size, stride, padding)
    columns = np.moveaxis(_windows(padded, kernel, steps), (4, 5), (2, 3))
    return columns.reshape(*x.shape[:2], math.prod(kernel), *sizes).max(axis=2)


@alternative("rows first, then columns", function="max_pool2d_fast")
def separable(x, kernel_size, *, stride=None, padding=0):
    """Compare shifted rows, then shifted columns."""
    padded, kernel, (down, right), sizes = _plan(x, kernel_size, stride, padding)
    rows = (padded[:, :, r : r + down * (sizes[0] - 1) + 1 : down] for r in range(kernel[0]))
    tall = functools.reduce(np.maximum, rows)
    return functools.reduce(
        np.maximum, (tall[..., s : s + right * (sizes[1] - 1) + 1 : right] for s in range(kernel[1]))
    ).copy()


@alternative("np.maximum.reduce over the entries of a window", function="max_pool2d_fast")
def by_entries(x, kernel_size, *, stride=None, padding=0):
    """Cut out one image for every entry of a window, and compare these images."""
    padded, kernel, steps, _ = _plan(x, kernel_size, stride, padding)
    windows = _windows(padded, kernel, steps)
    return np.maximum.reduce([windows[..., r, s] for r, s in np.ndindex(*kernel)])


@alternative("the first winner takes it all", function="max_pool2d_backward_fast")
def taking_turns(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Let every entry of a window claim what no earlier one has."""
    padded, kernel, steps, _ = _plan(x, kernel_size, stride, padding)
    windows, best = _windows(padded, kernel, steps), _windows(padded, kernel, steps).max(axis=(4, 5))
    grad_padded, free = np.zeros_like(padded), np.ones(best.shape, bool)
    into = _windows(grad_padded, kernel, steps, writeable=True)
    for r, s in np.ndindex(*kernel):
        wins = free & (windows[..., r, s] == best)
        into[..., r, s] += np.where(wins, grad_output, 0)
        free &= ~wins
    return _cropped(grad_padded, padding, x).copy()


@alternative("argmax and np.add.at", function="max_pool2d_backward_fast")
def by_add_at(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Find the place of each winner in the flat image, and add the shares there."""
    padded, kernel, steps, sizes = _plan(x, kernel_size, stride, padding)
    flat = _windows(padded, kernel, steps).reshape(*x.shape[:2], *sizes, math.prod(kernel))
    row, col = np.divmod(flat.argmax(axis=-1), kernel[1])
    row += steps[0] * np.arange(sizes[0])[:, None]
    col += steps[1] * np.arange(sizes[1])
    images = np.arange(len(x) * x.shape[1]).reshape(*x.shape[:2], 1, 1)
    grad_padded = np.zeros((len(x) * x.shape[1], *padded.shape[2:]), padded.dtype)
    np.add.at(grad_padded, (images, row, col), grad_output)
    return _cropped(grad_padded.reshape(padded.shape), padding, x)


@alternative("bincount", function="max_pool2d_backward_fast")
def by_bincount(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Number the pixels, and count each winner's number with its share as the weight."""
    padded, kernel, steps, sizes = _plan(x, kernel_size, stride, padding)
    numbers = np.arange(padded.size).reshape(padded.shape)
    flat = _windows(padded, kernel, steps).reshape(*x.shape[:2], *sizes, math.prod(kernel))
    places = _windows(numbers, kernel, steps).reshape(flat.shape)
    winners = np.take_along_axis(places, flat.argmax(axis=-1)[..., None], axis=-1)
    total = np.bincount(winners.ravel(), np.ravel(grad_output), padded.size)
    return _cropped(total.reshape(padded.shape), padding, x).astype(padded.dtype)


@alternative("one-hot winners", function="max_pool2d_backward_fast")
def one_hot(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Put the shares where argmax says, in columns, and fold the columns back."""
    padded, kernel, steps, sizes = _plan(x, kernel_size, stride, padding)
    columns = np.moveaxis(_windows(padded, kernel, steps), (4, 5), (2, 3))
    columns = columns.reshape(*x.shape[:2], math.prod(kernel), *sizes)
    shares = np.zeros_like(columns)
    np.put_along_axis(shares, columns.argmax(axis=2)[:, :, None], grad_output[:, :, None], axis=2)
    grad_padded = np.zeros_like(padded)
    into = _windows(grad_padded, kernel, steps, writeable=True)
    for number, (r, s) in enumerate(np.ndindex(*kernel)):
        into[..., r, s] += shares[:, :, number]
    return _cropped(grad_padded, padding, x)
