"""Right versions of receptive_field, written in unusual ways: each gets full marks."""

import functools

import numpy as np

from convgrade.checks import alternative


def _both(value):
    """Return an option for height and for width."""
    return value if isinstance(value, tuple) else (value, value)


@alternative("sets of pixels")
def sets_of_pixels(row, col, layers):
    """Trace every single unit down, layer by layer, and take the outermost pixels."""
    seen = ({row}, {col})
    for layer in layers[::-1]:
        taps = zip(*map(_both, layer), strict=True)
        seen = [
            {at * stride - padding + tap for at in units for tap in range(kernel_size)}
            for units, (kernel_size, stride, padding) in zip(seen, taps, strict=True)
        ]
    rows, cols = seen
    return (min(rows), max(rows) + 1, min(cols), max(cols) + 1)


@alternative("from the image upwards")
def upwards(row, col, layers):
    """Follow the offset of unit 0, the jump between neighbours and the size from the image upwards."""
    region = []
    for axis, position in enumerate((row, col)):
        offset, jump, size = 0, 1, 1
        for layer in layers:
            kernel_size, stride, padding = (_both(option)[axis] for option in layer)
            offset -= padding * jump
            size += (kernel_size - 1) * jump
            jump *= stride
        start = offset + position * jump
        region += [start, start + size]
    return tuple(region)


@alternative("recursion")
def recursion(row, col, layers):
    """Replace the unit by the two outermost units of the layer below, and ask again."""
    if not layers:
        return (row, row + 1, col, col + 1)
    (tall, wide), (down, right), (above, left) = map(_both, layers[-1])
    top, side = row * down - above, col * right - left
    first = recursion(top, side, layers[:-1])
    last = recursion(top + tall - 1, side + wide - 1, layers[:-1])
    return (first[0], last[1], first[2], last[3])


@alternative("NumPy integers in an array")
def numpy_integers(row, col, layers):
    """Walk down with both corners in one 64-bit array, and return NumPy's integers in a list."""
    corners = np.array([[row, col], [row, col]], dtype=np.int64)
    for kernel_size, stride, padding in reversed(layers):
        corners = corners * np.array(stride, dtype=np.int64) - np.array(padding, dtype=np.int64)
        corners[1] += np.array(kernel_size, dtype=np.int64) - 1
    corners[1] += 1
    return list(corners.T.ravel())


@alternative("affine maps")
def affine_maps(row, col, layers):
    """Multiply one 3 x 3 matrix per layer and axis: it maps (first, last, 1) to the layer below."""

    def matrix(layer, axis):
        kernel_size, stride, padding = (_both(option)[axis] for option in layer)
        rows = [[stride, 0, -padding], [0, stride, kernel_size - 1 - padding], [0, 0, 1]]
        return np.array(rows, dtype=np.int64)

    ends = []
    for axis, position in enumerate((row, col)):
        steps = [matrix(layer, axis) for layer in layers]
        below = functools.reduce(np.matmul, steps, np.eye(3, dtype=np.int64))
        first, last, _ = below @ np.array([position, position, 1], dtype=np.int64)
        ends += [int(first), int(last) + 1]
    return tuple(ends)
