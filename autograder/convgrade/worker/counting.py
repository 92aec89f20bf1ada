"""Count the lines that a call runs, and the memory that it holds at its peak.

Used on the student's side of a worker, and in the grader for functions that are trusted.  What comes out
explains where time and memory go; being the student's own word, it never scores.
"""

import _tracemalloc  # the module `tracemalloc` would import pickle
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

MOST_PLACES = 20
Place = tuple[str, int]

_monitoring: Any = getattr(sys, "monitoring", None)
"""Taken before any student code runs; Python 3.11 has none."""

_TOOLS = range(2, 6)
"""Numbers for tools, without those of debuggers and of coverage."""


@dataclass(frozen=True)
class Watched:
    """What a call was seen to do.

    ``lines`` is how many lines ran, ``places`` the (file, line, count) of those that ran most, the most
    frequent first; ``peak_bytes`` is the most memory that was held at a time beyond that held before.
    """

    lines: int
    places: tuple[tuple[str, int, int], ...]
    peak_bytes: int


def watched_call(
    function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any], files: Collection[str]
) -> Watched:
    """Call ``function(*args, **kwargs)`` and watch which lines run, and how much memory is held.

    Parameters
    ----------
    function : callable
        Exceptions that it raises are let through.
    args, kwargs
        Its arguments.
    files : collection of str
        Names of the files whose lines count.  Those of a library would drown the others.
    """
    counts: Counter[Place] = Counter()
    with _traced_memory(), _counted(counts, frozenset(files)):
        before = _tracemalloc.get_traced_memory()[0]
        function(*args, **kwargs)
        peak_bytes = _tracemalloc.get_traced_memory()[1] - before
    places = tuple((file, line, count) for (file, line), count in counts.most_common(MOST_PLACES))
    return Watched(counts.total(), places, peak_bytes)


@contextmanager
def _traced_memory() -> Iterator[None]:
    """Trace what is allocated; numpy tells of its arrays, too."""
    _tracemalloc.start(1)
    try:
        yield
    finally:
        _tracemalloc.stop()


@contextmanager
def _counted(counts: Counter[Place], files: Collection[str]) -> Iterator[None]:
    """Count lines inside: through ``sys.monitoring`` where there is one (3.12), else by a trace function."""
    tool = _free_tool()
    with _line_traced(counts, files) if tool is None else _monitored(counts, files, tool):
        yield


@contextmanager
def _line_traced(counts: Counter[Place], files: Collection[str]) -> Iterator[None]:
    def at_line(frame: FrameType, event: str, _argument: Any) -> Any:
        if event == "line":
            counts[frame.f_code.co_filename, frame.f_lineno] += 1
        return at_line

    def at_call(frame: FrameType, _event: str, _argument: Any) -> Any:
        return at_line if frame.f_code.co_filename in files else None

    before = sys.gettrace()
    sys.settrace(at_call)
    try:
        yield
    finally:
        sys.settrace(before)


def _free_tool() -> int | None:
    """Return a number under which nobody monitors yet; None where there is none, or no such thing."""
    if _monitoring is None:
        return None
    return next((tool for tool in _TOOLS if _monitoring.get_tool(tool) is None), None)


@contextmanager
def _monitored(counts: Counter[Place], files: Collection[str], tool: int) -> Iterator[None]:
    callbacks = _Lines(counts, files).callbacks()
    _monitoring.use_tool_id(tool, "convgrade")
    try:
        for event, callback in callbacks.items():
            _monitoring.register_callback(tool, event, callback)
        _monitoring.restart_events()
        _monitoring.set_events(tool, sum(callbacks))
        yield
    finally:
        with suppress(ValueError):  # the code that was watched has given the number back
            _monitoring.set_events(tool, 0)
            for event in callbacks:
                _monitoring.register_callback(tool, event, None)
            _monitoring.free_tool_id(tool)


class _Lines:
    """Counts lines as a trace function sees them, from the events of ``sys.monitoring``."""

    def __init__(self, counts: Counter[Place], files: Collection[str]) -> None:
        self._counts = counts
        self._files = files
        self._last: dict[CodeType, int] = {}
        self._begun: Counter[CodeType] = Counter()
        self._targets: dict[tuple[CodeType, int], int] = {}

    def callbacks(self) -> dict[int, Callable[..., Any]]:
        """Return what to call at which events; each returns what switches it off for a library's code."""
        events = _monitoring.events
        return {
            events.LINE: self._line,
            events.JUMP: self._jump,
            events.PY_START: self._start,
            events.PY_RETURN: self._leave,
            events.PY_YIELD: self._leave,
        }

    def _line(self, code: CodeType, line: int) -> Any:
        if code.co_filename not in self._files:
            return _monitoring.DISABLE
        if self._begun[code]:
            self._begun[code] -= 1
        self._count(code, line)
        return None

    def _jump(self, code: CodeType, start: int, end: int) -> Any:
        """Count another round of a loop that is written in one line: no other line begins there."""
        if code.co_filename not in self._files:
            return _monitoring.DISABLE
        if end < start and self._target(code, end) == self._last.get(code, code.co_firstlineno):
            self._count(code, self._target(code, end))
        return None

    def _start(self, code: CodeType, _offset: int) -> Any:
        if code.co_filename not in self._files:
            return _monitoring.DISABLE
        self._begun[code] += 1
        return None

    def _leave(self, code: CodeType, _offset: int, _value: Any) -> Any:
        """Count a call without a line: Python 3.13 tells of none where the body stands in the line of the ``def``."""
        if code.co_filename not in self._files:
            return _monitoring.DISABLE
        if self._begun[code]:
            self._begun[code] -= 1
            self._count(code, code.co_firstlineno)
        return None

    def _count(self, code: CodeType, line: int) -> None:
        self._counts[code.co_filename, line] += 1
        self._last[code] = line

    def _target(self, code: CodeType, offset: int) -> int:
        """Return the line of an instruction."""
        if (code, offset) not in self._targets:
            found = (line for low, high, line in code.co_lines() if low <= offset < high and line)
            self._targets[code, offset] = next(found, code.co_firstlineno)
        return self._targets[code, offset]
