"""Explain where a slow function's time and memory go: which loops of Python grow with the input.

The lines that run are counted at one size and at larger ones.  That is the worker's own word, so it
explains and never scores.
"""

from dataclasses import dataclass

from convgrade.checks.cases import Case
from convgrade.checks.shapes import Explanation
from convgrade.checks.sides import Side
from convgrade.worker.client import Watched

GROWTH = 1.2
_MEMORY_WORTH_TELLING = 3.0


@dataclass(frozen=True)
class Explained:
    """Where the time goes: with what the number of lines grows, and all that in sentences.

    ``memory`` is the peak as a multiple of the yardstick, None where it was not looked at.
    """

    grows_with: tuple[str, ...]
    memory: float | None
    sentences: tuple[str, ...]


def explained(side: Side, explanation: Explanation) -> Explained:
    """Watch one side make the calls of an explanation, and say what was seen."""
    small = _watched(side, explanation.small)
    larger = {name: _watched(side, case) for name, case in explanation.larger.items()}
    grown = {name: seen for name, seen in larger.items() if seen.lines > GROWTH * max(small.lines, 1)}
    sentences = [_loop(name, small, seen) for name, seen in grown.items()]
    if grown:
        busiest = max(grown.values(), key=lambda seen: seen.lines)
        sentences.append(_line(side, busiest))
    elif larger:
        names = _listed([*larger])
        sentences.append(f"No line runs more often with more {names}: the time goes into what NumPy is asked to do.")
    memory = None
    if explanation.memory is not None and explanation.yardstick_bytes:
        memory = _watched(side, explanation.memory).peak_bytes / explanation.yardstick_bytes
        if memory > _MEMORY_WORTH_TELLING:
            sentences.append(f"At its peak it holds {memory:.0f} times the memory of {explanation.yardstick}.")
    return Explained(tuple(grown), memory, tuple(sentences))


def _watched(side: Side, case: Case) -> Watched:
    return side.watched(case.function, case.args, case.kwargs)


def _loop(name: str, small: Watched, seen: Watched) -> str:
    lines = f"{seen.lines} lines instead of {small.lines}"
    return f"With more {name} your file runs {lines}: it loops over {name} in Python."


def _line(side: Side, seen: Watched) -> str:
    file, number, count = seen.places[0]
    text = side.line(file, number)
    quoted = f": {text}" if text else ""
    return f"The line that runs most, {count} times, is line {number} of {file}{quoted}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"
