"""Lay the small planes of a call's arguments out beside what came back, so that it can be worked out by hand."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile, zip_longest
from typing import Any, NamedTuple

import numpy as np

from convgrade.checks.show import number
from convgrade.worker.kinds import Tensor

Array = np.ndarray[Any, Any]

WIDTH = 72  # columns, so that a report may indent what is laid out and stay within 80
_SIDE = 8
_PLANES_OF_ONE = 4
_PLANES_OF_ALL = 8
_GAP = " " * 4
_TITLE = re.compile(r"\S+(?: {1,3}\S+)*")
_ROW = re.compile(r"(?: *(?:\[{0}\]|{0}))+ *".format(r"(?:[-+.\dej]+|[-+]?(?:nan|inf)|True|False)(?= |\]|$)"))
"""Numbers in a row, as they are written here; those in brackets are wrong."""


class Plane(NamedTuple):
    """A two-dimensional array as text: what it is, and its rows."""

    title: str
    rows: tuple[str, ...]

    @property
    def width(self) -> int:
        """Return how many columns it takes."""
        return max(map(len, (self.title, *self.rows)))


def argument_planes(arguments: Iterable[tuple[str, Any]]) -> list[Plane]:
    """Return the planes of those arguments of a call that are arrays of a few small planes.

    Parameters
    ----------
    arguments : iterable of (str, object)
        The arguments with their names.
    """
    arrays = [(name, value.array if isinstance(value, Tensor) else value) for name, value in arguments]
    planes = [plane for name, value in arrays if isinstance(value, np.ndarray) for plane in _planes(name, value)]
    return planes if len(planes) <= _PLANES_OF_ALL else []


def answer_planes(name: str, got: Array, want: Array, wrong: Array | None) -> list[Plane]:
    """Return got and want as planes, wrong entries of got in brackets; none where they are too large to read.

    Parameters
    ----------
    name : str
        What the value is called.
    got, want : ndarray
        Of more than two axes the first plane with a wrong entry is shown.
    wrong : ndarray or None
        True where ``got`` is not what it should be; None where the shapes differ, so that nothing can be marked.
    """
    if not all(_is_readable(array) for array in (got, want)):
        return []
    if wrong is None:
        at = (0,) * max(got.ndim - 2, 0)
        beside = _rows(_plane(want, (0,) * max(want.ndim - 2, 0)))
        return [Plane(_titled(f"got {name}", at), _rows(_plane(got, at))), Plane("want", beside)]
    at = tuple(int(i) for i in np.argwhere(wrong)[0][:-2])
    marked = _marked_rows(_plane(got, at), _plane(wrong, at))
    return [Plane(_titled(f"got {name}", at), marked), Plane("want", _rows(_plane(want, at)))]


def side_by_side(arguments: Sequence[Plane], answer: Sequence[Plane], width: int = WIDTH) -> list[str]:
    """Return lines with planes beside each other, as many as fit; those of the answer stay together.

    Parameters
    ----------
    arguments, answer : sequence of Plane
        Those that are too wide are left out.
    width : int, optional
        How many columns there are.
    """
    arguments = [plane for plane in arguments if plane.width <= width]
    together = _width(answer) <= width
    groups = [[plane] for plane in arguments]
    groups += [list(answer)] if together and answer else [[plane] for plane in answer if plane.width <= width]
    bands: list[list[Plane]] = []
    for group in groups:
        if bands and _width([*bands[-1], *group]) <= width:
            bands[-1] += group
        else:
            bands.append(group)
    return [line for band in bands for line in ("", *_lines(band))]


def text_and_planes(text: str) -> Iterator[str | list[Plane]]:
    """Yield the parts of a message: its words, and in their place the planes that `side_by_side` laid out in it.

    Parameters
    ----------
    text : str
        A message of several lines, which may be indented.
    """
    words: list[str] = []
    lines = text.split("\n")
    while lines:
        rows = list(takewhile(_ROW.fullmatch, lines[2:]))
        if not rows or lines[0].strip() or not lines[1].strip():
            words.append(lines.pop(0))
            continue
        if any(words):
            yield "\n".join(words).strip("\n")
        yield _read_planes(lines[1], rows)
        words, lines = [], lines[2 + len(rows) :]
    if any(words):
        yield "\n".join(words).strip("\n")


def _read_planes(titles: str, rows: Sequence[str]) -> list[Plane]:
    """Return the planes of one band: each begins below the beginning of its title."""
    found = list(_TITLE.finditer(titles))
    ends = [*(match.start() for match in found[1:]), None]
    columns = [slice(match.start(), end) for match, end in zip(found, ends, strict=True)]
    texts = [tuple(row[column].rstrip() for row in rows) for column in columns]
    return [Plane(m[0], tuple(filter(None, column))) for m, column in zip(found, texts, strict=True)]


def _width(planes: Sequence[Plane]) -> int:
    return sum(plane.width for plane in planes) + len(_GAP) * (len(planes) - 1)


def _lines(planes: Sequence[Plane]) -> Iterator[str]:
    columns = [[cell.ljust(plane.width) for cell in (plane.title, *plane.rows)] for plane in planes]
    widths = [plane.width for plane in planes]
    for cells in zip_longest(*columns):
        padded = [" " * width if cell is None else cell for cell, width in zip(cells, widths, strict=True)]
        yield _GAP.join(padded).rstrip()


def _planes(name: str, array: Array) -> list[Plane]:
    """Return the planes of an array: along its last two axes, or the two before where those are of length 1."""
    if not _is_readable(array):
        return []
    ones = 2 if array.ndim > 3 and array.shape[-2:] == (1, 1) != array.shape[-4:-2] else 0
    array = array.reshape(array.shape[: array.ndim - ones])
    outer = array.shape[:-2]
    if int(np.prod(outer)) > _PLANES_OF_ONE or not _is_readable(array):
        return []
    inner = (":", ":", *["0"] * ones) if ones else ()
    return [Plane(_titled(name, (*at, *inner)), _rows(_plane(array, at))) for at in np.ndindex(*outer)]


def _is_readable(array: Array) -> bool:
    """Return whether the planes of an array are small, and of numbers."""
    return bool(array.ndim and array.size and max(array.shape[-2:]) <= _SIDE and array.dtype.kind in "biufc")


def _plane(array: Array, at: tuple[int, ...]) -> Array:
    return np.atleast_2d(array[at])


def _titled(name: str, at: Sequence[Any]) -> str:
    return f"{name}[{', '.join(map(str, at))}]" if at else name


def _rows(values: Array) -> tuple[str, ...]:
    texts = [[number(value) for value in row] for row in values]
    return tuple("  ".join(row) for row in _justified(texts))


def _marked_rows(values: Array, marked: Array) -> tuple[str, ...]:
    """Return rows in which wrong numbers are in brackets and the others stand where they would."""
    texts = [
        [f"[{number(v)}]" if m else f" {number(v)} " for v, m in zip(*row, strict=True)]
        for row in zip(values, marked, strict=True)
    ]
    return tuple(" ".join(row).rstrip() for row in _justified(texts))


def _justified(texts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Return texts in columns, each as wide as it has to be."""
    widths = [max(map(len, column)) for column in zip(*texts, strict=True)]
    return [[text.rjust(width) for text, width in zip(row, widths, strict=True)] for row in texts]
