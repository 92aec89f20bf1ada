"""Right versions of pad2d, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _four(padding):
    """Return top, bottom, left, right, after refusing negative ones."""
    rows, cols = (padding, padding) if isinstance(padding, int) else padding
    sides = [*((rows, rows) if isinstance(rows, int) else rows), *((cols, cols) if isinstance(cols, int) else cols)]
    if min(sides) < 0:
        raise ValueError("a side is negative")
    return sides


def _floats(x):
    """Return the images in the dtype of the output."""
    return x if x.dtype.kind == "f" else x.astype(np.float64)


@alternative("numpy.pad")
def by_numpy(x, padding, *, value=0.0):
    """Let NumPy do it."""
    top, bottom, left, right = _four(padding)
    return np.pad(_floats(x), ((0, 0), (0, 0), (top, bottom), (left, right)), constant_values=value)


@alternative("pixel by pixel")
def pixel_by_pixel(x, padding, *, value=0.0):
    """Decide for every pixel of the output whether it lies in the image."""
    top, bottom, left, right = _four(padding)
    batch, channels, height, width = x.shape
    out = np.empty((batch, channels, height + top + bottom, width + left + right), _floats(x).dtype)
    for n, c, i, j in np.ndindex(out.shape):
        inside = top <= i < top + height and left <= j < left + width
        out[n, c, i, j] = x[n, c, i - top, j - left] if inside else value
    return out


@alternative("glued strips")
def glued(x, padding, *, value=0.0):
    """Glue strips to the top, the bottom, the left and the right."""
    top, bottom, left, right = _four(padding)
    out = _floats(x).copy()
    for axis, before, after in ((2, top, bottom), (3, left, right)):
        shapes = [[*out.shape[:axis], size, *out.shape[axis + 1 :]] for size in (before, after)]
        strips = [np.full(shape, value, out.dtype) for shape in shapes]
        out = np.concatenate([strips[0], out, strips[1]], axis=axis)
    return out


@alternative("matrix products")
def by_matrices(x, padding, *, value=0.0):
    """Let a matrix move the rows down and another the columns to the right; a third pair finds the border."""
    top, bottom, left, right = _four(padding)
    down = np.eye(x.shape[2] + top + bottom, x.shape[2], -top)
    aside = np.eye(x.shape[3], x.shape[3] + left + right, left)
    inside = down.sum(axis=1)[:, None] * aside.sum(axis=0) > 0
    return np.where(inside, down @ x @ aside, value).astype(_floats(x).dtype)


@alternative("indices of the nearest pixel")
def nearest_pixel(x, padding, *, value=0.0):
    """Take the nearest pixel of the image everywhere, and overwrite the border."""
    top, bottom, left, right = _four(padding)
    rows, cols = np.arange(-top, x.shape[2] + bottom), np.arange(-left, x.shape[3] + right)
    out = _floats(x)[:, :, np.clip(rows, 0, x.shape[2] - 1)][:, :, :, np.clip(cols, 0, x.shape[3] - 1)]
    out[:, :, (rows < 0) | (rows >= x.shape[2])] = value
    out[:, :, :, (cols < 0) | (cols >= x.shape[3])] = value
    return out


@alternative("a transposed view")
def transposed_view(x, padding, *, value=0.0):
    """Work with the channels last, and return a view with the channels in front."""
    top, bottom, left, right = _four(padding)
    out = np.full((len(x), x.shape[2] + top + bottom, x.shape[3] + left + right, x.shape[1]), value, _floats(x).dtype)
    out[:, top : out.shape[1] - bottom, left : out.shape[2] - right] = np.moveaxis(x, 1, -1)
    return np.moveaxis(out, -1, 1)
