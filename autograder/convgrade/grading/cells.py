"""The code cells of a Jupyter notebook, as data: what a student wrote, without what is Jupyter's alone."""

import json
import re
from dataclasses import dataclass, replace
from typing import Any

from convgrade.grading.sources import MAX_FILE_BYTES, FileRefused

EXERCISE_TAG = "exercise:"
"""With the exercise's name behind it, the tag of the cell that a release makes for an exercise."""

EXERCISE_CELL, CHECK_CELL, LAST_CELL = "exercise-", "check-", "check"
"""With the exercise's name behind it, the id of its cell, and of the one that checks it; the id of the last cell."""

MAX_CELLS = 300
_MAX_BRACKETS = 100_000  # each becomes an object of 60 bytes and more when JSON is read
_OLDEST_FORMAT = 4
_SAVE_AGAIN = "open it in Jupyter, run it from the top and save it again"
_BOM = b"\xef\xbb\xbf"

_PYTHON_CELLS = ("capture", "prun", "time", "timeit")  # cell magics with Python below them
_CELL_MAGIC = re.compile(r"%%(\w+)")
_MAGIC = re.compile(r"(?:[\w., \[\]]{1,100}= {0,9})?(?:%[A-Za-z]|!(?!=))")
_HELP = re.compile(r"(?:\?{1,2}[\w.*]+|[\w.*]{1,100}\?{1,2});?\s*")
_OURS = re.compile(r"(?:from convgrade\.notebook import check|check\((?:['\"]\w+['\"],? *)*\));?\s*(?:#.*)?")
"""What the released notebook asks of convgrade, at the left margin: it asks nothing of the grader."""
UNWRITTEN = "raise NotImplementedError"


@dataclass(frozen=True)
class Cell:
    """A code cell, without what is Jupyter's alone.

    ``name`` is what tracebacks call it, ``number`` counts code cells from 1; ``dropped`` are the lines
    that were left out.  ``made_for`` names the exercises that its tags name; ``kind`` is its type, which
    a slip of a key changes; ``place`` counts cells of all kinds from 0.
    """

    name: str
    text: str
    dropped: tuple[str, ...] = ()
    number: int = 0
    made_for: tuple[str, ...] = ()
    kind: str = "code"
    place: int = 0

    @property
    def is_written(self) -> bool:
        """Return whether it has no stub left."""
        return UNWRITTEN not in self.text

    def defines(self, function: str) -> bool:
        """Return whether a line at its left margin defines or assigns a function."""
        name = re.escape(function)
        return re.search(rf"^(?:(?:async )?def +{name}\b|{name} *=(?!=))", self.text, re.MULTILINE) is not None


def code_cells(name: str, data: bytes) -> list[Cell]:
    """Return the code cells of a notebook, in order; those made for an exercise even if they are no code any more.

    Parameters
    ----------
    name : str
        The notebook's file name.
    data : bytes
        Its content; outputs, metadata other than tags and the kernel's name are not looked at.

    Raises
    ------
    FileRefused
        If it is no notebook of the format 4, in use since 2014, or has more than 300 code cells or 256 KiB of code.
    """
    notebook = _parsed(data)
    if not isinstance(notebook, dict) or not isinstance(notebook.get("cells"), list):
        raise FileRefused(f"is no notebook: it has no list of cells; {_SAVE_AGAIN}")
    version = notebook.get("nbformat")
    if type(version) is not int or version < _OLDEST_FORMAT:
        raise FileRefused(f"is a notebook in a format older than {_OLDEST_FORMAT}; {_SAVE_AGAIN}")
    cells = [_read(cell, number) for number, cell in enumerate(notebook["cells"], 1)]
    cells = [cell for cell in cells if cell.kind == "code" or cell.made_for]
    if len(cells) > MAX_CELLS or sum(len(cell.text) for cell in cells) > MAX_FILE_BYTES:
        raise FileRefused(f"has more than {MAX_CELLS} code cells or {MAX_FILE_BYTES // 1024} KiB of code; hand in less")
    return [
        replace(cell, name=f"{name}, code cell {n}", text=text, dropped=dropped, number=n)
        for n, cell in enumerate(cells, 1)
        for text, dropped in [without_magics(cell.text)]
    ]


def without_magics(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a cell's code without what is no Python, and the lines that were dropped.

    A line that is dropped leaves ``pass`` behind, so that blocks stay whole and lines keep their numbers.
    What asks for checks at home is dropped without a word.

    Parameters
    ----------
    text : str
        The cell's source.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")  # at the ends of lines that Python knows
    first = next((number for number, line in enumerate(lines) if line.strip()), 0)
    magic = _CELL_MAGIC.match(lines[first])
    if magic and magic[1] not in _PYTHON_CELLS:
        return "", (lines[first],)
    dropped, kept, goes_on = [], [], False
    for number, line in enumerate(lines):
        bare = line.lstrip()
        if goes_on or (magic and number == first) or _MAGIC.match(bare) or _HELP.fullmatch(bare):
            dropped.append(line)
            kept.append("" if goes_on else line[: len(line) - len(bare)] + "pass")
            goes_on = line.endswith("\\")
        elif _OURS.fullmatch(line):
            kept.append("pass")
        else:
            kept.append(line)
    return "\n".join(kept), tuple(dropped)


def _parsed(data: bytes) -> Any:
    """Return what the JSON of a notebook says."""
    if data.count(b"[") + data.count(b"{") > _MAX_BRACKETS:
        raise FileRefused("holds too much; clear its outputs before you save it")
    try:
        return json.loads(data.removeprefix(_BOM).decode())
    except UnicodeDecodeError:
        raise FileRefused(f"is not UTF-8 text; {_SAVE_AGAIN}") from None
    except json.JSONDecodeError as error:
        raise FileRefused(f"is damaged (no valid JSON at line {error.lineno}); {_SAVE_AGAIN}") from None
    except (ValueError, RecursionError):
        raise FileRefused(f"is no notebook; {_SAVE_AGAIN}") from None


def _read(cell: Any, number: int) -> Cell:
    """Return a cell of any kind as it stands in the notebook; what is no code is not read unless it is tagged."""
    if not isinstance(cell, dict):
        raise FileRefused(f"is damaged in cell {number}; {_SAVE_AGAIN}")
    kind, metadata = cell.get("cell_type"), cell.get("metadata")
    tags = metadata.get("tags") if isinstance(metadata, dict) else None
    named = [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []
    made_for = tuple(tag.removeprefix(EXERCISE_TAG) for tag in named if tag.startswith(EXERCISE_TAG))
    kind = kind if kind in ("code", "raw") else "markdown"
    text = _source(cell, number) if kind == "code" or made_for else ""
    return Cell("", text, made_for=made_for, kind=kind, place=number - 1)


def _source(cell: dict[str, Any], number: int) -> str:
    """Return the text of a cell, which notebooks keep as one text or as a list of lines."""
    source = cell.get("source")
    lines: list[Any] = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) for line in lines):
        raise FileRefused(f"is damaged in cell {number}; {_SAVE_AGAIN}")
    text = "".join(lines)
    try:
        text.encode()
    except UnicodeEncodeError:
        raise FileRefused(f"holds a character in cell {number} that is none; {_SAVE_AGAIN}") from None
    return text
