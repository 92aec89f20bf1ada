"""Right versions of conv_params, written in unusual ways: each gets full marks."""

import math

import numpy as np

from convgrade.checks import alternative


@alternative("sizes of arrays that take no memory")
def broadcast_size(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    """Let NumPy count the entries of weight and bias."""
    kernel = np.broadcast_to(kernel_size, 2).tolist()
    weight = np.broadcast_to(np.int8(0), (out_channels, in_channels // groups, *kernel))
    vector = np.broadcast_to(np.int8(0), (out_channels,))
    return weight.size + (vector.size if bias else 0)


@alternative("filter by filter")
def filter_by_filter(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    """Add up what each filter owns."""
    try:
        height, width = kernel_size
    except TypeError:
        height = width = kernel_size
    total = 0
    for _ in range(out_channels):
        total += len(range(in_channels)[::groups]) * height * width
        total += bool(bias)
    return total


@alternative("group by group")
def group_by_group(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    """Count each group as a layer of its own, by recursion."""
    if groups > 1:
        return groups * group_by_group(in_channels // groups, out_channels // groups, kernel_size, bias=bias)
    window = kernel_size**2 if isinstance(kernel_size, int) else math.prod(kernel_size)
    return (in_channels * window + bool(bias)) * out_channels


@alternative("NumPy integers")
def numpy_integers(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    """Count in 64-bit integers, and return one of them."""
    factors = np.array([in_channels, out_channels, *np.broadcast_to(kernel_size, 2)], dtype=np.int64)
    return np.prod(factors, dtype=np.int64) // groups + np.int64(out_channels) * bool(bias)


@alternative("a fully connected layer per position")
def fully_connected(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    """Count the fully connected layer that looks at a single window, for all groups together."""
    height, width = (kernel_size, kernel_size) if isinstance(kernel_size, int) else kernel_size
    inputs, units = in_channels * height * width, out_channels
    return inputs * units // groups + {True: units, False: 0}[bias]
