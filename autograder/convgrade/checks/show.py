"""Put values into words: short enough for a terminal, exact enough to check by hand."""

from typing import Any

import numpy as np

_INLINE_VALUES = 16
_GRID_SIDE = 8
_TEXT = 200


def describe_value(value: Any) -> str:
    """Return a value in one line; large arrays are given by shape and dtype."""
    if isinstance(value, np.ndarray):
        return _describe_array(value)
    if isinstance(value, np.generic):
        return describe_value(value.item())
    if callable(value):
        return getattr(value, "__name__", "a function")
    if isinstance(value, float):
        return f"{value:.10g}"
    text = repr(value)
    return text if len(text) <= _TEXT else f"{text[:_TEXT]}..."


def _describe_array(array: np.ndarray[Any, Any]) -> str:
    if array.size > _INLINE_VALUES:
        return f"{array.dtype} array of shape {array.shape}"
    values = str(_rounded(array).tolist())
    note = "" if array.dtype == np.float64 else f" ({array.dtype})"
    order = " (Fortran order)" if array.ndim > 1 and array.size > 1 and not array.flags.c_contiguous else ""
    return f"{values}{note}{order}" if array.size else f"{array.dtype} array of shape {array.shape}"


def _rounded(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Return the values as they should be read: whole numbers without ``.0``, others with six digits."""
    if array.dtype.kind == "f" and np.isfinite(array).all() and np.abs(array).max(initial=0) < 2**53:
        whole = np.asarray(array, np.float64)
        if (whole == np.round(whole)).all():
            return whole.astype(np.int64)
        return np.array([float(f"{v:.6g}") for v in whole.ravel()]).reshape(whole.shape)
    return array


def grids(
    got: np.ndarray[Any, Any], want: np.ndarray[Any, Any], wrong: np.ndarray[Any, Any], name: str = "out"
) -> list[str]:
    """Return got and want side by side, wrong entries in brackets; empty where they are too large to read.

    Parameters
    ----------
    got, want, wrong : ndarray, same shape
        ``wrong`` is True where ``got`` is not what it should be.  Of arrays with more than two axes the
        first plane with a wrong entry is shown.
    name : str, optional
        What to call the arrays.
    """
    if got.ndim == 0:
        return []
    prefix = name
    if got.ndim > 2:
        at = tuple(int(i) for i in np.argwhere(wrong)[0][:-2])
        got, want, wrong = got[at], want[at], wrong[at]
        prefix = f"{name}[{', '.join(map(str, at))}]"
    got, want, wrong = np.atleast_2d(got), np.atleast_2d(want), np.atleast_2d(wrong)
    if max(got.shape) > _GRID_SIDE:
        return []
    left = _cells(got, wrong)
    right = _cells(want, np.zeros_like(wrong))
    width = max(len(line) for line in left)
    title = f"{'got ' + prefix:<{width}}   want"
    return [title, *(f"{a:<{width}}   {b}" for a, b in zip(left, right, strict=True))]


def _cells(values: np.ndarray[Any, Any], marked: np.ndarray[Any, Any]) -> list[str]:
    texts = [
        [f"[{number(v)}]" if m else f" {number(v)} " for v, m in zip(*row, strict=True)]
        for row in zip(values, marked, strict=True)
    ]
    width = max((len(text) for row in texts for text in row), default=0)
    return ["".join(text.rjust(width) for text in row) for row in texts]


def number(value: Any) -> str:
    """Return one entry of an array with at most six digits."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, complex | np.complexfloating):
        return f"{value:.6g}"
    if isinstance(value, int | np.integer):
        return str(int(value))
    return f"{float(value):.6g}"
