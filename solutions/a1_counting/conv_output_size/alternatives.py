"""Right versions of conv_output_size, written in unusual ways: each gets full marks."""

import bisect
import math

import numpy as np

from convgrade.checks import alternative


@alternative("length of a range")
def range_length(size, kernel_size, *, stride=1, padding=0, dilation=1):
    """Let a range enumerate the pixels on which a window starts, and take its length."""
    window = dilation * (kernel_size - 1) + 1
    starts = range(-padding, size + padding - window + 1, stride)
    if not starts:
        raise ValueError("no window fits")
    return len(starts)


@alternative("brute force")
def brute_force(size, kernel_size, *, stride=1, padding=0, dilation=1):
    """Place one window after the other until one leaves the image."""
    windows = 0
    last_tap = -padding + dilation * (kernel_size - 1)
    while last_tap < size + padding:
        windows += 1
        last_tap += stride
    if windows == 0:
        raise ValueError("no window fits")
    return windows


@alternative("sliding_window_view")
def real_windows(size, kernel_size, *, stride=1, padding=0, dilation=1):
    """Let NumPy cut the windows out of an image that takes no memory."""
    image = np.broadcast_to(np.int8(0), (size + 2 * padding,))
    windows = np.lib.stride_tricks.sliding_window_view(image, dilation * (kernel_size - 1) + 1)
    return windows[::stride].shape[0]


@alternative("binary search")
def binary_search(size, kernel_size, *, stride=1, padding=0, dilation=1):
    """Search for the first window that does not fit."""
    last_start = size + 2 * padding - dilation * (kernel_size - 1) - 1
    windows = bisect.bisect_right(range(0, size + 2 * padding, stride), last_start)
    if windows == 0:
        raise ValueError("no window fits")
    return windows


@alternative("rounded up")
def rounded_up(size, kernel_size, *, stride=1, padding=0, dilation=1):
    """Count the pixels on which a window may start, and round up their number per step."""
    starts = size + 2 * padding - dilation * (kernel_size - 1)
    if starts < 1:
        raise ValueError("no window fits")
    return -(-starts // stride)


@alternative("float, then floor")
def float_then_floor(size, kernel_size, *, stride=1, padding=0, dilation=1):
    """Divide as in the printed formula, and round down."""
    windows = math.floor((size + 2 * padding - dilation * (kernel_size - 1) - 1) / stride + 1)
    if windows <= 0:
        raise ValueError("no window fits")
    return windows


@alternative("NumPy integers")
def numpy_integers(size, kernel_size, *, stride=1, padding=0, dilation=1):
    """Count in 64-bit integers, and return one of them."""
    steps = np.floor_divide(np.int64(size) + 2 * padding - dilation * (kernel_size - 1) - 1, stride)
    if steps < 0:
        raise ValueError("no window fits")
    return np.int64(steps + 1)
