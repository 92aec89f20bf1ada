"""How far a student is with an assignment: points of the public checks, in a bar, and what to do next.

What the last check of every exercise found is kept in a small file in the student's folder; it may be
removed at any time.  It counts only for as long as the files stay what they were.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from convgrade.checks.context import load_module
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import Assignment, Exercise
from convgrade.core.hashing import content_hash
from convgrade.core.results import ExerciseResult, Report
from convgrade.grading.notebooks import is_stub
from convgrade.grading.texts import clean
from convgrade.home.reach import reach
from convgrade.reports.words import earned, first_to_mend, is_shown, is_unwritten, points

STATE = Path(".convgrade") / "progress.json"
_LONGEST_BAR, _SHORTEST_BAR = 24, 8
ALL_DONE = "every public check passed; next: convgrade submit"


@dataclass(frozen=True)
class Standing:
    """What the public checks found of one exercise.

    ``points`` of ``most`` are without bonus; ``mend``, ``write`` and ``bonus`` say what is left to do,
    the last one for bonus points alone; all are empty where nothing is.
    """

    points: float
    most: float
    mend: str = ""
    write: str = ""
    bonus: str = ""


def standing_of(exercise: ExerciseResult) -> Standing:
    """Return what a check of one exercise found out."""
    results = [result for result in exercise.results if is_shown(result)]
    required = [result for result in results if not result.check.is_bonus]
    most = sum(result.check.points for result in required)
    score = sum(earned(result) for result in required)
    if is_unwritten(exercise):
        return Standing(score, most, write=f"write {exercise.exercise}.py")
    mend, left = first_to_mend(required), first_to_mend(results)
    if mend is not None:
        return Standing(score, most, mend=_place(exercise, mend.check.number))
    return Standing(score, most, bonus=f"bonus in {_place(exercise, left.check.number)}" if left else "")


class Progress:
    """An assignment's exercises, as they stand with the files that the student has now.

    Parameters
    ----------
    assignment : Assignment
        A student's folder.
    sources : mapping of str to bytes
        The student's files, by name.
    """

    def __init__(self, assignment: Assignment, sources: Mapping[str, bytes]) -> None:
        self._assignment = assignment
        self._sources = sources
        self._state = _read(assignment.folder)
        self._standings = {exercise.name: self._known(exercise) for exercise in assignment.exercises}

    def note(self, report: Report) -> None:
        """Take in what a check has just found out, and keep it."""
        for result in report.exercises:
            standing = standing_of(result)
            self._standings[result.exercise] = standing
            of = digest_of(self._assignment.exercise(result.exercise), self._sources)
            self._state[result.exercise] = {"of": of, **asdict(standing)}
        _write(self._assignment.folder, self._state)

    def line(self, width: int, first: Collection[str] = ()) -> str:
        """Return the bar: ``[#####-----] 42 of 85 points · next: conv2d, check 5.8``.

        Parameters
        ----------
        width : int
            Columns of the terminal; what does not fit into one line goes on in a second one.
        first : collection of str, optional
            The exercises at which the student is: what is left there comes first.
        """
        done = sum(standing.points for standing in self._standings.values())
        most = sum(standing.most for standing in self._standings.values())
        following = self._next(first)
        if not following and done >= most:
            following = ALL_DONE
        elif following:
            following = f"next: {following}"
        text = f"{points(done)} of {points(most)} points"
        joined = f"{text} · {following}" if following else text
        if len(joined) + _SHORTEST_BAR + 3 <= width:
            return f"{_bar(done, most, width - len(joined) - 3)} {joined}"
        return "\n".join(filter(None, [f"{_bar(done, most, width - len(text) - 3)} {text}", following]))

    def _next(self, first: Collection[str]) -> str:
        """Return what to do next: what fails before what is not written, bonus at the end."""
        ordered = sorted(self._standings, key=lambda name: name not in first)
        standings = [self._standings[name] for name in ordered]
        whats: Iterator[str] = (getattr(s, kind) for kind in ("mend", "write", "bonus") for s in standings)
        return next(filter(None, whats), "")

    def _known(self, exercise: Exercise) -> Standing:
        """Return what is known of an exercise as its files are now: nothing where they have changed since."""
        known = dict(self._state.get(exercise.name, {}))
        if known.pop("of", None) == digest_of(exercise, self._sources):
            with suppress(TypeError):
                return Standing(**known)
        text = self._sources.get(exercise.file_name)
        if text is None or is_stub(text):
            return Standing(0.0, _public_points(exercise), write=f"write {exercise.file_name}")
        return Standing(0.0, _public_points(exercise), mend=f"convgrade check {exercise.name}")


def digest_of(exercise: Exercise, sources: Mapping[str, bytes]) -> str:
    """Return a hash of all that decides how an exercise is checked: the student's files and the checks."""
    checks = {f"tests/{path.name}": path.read_bytes() for path in exercise.check_files}
    return content_hash({**reach(exercise, sources), **checks})


def _place(exercise: ExerciseResult, number: str) -> str:
    return f"{exercise.exercise}, check {clean(number)}"


def _bar(done: float, most: float, width: int) -> str:
    """Return a bar; it is full only where nothing is missing, and empty only where nothing is there."""
    width = max(_SHORTEST_BAR, min(_LONGEST_BAR, width))
    share = done / most if most else 0.0
    full = min(max(round(share * width), share > 0), width - (share < 1))
    return f"[{'#' * full}{'-' * (width - full)}]"


def _public_points(exercise: Exercise) -> float:
    """Return the points of the public checks of an exercise that has not been checked, without bonus."""
    try:
        names = vars(load_module(exercise.public_checks))
    except ExerciseError:
        return 0.0  # checking it will say what is wrong
    checks = [value for name, value in names.items() if name.startswith("test_")]
    required = [check for check in checks if "bonus" not in getattr(check, "__tags__", ())]
    return float(sum(getattr(check, "__weight__", 1) for check in required))


def _read(folder: Path) -> dict[str, dict[str, Any]]:
    """Return what is kept; nothing where the file is missing or damaged."""
    with suppress(OSError, ValueError):
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
        if isinstance(state, dict):
            return {name: known for name, known in state.items() if _is_whole(known)}
    return {}


def _is_whole(known: Any) -> bool:
    if not isinstance(known, dict):
        return False
    numbers = all(type(known.get(key)) in (int, float) for key in ("points", "most"))
    return numbers and all(isinstance(known.get(key), str) for key in ("of", "mend", "write", "bonus"))


def _write(folder: Path, state: Mapping[str, Mapping[str, Any]]) -> None:
    """Keep a state; in a folder that cannot be written to, the exercises have to be checked again."""
    with suppress(OSError):
        (folder / STATE).parent.mkdir(exist_ok=True)
        (folder / STATE).write_text(json.dumps(state, indent=1), encoding="utf-8")
