"""Change bytes and texts at random, in the ways in which damaged and hostile ones differ from good ones."""

import random
import struct
from collections.abc import Sequence

TOKENS = (
    b"",
    b"\0",
    b"\xff\xff\xff\xff",
    b"\xed\xa0\x80",  # half of a surrogate pair
    b"\xef\xbb\xbf",
    b"\x1b[2J",
    b"\xe2\x80\xae",  # from right to left
    b"[" * 200,
    b'{"' * 50,
    b"9" * 400,
    b"1e999",
    b"NaN",
    b"-1",
    b"null",
    b"true",
    b'"\\ud800"',
    b"..",
    b"/",
    b"\\",
    b"../../etc/passwd",
    b"conv2d.py",
    b"numpy.py",
    b"a2.ipynb",
    b"__MACOSX/",
    b"PK\x01\x02",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"PK\x06\x06",
    b"# coding: latin-1\n",
    b"%%bash\n",
    b"!ls\n",
    b'"cells":',
    b'["a","<f8",[2,2],[],false]',
    b'["l",[',
    b'["u","x"]',
    b'["c",0]',
)
_NUMBERS = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, 2**63 - 1, 2**64 - 1)
_SIZES = {1: "B", 2: "H", 4: "I", 8: "Q"}
_LONGEST = 64 * 1024


class Mutator:
    """Makes new inputs from good ones; the same seed makes the same.

    Parameters
    ----------
    seed : int
        Of its random numbers.
    corpus : sequence of bytes
        Good inputs.
    """

    def __init__(self, seed: int, corpus: Sequence[bytes]) -> None:
        self.chance = random.Random(seed)
        self._corpus = list(corpus)

    def next(self) -> bytes:
        """Return a good input with one to six changes."""
        data = bytearray(self.chance.choice(self._corpus))
        for _ in range(self.chance.choice((1, 1, 1, 2, 3, 6))):
            self.change(data)
        return bytes(data[:_LONGEST])

    def change(self, data: bytearray) -> None:
        """Make one change."""
        change = self.chance.choice(_CHANGES)
        change(self, data, self.chance.randrange(len(data) + 1))

    def _flip(self, data: bytearray, at: int) -> None:
        if at < len(data):
            data[at] ^= 1 << self.chance.randrange(8)

    def _set(self, data: bytearray, at: int) -> None:
        if at < len(data):
            data[at] = self.chance.randrange(256)

    def _cut(self, data: bytearray, at: int) -> None:
        del data[at : at + self.chance.choice((1, 2, 8, 64, len(data)))]

    def _insert(self, data: bytearray, at: int) -> None:
        data[at:at] = self.chance.choice(TOKENS) or self.chance.randbytes(self.chance.randrange(1, 9))

    def _replace(self, data: bytearray, at: int) -> None:
        token = self.chance.choice(TOKENS)
        data[at : at + len(token)] = token

    def _number(self, data: bytearray, at: int) -> None:
        size = self.chance.choice(tuple(_SIZES))
        data[at : at + size] = struct.pack(f"<{_SIZES[size]}", self.chance.choice(_NUMBERS) % 256**size)

    def _repeat(self, data: bytearray, at: int) -> None:
        piece = data[at : at + self.chance.choice((1, 4, 32, 256))]
        data[at:at] = piece * self.chance.choice((1, 2, 10))

    def _digit(self, data: bytearray, at: int) -> None:
        digits = [place for place, byte in enumerate(data[at : at + 200], at) if 0x30 <= byte <= 0x39]
        if digits:
            data[self.chance.choice(digits)] = self.chance.choice(b"0123456789-")

    def _splice(self, data: bytearray, at: int) -> None:
        other = self.chance.choice(self._corpus)
        data[at:] = other[self.chance.randrange(len(other) + 1) :]


_CHANGES = (
    Mutator._flip,
    Mutator._set,
    Mutator._cut,
    Mutator._insert,
    Mutator._replace,
    Mutator._number,
    Mutator._repeat,
    Mutator._digit,
    Mutator._digit,
    Mutator._splice,
)


def odd_text(chance: random.Random) -> str:
    """Return a text that a student may have made appear: any characters, any length."""
    pieces = (
        "conv2d",
        "\x1b[31m",
        "\u202e",
        "\ud800",
        "<script>",
        "|",
        "=1+1",
        "\0",
        "\n",
        "\r",
        "é",
        "🙂",
        "`",
        "{}%s",
    )
    text = "".join(chance.choice(pieces) for _ in range(chance.randrange(8)))
    return text * chance.choice((1, 1, 1, 3, 5000)) if chance.random() < 0.2 else text
