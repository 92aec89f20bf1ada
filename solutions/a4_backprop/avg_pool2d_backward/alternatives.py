"""Right versions of avg_pool2d_backward, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


@alternative("window by window")
def window_by_window(grad_output, input_shape, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Add each window's share, and skip what lies outside of the image."""
    (down, right), (rows, cols) = _pair(kernel_size if stride is None else stride), _pair(padding)
    (height, width), grad_x = _pair(kernel_size), np.zeros(input_shape, grad_output.dtype)
    for i, j in np.ndindex(grad_output.shape[2:]):
        top, left = i * down - rows, j * right - cols
        place = (slice(max(0, top), top + height), slice(max(0, left), left + width))
        inside = grad_x[:, :, *place]
        count = height * width if count_include_pad else inside.shape[2] * inside.shape[3]
        inside += (grad_output[:, :, i, j] / count)[:, :, None, None]
    return grad_x


@alternative("six loops")
def six_loops(grad_output, input_shape, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Walk over the edges of the graph one by one."""
    (down, right), (rows, cols) = _pair(kernel_size if stride is None else stride), _pair(padding)
    (height, width), grad_x = _pair(kernel_size), np.zeros(input_shape, grad_output.dtype)
    for n, c, i, j in np.ndindex(grad_output.shape):
        pixels = []
        for r in range(height):
            for s in range(width):
                row, col = i * down + r - rows, j * right + s - cols
                if 0 <= row < input_shape[2] and 0 <= col < input_shape[3]:
                    pixels.append((row, col))
        for row, col in pixels:
            grad_x[n, c, row, col] += grad_output[n, c, i, j] / (height * width if count_include_pad else len(pixels))
    return grad_x


def _matrix(side, taps, step, pad, windows):
    """Return which pixels of one axis lie in which of its windows: 1 or 0."""
    starts = step * np.arange(windows)[:, None] - pad
    places = np.arange(side)
    return ((places >= starts) & (places < starts + taps)).astype(float)


@alternative("a matrix for each axis")
def a_matrix_for_each_axis(grad_output, input_shape, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Say for each axis which pixels lie in which windows, and multiply by that from both sides."""
    steps = _pair(kernel_size if stride is None else stride)
    axes = zip(input_shape[2:], _pair(kernel_size), steps, _pair(padding), grad_output.shape[2:], strict=True)
    rows, cols = (_matrix(*axis) for axis in axes)
    counts = np.outer(rows.sum(axis=1), cols.sum(axis=1))
    counts = np.full_like(counts, np.prod(_pair(kernel_size))) if count_include_pad else counts
    return (rows.T @ (grad_output / counts) @ cols).astype(grad_output.dtype)


@alternative("np.add.at")
def added_at(grad_output, input_shape, kernel_size, *, stride=None, padding=0, count_include_pad=True):
    """Scatter all shares at once, by the numbers of the pixels."""
    (down, right), (rows, cols) = _pair(kernel_size if stride is None else stride), _pair(padding)
    i, j, r, s = np.ogrid[tuple(slice(n) for n in (*grad_output.shape[2:], *_pair(kernel_size)))]
    row, col = np.broadcast_arrays(i * down + r, j * right + s)
    wide = (*input_shape[:2], input_shape[2] + 2 * rows, input_shape[3] + 2 * cols)
    image = (slice(None), slice(None), slice(rows, rows + input_shape[2]), slice(cols, cols + input_shape[3]))
    counts, found = np.zeros(wide[2:]), np.zeros(wide, grad_output.dtype)
    counts[image[2:] if not count_include_pad else ...] = 1
    shares = grad_output / counts[row, col].sum(axis=(2, 3))
    np.add.at(found, (slice(None), slice(None), row, col), shares[..., None, None])
    return found[image]
