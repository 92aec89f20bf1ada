"""Right versions of the functions of linear_relu, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _dtype(x):
    """Return the dtype of the results."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


@alternative("einsum")
def by_einsum(x, weight, bias):
    """Name the axes."""
    return (np.einsum("nd,kd->nk", x.astype(np.float64), weight) + bias).astype(_dtype(x))


@alternative("a weight for the bias")
def bias_as_weight(x, weight, bias):
    """Append a one to every input, and the bias to the weights."""
    longer = np.hstack([x, np.ones((len(x), 1))])
    return np.dot(longer, np.column_stack([weight, bias]).T).astype(_dtype(x))


@alternative("entry by entry", function="linear_backward")
def entry_by_entry(grad_output, x, weight):
    """Follow every edge, and add up what it brings."""
    grad_x, grad_weight = np.zeros(x.shape, _dtype(x)), np.zeros(weight.shape, _dtype(x))
    grad_bias = np.zeros(len(weight), _dtype(x))
    for n, k in np.ndindex(grad_output.shape):
        grad_bias[k] += grad_output[n, k]
        for d in range(x.shape[1]):
            grad_x[n, d] += grad_output[n, k] * weight[k, d]
            grad_weight[k, d] += grad_output[n, k] * x[n, d]
    return [grad_x, grad_weight, grad_bias]


@alternative("transposed products", function="linear_backward")
def transposed_products(grad_output, x, weight):
    """Return transposed views, and the bias by a product with ones."""
    kind = _dtype(x)
    up, inputs, rows = (array.astype(kind) for array in (grad_output, x, weight))
    return (rows.T @ up.T).T, (inputs.T @ up).T, np.ones(len(x), kind) @ up


@alternative("absolute value", function="relu")
def by_absolute_value(x):
    """Half of x and of its absolute value."""
    return (x + abs(x)) / 2


@alternative("clip", function="relu")
def by_clip(x):
    """Cut off below 0."""
    return np.clip(x, 0, None)


@alternative("mask", function="relu_backward")
def by_mask(grad_output, x):
    """Copy, and clear where nothing passes."""
    passed = np.array(grad_output, dtype=x.dtype)
    passed[x <= 0] = 0
    return passed


@alternative("product", function="relu_backward")
def by_product(grad_output, x):
    """Multiply by truth values."""
    return np.heaviside(x, 0).astype(x.dtype) * grad_output
