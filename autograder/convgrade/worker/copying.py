"""Copy small, plain values as they would arrive from another process, without writing them down in between.

What is plain is said by the same functions as in `encoding`; everything else goes the long way, through
the bytes of a frame.
"""

import math
from typing import Any

import numpy as np

from convgrade.worker.kinds import DTYPES, size_problem
from convgrade.worker.layout import Array, in_memory_order, reaches_beyond_its_memory, with_layout

_PARTS, _BITS, _TEXT, _KEY, _DIMENSIONS, _BYTES = 64, 64, 1000, 40, 8, 2**20
"""Within these a frame and its header stay far below every limit of theirs."""


class NotPlain(Exception):  # noqa: N818 - an answer, not an error
    """A value that has to go the long way."""


def copied(value: Any) -> Any:
    """Return a copy of a value, arrays laid out alike.

    Raises
    ------
    NotPlain
        If the value is large, cannot cross, or consists of anything but None, truth values, numbers of Python,
        texts, lists, tuples, dicts with short names as keys, and arrays of numbers.
    """
    return _Copier().copy(value, 0)


class _Copier:
    """Copies one value, and counts its parts and bytes."""

    def __init__(self) -> None:
        self._parts = _PARTS
        self._room = _BYTES

    def copy(self, value: Any, depth: int) -> Any:
        """Return a copy of a part of the value, ``depth`` containers deep."""
        self._parts -= 1
        kind = type(value)
        if self._parts < 0:
            raise NotPlain
        if kind is np.ndarray:
            return self._array(value)
        if kind is tuple or kind is list:
            _require(not size_problem(len(value), depth))
            return kind([self.copy(item, depth + 1) for item in value])
        if kind is dict:
            _require(not size_problem(len(value), depth) and all(map(_is_short_name, value)))
            return {key: self.copy(item, depth + 1) for key, item in value.items()}
        return _atom(value)

    def _array(self, value: Array) -> Array:
        self._room -= value.nbytes
        _require(self._room >= 0 and value.ndim <= _DIMENSIONS and value.size > 0)
        _require(value.dtype.kind != "b" and value.dtype.str in DTYPES)  # of truth values the bytes count
        _require(value.base is None or not reaches_beyond_its_memory(value))
        if value.flags.c_contiguous:
            return value.copy()
        inner, axes, gapped = in_memory_order(value)
        return with_layout(inner.ravel(), value.shape, axes, gapped=gapped)


def _atom(value: Any) -> Any:
    """Return a value without parts, which cannot change and is its own copy."""
    if value is None or type(value) is bool:
        return value
    if type(value) is int:
        _require(value.bit_length() <= _BITS)
        return value
    if type(value) is float:
        return value if value == value else math.nan  # noqa: PLR0124 - NaN arrives without sign and payload
    _require(type(value) is str and len(value) <= _TEXT and value.isascii())
    return value


def _is_short_name(key: Any) -> bool:
    return type(key) is str and len(key) <= _KEY and key.isascii()


def _require(condition: bool) -> None:
    if not condition:
        raise NotPlain
