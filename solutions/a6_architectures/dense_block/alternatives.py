"""Right versions of the functions of dense_block, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


@alternative("list of features")
def list_of_features(x, gs):
    """Keep the features in a list, and join them where they are needed."""
    features = [x]
    for g in gs:
        features.append(g(np.hstack(features)))
    return np.hstack(features)


@alternative("recursion")
def recursion(x, gs):
    """Append the first layer's channels, and let the function do the rest."""
    if not gs:
        return x.copy()
    return recursion(np.append(x, gs[0](x), axis=1), gs[1:])


@alternative("one array, filled bit by bit")
def filled_array(x, gs):
    """Call every layer once for its channels, and write them into an array that grows on the last axis."""
    grown = np.moveaxis(x, 1, -1).copy()
    for g in gs:
        found = g(np.moveaxis(grown, -1, 1))
        grown = np.dstack(
            [grown.reshape(-1, 1, grown.shape[-1]), np.moveaxis(found, 1, -1).reshape(-1, 1, found.shape[1])]
        )
        grown = grown.reshape(x.shape[0], *x.shape[2:], -1)
    return np.moveaxis(grown, -1, 1).copy()


@alternative("adds into a copy", function="dense_block_backward")
def adds_into_copy(grad_output, x, gs, g_backwards):
    """Add each layer's gradient to the channels in front, in a copy of grad_output."""
    features = list_of_features(x, gs)
    grad, end = grad_output.copy(), grad_output.shape[1]
    widths = []
    count = x.shape[1]
    for g in gs:
        added = g(features[:, :count]).shape[1]
        widths.append((count, count + added))
        count += added
    for g_backward, (start, end) in zip(reversed(g_backwards), reversed(widths), strict=True):
        grad[:, :start] += g_backward(grad[:, start:end].copy(), features[:, :start].copy())
    return grad[:, : x.shape[1]].copy()


@alternative("recursive gradient", function="dense_block_backward")
def recursive_gradient(grad_output, x, gs, g_backwards):
    """Let the function find the gradient of the first layer's output."""
    if not gs:
        return np.array(grad_output)
    grown = np.concatenate((x, gs[0](x)), 1)
    grad = recursive_gradient(grad_output, grown, gs[1:], g_backwards[1:])
    kept, found = np.split(grad, [x.shape[1]], axis=1)
    return kept + g_backwards[0](found, x)
