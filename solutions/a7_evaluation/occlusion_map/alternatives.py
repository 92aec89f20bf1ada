"""Right versions of occlusion_map, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


@alternative("all places in one batch")
def one_batch(model, image, target, box, *, value=0.0):
    """Paint a copy for each place, and ask the model once."""
    rows, cols = image.shape[1] - box[0] + 1, image.shape[2] - box[1] + 1
    batch = np.repeat(image[None], rows * cols + 1, axis=0)
    for number in range(rows * cols):
        row, col = divmod(number, cols)
        batch[number + 1, :, row : row + box[0], col : col + box[1]] = value
    scores = model(batch)[:, target]
    return (scores[0] - scores[1:]).reshape(rows, cols)


@alternative("masks")
def masks(model, image, target, box, *, value=0.0):
    """Choose between image and paint by a mask, and subtract at the end."""
    _, height, width = image.shape
    after = [
        [
            model(np.where(_is_covered(height, width, row, col, box), value, image)[None])[0][target]
            for col in range(width - box[1] + 1)
        ]
        for row in range(height - box[0] + 1)
    ]
    return model(image[np.newaxis])[0][target] - np.array(after, np.float64)


def _is_covered(height, width, row, col, box):
    """Return which pixels the box covers."""
    rows, cols = np.arange(height)[:, None] - row, np.arange(width) - col
    return (rows >= 0) & (rows < box[0]) & (cols >= 0) & (cols < box[1])


@alternative("paints and restores")
def paints_and_restores(model, image, target, box, *, value=0.0):
    """Paint one copy, and put back what was covered before the box moves on."""
    work = np.array(image, np.float64)
    before = model(work[None])[0, target]
    drops = []
    for row in range(work.shape[1] - box[0] + 1):
        drops.append([])
        for col in range(work.shape[2] - box[1] + 1):
            place = np.s_[:, row : row + box[0], col : col + box[1]]
            kept = work[place].copy()
            work[place] = value
            drops[-1].append(before - model(work[None])[0, target])
            work[place] = kept
    return np.asarray(drops)
