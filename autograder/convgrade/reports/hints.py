"""Hints in stages: each call shows the next one, the question about the last failed check first.

What was shown is kept in a small file in the student's folder; it may be removed at any time.
"""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from rich.console import Console

from convgrade.core.exercise import Exercise, load_assignment
from convgrade.core.results import Report
from convgrade.reports.words import first_to_mend, is_shown

STATE = Path(".convgrade") / "hints.json"
_State = dict[str, dict[str, Any]]


def next_hint(folder: Path, name: str) -> str:
    """Return the next hint on an exercise, and note that it was shown.

    Parameters
    ----------
    folder : Path
        The assignment's folder.
    name : str
        The exercise.

    Returns
    -------
    str
        The question about the mistake that the last check found, if it was not shown yet; then one
        stage after the other, and the last one again.

    Raises
    ------
    InputError
        If the folder is no assignment, or has no such exercise.
    """
    exercise = load_assignment(folder).exercise(name)
    state = _read(folder)
    known = state.setdefault(name, {})
    question = known.pop("question", "")
    if not question:
        known["shown"] = _shown(known) + 1
    _write(folder, state)
    return f"About the check that failed: {question}" if question else _stage(exercise, _shown(known))


def print_next_hint(folder: Path, name: str) -> None:
    """Print the next hint on an exercise, in lines as wide as the terminal."""
    Console().print(next_hint(folder, name), markup=False, highlight=False, emoji=False)


def remember_questions(folder: Path, report: Report) -> None:
    """Keep the questions that a report's failed checks deserve, for the next hints.

    Parameters
    ----------
    folder : Path
        The assignment's folder.
    report : Report
        What checking it found out.
    """
    state = _read(folder)
    for exercise in report.exercises:
        failed = first_to_mend(result for result in exercise.results if is_shown(result))
        question = failed.hint if failed is not None and failed.check.hide_errors is None else ""
        known = state.setdefault(exercise.exercise, {})
        if question != known.get("asked", ""):
            known |= {"asked": question, "question": question}
    _write(folder, state)


def _stage(exercise: Exercise, number: int) -> str:
    count = len(exercise.hints)
    if not count:
        return f"There are no hints on {exercise.name}."
    if number > count:
        return f"You have seen all {count} hints on {exercise.name}; the last one was: {exercise.hints[-1]}"
    return f"Hint {number} of {count}: {exercise.hints[number - 1]}"


def _shown(known: dict[str, Any]) -> int:
    number = known.get("shown", 0)
    return number if type(number) is int and number >= 0 else 0


def _read(folder: Path) -> _State:
    """Return what is kept; nothing where the file is missing or damaged."""
    with suppress(OSError, ValueError):
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
        if isinstance(state, dict):
            return {name: known for name, known in state.items() if isinstance(known, dict)}
    return {}


def _write(folder: Path, state: _State) -> None:
    """Keep a state; in a folder that cannot be written to, the first hint comes again."""
    kept = {name: known for name, known in state.items() if known}
    with suppress(OSError):
        (folder / STATE).parent.mkdir(exist_ok=True)
        (folder / STATE).write_text(json.dumps(kept, indent=1), encoding="utf-8")
