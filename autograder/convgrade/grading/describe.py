"""Describe what is wrong with answers that no known mistake explains: the pattern that they share.

Only patterns that hold on every call that went wrong are told, and only where the arrays are large
enough to show them.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from convgrade.grading.parts import parts_pattern

Array = np.ndarray[Any, Any]
_Pattern = tuple[Callable[[Array, Array], bool], str]
_CLOSE = 1e-9
_TELLING_SIZE = 4


def pattern_of(values: Sequence[tuple[Any, Any]]) -> str | None:
    """Return in a sentence what wrong values have in common, or None where nothing can be told.

    Parameters
    ----------
    values : sequence of (object, object)
        What different calls returned, each beside the right value: arrays, or several results in one.
    """
    if values and all(isinstance(want, tuple | list | dict) for _, want in values):
        return parts_pattern(values, _array_pattern)
    return _array_pattern(values)


def _array_pattern(arrays: Sequence[tuple[Any, Any]]) -> str | None:
    if not arrays or not all(_is_numeric(got) and _is_numeric(want) for got, want in arrays):
        return None
    same_shape = [got.shape == want.shape for got, want in arrays]
    if not all(same_shape):
        return None if any(same_shape) else _shape_pattern(arrays)
    arrays = [(got, want) for got, want in arrays if want.size > 1]
    if max((want.size for _, want in arrays), default=0) < _TELLING_SIZE:
        return None
    told = _first_that_holds(_PATTERNS, arrays) or _from_on(arrays)
    return told or _first_that_holds(_COARSER, arrays) or _factor(arrays)


def _first_that_holds(patterns: Iterable[_Pattern], arrays: Sequence[tuple[Array, Array]]) -> str | None:
    return next((text for test, text in patterns if all(test(got, want) for got, want in arrays)), None)


def _is_numeric(value: Any) -> bool:
    return isinstance(value, np.ndarray) and value.dtype.kind in "iuf" and bool(np.isfinite(value).all())


def _close(one: Array, other: Array) -> bool:
    return one.shape == other.shape and not _wrong(one, other).any()


def _wrong(got: Array, want: Array) -> Array:
    wrong: Array = ~np.isclose(got, want, rtol=_CLOSE, atol=_CLOSE)
    return wrong


def _is_transposed(got: Array, want: Array) -> bool:
    return got.ndim >= 2 and _close(got, want.swapaxes(-1, -2))


def _is_negated(got: Array, want: Array) -> bool:
    return _close(got, -want)


def _is_clipped(got: Array, want: Array) -> bool:
    return _close(got, np.maximum(want, 0))


def _is_truncated(got: Array, want: Array) -> bool:
    return _close(got, np.trunc(want)) or _close(got, np.floor(want))


def _is_reversed(axis: int) -> Callable[[Array, Array], bool]:
    return lambda got, want: got.ndim >= -axis and _close(got, np.flip(want, axis))


def _is_rearranged(got: Array, want: Array) -> bool:
    return _close(np.sort(got, axis=None), np.sort(want, axis=None)) and np.unique(want).size > 2


def _is_off_by_one_number(got: Array, want: Array) -> bool:
    return bool(np.ptp(np.subtract(got, want, dtype=np.float64)) < 1e-9)


def _is_off_per_index(axis: int) -> Callable[[Array, Array], bool]:
    """Return a test: the difference is one number for every index of an axis."""

    def test(got: Array, want: Array) -> bool:
        if got.ndim <= axis or got[0].size < 2 or got.size // got.shape[axis] < 2:
            return False
        rows = np.moveaxis(np.subtract(got, want, dtype=np.float64), axis, 0).reshape(got.shape[axis], -1)
        return bool((np.ptp(rows, axis=1) < 1e-9).all())

    return test


def _is_border_alone(got: Array, want: Array) -> bool:
    """Return whether the outermost rows and columns alone are wrong, on more than one side."""
    if got.ndim < 2 or min(got.shape[-2:]) < 3:
        return False
    planes: Array = np.asarray(_wrong(got, want).reshape(-1, *got.shape[-2:]).any(axis=0))
    sides = [planes[0].any(), planes[-1].any(), planes[:, 0].any(), planes[:, -1].any()]
    return not planes[1:-1, 1:-1].any() and sum(map(bool, sides)) > 1


def _is_only(axis: int, where: slice) -> Callable[[Array, Array], bool]:
    """Return a test: all that is wrong lies in some places along an axis, and not all that lies elsewhere is empty."""

    def test(got: Array, want: Array) -> bool:
        if got.ndim < abs(axis) + (axis >= 0) or got.shape[axis] < 2:
            return False
        along = np.moveaxis(_wrong(got, want), axis, 0).copy()
        along[where] = False
        return not along.any()

    return test


def _is_flat(got: Array, want: Array) -> bool:
    """Return whether every plane holds one number alone, and should not."""
    if got.ndim < 2 or got[..., 0, 0].size == got.size:
        return False
    flat, wanted = (np.ptp(planes.reshape(*planes.shape[:-2], -1), axis=-1) for planes in (got, want))
    return not flat.any() and bool(wanted.any())


_ONLY = "On the inputs tried, {} is wrong, and all else is right."
_PATTERNS: tuple[_Pattern, ...] = (
    (_is_transposed, "This looks like the right answer with its last two axes exchanged."),
    (_is_negated, "This looks like the right answer with the opposite sign."),
    (_is_clipped, "This looks like the right answer with 0 for everything that is negative."),
    (_is_truncated, "This looks like the right answer without its fractions."),
    (_is_reversed(-1), "This looks like the right answer with its last axis reversed."),
    (_is_reversed(-2), "This looks like the right answer with its last axis but one reversed."),
    (_is_rearranged, "These look like the right values in another order."),
    (_is_off_by_one_number, "This looks like the right answer plus one number, the same everywhere."),
    (_is_off_per_index(0), "This looks like the right answer plus a number for each index of axis 0."),
    (_is_off_per_index(1), "This looks like the right answer plus a number for each index of axis 1."),
    (_is_flat, "This looks as if every plane (the last two axes) were filled with one number."),
    (_is_only(-2, slice(-1, None)), _ONLY.format("only the last row")),
    (_is_only(-1, slice(-1, None)), _ONLY.format("only the last column")),
    (_is_only(-2, slice(0, 1)), _ONLY.format("only the first row")),
    (_is_only(-1, slice(0, 1)), _ONLY.format("only the first column")),
    (_is_border_alone, _ONLY.format("only the border")),
)
_COARSER: tuple[_Pattern, ...] = (
    (_is_only(0, slice(1, None)), _ONLY.format("everything but index 0 of axis 0")),
    (_is_only(1, slice(1, None)), _ONLY.format("everything but index 0 of axis 1")),
    (_is_only(-2, slice(1, None)), _ONLY.format("everything but the first row")),
    (_is_only(-1, slice(1, None)), _ONLY.format("everything but the first column")),
)


def _from_on(arrays: Sequence[tuple[Array, Array]]) -> str | None:
    """Return a sentence where rows, or columns, are wrong from the same one on."""
    for axis, name in ((-2, "rows"), (-1, "columns")):
        firsts = {_first_of_the_wrong(got, want, axis) for got, want in arrays}
        if len(firsts) == 1 and (first := firsts.pop()) > 1:
            return _ONLY.format(f"everything after the first {first} {name}")
    return None


def _first_of_the_wrong(got: Array, want: Array, axis: int) -> int:
    """Return how many entries along an axis are right before all others are wrong; 0 where it is not so."""
    if want.ndim < -axis:
        return 0
    along = np.moveaxis(_wrong(got, want), axis, 0).reshape(want.shape[axis], -1)
    wrong = [bool(some.any()) for some in along]
    first = wrong.index(True)
    return first if all(wrong[first:]) else 0


def _factor(arrays: Sequence[tuple[Array, Array]]) -> str | None:
    """Return a sentence where every answer is the right one times a number."""
    factors = set()
    for got, want in arrays:
        if np.unique(want[want != 0]).size < 2:
            continue
        factor = float((got * want).sum() / (want * want).sum())
        if factor == 0 or not _close(got, factor * want):
            return None
        factors.add(round(factor, 9))
    if not factors or not any(want.size >= _TELLING_SIZE for _, want in arrays):
        return None
    times = f"times {factors.pop():.6g}" if len(factors) == 1 else "times a number that depends on the input"
    return f"This looks like the right answer {times}."


def _shape_pattern(arrays: Sequence[tuple[Array, Array]]) -> str | None:
    if all(_is_transposed(got, want) for got, want in arrays):
        return "This looks like the right answer with its last two axes exchanged."
    if all(got.size == want.size and _close(got.ravel(), want.ravel()) for got, want in arrays):
        return "These look like the right values in an array of another shape."
    if not all(got.ndim == want.ndim for got, want in arrays):
        return None
    longer = {tuple(np.subtract(got.shape, want.shape).tolist()) for got, want in arrays}
    if len(longer) != 1 or len(arrays) < 2:
        return None
    return f"On the inputs tried, the shape differs in the same way: {_lengths(longer.pop())}."


def _lengths(longer: Sequence[int]) -> str:
    parts = [
        f"axis {axis} is {abs(count)} too {'long' if count > 0 else 'short'}"
        for axis, count in enumerate(longer)
        if count
    ]
    return " and ".join(parts)
