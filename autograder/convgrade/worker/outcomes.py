"""How a request to a worker can end."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Loaded:
    """The module has run; ``names`` are those of its callables."""

    names: tuple[str, ...]


@dataclass(frozen=True)
class Returned:
    """The function returned.

    ``changed`` names the arguments that it changed in place; ``notes`` are sentences about where
    the value lies in memory.  Both are the worker's own words: they explain and never score.
    """

    value: Any
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Raised:
    """Student code raised an exception.

    ``kind`` is the name of its type and ``bases`` those of the types it derives from; ``line`` and
    ``lines`` are its place in the student's own files.
    """

    kind: str
    message: str
    line: int | None = None
    lines: tuple[str, ...] = ()
    bases: tuple[str, ...] = ()


@dataclass(frozen=True)
class TimedOut:
    """No answer came in time; the worker was ended."""

    seconds: float


@dataclass(frozen=True)
class Crashed:
    """The process ended, or had ended before."""

    reason: str


@dataclass(frozen=True)
class Violation:
    """Something came over the channel that no honest worker sends; the worker was ended."""

    reason: str


Failure = Raised | TimedOut | Crashed | Violation
