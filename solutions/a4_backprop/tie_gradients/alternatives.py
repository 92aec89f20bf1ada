"""Right versions of tie_gradients, written in unusual ways: each gets full marks."""

import functools

import numpy as np

from convgrade.checks import alternative


def _dtype(array):
    """Return the dtype of the result."""
    return array.dtype if array.dtype.kind == "f" else np.dtype(np.float64)


@alternative("loops")
def loops(grad_weight_untied):
    """Add place by place."""
    total = np.zeros(grad_weight_untied.shape[2:], _dtype(grad_weight_untied))
    for row in grad_weight_untied:
        for place in row:
            total += place
    return total


@alternative("einsum")
def by_einsum(grad_weight_untied):
    """Name the axes that stay."""
    return np.einsum("hwocrs->ocrs", grad_weight_untied.astype(_dtype(grad_weight_untied)))


@alternative("a matrix product")
def by_product(grad_weight_untied):
    """Multiply by a row of ones."""
    places = grad_weight_untied.shape[0] * grad_weight_untied.shape[1]
    flat = grad_weight_untied.reshape(places, -1).astype(_dtype(grad_weight_untied))
    return (np.ones((1, places), flat.dtype) @ flat).reshape(grad_weight_untied.shape[2:])


@alternative("reduce")
def by_reduce(grad_weight_untied):
    """Fold the places, in Fortran order."""
    ordered = np.asfortranarray(grad_weight_untied, dtype=_dtype(grad_weight_untied))
    places = (ordered[i, j] for i, j in np.ndindex(ordered.shape[:2]))
    return functools.reduce(np.add, places, np.zeros(ordered.shape[2:], ordered.dtype, order="F"))
