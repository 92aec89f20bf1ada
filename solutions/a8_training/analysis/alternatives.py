"""Right versions of the functions of analysis, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


@alternative("bincount")
def by_bincount(targets, predicted, classes):
    """Number all pairs, and count the numbers."""
    return np.bincount(targets * classes + predicted, minlength=classes**2).reshape(classes, classes)


@alternative("loop over pairs", function="most_confused")
def over_pairs(matrix):
    """Look at all pairs of different classes."""
    best = None
    for t, p in np.ndindex(matrix.shape):
        if t != p and (best is None or matrix[t, p] > matrix[best]):
            best = t, p
    return best


@alternative("rank of the right class", function="top_2_error")
def by_rank(scores, targets):
    """Count the classes that come before the right one."""
    wrong = 0
    for row, target in zip(scores, targets, strict=True):
        before = (row > row[target]).sum() + (row[:target] == row[target]).sum()
        wrong += before >= 2
    return wrong / len(targets)


@alternative("padded kernels, stacked", function="filter_grid")
def stacked(kernels, columns, *, gap=1):
    """Pad every kernel at the bottom and the right, stack rows, and cut the last gap off."""
    tiles = []
    for kernel in kernels:
        spread = np.ptp(kernel)
        scaled = np.full(kernel.shape, 0.5) if spread == 0 else (kernel - kernel.min()) / spread
        tiles.append(np.pad(scaled, ((0, gap), (0, gap))))
    while len(tiles) % columns:
        tiles.append(np.zeros_like(tiles[0]))
    lines = [np.hstack(tiles[begin : begin + columns]) for begin in range(0, len(tiles), columns)]
    picture = np.vstack(lines)
    return picture[: len(picture) - gap, : picture.shape[1] - gap]


@alternative("pixel by pixel", function="shift_change")
def pixel_by_pixel(layer, x, rows, cols, *, margin=1):
    """Compare every pixel that is far enough from the border in both outputs."""
    height, width = x.shape[2:]
    moved = np.pad(x, ((0, 0), (0, 0), (rows, 0), (cols, 0)))[:, :, :height, :width]
    both = layer(np.concatenate([x, moved]))
    one, other = both[: len(x)], both[len(x) :]
    return max(
        float(abs(other[:, :, i + rows, j + cols] - one[:, :, i, j]).max())
        for i in range(margin, height - margin - rows)
        for j in range(margin, width - margin - cols)
    )
