"""Legal random calls of the functions that look into a trained network."""

from collections.abc import Callable
from typing import Any

import numpy as np
from hypothesis import strategies as st

from convgrade.checks import Case, assert_array
from convgrade.checks.faults import CheckFailed
from convgrade.cnn.strategies import numbers

Array = np.ndarray[Any, Any]
Draw = st.DrawFn
_SEEDS = st.integers(0, 10_000)
_FEW = st.integers(1, 4)


def scaling(factors: Any) -> Callable[[Array], Array]:
    """Return a layer that multiplies every pixel by a factor of its own; its name shows them.

    Parameters
    ----------
    factors : number or array-like, shape (H, W)
        One number for all pixels, or one for each.
    """
    array = np.asarray(factors, np.float64)
    shown = repr(factors) if array.ndim == 0 else f"np.array({array.tolist()})"

    def scaled(images: Array) -> Array:
        given = assert_array(images, call="The layer was called; its argument")
        if given.ndim != 4 or (array.ndim and given.shape[2:] != array.shape):
            raise CheckFailed(
                f"The layer was called with an array of shape {given.shape}; it takes a batch (N, C, H, W)"
            )
        return given.astype(np.float64) * array

    scaled.__name__ = f"lambda images: images * {shown}"
    return scaled


@st.composite
def top_2_error_cases(draw: Draw, *, ties: bool = False) -> Case:
    """Draw a legal call ``top_2_error(scores, labels)``; with ``ties`` many scores are equal."""
    count, classes, seed = draw(_FEW), draw(st.integers(2, 5)), draw(_SEEDS)
    rng = np.random.default_rng(seed)
    rows = [rng.integers(0, 2, classes) if ties else rng.permutation(classes) for _ in range(count)]
    return Case("top_2_error", (np.array(rows, np.float64), rng.integers(0, classes, count)))


@st.composite
def confusion_matrix_cases(draw: Draw) -> Case:
    """Draw a legal call ``confusion_matrix(labels, predictions, classes)``."""
    classes = draw(st.integers(2, 4))
    pairs = draw(st.lists(st.tuples(st.integers(0, classes - 1), st.integers(0, classes - 1)), min_size=1, max_size=9))
    labels, predictions = np.array(pairs, np.int64).T.copy()
    return Case("confusion_matrix", (labels, predictions, classes))


@st.composite
def most_confused_cases(draw: Draw) -> Case:
    """Draw a legal call ``most_confused(counts)``; right answers are frequent, and mistakes often equally so."""
    classes = draw(st.integers(2, 4))
    flat = draw(st.lists(st.integers(0, 3), min_size=classes**2, max_size=classes**2))
    counts = np.array(flat, np.int64).reshape(classes, classes)
    return Case("most_confused", (counts + draw(st.integers(0, 5)) * np.eye(classes, dtype=np.int64),))


@st.composite
def filter_grid_cases(draw: Draw, *, flat: bool = False) -> Case:
    """Draw a legal call ``filter_grid(filters, columns)``; with ``flat`` the weights of the first filter are equal."""
    shape = draw(st.tuples(st.integers(1, 5), st.integers(1, 3), st.integers(1, 3)))
    filters = numbers(shape, draw(_SEEDS))
    if flat:
        filters[0] = filters[0, 0, 0]
    return Case("filter_grid", (filters, draw(_FEW)))


@st.composite
def equivariance_error_cases(draw: Draw, *, margin: int = 0) -> Case:
    """Draw a legal call ``equivariance_error(layer, x, shift, *, margin)`` of a layer that scales pixels."""
    height, width = (draw(st.integers(2 * margin + 2, 2 * margin + 3)) for _ in range(2))
    shift = draw(st.integers(1 - height, height - 1)), draw(st.integers(1 - width, width - 1))
    seed = draw(_SEEDS)
    x = numbers((draw(st.integers(1, 2)), draw(st.integers(1, 2)), height, width), seed)
    factors = np.abs(numbers((height, width), seed + 1))
    return Case("equivariance_error", (scaling(factors), x, shift), {"margin": margin} if margin else {})
