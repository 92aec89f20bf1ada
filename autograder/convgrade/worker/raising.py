"""Describe an exception of student code as plain data; whatever the exception does, this does not raise."""

import linecache
import traceback
from collections.abc import Collection
from types import TracebackType
from typing import Any

from convgrade.worker.text import clean_text, type_name

_MESSAGE_LIMIT = 4000
_LINE_LIMIT = 200
_FIRST, _LAST = 3, 5


def describe_exception(error: BaseException, files: Collection[str]) -> dict[str, Any]:
    """Return type, message, place and the student's own lines of an exception.

    Parameters
    ----------
    error : BaseException
        As it was caught.
    files : collection of str
        File names of the submission: lines of other files are left out.

    Returns
    -------
    dict
        ``kind`` and ``bases`` (names of its types), ``message``, ``line`` (int or None), ``lines`` (list of str).
    """
    kinds = [type_name(kind).rpartition(".")[2] for kind in type.mro(type(error)) if kind is not object]
    entries = [(f, line, name) for f, line, name in _places(error.__traceback__) if f in files]
    description = {"kind": kinds[0], "bases": kinds[1:20], "message": _message(error)}
    if isinstance(error, SyntaxError) and error.filename in files:
        return description | {"line": _number(error.lineno), "lines": _syntax_lines(error)}
    return description | {"line": entries[-1][1] if entries else None, "lines": _lines(entries)}


def _message(error: BaseException) -> str:
    try:
        text = error.msg if isinstance(error, SyntaxError) else str(error)
        return clean_text(str.__str__(text), _MESSAGE_LIMIT)
    except BaseException:  # noqa: BLE001 - the student's own __str__ may do anything
        return "(its message cannot be shown)"


def _places(tracebacks: TracebackType | None) -> list[tuple[str, int, str]]:
    """Return file, line and function of each entry, the innermost last."""
    walked = traceback.walk_tb(tracebacks)
    return [(frame.f_code.co_filename, line or 0, frame.f_code.co_name) for frame, line in walked]


def _lines(entries: list[tuple[str, int, str]]) -> list[str]:
    """Return the lines to show for the entries of a traceback; from long ones the middle is left out."""
    lines: list[str] = []
    for index, (file_name, number, function) in enumerate(entries):
        if len(entries) > _FIRST + _LAST and index == _FIRST:
            lines.append(f"... {len(entries) - _FIRST - _LAST} more calls ...")
        if _FIRST <= index < len(entries) - _LAST:
            continue
        place = "" if function == "<module>" else f", in {function}"
        source = linecache.getline(file_name, number).strip()
        lines += [clean_text(line, _LINE_LIMIT) for line in (f"{file_name}, line {number}{place}", f"    {source}")]
    return lines


def _syntax_lines(error: SyntaxError) -> list[str]:
    """Return the place of a syntax error, the source line, and a caret under the place in it."""
    source = linecache.getline(str(error.filename), _number(error.lineno) or 0).rstrip("\n")
    shown = source.lstrip()
    lines = [f"{error.filename}, line {_number(error.lineno)}"]
    if shown:
        lines.append("    " + shown)
        column = (_number(error.offset) or 1) - 1 - (len(source) - len(shown))
        lines.append("    " + " " * max(0, min(column, len(shown))) + "^")
    return [clean_text(line, _LINE_LIMIT) for line in lines]


def _number(value: object) -> int | None:
    return value if type(value) is int else None
