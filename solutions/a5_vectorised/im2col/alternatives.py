"""Right versions of im2col, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _plan(x, kernel_size, stride, padding):
    """Return the padded images in the output's dtype, kernel size, stride and output size."""
    kernel, steps, pads = _pair(kernel_size), _pair(stride), _pair(padding)
    axes = zip(x.shape[2:], kernel, steps, pads, strict=True)
    sizes = [(side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes]
    if min(sizes) < 1:
        raise ValueError("no window fits")
    dtype = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
    padded = np.pad(x.astype(dtype), ((0, 0), (0, 0), *((pad, pad) for pad in pads)))
    return padded, kernel, steps, sizes


def _shape(padded, kernel, sizes):
    """Return the shape of the result."""
    return len(padded), padded.shape[1] * kernel[0] * kernel[1], sizes[0] * sizes[1]


@alternative("sliding windows")
def sliding_windows(x, kernel_size, *, stride=1, padding=0):
    """View all windows, and move their axes."""
    padded, kernel, (down, right), sizes = _plan(x, kernel_size, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3))[:, :, ::down, ::right]
    return windows.transpose(0, 1, 4, 5, 2, 3).reshape(_shape(padded, kernel, sizes))


@alternative("as_strided")
def by_strides(x, kernel_size, *, stride=1, padding=0):
    """Ask the padded images for their strides, and view the windows with them."""
    padded, kernel, (down, right), sizes = _plan(x, kernel_size, stride, padding)
    n, c, h, w = padded.strides
    shape, strides = (*padded.shape[:2], *kernel, *sizes), (n, c, h, w, h * down, w * right)
    windows = np.lib.stride_tricks.as_strided(padded, shape, strides, writeable=False)
    return windows.reshape(_shape(padded, kernel, sizes))


@alternative("index arrays")
def by_index_arrays(x, kernel_size, *, stride=1, padding=0):
    """Compute channel, row and column of every value of every window, and fetch them all at once."""
    padded, (taps_down, taps_right), (down, right), sizes = _plan(x, kernel_size, stride, padding)
    channel, i0, j0 = (index.reshape(-1, 1) for index in np.indices((x.shape[1], taps_down, taps_right)))
    i1, j1 = (index.reshape(1, -1) for index in np.indices(sizes))
    return padded[:, channel, i0 + down * i1, j0 + right * j1]


@alternative("window by window")
def window_by_window(x, kernel_size, *, stride=1, padding=0):
    """Flatten one window after the other: slow, but right."""
    padded, kernel, (down, right), sizes = _plan(x, kernel_size, stride, padding)
    out = np.empty(_shape(padded, kernel, sizes), padded.dtype)
    for place, (i, j) in enumerate(np.ndindex(*sizes)):
        window = padded[:, :, i * down : i * down + kernel[0], j * right : j * right + kernel[1]]
        out[:, :, place] = window.reshape(len(x), out.shape[1])
    return out


@alternative("rows of the matrix")
def row_by_row(x, kernel_size, *, stride=1, padding=0):
    """Every row of the matrix is one flattened slice of the image."""
    padded, kernel, (down, right), sizes = _plan(x, kernel_size, stride, padding)
    rows = [
        padded[:, c, r::down, s::right][:, : sizes[0], : sizes[1]].reshape(len(x), sizes[0] * sizes[1])
        for c, r, s in np.ndindex(x.shape[1], *kernel)
    ]
    return np.stack(rows, axis=1)


@alternative("flat numbers of the pixels")
def by_flat_numbers(x, kernel_size, *, stride=1, padding=0):
    """Number the pixels of one image, view the windows of the numbers, and take what they stand for."""
    padded, kernel, (down, right), sizes = _plan(x, kernel_size, stride, padding)
    numbers = np.arange(padded[0].size if len(x) else np.prod(padded.shape[1:])).reshape(padded.shape[1:])
    windows = np.lib.stride_tricks.sliding_window_view(numbers, kernel, axis=(1, 2))[:, ::down, ::right]
    places = windows.transpose(0, 3, 4, 1, 2).reshape(_shape(padded, kernel, sizes)[1:])
    return padded.reshape(len(x), numbers.size)[:, places]
