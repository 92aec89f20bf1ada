"""Take the students' functions out of a Jupyter notebook: the code of its cells, as data.

Nothing is run here and no Python is parsed.  The worker gets each code cell as a file of its own, and
for each exercise a module that runs them in order as Jupyter does: a cell that fails, such as one that
draws a picture, does not stop the next.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.sources import MAX_FILE_BYTES, FileRefused
from convgrade.grading.texts import clean

MAX_CELLS = 300
_MAX_BRACKETS = 100_000  # each becomes an object of 60 bytes and more when JSON is read
_OLDEST_FORMAT = 4
_TOLD = 5
_SHOWN = 60
_SAVE_AGAIN = "open it in Jupyter, run it from the top and save it again"
_BOM = b"\xef\xbb\xbf"

_PYTHON_CELLS = ("capture", "prun", "time", "timeit")  # cell magics with Python below them
_CELL_MAGIC = re.compile(r"%%(\w+)")
_MAGIC = re.compile(r"(?:[\w., \[\]]{1,100}= {0,9})?(?:%[A-Za-z]|!(?!=))")
_HELP = re.compile(r"(?:\?{1,2}[\w.*]+|[\w.*]{1,100}\?{1,2});?\s*")
_UNWRITTEN = "raise NotImplementedError"

_MADE = '"""Made from '
# Nothing is imported here: the exercise may allow its students very little.
_MODULE = (
    _MADE
    + '''{notebook}: runs its code cells one after the other; one that fails does not stop the next."""
_failed = {{}}
_texts = {texts}
for _cell in _texts:
    try:
        exec(compile(_texts[_cell], _cell, "exec", dont_inherit=True))
    except (Exception, SystemExit) as _error:
        _failed[_cell] = _error
if _failed and not all(_name in globals() for _name in {functions}):
    _cell = next((_cell for _cell in {defining} if _cell in _failed), [*_failed][0])
    raise _failed[_cell]  # a cell of {notebook}
'''
)


@dataclass(frozen=True)
class Cell:
    """A code cell, without what is Jupyter's alone.

    ``name`` is what tracebacks call it; ``dropped`` are the lines that were left out.
    """

    name: str
    text: str
    dropped: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """What a notebook adds to a submission: files for the worker, and sentences for the student."""

    sources: Mapping[str, bytes]
    notes: tuple[str, ...]


def notebook_name(assignment: Assignment) -> str:
    """Return the name of the notebook that may be handed in for an assignment."""
    return f"{assignment.name}.ipynb"


def is_unwritten_text(source: bytes) -> bool:
    """Return whether a student's code is still a stub, or holds one: it says ``raise NotImplementedError``."""
    return _UNWRITTEN.encode() in source


def from_notebook(name: str, data: bytes, exercises: Sequence[Exercise], files: Mapping[str, bytes | None]) -> Taken:
    """Return what a notebook adds to the files that were handed in beside it.

    An exercise's own file counts.  The notebook gives those exercises that have none, or one that
    still says ``raise NotImplementedError`` where the notebook does not.

    Parameters
    ----------
    name : str
        The notebook's file name.
    data : bytes
        Its content.
    exercises : sequence of Exercise
        Whose functions to look for.
    files : mapping of str to bytes or None
        The exercises' files that were handed in, by name; None where one cannot be used.

    Raises
    ------
    FileRefused
        If it is no notebook, or too large a one.
    """
    cells = code_cells(name, data)
    sources: dict[str, bytes] = {}
    given, doubled = [], []
    for exercise in exercises:
        defining = [cell for cell in cells if _defines(cell, exercise)]
        written = bool(defining) and not any(_UNWRITTEN in cell.text for cell in defining)
        if exercise.file_name not in files:
            count = bool(defining)
        else:
            count = written and _UNWRITTEN.encode() in (files[exercise.file_name] or b"")
        if count:
            sources[exercise.file_name] = _module(name, cells, defining, exercise)
            given.append(exercise.name)
        elif written:
            doubled.append(exercise.file_name)
    if sources:
        sources |= {cell.name: cell.text.encode() for cell in cells}
    return Taken(sources, (*_sentences(name, given, doubled, files), *_dropped_sentence(name, cells)))


def code_cells(name: str, data: bytes) -> list[Cell]:
    """Return the code cells of a notebook, in order.

    Parameters
    ----------
    name : str
        The notebook's file name.
    data : bytes
        Its content; outputs, metadata and the kernel's name are not looked at.

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
    texts = [_source(cell, number) for number, cell in enumerate(notebook["cells"], 1) if _is_code(cell, number)]
    if len(texts) > MAX_CELLS or sum(len(text) for text in texts) > MAX_FILE_BYTES:
        raise FileRefused(f"has more than {MAX_CELLS} code cells or {MAX_FILE_BYTES // 1024} KiB of code; hand in less")
    return [Cell(f"{name}, code cell {n}", *without_magics(text)) for n, text in enumerate(texts, 1)]


def written_as(file_name: str, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what a student wrote that became a file: itself, or the cells of the notebook that it was made from.

    Parameters
    ----------
    file_name : str
        An exercise's file.
    sources : mapping of str to bytes
        The files of a submission, by name.
    """
    if not sources.get(file_name, b"").startswith(_MADE.encode()):
        return {file_name: sources[file_name]} if file_name in sources else {}
    return {name: content for name, content in sources.items() if not name.endswith(".py")}


def without_magics(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a cell's code without what is no Python, and the lines that were dropped.

    A line that is dropped leaves ``pass`` behind, so that blocks stay whole and lines keep their numbers.

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


def _is_code(cell: Any, number: int) -> bool:
    if not isinstance(cell, dict):
        raise FileRefused(f"is damaged in cell {number}; {_SAVE_AGAIN}")
    return cell.get("cell_type") == "code"


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


def _defines(cell: Cell, exercise: Exercise) -> bool:
    names = "|".join(map(re.escape, exercise.functions))
    return re.search(rf"^(?:(?:async )?def +(?:{names})\b|(?:{names}) *=)", cell.text, re.MULTILINE) is not None


def _module(notebook: str, cells: Sequence[Cell], defining: Sequence[Cell], exercise: Exercise) -> bytes:
    text = _MODULE.format(
        notebook=notebook,
        texts={cell.name: cell.text for cell in cells},
        functions=list(exercise.functions),
        defining=[cell.name for cell in defining],
    )
    return text.encode()


def _sentences(name: str, given: list[str], doubled: list[str], files: Mapping[str, bytes | None]) -> list[str]:
    """Say what was taken from a notebook and what was not."""
    sentences = []
    if given:
        sentences.append(f"Taken from {name}: {', '.join(given)}.")
    unwritten = [f"{exercise}.py" for exercise in given if f"{exercise}.py" in files]
    if unwritten:
        sentences.append(f"Not written yet, so that {name} counts instead: {', '.join(unwritten)}.")
    if doubled:
        sentences.append(f"Taken, and not what {name} says of it: {', '.join(doubled)}.")
    if not given and not files:
        sentences.append(f"{name} defines none of the functions that are asked for.")
    return sentences


def _dropped_sentence(name: str, cells: Sequence[Cell]) -> list[str]:
    lines = [f"{_shown(line)} (code cell {n})" for n, cell in enumerate(cells, 1) for line in cell.dropped]
    if not lines:
        return []
    more = f" and {len(lines) - _TOLD} more" if len(lines) > _TOLD else ""
    return [f"Left out of {name}, as only Jupyter understands it: {', '.join(lines[:_TOLD])}{more}."]


def _shown(line: str) -> str:
    """Return a line of code as it can stand in a sentence."""
    bare = line.strip()
    return f"'{clean(bare if len(bare) <= _SHOWN else bare[:_SHOWN] + '...')}'"
