"""Right versions of max_pool2d_backward, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else tuple(value)


def _prepared(grad_output, x, kernel_size, stride, padding):
    """Return the padded images, the upstream gradient in their dtype, the steps and the padding."""
    dtype = x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)
    rows, cols = _pair(padding)
    padded = np.pad(x.astype(dtype), ((0, 0), (0, 0), (rows, rows), (cols, cols)), constant_values=-np.inf)
    steps = _pair(kernel_size if stride is None else stride)
    return padded, grad_output.astype(dtype), steps, (rows, cols)


def _cropped(grad_padded, x, pads):
    """Return the gradient of the images without that of their border."""
    return grad_padded[:, :, pads[0] : pads[0] + x.shape[2], pads[1] : pads[1] + x.shape[3]]


@alternative("loops and argmax")
def loops_and_argmax(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Find the winner of every window, one by one."""
    padded, upstream, (down, right), pads = _prepared(grad_output, x, kernel_size, stride, padding)
    height, width = _pair(kernel_size)
    grad_padded = np.zeros_like(padded)
    for n, c, i, j in np.ndindex(upstream.shape):
        window = padded[n, c, i * down : i * down + height, j * right : j * right + width]
        row, col = np.unravel_index(np.argmax(window), window.shape)
        grad_padded[n, c, i * down + row, j * right + col] += upstream[n, c, i, j]
    return _cropped(grad_padded, x, pads)


@alternative("six loops without padding")
def six_loops(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Keep the best pixel so far, and skip what lies outside of the image."""
    (down, right), (rows, cols) = _pair(kernel_size if stride is None else stride), _pair(padding)
    grad_x = np.zeros(x.shape, x.dtype if x.dtype.kind == "f" else float)
    for n, c, i, j in np.ndindex(grad_output.shape):
        best, where = None, None
        for r in range(i * down - rows, i * down - rows + _pair(kernel_size)[0]):
            for s in range(j * right - cols, j * right - cols + _pair(kernel_size)[1]):
                inside = 0 <= r < x.shape[2] and 0 <= s < x.shape[3]
                if inside and (best is None or x[n, c, r, s] > best):
                    best, where = x[n, c, r, s], (r, s)
        grad_x[n, c, *where] += grad_output[n, c, i, j]
    return grad_x


@alternative("np.add.at")
def added_at(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Find all winners at once, and scatter to them."""
    padded, upstream, (down, right), pads = _prepared(grad_output, x, kernel_size, stride, padding)
    windows = np.lib.stride_tricks.sliding_window_view(padded, _pair(kernel_size), axis=(2, 3))
    windows = windows[:, :, ::down, ::right].reshape(*upstream.shape, -1)
    row, col = np.divmod(windows.argmax(axis=-1), _pair(kernel_size)[1])
    n, c, i, j = np.ogrid[tuple(slice(side) for side in upstream.shape)]
    grad_padded = np.zeros_like(padded)
    np.add.at(grad_padded, (n, c, i * down + row, j * right + col), upstream)
    return _cropped(grad_padded, x, pads)


@alternative("masks, of which the first counts")
def first_of_masks(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Compare with the maximum, and count up to the first that is equal to it."""
    padded, upstream, (down, right), pads = _prepared(grad_output, x, kernel_size, stride, padding)
    height, width = _pair(kernel_size)
    windows = np.lib.stride_tricks.sliding_window_view(padded, (height, width), axis=(2, 3))[:, :, ::down, ::right]
    equal = (windows == windows.max(axis=(4, 5), keepdims=True)).reshape(*upstream.shape, -1)
    mask = (equal & (np.cumsum(equal, axis=-1) == 1)).reshape(*upstream.shape, height, width)
    grad_padded = np.zeros_like(padded)
    for i, j in np.ndindex(upstream.shape[2:]):
        place = grad_padded[:, :, i * down : i * down + height, j * right : j * right + width]
        place += mask[:, :, i, j] * upstream[:, :, i, j, None, None]
    return _cropped(grad_padded, x, pads)


@alternative("np.bincount")
def by_bincount(grad_output, x, kernel_size, *, stride=None, padding=0):
    """Number all pixels, and add up the upstream gradient by the numbers of the winners."""
    padded, upstream, (down, right), pads = _prepared(grad_output, x, kernel_size, stride, padding)
    numbers = np.arange(padded.size).reshape(padded.shape)
    view = np.lib.stride_tricks.sliding_window_view
    taps = _pair(kernel_size)
    pixels = view(padded, taps, axis=(2, 3))[:, :, ::down, ::right].reshape(*upstream.shape, -1)
    names = view(numbers, taps, axis=(2, 3))[:, :, ::down, ::right].reshape(*upstream.shape, -1)
    winners = np.take_along_axis(names, pixels.argmax(axis=-1)[..., None], axis=-1)
    total = np.bincount(winners.ravel(), upstream.ravel(), minlength=padded.size).reshape(padded.shape)
    return _cropped(total.astype(padded.dtype), x, pads)
