"""Count the lines that a call runs, and the memory that it holds at its peak.

Used on the student's side of a worker, and in the grader for functions that are trusted.  What comes out
explains where time and memory go; being the student's own word, it never scores.
"""

import _tracemalloc  # the module `tracemalloc` would import pickle
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

MOST_PLACES = 20
Place = tuple[str, int]


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
    with _monitored(counts, files) if sys.version_info >= (3, 12) else _line_traced(counts, files):
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


@contextmanager
def _monitored(counts: Counter[Place], files: Collection[str]) -> Iterator[None]:
    monitoring: Any = getattr(sys, "monitoring")  # noqa: B009 - Python 3.11 has none
    events, tool = monitoring.events, monitoring.PROFILER_ID

    def at_line(code: CodeType, line: int) -> Any:
        if code.co_filename not in files:
            return monitoring.DISABLE
        counts[code.co_filename, line] += 1
        return None

    def at_jump(code: CodeType, start: int, end: int) -> Any:
        """Count another round of a loop that is written in one line: no other line begins there."""
        if code.co_filename not in files:
            return monitoring.DISABLE
        if end < start:
            line = next((line for low, high, line in code.co_lines() if low <= end < high and line), None)
            counts[code.co_filename, line or code.co_firstlineno] += 1
        return None

    monitoring.use_tool_id(tool, "convgrade")
    try:
        monitoring.register_callback(tool, events.LINE, at_line)
        monitoring.register_callback(tool, events.JUMP, at_jump)
        monitoring.restart_events()
        monitoring.set_events(tool, events.LINE | events.JUMP)
        yield
    finally:
        monitoring.set_events(tool, 0)
        for event in (events.LINE, events.JUMP):
            monitoring.register_callback(tool, event, None)
        monitoring.free_tool_id(tool)
