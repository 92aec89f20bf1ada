"""Which values can cross between grader and worker, as a JSON tree and raw bytes.

Types are exact: a subclass could bring code along.  Nothing is pickled or evaluated.  `encoding`
writes and `decoding` reads:

    null, true, 5                       None, bool, int
    ["s", length]                       str; the content is in the body, in UTF-8
    ["f", "0x1.8p+1"]                   float, as float.hex writes it
    ["b", length]                       bytes; the content is in the body
    ["n", dtype, hex]                   numpy scalar
    ["a", dtype, shape, axes, gapped]   ndarray; the content is in the body, in memory order (see layout.py)
    ["l", [...]] ["t", [...]] ["d", {}] list, tuple, dict with str keys
    ["T", device, array]                tensor of a library such as PyTorch, by its values
    ["c", number]                       callable of the grader
    ["u", type name]                    a value that cannot cross
"""

import re
from dataclasses import dataclass
from typing import Any

import numpy as np

BODY_LIMIT = 64 * 2**20
INT_BITS = 1024
ITEMS_LIMIT = 1000
DEPTH_LIMIT = 8
DIMENSIONS_LIMIT = 32

_NUMBERS = ["i2", "i4", "i8", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
DTYPES = {name: np.dtype(name) for name in ["|b1", "|i1", "|u1", *(order + n for order in "<>" for n in _NUMBERS)]}


class Misused(TypeError):  # noqa: N818 - it is told to the student's code as a TypeError
    """A function of the grader was called back with arguments that make no sense: the student's mistake."""


class ProtocolError(Exception):
    """What arrived breaks the protocol; the text says how."""


@dataclass(frozen=True)
class Unsupported:
    """Stands for a value that cannot cross."""

    type_name: str


@dataclass(frozen=True, eq=False)
class Tensor:
    """A tensor of a library that the grader need not have: its values, and the device on which it lies."""

    array: np.ndarray[Any, Any]
    device: str = "cpu"


def device_problem(device: Any) -> str | None:
    """Say what is wrong with a device's name, if anything is."""
    known = type(device) is str and re.fullmatch(r"[a-z]{2,8}(:[0-9]{1,2})?", device)
    return None if known else "a device's name is malformed"


def size_problem(length: int, depth: int) -> str | None:
    """Say what is wrong with a container's size, if anything is."""
    if length > ITEMS_LIMIT:
        return f"of more than {ITEMS_LIMIT} items"
    return f"nested more than {DEPTH_LIMIT} deep" if depth >= DEPTH_LIMIT else None
