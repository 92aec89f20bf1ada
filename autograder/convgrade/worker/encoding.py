"""Turn values into JSON trees and the raw bytes that belong to them; see `kinds`."""

from collections.abc import Callable
from typing import Any

import numpy as np

from convgrade.worker.kinds import (
    BODY_LIMIT,
    DIMENSIONS_LIMIT,
    DTYPES,
    INT_BITS,
    Tensor,
    Unsupported,
    device_problem,
    size_problem,
)
from convgrade.worker.layout import Array, in_memory_order, reaches_beyond_its_memory, room_of
from convgrade.worker.text import TEXT_LIMIT, clean_text, text_problem, type_name

_PARTS_LIMIT = 64 * 1024  # a header cannot hold more; stops a small value that refers to itself many times
_SCALARS = {np.dtype(code).type for code in "?bhilqBHILQefdFD"}


class _TooManyPartsError(Exception):
    """A value has more parts than any header can hold."""


class Encoder:
    """Turns values into trees and the bytes that belong to them.

    Parameters
    ----------
    register : callable, optional
        Gives a callable the number as which it crosses; without it callables cannot cross.

    Attributes
    ----------
    body : list of bytes
        Contents of arrays and byte strings, in the order of the trees.
    refused : list of str
        Type names of what could not cross and became `Unsupported`.
    """

    def __init__(self, register: Callable[[Callable[..., Any]], int] | None = None) -> None:
        self.body: list[bytes] = []
        self.refused: list[str] = []
        self.room = BODY_LIMIT
        self._register = register
        self._parts = 0

    def encode(self, value: Any) -> Any:
        """Return the tree of a value."""
        parts_before, room_before = len(self.body), self.room
        self._parts = 0
        try:
            return self.tree(value, 0)
        except _TooManyPartsError:
            del self.body[parts_before:]
            self.room = room_before
            return self.refuse(f"{type_name(type(value))} too large to send")

    def tree(self, value: Any, depth: int) -> Any:
        """Return the tree of a part of a value, ``depth`` containers deep."""
        self._parts += 1
        if self._parts > _PARTS_LIMIT:
            raise _TooManyPartsError
        encode = _ENCODERS.get(type(value))
        if encode is not None:
            return encode(self, value, depth)
        if type(value) in _SCALARS:
            return ["n", value.dtype.str, value.tobytes().hex()]
        if self._register is not None and callable(value) and not isinstance(value, type):
            return ["c", self._register(value)]
        return self.refuse(type_name(type(value)))

    def refuse(self, name: str) -> Any:
        """Return the tree of a value that cannot cross."""
        self.refused.append(name)
        return ["u", name]

    def put(self, data: bytes) -> int:
        """Append to the body; return the length."""
        self.body.append(data)
        self.room -= len(data)
        return len(data)


def _encode_itself(_encoder: Encoder, value: Any, _depth: int) -> Any:
    return value


def _encode_int(encoder: Encoder, value: int, _depth: int) -> Any:
    return value if value.bit_length() <= INT_BITS else encoder.refuse(f"int of more than {INT_BITS} bits")


def _encode_float(_encoder: Encoder, value: float, _depth: int) -> Any:
    return ["f", value.hex()]


def _encode_str(encoder: Encoder, value: str, _depth: int) -> Any:
    problem = text_problem(value)
    if problem or encoder.room < TEXT_LIMIT:
        return encoder.refuse(f"str {problem or 'too long to send'}")
    return ["s", encoder.put(value.encode())]


def _encode_bytes(encoder: Encoder, value: bytes, _depth: int) -> Any:
    return ["b", encoder.put(value)] if len(value) <= encoder.room else encoder.refuse("bytes too long to send")


def _encode_unsupported(encoder: Encoder, value: Unsupported, _depth: int) -> Any:
    return encoder.refuse(clean_text(value.type_name, 200))


def _encode_sequence(encoder: Encoder, value: list[Any] | tuple[Any, ...], depth: int) -> Any:
    problem = size_problem(len(value), depth)
    if problem:
        return encoder.refuse(f"{type(value).__name__} {problem}")
    return [type(value).__name__[0], [encoder.tree(item, depth + 1) for item in value]]


def _encode_dict(encoder: Encoder, value: dict[Any, Any], depth: int) -> Any:
    problem = size_problem(len(value), depth)
    if problem or not all(type(key) is str and not text_problem(key) for key in value):
        return encoder.refuse(f"dict {problem or 'with keys that are not plain str'}")
    return ["d", {key: encoder.tree(item, depth + 1) for key, item in value.items()}]


def _encode_array(encoder: Encoder, value: Array, _depth: int) -> Any:
    if value.dtype.str not in DTYPES:
        return encoder.refuse(f"numpy.ndarray of dtype {type_name(value.dtype.type)}")
    if value.ndim > DIMENSIONS_LIMIT or room_of(value.shape, value.itemsize) > encoder.room:
        return encoder.refuse("numpy.ndarray too large to send")
    if value.base is not None and reaches_beyond_its_memory(value):
        return encoder.refuse("numpy.ndarray with strides that lead out of its memory")
    inner, axes, gapped = in_memory_order(value)
    encoder.put(inner.tobytes())
    return ["a", value.dtype.str, list(value.shape), axes, gapped]


def _encode_tensor(encoder: Encoder, value: Tensor, depth: int) -> Any:
    if device_problem(value.device) or type(value.array) is not np.ndarray:
        return encoder.refuse("tensor that is no plain array")
    return ["T", value.device, _encode_array(encoder, value.array, depth)]


_ENCODERS: dict[type, Callable[[Encoder, Any, int], Any]] = {
    type(None): _encode_itself,
    bool: _encode_itself,
    int: _encode_int,
    float: _encode_float,
    str: _encode_str,
    bytes: _encode_bytes,
    list: _encode_sequence,
    tuple: _encode_sequence,
    dict: _encode_dict,
    np.ndarray: _encode_array,
    Tensor: _encode_tensor,
    Unsupported: _encode_unsupported,
}
