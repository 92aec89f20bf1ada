"""Right versions of conv1d_backward, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _dtype(x):
    """Return the dtype of the gradients."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


@alternative("five loops")
def five_loops(grad_output, x, weight):
    """Walk over the edges of the graph one by one, and skip those that leave the signal."""
    grad_x, grad_weight = np.zeros(x.shape, _dtype(x)), np.zeros(weight.shape, _dtype(x))
    grad_bias, radius = np.zeros(len(weight), _dtype(x)), weight.shape[2] // 2
    for n, i, t in np.ndindex(grad_output.shape):
        grad_bias[i] += grad_output[n, i, t]
        for j in range(x.shape[1]):
            for tau in range(-radius, radius + 1):
                if 0 <= t + tau < x.shape[2]:
                    grad_weight[i, j, radius + tau] += grad_output[n, i, t] * x[n, j, t + tau]
                    grad_x[n, j, t + tau] += grad_output[n, i, t] * weight[i, j, radius + tau]
    return grad_x, grad_weight, grad_bias


@alternative("numpy.convolve and numpy.correlate")
def by_numpy(grad_output, x, weight):
    """Convolve the errors with the kernels, and correlate the signals with the errors."""
    radius, length = weight.shape[2] // 2, x.shape[2]
    padded = np.pad(x.astype(np.float64), ((0, 0), (0, 0), (radius, radius)))
    grad_x, grad_weight = np.zeros(x.shape), np.zeros(weight.shape)
    for n, i, j in np.ndindex(len(x), *weight.shape[:2]):
        grad_x[n, j] += np.convolve(grad_output[n, i], weight[i, j])[radius : radius + length]
        grad_weight[i, j] += np.correlate(padded[n, j], grad_output[n, i], mode="valid")
    return tuple(part.astype(_dtype(x)) for part in (grad_x, grad_weight, grad_output.sum(axis=(0, 2))))


@alternative("einsum of sliding windows")
def sliding_windows(grad_output, x, weight):
    """View all windows of the signals, and of the errors, whose kernels are turned round."""
    radius = weight.shape[2] // 2
    border = ((0, 0), (0, 0), (radius, radius))
    views = np.lib.stride_tricks.sliding_window_view
    signals = views(np.pad(x.astype(_dtype(x)), border), weight.shape[2], axis=2)
    errors = views(np.pad(grad_output.astype(_dtype(x)), border), weight.shape[2], axis=2)
    grad_x = np.einsum("nitk,ijk->njt", errors, weight[:, :, ::-1].astype(_dtype(x)))
    return grad_x, np.einsum("nit,njtk->ijk", grad_output.astype(_dtype(x)), signals), errors[..., radius].sum((0, 2))


@alternative("matrices")
def by_matrices(grad_output, x, weight):
    """Write each kernel as a matrix with a band, and multiply by its transpose."""
    length, taps, dtype = x.shape[2], weight.shape[2], _dtype(x)
    shifts = np.stack([np.eye(length, k=tap - taps // 2, dtype=dtype) for tap in range(taps)])
    bands = np.einsum("ijk,kts->ijts", weight.astype(dtype), shifts)
    errors = grad_output.astype(dtype)
    grad_weight = np.einsum("nit,kts,njs->ijk", errors, shifts, x.astype(dtype))
    return np.einsum("ijts,nit->njs", bands, errors), grad_weight, np.add.reduce(errors, axis=(0, 2))


@alternative("lists")
def lists(grad_output, x, weight):
    """Return a list, of which one array is a view."""
    length, taps = x.shape[2], weight.shape[2]
    whole = np.zeros((taps - 1 + length, len(x), x.shape[1]), _dtype(x))
    grad_weight = np.empty(weight.shape, _dtype(x))
    padded = np.concatenate([np.zeros((*x.shape[:2], taps // 2), _dtype(x))] * 2, axis=2)
    padded = np.insert(padded, taps // 2, x.transpose(2, 0, 1), axis=2).astype(_dtype(x))
    for tap in range(taps):
        whole[tap : tap + length] += np.einsum("nit,ij->tnj", grad_output, weight[:, :, tap]).astype(_dtype(x))
        grad_weight[:, :, tap] = np.tensordot(grad_output, padded[:, :, tap : tap + length], axes=((0, 2), (0, 2)))
    return [whole[taps // 2 :][:length].transpose(1, 2, 0), grad_weight, grad_output.sum((0, 2)).astype(_dtype(x))]
