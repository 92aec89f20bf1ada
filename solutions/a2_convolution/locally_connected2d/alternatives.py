"""Right versions of locally_connected2d, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _require_match(x, weight):
    """Refuse weights whose places or channels are not those of the images."""
    places = tuple(side - taps + 1 for side, taps in zip(x.shape[2:], weight.shape[4:], strict=True))
    if weight.shape[:2] != places or weight.shape[3] != x.shape[1]:
        raise ValueError("weights and images do not go together")


def _dtype(x):
    """Return the dtype of the output."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _patches(x, weight):
    """Return a view of all windows, shape (N, C, H_out, W_out, K_h, K_w), in the output's dtype."""
    return np.lib.stride_tricks.sliding_window_view(x.astype(_dtype(x)), weight.shape[4:], axis=(2, 3))


@alternative("seven loops")
def seven_loops(x, weight, bias=None):
    """Add up product by product."""
    _require_match(x, weight)
    height, width, filters = weight.shape[:3]
    out = np.zeros((len(x), filters, height, width), _dtype(x))
    for n, f, i, j in np.ndindex(out.shape):
        total = 0.0 if bias is None else float(bias[i, j, f])
        for c, r, s in np.ndindex(weight.shape[3:]):
            total += float(x[n, c, i + r, j + s]) * float(weight[i, j, f, c, r, s])
        out[n, f, i, j] = total
    return out


@alternative("einsum of sliding windows")
def einsum(x, weight, bias=None):
    """Name the axes, and let einsum do the rest."""
    _require_match(x, weight)
    out = np.einsum("ncijrs,ijfcrs->nfij", _patches(x, weight), weight.astype(_dtype(x)))
    return out if bias is None else out + np.einsum("ijf->fij", bias.astype(out.dtype))


@alternative("one matrix product per place")
def batched_matmul(x, weight, bias=None):
    """Make a row of every window, and multiply it with the matrix of its place; the result is a view."""
    _require_match(x, weight)
    height, width, filters = weight.shape[:3]
    rows = _patches(x, weight).transpose(2, 3, 0, 1, 4, 5).reshape(height, width, len(x), weight[0, 0, 0].size)
    matrices = weight.reshape(height, width, filters, -1).astype(rows.dtype)
    units = rows @ matrices.swapaxes(-1, -2)
    if bias is not None:
        units = units + bias[:, :, None, :].astype(rows.dtype)
    return units.transpose(2, 3, 0, 1)


@alternative("one large matrix")
def fully_connected(x, weight, bias=None):
    """Write the layer as a fully connected one whose matrix is zero outside the windows."""
    _require_match(x, weight)
    height, width, filters = weight.shape[:3]
    kernel_height, kernel_width = weight.shape[4:]
    matrix = np.zeros((filters, height, width, *x.shape[1:]), _dtype(x))
    for i, j in np.ndindex(height, width):
        matrix[:, i, j, :, i : i + kernel_height, j : j + kernel_width] = weight[i, j]
    flat = x.reshape(len(x), int(np.prod(x.shape[1:]))).astype(matrix.dtype)
    out = (flat @ matrix.reshape(filters * height * width, -1).T).reshape(len(x), filters, height, width)
    return out if bias is None else out + bias.astype(out.dtype).transpose(2, 0, 1)


@alternative("tap by tap")
def tap_by_tap(x, weight, bias=None):
    """Add up shifted images, each multiplied by the weights that all places have for that tap."""
    _require_match(x, weight)
    height, width, filters = weight.shape[:3]
    pixels, own = x.astype(_dtype(x)), np.moveaxis(weight.astype(_dtype(x)), (0, 1), (-2, -1))
    out = np.zeros((len(x), filters, height, width), pixels.dtype)
    for c, r, s in np.ndindex(weight.shape[3:]):
        out += pixels[:, c, None, r : r + height, s : s + width] * own[:, c, r, s]
    if bias is not None:
        out += bias.astype(out.dtype).transpose(2, 0, 1)
    return out


@alternative("as_strided")
def by_strides(x, weight, bias=None):
    """Ask the images for their strides, view the windows with them, and contract place by place."""
    _require_match(x, weight)
    n, c, h, w = x.strides
    shape = (*weight.shape[:2], *x.shape[:2], *weight.shape[4:])
    windows = np.lib.stride_tricks.as_strided(x, shape, (h, w, n, c, h, w), writeable=False)
    rows = [
        [
            np.tensordot(own.astype(_dtype(x)), window.astype(_dtype(x)), ((1, 2, 3), (1, 2, 3)))
            for own, window in zip(a, b, strict=True)
        ]
        for a, b in zip(weight, windows, strict=True)
    ]
    out = np.array(rows).transpose(3, 2, 0, 1)
    return out if bias is None else out + bias.astype(out.dtype).transpose(2, 0, 1)
