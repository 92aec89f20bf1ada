"""Right versions of the network, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _padded(x, weight):
    """Return images with a ring of zeros."""
    ring = weight.shape[-1] // 2
    return np.pad(x, [(0, 0), (0, 0), (ring, ring), (ring, ring)])


def _places(x):
    """Yield rows and columns of all pixels."""
    return np.ndindex(x.shape[2:])


def _slow_conv(x, weight, bias):
    """Return a convolution, by a loop over pixels."""
    size, padded = weight.shape[2], _padded(x, weight)
    out = np.empty((len(x), len(weight), *x.shape[2:]), x.dtype)
    for i, j in _places(x):
        window = padded[:, :, i : i + size, j : j + size].reshape(len(x), -1)
        out[:, :, i, j] = window @ weight.reshape(len(weight), -1).T + bias
    return out


def _winners(x, rows, cols):
    """Return for each block where its first maximum is: (N, C, i, j, row, col)."""
    for n, c, i, j in np.ndindex(*x.shape[:2], x.shape[2] // rows, x.shape[3] // cols):
        block = x[n, c, i * rows :, j * cols :][:rows, :cols]
        at = int(block.argmax())
        yield n, c, i, j, i * rows + at // block.shape[1], j * cols + at % block.shape[1]


@alternative("pixel by pixel")
def pixel_by_pixel(params, x):
    """Slide both convolutions over all pixels, and pool after adding, before ReLU: maxima do not mind."""
    maps = _slow_conv(x, params["conv1_weight"], params["conv1_bias"])
    pooled = np.full((*maps.shape[:2], maps.shape[2] // 2, maps.shape[3] // 2), -np.inf, x.dtype)
    for n, c, i, j, row, col in _winners(maps, 2, 2):
        pooled[n, c, i, j] = max(maps[n, c, row, col], 0)
    maps = _slow_conv(pooled, params["conv2_weight"], params["conv2_bias"])
    features = np.clip(maps.reshape(*maps.shape[:2], -1).max(axis=-1), 0, None)
    return np.einsum("nd,kd->nk", features, params["linear_weight"]) + params["linear_bias"]


@alternative("image by image")
def image_by_image(params, x):
    """Go through the images, each as a batch of one."""
    return np.vstack([pixel_by_pixel(params, image[None]) for image in x])


@alternative("loops all the way back", function="network_gradients")
def loops_back(params, x, targets):
    """Follow every maximum and every window by itself."""
    first = _slow_conv(x, params["conv1_weight"], params["conv1_bias"])
    pooled = np.zeros((*first.shape[:2], first.shape[2] // 2, first.shape[3] // 2), x.dtype)
    blocks = list(_winners(np.maximum(first, 0), 2, 2))
    for n, c, i, j, row, col in blocks:
        pooled[n, c, i, j] = max(first[n, c, row, col], 0)
    second = _slow_conv(pooled, params["conv2_weight"], params["conv2_bias"])
    maps = list(_winners(np.maximum(second, 0), *second.shape[2:]))
    features = np.zeros(second.shape[:2], x.dtype)
    for n, c, _, _, row, col in maps:
        features[n, c] = max(second[n, c, row, col], 0)
    scores = features @ params["linear_weight"].T + params["linear_bias"]

    grads = {name: np.zeros_like(value) for name, value in params.items()}
    grad_first, loss = np.zeros_like(first), 0.0
    back = np.zeros_like(scores)
    for n, target in enumerate(targets):
        lifted = scores[n] - scores[n].max()
        total = np.exp(lifted).sum()
        loss += float(np.log(total) - lifted[target]) / len(x)
        back[n] = (np.exp(lifted) / total - (np.arange(len(lifted)) == target)) / len(x)
    grads["linear_weight"] += back.T @ features
    grads["linear_bias"] += np.ones(len(x), x.dtype) @ back
    grad_pooled = np.zeros_like(_padded(pooled, params["conv2_weight"]))
    size, padded = params["conv2_weight"].shape[2], _padded(pooled, params["conv2_weight"])
    for n, c, _, _, row, col in maps:
        if second[n, c, row, col] > 0:
            grad = back[n] @ params["linear_weight"][:, c]
            grads["conv2_bias"][c] += grad
            grads["conv2_weight"][c] += grad * padded[n, :, row : row + size, col : col + size]
            grad_pooled[n, :, row : row + size, col : col + size] += grad * params["conv2_weight"][c]
    for n, c, i, j, row, col in blocks:
        if first[n, c, row, col] > 0:
            grad_first[n, c, row, col] = grad_pooled[n, c, i + size // 2, j + size // 2]
    size, padded = params["conv1_weight"].shape[2], _padded(x, params["conv1_weight"])
    for i, j in _places(x):
        window = padded[:, :, i : i + size, j : j + size]
        grads["conv1_weight"] += np.tensordot(grad_first[:, :, i, j], window, axes=(0, 0))
    grads["conv1_bias"] = grad_first.sum(axis=3).sum(axis=2).sum(axis=0)
    return [np.float64(loss), grads]


@alternative("one image after the other, added up", function="network_gradients")
def added_up(params, x, targets):
    """Take the mean of what single images give."""
    alone = [loops_back(params, x[n : n + 1], targets[n : n + 1]) for n in range(len(x))]
    loss = sum(float(one) for one, _ in alone) / len(x)
    return loss, {name: (sum(grads[name] for _, grads in alone) / len(x)).astype(params[name].dtype) for name in params}
