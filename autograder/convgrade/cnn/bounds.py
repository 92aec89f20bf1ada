"""How far an answer computed in float32 may be from the exact one."""

from collections.abc import Callable
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

FLOAT32_ROUNDINGS = 8.0
"""Allowed error in units of float32's eps times the sum of magnitudes; numpy and PyTorch were never above 2.6."""


def float32_bound(function: Callable[..., Array], *arrays: Array, **options: Any) -> Array:
    """Bound the rounding errors of a sum of products in float32, value by value.

    Rounding is relative to what was added up, not to the sum, which may be near zero.  So the bound is
    8 eps times the same sums of the magnitudes, computed in float64.

    Parameters
    ----------
    function : callable
        The reference: adds up products of its arrays, such as a cross-correlation with a bias.
    *arrays : ndarray
        Its arrays, as in the call whose answer is compared.
    **options
        Its options.

    Returns
    -------
    ndarray of float64
        To be passed as ``bound`` to `assert_same`; shaped as the answer.

    References
    ----------
    Higham, Accuracy and Stability of Numerical Algorithms, section 3.1: error of an inner product.
    """
    sums = function(*(np.abs(array.astype(np.float64)) for array in arrays), **options)
    bound: Array = FLOAT32_ROUNDINGS * float(np.finfo(np.float32).eps) * sums
    return bound
