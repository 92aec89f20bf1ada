"""How an array lies in memory, so that a copy of it elsewhere lies the same way."""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


def room_of(shape: Sequence[int], itemsize: int) -> int:
    """Return how many bytes an array needs; an axis of length 0 counts as 1, so that numpy can make it."""
    return math.prod(max(length, 1) for length in shape) * itemsize


def reaches_beyond_its_memory(array: Array) -> bool:
    """Return whether a view has entries outside the array that it is a view of (wrong strides do that)."""
    owner: Any = array.base
    while type(owner) is not np.ndarray or owner.base is not None:
        if owner is None:
            return False  # its own memory, or that of something which is no array
        owner = getattr(owner, "base", None)
    (low, high), (first, end) = _bounds(array), _bounds(owner)
    return bool(array.size) and (low < first or high > end)


def _bounds(array: Array) -> tuple[int, int]:
    """Return the addresses of the first byte and after the last one."""
    start: int = array.__array_interface__["data"][0]
    if array.size and array.flags.forc:  # C or Fortran order, without gaps
        return start, start + array.nbytes
    steps = [(length - 1) * stride for length, stride in zip(array.shape, array.strides, strict=True)]
    low = start + sum(step for step in steps if step < 0)
    return low, start + sum(step for step in steps if step > 0) + array.itemsize


def in_memory_order(array: Array) -> tuple[Array, list[int], bool]:
    """Return the array with its axes in the order in which it lies in memory, that order, and whether it has gaps.

    Parameters
    ----------
    array : ndarray
        A view that repeats values (with a stride of 0) counts as an array of its own, in C order.

    Returns
    -------
    inner : ndarray
        A view whose C order is the order in memory.
    axes : list of int
        Axis numbers from 1, the widest stride first, negative where the axis runs backwards; empty
        for an array in C order.
    gapped : bool
        Whether there is room between the values.
    """
    repeats = any(stride == 0 and length > 1 for stride, length in zip(array.strides, array.shape, strict=True))
    if array.flags.c_contiguous or repeats:
        return array, [], False
    # The strides of axes of length 1 mean nothing; such axes come last, so that equal arrays are described alike.
    weights = [abs(stride) if length > 1 else 0 for stride, length in zip(array.strides, array.shape, strict=True)]
    order = sorted(range(array.ndim), key=lambda axis: -weights[axis])
    backwards = [array.strides[axis] < 0 and array.shape[axis] > 1 for axis in order]
    inner = array.transpose(order)[_slices(backwards)]
    axes = [-(axis + 1) if back else axis + 1 for axis, back in zip(order, backwards, strict=True)]
    return inner, axes, not inner.flags.c_contiguous


def with_layout(flat: Array, shape: Sequence[int], axes: Sequence[int], *, gapped: bool) -> Array:
    """Return a new array that lies in memory as `in_memory_order` described it.

    Parameters
    ----------
    flat : ndarray, shape (product of ``shape``,)
        Values in the order in memory.
    shape : sequence of int
        Shape of the result.
    axes, gapped
        As `in_memory_order` returned them.
    """
    order = [abs(axis) - 1 for axis in axes] or list(range(len(shape)))
    inner_shape = [shape[axis] for axis in order]
    room: Array
    if gapped and inner_shape:
        room = np.zeros([*inner_shape[:-1], 2 * inner_shape[-1]], flat.dtype)[..., ::2]
    else:
        room = np.empty(inner_shape, flat.dtype)
    room[...] = flat.reshape(inner_shape)
    return room[_slices([axis < 0 for axis in axes])].transpose(np.argsort(order)) if axes else room


def _slices(backwards: Sequence[bool]) -> tuple[slice, ...]:
    return tuple(slice(None, None, -1) if back else slice(None) for back in backwards)
