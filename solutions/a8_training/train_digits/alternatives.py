"""Right versions of the functions of train_digits, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative

_LAYERS = ("conv1", "conv2", "linear")


def _correlated(x, weight):
    """Return images and filters correlated, one entry of the kernels after the other."""
    ring, size = weight.shape[2] // 2, weight.shape[2]
    padded = np.pad(x, [(0, 0), (0, 0), (ring, ring), (ring, ring)])
    out = np.zeros((len(x), len(weight), *x.shape[2:]), x.dtype)
    for r, s in np.ndindex(size, size):
        met = padded[:, :, r : r + x.shape[2], s : s + x.shape[3]]
        out += np.moveaxis(np.tensordot(met, weight[:, :, r, s], axes=(1, 1)), 3, 1)
    return out


def _one_batch(params, x, targets):
    """Return loss and gradients; pooling is undone by comparing, image by image at the end."""
    first = _correlated(x, params["conv1_weight"]) + params["conv1_bias"][:, None, None]
    active = np.where(first > 0, first, 0).astype(x.dtype)
    height, width = (side // 2 for side in x.shape[2:])
    tiles = active[:, :, : 2 * height, : 2 * width].reshape(*active.shape[:2], height, 2, width, 2)
    pooled = tiles.max(axis=5).max(axis=3)
    second = _correlated(pooled, params["conv2_weight"]) + params["conv2_bias"][:, None, None]
    best = second.reshape(*second.shape[:2], -1)
    places, features = best.argmax(axis=2), np.maximum(best.max(axis=2), 0)
    scores = features @ params["linear_weight"].T + params["linear_bias"]
    logs = scores - np.logaddexp.reduce(scores, axis=1, keepdims=True)
    back = (np.exp(logs) - np.eye(scores.shape[1])[targets]).astype(x.dtype) / x.dtype.type(len(x))
    grads = {"linear_weight": back.T @ features, "linear_bias": back.sum(axis=0)}
    to_maps = np.zeros_like(best)
    n, f = np.indices(places.shape)
    to_maps[n, f, places] = (back @ params["linear_weight"]) * (features > 0)
    to_maps = to_maps.reshape(second.shape)
    grads["conv2_bias"] = to_maps.sum(axis=(0, 2, 3))
    grads["conv2_weight"] = _of_weights(to_maps, pooled, params["conv2_weight"])
    to_pooled = _correlated(to_maps, params["conv2_weight"].swapaxes(0, 1)[:, :, ::-1, ::-1])
    to_first = np.zeros_like(first)
    waiting = np.ones(pooled.shape, bool)
    for r, s in ((0, 0), (0, 1), (1, 0), (1, 1)):
        here = active[:, :, r : 2 * height : 2, s : 2 * width : 2]
        won = waiting & (here == pooled)
        waiting &= ~won
        to_first[:, :, r : 2 * height : 2, s : 2 * width : 2] = to_pooled * (won & (here > 0))
    grads["conv1_bias"] = to_first.sum(axis=(0, 2, 3))
    grads["conv1_weight"] = _of_weights(to_first, x, params["conv1_weight"])
    return -logs[np.arange(len(x)), targets].mean(), grads


def _of_weights(grad, x, weight):
    """Return the gradient of filters, one entry of the kernels after the other."""
    ring, out = weight.shape[2] // 2, np.zeros_like(weight)
    padded = np.pad(x, [(0, 0), (0, 0), (ring, ring), (ring, ring)])
    for r, s in np.ndindex(weight.shape[2:]):
        met = padded[:, :, r : r + x.shape[2], s : s + x.shape[3]]
        out[:, :, r, s] = np.tensordot(grad, met, axes=((0, 2, 3), (0, 2, 3)))
    return out


@alternative("tap by tap, batches cut from a shuffled copy")
def shuffled_copy(params, images, labels, *, epochs, batch_size, lr, momentum=0.9, seed=0):
    """Shuffle copies of images and labels, and cut them into batches."""
    rng, losses = np.random.default_rng(seed), []
    values, speeds = dict(params), dict.fromkeys(params, 0)
    for _ in range(epochs):
        order = rng.permutation(len(images))
        cuts = range(batch_size, len(images), batch_size)
        seen = []
        for batch, targets in zip(np.split(images[order], cuts), np.split(labels[order], cuts), strict=True):
            loss, grads = _one_batch(values, batch, targets)
            seen += [float(loss)] * len(batch)
            for name, value in params.items():
                kind = value.dtype.type
                speeds[name] = kind(momentum) * speeds[name] + grads[name]
                values[name] = values[name] - kind(lr) * speeds[name]
        losses.append(sum(seen) / len(seen))
    return [values, losses]


@alternative("a padded image, rolled into place", function="place_digits")
def rolled(images, rows, cols, *, canvas=14):
    """Pad each image at the bottom right, and roll it."""
    height, width = images.shape[2:]
    padded = np.pad(images, ((0, 0), (0, 0), (0, canvas - height), (0, canvas - width)))
    return np.stack([np.roll(one, (int(r), int(c)), axis=(1, 2)) for one, r, c in zip(padded, rows, cols, strict=True)])


@alternative("fancy indices", function="place_digits")
def fancy_indices(images, rows, cols, *, canvas=14):
    """Write all images at once."""
    count, channels, height, width = images.shape
    placed = np.zeros((count, channels, canvas, canvas), dtype=images.dtype)
    down, right = np.arange(height), np.arange(width)
    n, c = np.arange(count)[:, None, None, None], np.arange(channels)[:, None, None]
    placed[n, c, (rows[:, None] + down)[:, None, :, None], (cols[:, None] + right)[:, None, None, :]] = images
    return placed


@alternative("few filters of 5 x 5, in float64", function="train_digits")
def larger_kernels(images, labels, seed):
    """Train another network than the solution's, with a constant rate and then a small one."""
    rng = np.random.default_rng([seed, 5])
    shapes = {"conv1": (12, 1, 5, 5), "conv2": (24, 12, 3, 3), "linear": (10, 24)}
    params = {f"{layer}_bias": np.zeros(shape[0]) for layer, shape in shapes.items()}
    for layer, shape in shapes.items():
        params[f"{layer}_weight"] = rng.normal(0, (2 / np.prod(shape[1:])) ** 0.5, shape)
    for epoch in range(16):
        rows, cols = rng.integers(0, 7, len(images)), rng.integers(0, 7, len(images))
        placed = rolled(images, rows, cols)
        lr = 0.03 if epoch < 12 else 0.005
        params, _ = shuffled_copy(params, placed, labels, epochs=1, batch_size=32, lr=lr, seed=epoch)
    return params
