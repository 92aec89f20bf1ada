"""Say what changed from one release to another: for students, for the grader, and for what was handed in."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from convgrade.authoring.release_view import CheckView, ExerciseView, View, view_of
from convgrade.core.errors import ExitCode
from convgrade.reports.words import points

_LINES_SHOWN = 4
_DIGITS = 12


@dataclass(frozen=True)
class Difference:
    """What changed: sentences for students and for the grader, and a last one on submissions made for the old one."""

    for_students: tuple[str, ...]
    for_grader: tuple[str, ...]
    verdict: str

    @property
    def is_empty(self) -> bool:
        """Return whether nothing changed."""
        return not self.for_students and not self.for_grader


def difference(old: View, new: View) -> Difference:
    """Compare two releases of an assignment; see `convgrade.authoring.release_view.view_of`."""
    students, grader = list(_heads(old, new)), list[str]()
    known = old.exercises is not None and new.exercises is not None
    if old.exercises is not None and new.exercises is not None:
        students += _exercises(old.exercises, new.exercises)
        if old.is_for_grading and new.is_for_grading:
            grader += _grading(old.exercises, new.exercises)
    if old.is_for_grading == new.is_for_grading:
        (grader if old.is_for_grading else students).extend(_files(old, new, known=known))
    return Difference(tuple(students), tuple(grader), _verdict(old, new))


def show_difference(old: Path, new: Path) -> ExitCode:
    """Print what changed between two releases.

    Returns
    -------
    ExitCode
        ALL_POINTS (0) if nothing did, POINTS_MISSING (1) otherwise.

    Raises
    ------
    InputError
        If one of them is no release.
    """
    before, after = view_of(old), view_of(new)
    found = difference(before, after)
    console = Console()
    for word, view in (("old", before), ("new", after)):
        console.print(f"{word}: {_described(view)}", highlight=False, markup=False)
    for title, lines in (("For students", found.for_students), ("For the grader", found.for_grader)):
        if lines:
            console.print(f"\n{title}", style="bold")
            for line in lines:
                _print(console, line)
    console.print()
    console.print(Text(found.verdict, "bold"))
    return ExitCode.ALL_POINTS if found.is_empty else ExitCode.POINTS_MISSING


def _print(console: Console, line: str) -> None:
    """Print a sentence with a mark; further lines of it stand below it."""
    head, *more = line.split("\n")
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text("-"), Text(head, overflow="fold"))
    console.print(Padding(grid, (0, 0, 0, 2)))
    for text in more:
        console.print(Padding(Text(text, "dim", overflow="ellipsis", no_wrap=True), (0, 0, 0, 6)))


def _described(view: View) -> str:
    kind = "for the grader" if view.is_for_grading else "for students"
    parts = [view.assignment, kind, f"{points(view.points)} points"]
    parts += [f"edition {view.edition}"] if view.edition else []
    parts += [f"release {view.release[:_DIGITS]}, convgrade {view.version}"] if view.release else []
    return ", ".join(parts)


def _heads(old: View, new: View) -> Iterator[str]:
    if old.assignment != new.assignment:
        yield f"This is another assignment: {new.assignment}, was {old.assignment}."
    if old.points != new.points:
        yield f"The assignment gives {points(new.points)} points, gave {points(old.points)}."


def _exercises(old: Mapping[str, ExerciseView], new: Mapping[str, ExerciseView]) -> Iterator[str]:
    """Yield what changed for students."""
    for name in sorted(new.keys() - old.keys()):
        yield f"{name} is new: {new[name].title}, {_worth(new[name].points)}."
    for name in sorted(old.keys() - new.keys()):
        yield f"{name} is gone ({_worth(old[name].points)})."
    for name, after in new.items():
        if name in old:
            yield from (f"{name}: {sentence}" for sentence in _asked(old[name], after))
            yield from (f"{name}: {sentence}" for sentence in _checks("public check", old[name].public, after.public))
            if old[name].helpers != after.helpers:
                yield f"{name}: what its public checks share is another."


def _asked(old: ExerciseView, new: ExerciseView) -> Iterator[str]:
    if old.title != new.title:
        yield f"it is called {new.title!r}, was {old.title!r}."
    for what, before, after in (("points", old.points, new.points), ("bonus points", old.bonus, new.bonus)):
        if before != after:
            yield f"it gives {points(after)} {what}, gave {points(before)}."
    for function in sorted(old.calls.keys() | new.calls.keys()):
        before_call, after_call = (_call(function, view.calls) for view in (old, new))
        if before_call != after_call:
            yield f"{after_call} is asked for, was {before_call}."
    if old.rules != new.rules:
        yield "other imports, calls, packages or files of a student's own are allowed."
    for function in sorted(old.tasks.keys() & new.tasks.keys()):
        changed = _changed_lines(old.tasks[function], new.tasks[function])
        if changed:
            more = [f"... and {len(changed) - _LINES_SHOWN} more lines"] if len(changed) > _LINES_SHOWN else []
            yield "\n".join([f"the text of {function} reads otherwise:", *changed[:_LINES_SHOWN], *more])
    if old.stub != new.stub and (old.calls, old.tasks) == (new.calls, new.tasks):
        yield "what its stub gives is another."


def _worth(value: float) -> str:
    return "1 point" if value == 1 else f"{points(value)} points"


def _call(function: str, calls: Mapping[str, str]) -> str:
    return f"{function}({calls[function]})" if function in calls else f"no {function}"


def _changed_lines(old: str, new: str) -> list[str]:
    lines = difflib.unified_diff(old.splitlines(), new.splitlines(), n=0, lineterm="")
    return [line for line in lines if line[:1] in "+-" and line[:3] not in ("+++", "---") and line[1:].strip()]


def _checks(what: str, old: Mapping[str, CheckView], new: Mapping[str, CheckView]) -> Iterator[str]:
    for name in sorted(new.keys() - old.keys()):
        yield f"{what} {name} is new, {_worth(new[name].points)}: {new[name].claim}"
    for name in sorted(old.keys() - new.keys()):
        yield f"{what} {name} is gone, it gave {_worth(old[name].points)}: {old[name].claim}"
    for name in sorted(old.keys() & new.keys()):
        before, after = old[name], new[name]
        if before.points != after.points:
            yield f"{what} {name} gives {_worth(after.points)}, gave {points(before.points)}."
        if before.claim != after.claim:
            yield f"{what} {name} says: {after.claim}\nit said: {before.claim}"
        if before.code != after.code:
            yield f"{what} {name} checks otherwise."


def _grading(old: Mapping[str, ExerciseView], new: Mapping[str, ExerciseView]) -> Iterator[str]:
    """Yield what changed in the files that students do not get."""
    for name in sorted(old.keys() & new.keys()):
        before, after = old[name], new[name]
        yield from (f"{name}: {sentence}" for sentence in _checks("hidden check", before.hidden, after.hidden))
        if before.solution != after.solution:
            yield f"{name}: solution.py is another (task text and solution are in it)."
        for bank in after.banks:
            if before.banks.get(bank) != after.banks[bank]:
                yield f"{name}: {bank} is another."
        if before.recording != after.recording:
            yield f"{name}: {_recorded(before.recorded, after.recorded)}"


def _recorded(old: Mapping[str, int], new: Mapping[str, int]) -> str:
    counts = f"{sum(new.values())} recorded calls, were {sum(old.values())}"
    groups = [f"{group} {old.get(group, 0)} -> {new.get(group, 0)}" for group in sorted({*old, *new})]
    changed = [text for text in groups if len(set(text.split(" ", 1)[1].split(" -> "))) > 1]
    return f"{counts} ({', '.join(changed)})." if changed else f"{counts}; calls or answers are others."


def _files(old: View, new: View, *, known: bool) -> Iterator[str]:
    """Yield which other files changed: all of them where a manifest alone is known."""
    for name in sorted(old.digests.keys() | new.digests.keys()):
        if old.digests.get(name) == new.digests.get(name) or (known and _is_told(name, old, new)):
            continue
        if name not in old.digests:
            yield f"{name} is new."
        elif name not in new.digests:
            yield f"{name} is gone."
        else:
            yield f"{name} is another."


def _is_told(name: str, old: View, new: View) -> bool:
    """Return whether what changed in a file has been said already: of the exercises' files, and by the edition."""
    place = PurePosixPath(name)
    exercises = {*(old.exercises or {}), *(new.exercises or {})}
    if place.parts[0] == "solutions":
        return len(place.parts) == 4 and place.parts[2] in exercises and place.name not in ("exercise.toml", "cases.py")
    stems = {f"test_{name}" for name in exercises} | exercises
    return place.suffix == ".py" and place.stem in stems


def _verdict(old: View, new: View) -> str:
    """Say whether a submission that was made for the old release can be graded by the new one."""
    if old.assignment != new.assignment:
        return "A submission made for the old one cannot be graded by the new one: it is another assignment."
    if old.edition and old.edition == new.edition:
        return "A submission made for the old one can be graded by the new one: for students it is the same edition."
    if old.exercises is None or new.exercises is None:
        return (
            "Compare the zips, not their manifests, to learn whether the new one can grade what was made for the old."
        )
    obstacles = list(_obstacles(old.exercises, new.exercises))
    told = "its report will say that it was made with another edition"
    if obstacles:
        only = f"A submission made for the old one can be graded by the new one only in part ({told})"
        return f"{only}: {'; '.join(obstacles)}."
    return f"A submission made for the old one can be graded by the new one; {told}."


def _obstacles(old: Mapping[str, ExerciseView], new: Mapping[str, ExerciseView]) -> Iterator[str]:
    for name in sorted(old.keys() | new.keys()):
        if name not in new:
            yield f"{name} does not count any more"
        elif name not in old:
            yield f"{name} was not asked for"
        elif old[name].calls != new[name].calls:
            yield f"{name} was asked for with other parameters"
