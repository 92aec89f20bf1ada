"""Draw the pictures of the handouts: plain SVG in one style, the same bytes every time.

All coordinates and sizes are in pixels from the top left corner.  The paper is white, so that a picture can be
read on a dark page as well.  The colours are those of Okabe and Ito, which colour-blind people can tell apart;
a light one fills, a strong one outlines.
"""

import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

INK = "#222222"
GREY, LIGHT_GREY = "#767676", "#ececec"
BLUE, LIGHT_BLUE = "#0072b2", "#cfe5f5"
ORANGE, LIGHT_ORANGE = "#b97500", "#fce4b3"
GREEN, LIGHT_GREEN = "#00795a", "#c9ecdf"
RED, LIGHT_RED = "#c24a00", "#fad7c3"
PURPLE, LIGHT_PURPLE = "#a8487e", "#f3dbe8"
STRONG = (BLUE, ORANGE, GREEN, RED, PURPLE)
LIGHT = (LIGHT_BLUE, LIGHT_ORANGE, LIGHT_GREEN, LIGHT_RED, LIGHT_PURPLE)

_FONT = "Helvetica,Arial,sans-serif"
_SIZE = 14
_HEAD = 7  # length of an arrow's head
_BASELINE = 0.35  # of the size of the letters: what centres them on a line

Place = tuple[int, int]


@dataclass(frozen=True)
class Grid:
    """Where a grid of cells was drawn."""

    x: float
    y: float
    cell: float
    rows: int
    columns: int

    @property
    def right(self) -> float:
        """Return where the grid ends on the right."""
        return self.x + self.columns * self.cell

    @property
    def bottom(self) -> float:
        """Return where the grid ends below."""
        return self.y + self.rows * self.cell

    @property
    def middle(self) -> tuple[float, float]:
        """Return the middle of the grid."""
        return (self.x + self.right) / 2, (self.y + self.bottom) / 2

    def centre(self, row: float, column: float) -> tuple[float, float]:
        """Return the middle of a cell."""
        return self.x + (column + 0.5) * self.cell, self.y + (row + 0.5) * self.cell


class Picture:
    """A picture that grows shape by shape; later ones lie on top."""

    def __init__(self, width: int, height: int) -> None:
        self._size = width, height
        self._shapes: list[str] = []

    def svg(self) -> str:
        """Return the picture as the text of an SVG file."""
        width, height = self._size
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
            f'viewBox="0 0 {width} {height}" font-family="{_FONT}" font-size="{_SIZE}" text-anchor="middle" '
            f'fill="{INK}">'
        )
        paper = f'<rect width="{width}" height="{height}" rx="6" fill="#fff"/>'
        return "\n".join([head, paper, *self._shapes, "</svg>"]) + "\n"

    def text(
        self,
        x: float,
        y: float,
        words: object,
        *,
        size: float = _SIZE,
        color: str = INK,
        anchor: str = "middle",
        bold: bool = False,
    ) -> None:
        """Write words in one line whose middle is at height y; a number gets a real minus sign."""
        written = number_text(words) if isinstance(words, (int, float)) else str(words)
        style = _attributes(
            font_size=size if size != _SIZE else None,
            fill=color if color != INK else None,
            text_anchor=anchor if anchor != "middle" else None,
            font_weight="bold" if bold else None,
        )
        self._shapes.append(f'<text x="{_n(x)}" y="{_n(y + _BASELINE * size)}"{style}>{escape(written)}</text>')

    def lines(self, x: float, y: float, words: Sequence[object], *, step: float = 20, **style: Any) -> None:
        """Write several lines, the first with its middle at height y; see `text`."""
        for number, line in enumerate(words):
            self.text(x, y + number * step, line, **style)

    def rect(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = "none",
        stroke: str | None = INK,
        thick: float = 1,
        dashed: bool = False,
        round_by: float = 0,
    ) -> None:
        """Draw a rectangle."""
        style = _attributes(rx=_n(round_by) if round_by else None, fill=fill) + _pen(stroke, thick, dashed)
        self._shapes.append(f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"{style}/>')

    def circle(self, x: float, y: float, radius: float, *, fill: str = "#fff", stroke: str | None = INK) -> None:
        """Draw a circle."""
        style = _attributes(fill=fill) + _pen(stroke, 1.5, dashed=False)
        self._shapes.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}"{style}/>')

    def path(
        self,
        points: Sequence[tuple[float, float]],
        *,
        color: str | None = INK,
        thick: float = 1.5,
        fill: str = "none",
        dashed: bool = False,
        closed: bool = False,
    ) -> None:
        """Draw straight lines from point to point."""
        steps = "L".join(f"{_n(x)} {_n(y)}" for x, y in points)
        style = _attributes(fill=fill) + _pen(color, thick, dashed)
        self._shapes.append(f'<path d="M{steps}{"Z" if closed else ""}"{style}/>')

    def arrow(
        self,
        points: Sequence[tuple[float, float]],
        *,
        color: str = GREY,
        thick: float = 1.5,
        dashed: bool = False,
    ) -> None:
        """Draw straight lines from point to point, with a head at the last one."""
        (x0, y0), (x1, y1) = points[-2:]
        length = math.hypot(x1 - x0, y1 - y0)
        dx, dy = (x1 - x0) / length * _HEAD, (y1 - y0) / length * _HEAD
        self.path([*points[:-1], (x1 - dx, y1 - dy)], color=color, thick=thick, dashed=dashed)
        head = [(x1, y1), (x1 - dx - dy / 2, y1 - dy + dx / 2), (x1 - dx + dy / 2, y1 - dy - dx / 2)]
        self.path(head, color=None, fill=color, closed=True)

    def grid(
        self,
        x: float,
        y: float,
        values: Sequence[Sequence[object]],
        *,
        cell: float = 32,
        fill: str = "#fff",
        fills: Mapping[Place, str] | None = None,
        colors: Mapping[Place, str] | None = None,
        size: float = _SIZE,
        stroke: str = GREY,
    ) -> Grid:
        """Draw a grid of numbers or words.

        Parameters
        ----------
        x, y : float
            The top left corner.
        values : sequence of sequences, shape (rows, columns)
            What stands in the cells; numbers get a real minus sign, and an empty text stays empty.
        cell : float, optional
            The side of a cell.
        fill : str, optional
            The colour of all cells but those in ``fills``.
        fills, colors : mapping of (row, column) to str, optional
            The colour of some cells, and of what is written in some; the latter is set in bold.
        size : float, optional
            Of the letters.

        Returns
        -------
        Grid
            Where it is.
        """
        place = Grid(x, y, cell, len(values), len(values[0]))
        self.rect(x, y, place.right - x, place.bottom - y, fill=fill, stroke=None)
        for (row, column), color in (fills or {}).items():
            self.rect(x + column * cell, y + row * cell, cell, cell, fill=color, stroke=None)
        self._cell_lines(place, stroke)
        for row, line in enumerate(values):
            for column, value in enumerate(line):
                if str(value):
                    own = (colors or {}).get((row, column))
                    self.text(*place.centre(row, column), value, size=size, color=own or INK, bold=own is not None)
        return place

    def _cell_lines(self, place: Grid, stroke: str) -> None:
        """Draw the lines between the cells, and around them, as one shape."""
        width, height = place.right - place.x, place.bottom - place.y
        across = [f"M{_n(place.x)} {_n(place.y + i * place.cell)}h{_n(width)}" for i in range(place.rows + 1)]
        down = [f"M{_n(place.x + i * place.cell)} {_n(place.y)}v{_n(height)}" for i in range(place.columns + 1)]
        self._shapes.append(f'<path d="{"".join(across + down)}" fill="none"{_pen(stroke, 1, dashed=False)}/>')

    def window(
        self, place: Grid, at: Place, size: tuple[int, int], *, color: str, thick: float = 3, dashed: bool = False
    ) -> None:
        """Outline a window of ``size`` (rows, columns) whose first cell is ``at`` (row, column)."""
        (row, column), (rows, columns) = at, size
        x, y = place.x + column * place.cell, place.y + row * place.cell
        self.rect(x, y, columns * place.cell, rows * place.cell, stroke=color, thick=thick, dashed=dashed)


def number_text(value: float) -> str:
    """Return a number in at most four digits, with a real minus sign."""
    return f"{value:.4g}".replace("-", "\N{MINUS SIGN}")


def cells_of(at: Place, size: tuple[int, int], color: str) -> dict[Place, str]:
    """Return a colour for every cell of a window; see `Picture.grid`."""
    (row, column), (rows, columns) = at, size
    return {(row + i, column + j): color for i, j in itertools.product(range(rows), range(columns))}


def _n(value: float) -> str:
    """Return a coordinate: to a tenth of a pixel, and as short as it can be."""
    return f"{round(float(value), 1) + 0:g}"


def _attributes(**values: object) -> str:
    """Return attributes as they stand in a tag; None is left out."""
    return "".join(f' {key.replace("_", "-")}="{value}"' for key, value in values.items() if value is not None)


def _pen(stroke: str | None, thick: float, dashed: bool) -> str:
    if stroke is None:
        return ""
    return _attributes(
        stroke=stroke, stroke_width=_n(thick) if thick != 1 else None, stroke_dasharray="5 4" if dashed else None
    )
