"""Right versions of locally_connected2d_backward, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _dtype(x):
    """Return the dtype of the gradients."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


@alternative("seven loops")
def seven_loops(grad_output, x, weight):
    """Walk over the edges of the graph one by one."""
    grad_x, grad_weight = np.zeros(x.shape, _dtype(x)), np.zeros(weight.shape, _dtype(x))
    grad_bias = np.zeros(weight.shape[:3], _dtype(x))
    for n, f, i, j in np.ndindex(grad_output.shape):
        grad_bias[i, j, f] += grad_output[n, f, i, j]
        for c, r, s in np.ndindex(weight.shape[3:]):
            grad_weight[i, j, f, c, r, s] += grad_output[n, f, i, j] * x[n, c, i + r, j + s]
            grad_x[n, c, i + r, j + s] += grad_output[n, f, i, j] * weight[i, j, f, c, r, s]
    return grad_x, grad_weight, grad_bias


@alternative("einsum of sliding windows")
def sliding_windows(grad_output, x, weight):
    """View all windows, and add what comes back for each entry of the windows."""
    windows = np.lib.stride_tricks.sliding_window_view(x.astype(_dtype(x)), weight.shape[4:], axis=(2, 3))
    errors, grad_x = grad_output.astype(_dtype(x)), np.zeros(x.shape, _dtype(x))
    back = np.einsum("nfij,ijfcrs->ncijrs", errors, weight.astype(_dtype(x)))
    height, width = weight.shape[:2]
    for r, s in np.ndindex(weight.shape[4:]):
        grad_x[:, :, r : r + height, s : s + width] += back[..., r, s]
    return grad_x, np.einsum("nfij,ncijrs->ijfcrs", errors, windows), np.einsum("nfij->ijf", errors)


@alternative("np.add.at")
def added_at(grad_output, x, weight):
    """Scatter all products at once, by the numbers of the pixels that they belong to."""
    i, j, r, s = np.ogrid[tuple(slice(n) for n in (*weight.shape[:2], *weight.shape[4:]))]
    rows, cols = np.broadcast_arrays(i + r, j + s)
    errors, grad_x = grad_output.astype(_dtype(x)), np.zeros(x.shape, _dtype(x))
    np.add.at(grad_x, (slice(None), slice(None), rows, cols), np.einsum("nfij,ijfcrs->ncijrs", errors, weight))
    grad_weight = np.einsum("nfij,ncijrs->ijfcrs", errors, x[:, :, rows, cols], optimize=True)
    return grad_x, grad_weight.astype(_dtype(x)), np.moveaxis(errors, 1, -1).sum(axis=0)


@alternative("a fully connected layer")
def fully_connected(grad_output, x, weight):
    """Write the layer as one large matrix with many zeros, and read the gradients off that of the matrix."""
    height, width, filters = weight.shape[:3]
    numbers = np.arange(x[0].size).reshape(x.shape[1:])
    matrix = np.zeros((height * width * filters, x[0].size), _dtype(x))
    places = np.zeros((height, width, *weight.shape[3:]), int)
    for i, j in np.ndindex(height, width):
        places[i, j] = numbers[:, i : i + weight.shape[4], j : j + weight.shape[5]]
        for f in range(filters):
            matrix[(i * width + j) * filters + f, places[i, j].ravel()] = weight[i, j, f].ravel()
    errors = grad_output.astype(_dtype(x)).transpose(0, 2, 3, 1).reshape(len(x), -1)
    of_matrix = errors.T @ x.astype(_dtype(x)).reshape(len(x), -1)
    of_places = of_matrix.reshape(height, width, filters, -1)
    wanted = np.broadcast_to(places.reshape(height, width, 1, -1), (height, width, filters, weight[0, 0, 0].size))
    grad_weight = np.take_along_axis(of_places, wanted, axis=3).reshape(weight.shape)
    return (errors @ matrix).reshape(x.shape), grad_weight, errors.sum(axis=0).reshape(height, width, filters)
