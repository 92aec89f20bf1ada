"""PyTorch, set to answer alike everywhere: the only module of the project that imports it, when it is asked."""

import functools
from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]


@functools.cache
def torch() -> Any:
    """Return torch, set to answer alike on every machine: one thread, no TF32, no choice of algorithm."""
    import torch as imported  # noqa: PLC0415 - takes seconds and 200 MB, and is often not installed

    imported.set_num_threads(1)
    imported.set_float32_matmul_precision("highest")
    imported.backends.cudnn.allow_tf32 = False
    imported.backends.cudnn.benchmark = False
    imported.backends.cudnn.deterministic = True
    return imported


def float_dtype(x: Array) -> Any:
    """Return the dtype of an answer: that of the images, and float64 where they hold integers."""
    return x.dtype if np.issubdtype(x.dtype, np.floating) else np.dtype(np.float64)


def tensor(array: Array, dtype: Any, device: str) -> Any:
    """Return a tensor with the array's values; PyTorch takes neither other byte orders nor negative strides."""
    native = np.ascontiguousarray(array, dtype=np.dtype(dtype).newbyteorder("="))
    return torch().from_numpy(native.copy()).to(device)
