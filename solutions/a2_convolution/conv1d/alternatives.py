"""Right versions of conv1d, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _require_legal(x, weight):
    """Refuse even kernels and channels that disagree; return R."""
    if weight.shape[2] % 2 == 0 or weight.shape[1] != x.shape[1]:
        raise ValueError("signals and filters do not go together")
    return weight.shape[2] // 2


def _dtype(x):
    """Return the dtype of the output."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _with_bias(out, bias):
    """Return outputs of shape (N, I, T) with the bias added, in the dtype they have."""
    return out if bias is None else out + bias.astype(out.dtype).reshape(1, -1, 1)


@alternative("five loops")
def five_loops(x, weight, bias=None):
    """Follow the formula index by index, and skip what lies outside."""
    radius = _require_legal(x, weight)
    out = np.zeros((len(x), len(weight), x.shape[2]), _dtype(x))
    for n, i, t in np.ndindex(out.shape):
        total = 0.0 if bias is None else float(bias[i])
        for j in range(x.shape[1]):
            for tau in range(-radius, radius + 1):
                if 0 <= t + tau < x.shape[2]:
                    total += float(weight[i, j, radius + tau]) * float(x[n, j, t + tau])
        out[n, i, t] = total
    return out


@alternative("einsum of sliding windows")
def einsum(x, weight, bias=None):
    """Pad, view all windows, name the axes."""
    radius = _require_legal(x, weight)
    padded = np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (radius, radius)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, weight.shape[2], axis=2)
    return _with_bias(np.einsum("njtk,ijk->nit", windows, weight.astype(padded.dtype)), bias)


@alternative("Toeplitz matrices")
def toeplitz(x, weight, bias=None):
    """Write each pair of filter and channel as a banded matrix, and multiply."""
    radius = _require_legal(x, weight)
    length = x.shape[2]
    steps = np.arange(length)[:, None] - np.arange(length)  # tau for input s (down) and output t (to the right)
    near = np.abs(steps) <= radius
    bands = np.where(near, weight[:, :, np.clip(steps + radius, 0, 2 * radius)], 0).astype(_dtype(x))
    out = np.zeros((len(x), len(weight), length), bands.dtype)
    for i, j in np.ndindex(weight.shape[:2]):
        out[:, i] += x[:, j].astype(bands.dtype) @ bands[i, j]
    return _with_bias(out, bias)


@alternative("FFT")
def by_fft(x, weight, bias=None):
    """Multiply spectra with those of the kernels, turned round."""
    radius = _require_legal(x, weight)
    full = x.shape[2] + 2 * radius
    signals, kernels = np.fft.rfft(x.astype(float), full), np.fft.rfft(weight[:, :, ::-1].astype(float), full)
    whole = np.fft.irfft(np.einsum("njt,ijt->nit", signals, kernels), full)
    return _with_bias(whole[:, :, radius : radius + x.shape[2]], bias).astype(_dtype(x))


@alternative("numpy.correlate")
def by_correlate(x, weight, bias=None):
    """Add up full correlations of channel and kernel, cut to the middle."""
    radius = _require_legal(x, weight)
    out = np.zeros((len(x), len(weight), x.shape[2]), _dtype(x))
    for n, i, j in np.ndindex(len(x), *weight.shape[:2]):
        full = np.correlate(x[n, j].astype(out.dtype), weight[i, j].astype(out.dtype), "full")
        out[n, i] += full[radius : radius + x.shape[2]]
    return _with_bias(out, bias)


@alternative("scattered samples")
def scattered(x, weight, bias=None):
    """Let every sample add what it has to say to the outputs around it."""
    radius = _require_legal(x, weight)
    length = x.shape[2]
    out = np.zeros((len(x), len(weight), length + 2 * radius), _dtype(x))
    turned = weight[:, :, ::-1].astype(out.dtype)
    for s in range(length):
        out[:, :, s : s + 2 * radius + 1] += np.tensordot(x[:, :, s].astype(out.dtype), turned, axes=(1, 1))
    return _with_bias(out[:, :, radius : radius + length], bias)


@alternative("im2col")
def im2col(x, weight, bias=None):
    """Ask the padded signals for their strides, make a matrix of the windows, and multiply once."""
    radius = _require_legal(x, weight)
    padded = np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (radius, radius)))
    n, j, t = padded.strides
    shape = (len(x), x.shape[2], x.shape[1], weight.shape[2])
    windows = np.lib.stride_tricks.as_strided(padded, shape, (n, t, j, t), writeable=False)
    rows = windows.reshape(len(x) * x.shape[2], weight[0].size)
    out = (rows @ weight.reshape(len(weight), -1).astype(rows.dtype).T).reshape(len(x), x.shape[2], len(weight))
    return _with_bias(out.transpose(0, 2, 1), bias)
