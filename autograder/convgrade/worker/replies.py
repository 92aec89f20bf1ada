"""Read what a worker replies: data to be checked, text to be cleaned."""

import re
from collections.abc import Collection
from typing import Any

from convgrade.worker.counting import MOST_PLACES, Watched
from convgrade.worker.kinds import device_problem
from convgrade.worker.outcomes import Loaded, Raised, Returned
from convgrade.worker.protocol import Frame, ProtocolError
from convgrade.worker.text import clean_text

_NAME_LIMIT = 200
_TEXT_LIMIT = 4000
_LINES_LIMIT = 40


def loaded(frame: Frame) -> Loaded:
    """Return the reply that a module has run."""
    [names] = _values(frame, "loaded", 1)
    return Loaded(_texts(names, 1000))


def returned(frame: Frame) -> Returned:
    """Return the reply that a function has returned."""
    value, changed, notes = _values(frame, "returned", 3)
    return Returned(value, _texts(changed, _LINES_LIMIT), _texts(notes, _LINES_LIMIT))


def raised(frame: Frame) -> Raised:
    """Return the reply that student code has raised an exception."""
    [fields] = _values(frame, "raised", 1)
    if type(fields) is not dict or set(fields) != {"kind", "bases", "message", "line", "lines"}:
        raise ProtocolError("a reply is malformed")
    line = fields["line"]
    if type(line) not in (int, type(None)):
        raise ProtocolError("a reply is malformed")
    return Raised(
        kind=_text(fields["kind"], _NAME_LIMIT),
        message=_text(fields["message"], _TEXT_LIMIT),
        line=line,
        lines=_texts(fields["lines"], _LINES_LIMIT),
        bases=_texts(fields["bases"], _LINES_LIMIT),
    )


def devices(frame: Frame) -> tuple[str, ...]:
    """Return the reply that says on which devices tensors may lie."""
    [names] = _values(frame, "devices", 1)
    found = _texts(names, 8)
    if any(device_problem(name) for name in found):
        raise ProtocolError("a reply is malformed")
    return found


def watched(frame: Frame) -> Watched:
    """Return the reply that a call was watched: the worker's own word."""
    lines, places, peak_bytes = _values(frame, "watched", 3)
    if type(places) is not list or len(places) > MOST_PLACES:
        raise ProtocolError("a reply is malformed")
    return Watched(_count(lines), tuple(_place(place) for place in places), _count(peak_bytes))


def crash_place(printed: str, files: Collection[str]) -> str:
    """Return where a crash happened, in parentheses, if the interpreter has printed it and it is a student's file."""
    report = printed.rpartition("Fatal Python error: ")[2] if "Fatal Python error: " in printed else ""
    places: list[tuple[str, str]] = re.findall(r'File "([^"\n]+)", line (\d+)', report)
    return next((f" ({name}, line {line})" for name, line in places if name in files), "")


def _values(frame: Frame, kind: str, count: int) -> list[Any]:
    if frame.kind != kind or len(frame.values) != count:
        raise ProtocolError("its reply does not answer the request")
    return frame.values


def _place(value: Any) -> tuple[str, int, int]:
    if type(value) is not list or len(value) != 3:
        raise ProtocolError("a reply is malformed")
    file, line, count = value
    return _text(file, _NAME_LIMIT), _count(line), _count(count)


def _count(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 2**63:
        raise ProtocolError("a reply is malformed")
    return value


def _text(value: Any, limit: int) -> str:
    if type(value) is not str:
        raise ProtocolError("a reply is malformed")
    return clean_text(value, limit)


def _texts(value: Any, count: int) -> tuple[str, ...]:
    if type(value) is not list or len(value) > count:
        raise ProtocolError("a reply is malformed")
    return tuple(_text(item, _NAME_LIMIT + 100) for item in value)
