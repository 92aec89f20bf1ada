"""Messages between grader and worker: frames of values.

A frame is a prefix (magic, u32 length of the header, u64 length of the body), a header in JSON, and
the body: the raw bytes of its arrays.  Lengths are checked before anything is allocated.
"""

import hashlib
import inspect
import json
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from convgrade.worker.copying import NotPlain, copied
from convgrade.worker.decoding import Decoder
from convgrade.worker.encoding import Encoder
from convgrade.worker.kinds import BODY_LIMIT, ITEMS_LIMIT, ProtocolError, Unsupported
from convgrade.worker.text import type_name

__all__ = [
    "Frame",
    "ProtocolError",
    "Unsupported",
    "fingerprint",
    "lengths",
    "pack",
    "pack_strictly",
    "round_trip",
    "sent_and_received",
    "unpack",
    "PREFIX",
]

HEADER_LIMIT = 64 * 1024
PREFIX = struct.Struct("<4sIQ")
_MAGIC = b"cvg1"

Function = Callable[..., Any]
Bytes = bytes | bytearray


@dataclass(frozen=True)
class Frame:
    """One message: what it is, the nonce of the exchange it belongs to, and its values."""

    kind: str
    nonce: str
    values: list[Any]


def pack(kind: str, nonce: str, *values: Any) -> bytes:
    """Return the bytes of a frame; what cannot cross becomes `Unsupported`."""
    data = _packed(kind, nonce, values, Encoder())
    return data or _packed(kind, nonce, [_too_large(value) for value in values], Encoder()) or b""


def pack_strictly(kind: str, nonce: str, *values: Any, functions: list[Function] | None = None) -> bytes:
    """Return the bytes of a frame whose values all cross as they are.

    Parameters
    ----------
    kind, nonce : str
        As in `Frame`.
    *values
        What to send.
    functions : list of callable, optional
        Callables in the values are appended, and cross as their index.

    Raises
    ------
    TypeError
        If a value cannot cross.
    """
    encoder = Encoder(None if functions is None else _registrar(functions))
    data = _packed(kind, nonce, values, encoder)
    if encoder.refused:
        raise TypeError(f"a {encoder.refused[0]} cannot cross to student code or back")
    if data is None:
        raise TypeError("these values are too large to cross to student code or back")
    return data


def lengths(prefix: Bytes) -> tuple[int, int]:
    """Return the lengths of header and body that a frame's prefix announces.

    Raises
    ------
    ProtocolError
        If it is no prefix, or announces too much.
    """
    magic, header, body = PREFIX.unpack(prefix)
    if magic != _MAGIC:
        raise ProtocolError("something other than a message arrived")
    if header > HEADER_LIMIT or body > BODY_LIMIT:
        raise ProtocolError("a message is too long")
    return header, body


def unpack(header: Bytes, body: Bytes, callback: Callable[[int], Function] | None = None) -> Frame:
    """Return the frame that these bytes spell.

    Parameters
    ----------
    header, body : bytes
        Of the lengths that the prefix announced.
    callback : callable, optional
        Gives the callable that a number stands for.

    Raises
    ------
    ProtocolError
        If they spell none.
    """
    try:
        fields = json.loads(header.decode("ascii"), parse_float=_refuse, parse_constant=_refuse)
    except (ValueError, RecursionError):
        raise ProtocolError("a message's header is malformed") from None
    if type(fields) is not list or len(fields) != 3:
        raise ProtocolError("a message's header is malformed")
    kind, nonce, trees = fields
    if type(kind) is not str or type(nonce) is not str or type(trees) is not list or len(trees) > ITEMS_LIMIT:
        raise ProtocolError("a message's header is malformed")
    decoder = Decoder(body, callback)
    values = [decoder.decode(tree) for tree in trees]
    decoder.finish()
    return Frame(kind, nonce, values)


def round_trip(value: Any) -> Any:
    """Return what arrives when ``value`` is sent: a copy, laid out alike; callables stay themselves."""
    try:
        return copied(value)
    except NotPlain:
        return sent_and_received(value)


def sent_and_received(value: Any) -> Any:
    """Return what arrives when ``value`` is sent, from the bytes of a frame."""
    functions: list[Function] = []
    data = _packed("", "", [value], Encoder(_registrar(functions)))
    if data is None:
        return _too_large(value)
    start = PREFIX.size + lengths(data[: PREFIX.size])[0]
    return unpack(data[PREFIX.size : start], data[start:], functions.__getitem__).values[0]


def fingerprint(value: Any) -> str:
    """Return 64 hex digits that are equal for equal values (types, bits and memory layout of arrays included).

    Functions count by their names, code, defaults, and the values that they have closed over.
    """
    return _fingerprint(value, frozenset())


def _fingerprint(value: Any, inside: frozenset[int]) -> str:
    """Return the fingerprint of a value met in the functions (by id) ``inside``."""
    names: list[str] = []

    def register(function: Function) -> int:
        names.append(_function_name(function, inside))
        return len(names)

    encoder = Encoder(register)
    total = hashlib.sha256(json.dumps(encoder.encode(value)).encode())
    for part in [*encoder.body, *(name.encode() for name in names)]:
        total.update(part)
    return total.hexdigest()


def _function_name(function: Function, inside: frozenset[int]) -> str:
    """Return a text that tells functions apart; one that is ``known_as`` something is known by that alone."""
    known_as = getattr(function, "known_as", None)
    if type(known_as) is str:
        return known_as
    parts = [str(getattr(function, "__module__", "")), getattr(function, "__qualname__", type_name(type(function)))]
    code = getattr(function, "__code__", None)
    if code is not None and id(function) not in inside:
        constants = [constant for constant in code.co_consts if not hasattr(constant, "co_code")]
        closed_over = inspect.getclosurevars(function).nonlocals
        held = [dict(closed_over), getattr(function, "__defaults__", None), getattr(function, "__kwdefaults__", None)]
        parts += [code.co_code.hex(), repr(constants), _fingerprint(held, inside | {id(function)})]
    return "\0".join(parts)


def _packed(kind: str, nonce: str, values: Any, encoder: Encoder) -> bytes | None:
    """Return the bytes of a frame, or None if its header gets too long."""
    trees = [encoder.encode(value) for value in values]
    header = json.dumps([kind, nonce, trees], separators=(",", ":")).encode("ascii")
    if len(header) > HEADER_LIMIT:
        return None
    body = b"".join(encoder.body)
    return b"".join([PREFIX.pack(_MAGIC, len(header), len(body)), header, body])


def _registrar(functions: list[Function]) -> Callable[[Function], int]:
    def register(function: Function) -> int:
        functions.append(function)
        return len(functions) - 1

    return register


def _too_large(value: Any) -> Unsupported:
    return Unsupported(f"{type_name(type(value))} too large to send")


def _refuse(_text: str) -> NoReturn:
    raise ValueError("a number that is not an integer")
