"""Put values into words: short enough for a terminal, exact enough to check by hand."""

from typing import Any

import numpy as np

_INLINE_VALUES = 16
_TEXT = 200
_FIRST_NUMBERS = 9


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


def wanted(value: Any) -> str:
    """Return a value that should come out, in one line: of an array the shape and the first numbers."""
    if not isinstance(value, np.ndarray) or value.ndim == 0:
        return describe_value(value)
    numbers = ", ".join(number(entry) for entry in value.ravel()[:_FIRST_NUMBERS])
    more = ", ..." if value.size > _FIRST_NUMBERS else ""
    return f"an array of shape {value.shape}" + (f": {numbers}{more}" if numbers else "")


def number(value: Any) -> str:
    """Return one entry of an array with at most six digits."""
    if isinstance(value, bool | np.bool_):
        return str(bool(value))
    if isinstance(value, complex | np.complexfloating):
        return f"{value:.6g}"
    if isinstance(value, int | np.integer):
        return str(int(value))
    return f"{float(value):.6g}"
