"""Turn JSON trees and their raw bytes back into values, believing nothing; see `kinds`."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from convgrade.worker.kinds import (
    BODY_LIMIT,
    DIMENSIONS_LIMIT,
    DTYPES,
    INT_BITS,
    ITEMS_LIMIT,
    ProtocolError,
    Tensor,
    Unsupported,
    device_problem,
    size_problem,
)
from convgrade.worker.layout import Array, room_of, with_layout
from convgrade.worker.text import clean_text, text_problem


class Decoder:
    """Turns trees and their body back into values, and believes nothing.

    Parameters
    ----------
    body : bytes-like
        The bytes that belong to all trees, in order.
    callback : callable, optional
        Gives the callable that a number stands for; without it no callable may arrive.
    """

    def __init__(self, body: bytes | bytearray, callback: Callable[[int], Callable[..., Any]] | None = None) -> None:
        self._body = memoryview(body)
        self._at = 0
        self._callback = callback

    def decode(self, tree: Any, depth: int = 0) -> Any:
        """Return the value of a tree.

        Raises
        ------
        ProtocolError
            If the tree, or its part of the body, is not what an `Encoder` writes.
        """
        if tree is None or type(tree) is bool:
            return tree
        if type(tree) is int:
            _require(tree.bit_length() <= INT_BITS, "an int is too long")
            return tree
        _require(type(tree) is list and bool(tree) and type(tree[0]) is str, "a value without a tag")
        decode, length = _DECODERS.get(tree[0], (None, 0))
        if decode is None or len(tree) != length:
            raise ProtocolError("a value with an unknown tag")
        return decode(self, tree, depth)

    def take(self, length: Any) -> memoryview:
        """Return the next bytes of the body."""
        _require(type(length) is int and 0 <= length <= len(self._body) - self._at, "the body is too short")
        self._at += length
        return self._body[self._at - length : self._at]

    def function(self, number: Any) -> Callable[..., Any]:
        """Return the callable that a number stands for."""
        if self._callback is None or type(number) is not int or not 0 <= number < ITEMS_LIMIT:
            raise ProtocolError("a callable that nobody sent")
        return self._callback(number)

    def finish(self) -> None:
        """Check that nothing of the body is left over."""
        _require(self._at == len(self._body), "the body is too long")


def _decode_float(_decoder: Decoder, tree: list[Any], _depth: int) -> float:
    _require(type(tree[1]) is str and len(tree[1]) <= 32, "a float is not text")
    try:
        return float.fromhex(tree[1])
    except (ValueError, OverflowError):
        raise ProtocolError("a float is malformed") from None


def _decode_str(decoder: Decoder, tree: list[Any], _depth: int) -> str:
    try:
        text = str(decoder.take(tree[1]), "utf-8")
    except UnicodeDecodeError:
        raise ProtocolError("a str is not UTF-8") from None
    _require(not text_problem(text), "a str is too long")
    return text


def _decode_bytes(decoder: Decoder, tree: list[Any], _depth: int) -> bytes:
    return bytes(decoder.take(tree[1]))


def _decode_scalar(_decoder: Decoder, tree: list[Any], _depth: int) -> Any:
    dtype = _dtype(tree[1])
    try:
        data = bytes.fromhex(tree[2]) if type(tree[2]) is str else b""
    except ValueError:
        data = b""
    _require(len(data) == dtype.itemsize, "a numpy scalar is malformed")
    return _flat(data, dtype)[0]


def _decode_array(decoder: Decoder, tree: list[Any], _depth: int) -> Array:
    _tag, name, shape, axes, gapped = tree
    dtype = _dtype(name)
    _require(type(shape) is list and len(shape) <= DIMENSIONS_LIMIT, "an array's shape is malformed")
    _require(all(type(n) is int and n >= 0 for n in shape), "an array's shape is malformed")
    _require(room_of(shape, dtype.itemsize) <= BODY_LIMIT, "an array is too large")
    _require(type(axes) is list and all(type(axis) is int for axis in axes), "an array's axes are malformed")
    numbers = sorted(abs(axis) for axis in axes)
    _require(numbers in ([], list(range(1, len(shape) + 1))), "an array's axes are malformed")
    _require(type(gapped) is bool, "an array's layout is malformed")
    return with_layout(_flat(decoder.take(math.prod(shape) * dtype.itemsize), dtype), shape, axes, gapped=gapped)


def _decode_list(decoder: Decoder, tree: list[Any], depth: int) -> list[Any]:
    _require(type(tree[1]) is list and not size_problem(len(tree[1]), depth), "a container is malformed or too large")
    return [decoder.decode(item, depth + 1) for item in tree[1]]


def _decode_tuple(decoder: Decoder, tree: list[Any], depth: int) -> tuple[Any, ...]:
    return tuple(_decode_list(decoder, tree, depth))


def _decode_dict(decoder: Decoder, tree: list[Any], depth: int) -> dict[str, Any]:
    _require(type(tree[1]) is dict and not size_problem(len(tree[1]), depth), "a container is malformed or too large")
    _require(not any(text_problem(key) for key in tree[1]), "a key is too long or not Unicode")
    return {key: decoder.decode(item, depth + 1) for key, item in tree[1].items()}


def _decode_tensor(decoder: Decoder, tree: list[Any], depth: int) -> Tensor | Unsupported:
    _require(not device_problem(tree[1]), "a device's name is malformed")
    array = decoder.decode(tree[2], depth)
    if isinstance(array, Unsupported):
        return array
    _require(isinstance(array, np.ndarray), "a tensor has no values")
    return Tensor(array, tree[1])


def _decode_callable(decoder: Decoder, tree: list[Any], _depth: int) -> Callable[..., Any]:
    return decoder.function(tree[1])


def _decode_unsupported(_decoder: Decoder, tree: list[Any], _depth: int) -> Unsupported:
    _require(type(tree[1]) is str, "a type name is not text")
    return Unsupported(clean_text(tree[1], 300))


_DECODERS: dict[str, tuple[Callable[[Decoder, list[Any], int], Any], int]] = {
    "f": (_decode_float, 2),
    "s": (_decode_str, 2),
    "b": (_decode_bytes, 2),
    "n": (_decode_scalar, 3),
    "a": (_decode_array, 5),
    "l": (_decode_list, 2),
    "t": (_decode_tuple, 2),
    "d": (_decode_dict, 2),
    "T": (_decode_tensor, 3),
    "c": (_decode_callable, 2),
    "u": (_decode_unsupported, 2),
}


def _dtype(name: Any) -> np.dtype[Any]:
    dtype = DTYPES.get(name) if type(name) is str else None
    if dtype is None:
        raise ProtocolError("an array's dtype is not allowed")
    return dtype


def _flat(data: bytes | memoryview, dtype: np.dtype[Any]) -> Array:
    """Return the numbers in ``data``; a truth value is 0 or 1 and nothing else."""
    flat: Array = np.frombuffer(data, np.uint8)
    _require(dtype.kind != "b" or not flat.size or int(flat.max()) <= 1, "a truth value is neither 0 nor 1")
    return flat.view(dtype)


def _require(condition: bool, otherwise: str) -> None:
    if not condition:
        raise ProtocolError(otherwise)
