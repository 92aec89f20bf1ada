"""Write calls and values as Python source, to be pasted after ``import numpy as np``.

Small arrays are spelled out with their dtype and memory layout; large ones only if they follow a rule,
and are else described by dtype and shape.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np

from convgrade.worker.kinds import Tensor
from convgrade.worker.layout import in_memory_order

Array = np.ndarray[Any, Any]
_SPELLED_OUT = 32
_TEXT = 200
_PLAIN_DTYPES = ("float64", "int64", "bool", "complex128")


def call_source(function: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    """Return a call as a student would type it.

    Parameters
    ----------
    function : str
        Name of the function.
    args, kwargs
        Its arguments.
    """
    shown = [value_source(value) for value in args]
    shown += [f"{name}={value_source(value)}" for name, value in kwargs.items()]
    return f"{function}({', '.join(shown)})"


def value_source(value: Any) -> str:
    """Return a value as Python source, or a description where it is too large."""
    if isinstance(value, np.ndarray | Tensor):
        return _array_source(value) if isinstance(value, np.ndarray) else _tensor_source(value)
    if isinstance(value, np.generic):
        return f"{_dtype_name(value.dtype)}({_scalar(value)})"
    if type(value) in (list, tuple, dict):
        return _container_source(value)
    if isinstance(value, float):
        return _scalar(value)
    if callable(value):
        return getattr(value, "__name__", "a function")
    text = repr(value)
    return text if len(text) <= _TEXT else f"{text[:_TEXT]}..."


def _tensor_source(tensor: Tensor) -> str:
    """Return a tensor as source for PyTorch, or a description where it is too large."""
    array = _values_source(tensor.array)
    moved = "" if tensor.device == "cpu" else f".to({tensor.device!r})"
    if array is None:
        where = "" if tensor.device == "cpu" else f" on {tensor.device}"
        return f"{tensor.array.dtype} tensor of shape {tensor.array.shape}{where}"
    return f"torch.from_numpy({array}{_layout_source(tensor.array)}){moved}"


def _container_source(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key!r}: {value_source(item)}" for key, item in value.items()) + "}"
    items = ", ".join(map(value_source, value))
    if isinstance(value, list):
        return f"[{items}]"
    return f"({items},)" if len(value) == 1 else f"({items})"


def _dtype_name(dtype: np.dtype[Any]) -> str:
    return "np.bool_" if dtype.kind == "b" else f"np.{dtype.name}"


def _array_source(array: Array) -> str:
    values = _values_source(array)
    return f"{array.dtype} array of shape {array.shape}" if values is None else f"{values}{_layout_source(array)}"


def _values_source(array: Array) -> str | None:
    """Return an expression for an array's values in C order, or in Fortran order if that is how they lie."""
    if array.dtype.kind not in "biufc":
        return None
    dtype = "" if array.dtype.name in _PLAIN_DTYPES else f", dtype={_dtype_name(array.dtype)}"
    if not array.dtype.isnative:
        dtype = f", dtype={array.dtype.str!r}"
    flat = array.ravel()
    if not array.size:
        return f"np.zeros({array.shape}{dtype or _dtype_beside_floats(array)})"
    if array.size <= _SPELLED_OUT:
        order = ', order="F"' if _is_plainly_fortran(array) else ""
        return f"np.array({_nested(array)}{dtype}{order})"
    if (flat == flat[0]).all():
        return f"np.full({array.shape}, {_scalar(flat[0])}{dtype})"
    if array.dtype.kind in "iuf" and array.size < 2**15 and _is_counting(flat):
        last = flat[-1] + 1 if array.dtype.kind == "f" else int(flat[-1]) + 1
        return f"np.arange({_scalar(flat[0])}, {_scalar(last)}{dtype}).reshape{array.shape}"
    return None


def _dtype_beside_floats(array: Array) -> str:
    return "" if array.dtype == np.float64 else f", dtype={_dtype_name(array.dtype)}"


def _is_counting(flat: Array) -> bool:
    """Return whether the values are a, a + 1, a + 2, ..."""
    counted = int(flat[0]) + np.arange(flat.size) if np.isfinite(flat[0]) and flat[0] == int(flat[0]) else None
    return counted is not None and bool((flat == counted).all())


def _nested(array: Array) -> str:
    if array.ndim == 0:
        return _entry(array[()])
    return f"[{', '.join(_nested(part) if array.ndim > 1 else _entry(part) for part in array)}]"


def _entry(value: Any) -> str:
    """Return an entry of an array as NumPy shows it: ``1.`` for 1.0."""
    text = _scalar(value)
    return text[:-1] if text.endswith(".0") else text


def _scalar(value: Any) -> str:
    """Return a number as source, with as many digits as it takes to be exact."""
    if isinstance(value, float | np.floating):
        if np.isnan(value):
            return "np.nan"
        if np.isinf(value):
            return "np.inf" if value > 0 else "-np.inf"
        return repr(value) if type(value) is float else str(value)
    return repr(value.item()) if isinstance(value, np.generic) else repr(value)


def _is_plainly_fortran(array: Array) -> bool:
    return array.flags.f_contiguous and not array.flags.c_contiguous


def _layout_source(array: Array) -> str:
    """Return what to append to an array in C order to lay it out as this one."""
    _, axes, gapped = in_memory_order(array)
    if array.flags.c_contiguous or not array.size or (_is_plainly_fortran(array) and array.size <= _SPELLED_OUT):
        return ""
    if not axes:  # values that are repeated by a stride of 0
        return ""
    order = [abs(axis) - 1 for axis in axes]
    turned = "" if order == sorted(order) else f".transpose({', '.join(map(str, order))})"
    back = f".transpose({', '.join(str(int(axis)) for axis in np.argsort(order))})" if turned else ""
    flip = f"[{', '.join('::-1' if axis < 0 else ':' for axis in axes)}]" if min(axes) < 0 else ""
    spread = f".repeat(2, {array.ndim - 1})[..., ::2]" if gapped else ".copy()"
    return f"{turned}{flip}{spread}{flip}{back}"
