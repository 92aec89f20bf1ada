"""Tensors of a library that student code may use: they cross as arrays, and are made and unmade where it is loaded.

Nothing here imports the library: where it is not loaded, there are no tensors.
"""

import sys
from typing import Any

import numpy as np

from convgrade.worker.kinds import DEPTH_LIMIT, Tensor

LIBRARY = "torch"
_SEQUENCES = (list, tuple)


def to_library(value: Any, depth: int = 0) -> Any:
    """Return a value with the library's own tensors in place of each `Tensor`, also in containers."""
    if isinstance(value, Tensor):
        library = sys.modules[LIBRARY]
        array = value.array if min(value.array.strides, default=0) >= 0 else value.array.copy()
        return library.from_numpy(array).to(value.device)
    if type(value) in _SEQUENCES and depth <= DEPTH_LIMIT:
        return type(value)(to_library(item, depth + 1) for item in value)
    if type(value) is dict and depth <= DEPTH_LIMIT:
        return {key: to_library(item, depth + 1) for key, item in value.items()}
    return value


def from_library(value: Any, depth: int = 0) -> Any:
    """Return a value with a `Tensor` in place of each of the library's own, also in containers."""
    if is_tensor(value):
        array = as_array(value)
        return value if array is None else Tensor(array, str(value.device))
    if type(value) in _SEQUENCES and depth <= DEPTH_LIMIT:
        return type(value)(from_library(item, depth + 1) for item in value)
    if type(value) is dict and depth <= DEPTH_LIMIT:
        return {key: from_library(item, depth + 1) for key, item in value.items()}
    return value


def devices() -> tuple[str, ...]:
    """Return the devices on which the library can compute here; none where it is not loaded."""
    library = sys.modules.get(LIBRARY)
    if library is None:
        return ()
    present = {"cpu": True, "cuda": library.cuda.is_available(), "mps": library.backends.mps.is_available()}
    return tuple(device for device, is_present in present.items() if is_present and _computes(library, device))


def _computes(library: Any, device: str) -> bool:
    """Return whether a device can be used from here: it may be there, and closed by a layer of the sandbox."""
    try:
        return bool((library.ones(1).to(device) + 1).item() == 2)
    except (RuntimeError, AssertionError, OSError):
        return False


def is_tensor(value: Any) -> bool:
    """Return whether a value is a tensor of the library, and of no type derived from it."""
    library = sys.modules.get(LIBRARY)
    return library is not None and type(value) is getattr(library, "Tensor", None)


def as_array(value: Any) -> np.ndarray[Any, Any] | None:
    """Return the values of a tensor, in its own memory where that is possible; None where NumPy has no such type."""
    try:
        array = value.detach().cpu().numpy()
    except (TypeError, RuntimeError, AttributeError):
        return None
    return array if type(array) is np.ndarray else None
