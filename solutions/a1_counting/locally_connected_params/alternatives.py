"""Right versions of locally_connected_params, written in unusual ways: each gets full marks."""

import itertools
import math

import numpy as np

from convgrade.checks import alternative


def _both(value):
    """Return an option for height and for width."""
    return tuple(np.broadcast_to(value, 2).tolist())


def _starts(size, kernel_size, stride, padding):
    """Return the pixels on which a window may start."""
    starts = range(-padding, size + padding - kernel_size + 1, stride)
    if not starts:
        raise ValueError("no window fits")
    return starts


@alternative("window by window")
def window_by_window(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    """Enumerate the windows and add up what the units of each own."""
    rows, cols = map(_starts, (height, width), _both(kernel_size), _both(stride), _both(padding))
    window = in_channels * math.prod(_both(kernel_size))
    total = out_channels if bias == "filter" else 0
    for _ in itertools.product(rows, cols):
        total += out_channels * (window + (bias == "unit"))
    return total


@alternative("many small convolutions")
def many_convolutions(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    """Count one convolution per window, and correct the biases."""
    rows, cols = map(_starts, (height, width), _both(kernel_size), _both(stride), _both(padding))
    positions = len(rows) * len(cols)
    per_convolution = out_channels * (in_channels * math.prod(_both(kernel_size)) + 1)
    surplus = {"unit": 0, "filter": (positions - 1) * out_channels, "none": positions * out_channels}
    return positions * per_convolution - surplus[bias]


@alternative("size of the untied weight")
def untied_weight(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    """Let NumPy cut out the windows, and count the entries of weight and bias; no memory is used."""
    (down, right), (rows, cols) = _both(stride), _both(padding)
    image = np.broadcast_to(np.int8(0), (height + 2 * rows, width + 2 * cols))
    windows = np.lib.stride_tricks.sliding_window_view(image, _both(kernel_size))[::down, ::right]
    weight = np.broadcast_to(windows, (out_channels, in_channels, *windows.shape))
    biases = {"unit": (out_channels, *windows.shape[:2]), "filter": (out_channels,), "none": (0,)}
    return weight.size + np.broadcast_to(np.int8(0), biases[bias]).size


@alternative("NumPy integers")
def numpy_integers(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    """Count both axes at once in 64-bit arrays, and return a 64-bit integer."""
    kernel, step, zeros = (np.array(_both(value), dtype=np.int64) for value in (kernel_size, stride, padding))
    out = (np.array([height, width], dtype=np.int64) + 2 * zeros - kernel) // step + 1
    if out.min() < 1:
        raise ValueError("no window fits")
    units = out_channels * out.prod()
    own = {"unit": units, "filter": np.int64(out_channels), "none": np.int64(0)}
    return units * in_channels * kernel.prod() + own[bias]


@alternative("recursion over rows of windows")
def recursion(in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"):
    """Count row by row of windows: the top row, then the rest of the image."""
    (tall, wide), (down, right), (rows, cols) = _both(kernel_size), _both(stride), _both(padding)
    per_row = len(_starts(width, wide, right, cols)) * out_channels * (in_channels * tall * wide + (bias == "unit"))

    def below(room):
        return 0 if room < tall else per_row + below(room - down)

    weights = below(height + 2 * rows)
    if weights == 0:
        raise ValueError("no window fits")
    return weights + (out_channels if bias == "filter" else 0)
