"""Find lines of code in a text, whatever their names, spacing and comments.

A text is read as tokens: names, numbers and single signs.  Neither line ends nor comment signs count, so that a
line is found when it is wrapped, indented, quoted or commented out.  Names that an author chooses may be others,
as long as one stands for one: only keywords, builtins, attributes and ``np`` must be the same.
"""

import builtins
import keyword
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

_TOKEN = re.compile(r"[^\W\d]\w*|\d[\w.]*|\*\*|//|[=!<>]=|->|:=|[^\s#\\]")
_KEPT = {*keyword.kwlist, *dir(builtins), "np"} - {"_"}
_ANY_NAME = "\0"
_SPACE = "\1"


@dataclass(frozen=True)
class Text:
    """The tokens of a text, and for each the place where it stands."""

    tokens: tuple[str, ...]
    places: tuple[str, ...]

    @classmethod
    def of(cls, lines: Iterable[tuple[str, str]]) -> "Text":
        """Read lines, each with its place."""
        pairs = [(token, place) for place, line in lines for token in _TOKEN.findall(line)]
        return cls(tuple(token for token, _ in pairs), tuple(place for _, place in pairs))

    @cached_property
    def shape(self) -> str:
        """Return the tokens as one string in which all names that may be others are alike."""
        return _shape(self.tokens)

    @cached_property
    def starts(self) -> dict[int, int]:
        """Return which token begins at each position of `shape`."""
        found, position = {}, 1
        for number, token in enumerate(_blanked(self.tokens)):
            found[position] = number
            position += len(token) + 1
        return found


@dataclass(frozen=True)
class Code:
    """A piece of code to look for: one line, or several that follow each other."""

    tokens: tuple[str, ...]

    @classmethod
    def of(cls, code: str) -> "Code":
        """Read a piece of code, of which comments have been taken out."""
        return cls(tuple(_TOKEN.findall(code)))

    @cached_property
    def weight(self) -> int:
        """Return how much the code says: its tokens without brackets, commas and the like."""
        return sum(sign not in "()[]{},:.;'\"" for sign in self.tokens)

    def place_in(self, text: Text) -> str | None:
        """Return where a text has this code first, or None."""
        position = -1
        while (position := text.shape.find(self._shape, position + 1)) >= 0:
            first = text.starts[position + 1]
            if _numbered(text.tokens[first : first + len(self.tokens)]) == self._names:
                return text.places[first]
        return None

    @cached_property
    def _shape(self) -> str:
        return _shape(self.tokens)

    @cached_property
    def _names(self) -> list[str | int]:
        return _numbered(self.tokens)


def pieces(lines: Sequence[str], weight: int) -> Iterator[tuple[int, int, Code]]:
    """Yield pieces of at least this weight: for each line, as few lines from there on as reach it.

    Parameters
    ----------
    lines : sequence of str
        Lines of code without comments.
    weight : int
        See `Code.weight`.

    Yields
    ------
    first, last : int
        Numbers of the lines, counted from 0.
    code : Code
        The piece.
    """
    codes = [Code.of(line) for line in lines]
    for first in range(len(codes)):
        total = 0
        for last in range(first, len(codes)):
            total += codes[last].weight
            if total >= weight:
                yield first, last, Code(tuple(token for code in codes[first : last + 1] for token in code.tokens))
                break


def _shape(tokens: Sequence[str]) -> str:
    """Return tokens as one string in which all names that may be others are alike."""
    return _SPACE + "".join(token + _SPACE for token in _blanked(tokens))


def _blanked(tokens: Sequence[str]) -> Iterator[str]:
    return (_ANY_NAME if is_free else token for token, is_free in zip(tokens, _free(tokens), strict=True))


def _numbered(tokens: Sequence[str]) -> list[str | int]:
    """Return the tokens with a number for each name that may be another: which of the different ones it is."""
    seen: dict[str, int] = {}
    pairs = zip(tokens, _free(tokens), strict=True)
    return [seen.setdefault(token, len(seen)) if is_free else token for token, is_free in pairs]


def _free(tokens: Sequence[str]) -> Iterator[bool]:
    """Yield of each token whether it is a name that an author chooses."""
    before = ""
    for token in tokens:
        yield (token[0].isalpha() or token[0] == "_") and token not in _KEPT and before != "."
        before = token
