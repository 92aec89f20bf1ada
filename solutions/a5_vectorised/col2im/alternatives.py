"""Right versions of col2im, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _plan(columns, input_shape, kernel_size, stride, padding):
    """Return the values by entry and place, an empty padded image, kernel size, stride and output size."""
    kernel, steps, pads = _pair(kernel_size), _pair(stride), _pair(padding)
    axes = zip(input_shape[2:], kernel, steps, pads, strict=True)
    sizes = [(side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes]
    batch, channels, *sides = input_shape
    if columns.shape != (batch, channels * kernel[0] * kernel[1], sizes[0] * sizes[1]):
        raise ValueError("these are no columns of such images")
    dtype = columns.dtype if columns.dtype.kind == "f" else np.dtype(np.float64)
    values = columns.astype(dtype).reshape(batch, channels, *kernel, *sizes)
    padded = np.zeros((batch, channels, *(side + 2 * pad for side, pad in zip(sides, pads, strict=True))), dtype)
    return values, padded, kernel, steps, sizes


def _cropped(padded, padding, input_shape):
    """Return the pixels that are not padding."""
    (rows, cols), (height, width) = _pair(padding), input_shape[2:]
    return padded[:, :, rows : rows + height, cols : cols + width]


@alternative("window by window")
def window_by_window(columns, input_shape, kernel_size, *, stride=1, padding=0):
    """Add one window after the other: slow, but right."""
    values, padded, kernel, (down, right), sizes = _plan(columns, input_shape, kernel_size, stride, padding)
    for i, j in np.ndindex(*sizes):
        padded[:, :, i * down : i * down + kernel[0], j * right : j * right + kernel[1]] += values[..., i, j]
    return _cropped(padded, padding, input_shape)


@alternative("np.add.at")
def by_add_at(columns, input_shape, kernel_size, *, stride=1, padding=0):
    """Compute the row and column of every value, and add them all there at once."""
    values, padded, kernel, (down, right), sizes = _plan(columns, input_shape, kernel_size, stride, padding)
    r, s, i, j = np.indices((*kernel, *sizes))
    np.add.at(padded, (slice(None), slice(None), i * down + r, j * right + s), values)
    return _cropped(padded, padding, input_shape)


@alternative("a writeable view of the windows")
def by_view(columns, input_shape, kernel_size, *, stride=1, padding=0):
    """View the windows of an empty image, and add to the view entry by entry."""
    values, padded, kernel, (down, right), _ = _plan(columns, input_shape, kernel_size, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, kernel, axis=(2, 3), writeable=True)
    windows = windows[:, :, ::down, ::right]
    for r, s in np.ndindex(*kernel):
        windows[..., r, s] += values[:, :, r, s]
    return _cropped(padded, padding, input_shape).copy()


@alternative("bincount")
def by_bincount(columns, input_shape, kernel_size, *, stride=1, padding=0):
    """Number the pixels, and count the number of every value with the value as its weight."""
    values, padded, kernel, (down, right), sizes = _plan(columns, input_shape, kernel_size, stride, padding)
    numbers = np.arange(padded.size).reshape(padded.shape)
    r, s, i, j = np.indices((*kernel, *sizes))
    places = numbers[:, :, i * down + r, j * right + s]
    total = np.bincount(places.ravel(), values.ravel(), padded.size).reshape(padded.shape)
    return _cropped(total, padding, input_shape).astype(padded.dtype)


@alternative("pixel by pixel")
def pixel_by_pixel(columns, input_shape, kernel_size, *, stride=1, padding=0):
    """Ask for every pixel of which windows it is a part: slow, but right."""
    values, _, kernel, (down, right), sizes = _plan(columns, input_shape, kernel_size, stride, padding)
    out, (pad_rows, pad_cols) = np.zeros(input_shape, values.dtype), _pair(padding)
    for row, col in np.ndindex(*input_shape[2:]):
        for r, s in np.ndindex(*kernel):
            (i, rest_down), (j, rest_right) = divmod(row + pad_rows - r, down), divmod(col + pad_cols - s, right)
            if not rest_down and not rest_right and 0 <= i < sizes[0] and 0 <= j < sizes[1]:
                out[:, :, row, col] += values[:, :, r, s, i, j]
    return out
