"""Right versions of fc_params, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


@alternative("a bias is one more input")
def constant_input(in_features, out_features, *, bias=True):
    """Count a bias as the weight of one more input, which is always 1."""
    return (in_features + bool(bias)) * out_features


@alternative("unit by unit")
def unit_by_unit(in_features, out_features, *, bias=True):
    """Add up what each unit owns."""
    return sum(in_features + (1 if bias else 0) for _ in range(out_features))


@alternative("NumPy integers")
def numpy_integers(in_features, out_features, *, bias=True):
    """Count in 64-bit integers, and return one of them."""
    return np.int64(in_features) * np.int64(out_features) + np.int64(out_features if bias else 0)


@alternative("size of an array that takes no memory")
def broadcast_size(in_features, out_features, *, bias=True):
    """Let NumPy count the entries of the weight matrix and of the bias vector."""
    weight = np.broadcast_to(np.int8(0), (out_features, in_features))
    vector = np.broadcast_to(np.int8(0), (out_features if bias else 0,))
    return weight.size + vector.size


@alternative("recursion")
def recursion(in_features, out_features, *, bias=True):
    """Split the layer into two halves that lie side by side."""
    if out_features == 1:
        return in_features + (1 if bias else 0)
    half = out_features // 2
    return recursion(in_features, half, bias=bias) * 2 + (
        recursion(in_features, 1, bias=bias) if out_features % 2 else 0
    )
