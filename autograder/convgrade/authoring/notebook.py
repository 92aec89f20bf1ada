"""An assignment as a Jupyter notebook: the handout in cells, and for every exercise its stub and a cell that checks it.

The ids of the cells follow from the names of exercises and headings, so they stay what they are from one
release to the next; nothing else in the file depends on when or where it was made.
"""

import json
import re
from collections.abc import Iterator, Mapping
from textwrap import dedent
from typing import Any

from convgrade.authoring.figures import embedded
from convgrade.authoring.handout import instructors_text, origin, table, topics
from convgrade.core.edition import edition_of
from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.cells import CHECK_CELL, EXERCISE_CELL, EXERCISE_TAG, LAST_CELL
from convgrade.grading.notebooks import notebook_name
from convgrade.reports.amounts import level, points_text

CHECK_TAG = "check:"
_LONGEST_ID = 64
_KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
_FENCE = re.compile(r"\s*(```|~~~)")


def notebook_text(assignment: Assignment, stubs: Mapping[str, str], pictures: Mapping[str, str] | None = None) -> str:
    """Return the notebook of an assignment: the same text for the same exercises, without outputs.

    Parameters
    ----------
    assignment : Assignment
        In the private layout: its folder holds ``assignment.md``.
    stubs : mapping of str to str
        The stub of every exercise, by the exercise's name; its first line says where it comes from.
    pictures : mapping of str to str, optional
        The handout's pictures by path, as `figures_of` draws them; they go into the notebook.

    Raises
    ------
    ExerciseError
        If ``assignment.md`` is missing or empty.
    """
    cells = [_cell(name, embedded(text, pictures or {})) for name, text in _handout_cells(assignment)]
    cells += [_cell(name, text, tags) for name, text, tags in _code_and_headings(assignment, stubs)]
    edition = {"edition": edition_of(assignment)}  # so that a notebook handed in alone says which one it was
    metadata = {"convgrade": edition, "kernelspec": _KERNEL, "language_info": {"name": "python"}}
    notebook = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"  # as Jupyter saves it


def _cell(name: str, text: str, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return a cell as the format asks for it: one with tags is code that was not run, others are Markdown."""
    source = text.splitlines(keepends=True)
    if not tags:
        return {"cell_type": "markdown", "id": name, "metadata": {}, "source": source}
    cell = {"cell_type": "code", "id": name, "metadata": {"tags": [*tags]}, "source": source}
    return {**cell, "execution_count": None, "outputs": []}


def sections(text: str) -> list[str]:
    """Return a Markdown text in pieces, each with a heading of the second level; not within code.

    Parameters
    ----------
    text : str
        Such as the content of ``assignment.md``; what stands before the first heading is a piece too.
    """
    pieces: list[list[str]] = [[]]
    in_code = False
    for line in text.split("\n"):
        in_code ^= _FENCE.match(line) is not None
        if line.startswith("## ") and not in_code:
            pieces.append([])
        pieces[-1].append(line)
    return [piece for piece in ("\n".join(lines).strip() for lines in pieces) if piece]


def _handout_cells(assignment: Assignment) -> Iterator[tuple[str, str]]:
    """Yield ids and texts of the cells before the first exercise."""
    first, *others = sections(instructors_text(assignment))
    yield "handout", f"{origin(assignment)}\n\n{first}"
    taken = {"handout", "handout-exercises", "handout-lecture", "handout-how-to-work"}
    for piece in others:
        heading = piece.partition("\n")[0]
        slug = re.sub(r"[^a-z0-9]+", "-", heading.lower()).strip("-") or "section"
        name = _unused(f"handout-{slug}"[:_LONGEST_ID], taken)
        yield name, piece
    yield "handout-exercises", table(assignment.exercises)
    if lecture := topics(assignment):
        yield "handout-lecture", lecture
    yield "handout-how-to-work", _how_to_work(assignment)


def _unused(name: str, taken: set[str]) -> str:
    """Return an id that is not taken, and take it."""
    number, unused = 1, name
    while unused in taken:
        number += 1
        unused = f"{name[: _LONGEST_ID - 4]}-{number}"
    taken.add(unused)
    return unused


def _code_and_headings(assignment: Assignment, stubs: Mapping[str, str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield ids, texts and tags; cells without tags are Markdown."""
    yield "setup", "from convgrade.notebook import check", ("setup",)
    for exercise in assignment.exercises:
        name = exercise.name
        yield f"heading-{name}", _heading(exercise), ()
        yield EXERCISE_CELL + name, _stub(exercise, stubs[name]), (EXERCISE_TAG + name,)
        yield CHECK_CELL + name, f'check("{name}")', (CHECK_TAG + name,)
    yield "hand-in", _hand_in(assignment), ()
    yield LAST_CELL, "check()", (CHECK_TAG + "all",)


def _heading(exercise: Exercise) -> str:
    minutes = f" · about {exercise.minutes} minutes" if exercise.minutes else ""
    points = points_text(exercise.points, exercise.bonus)
    return f"## Exercise {exercise.order}: {exercise.title}\n\n{points} points{minutes} · {level(exercise.difficulty)}"


def _stub(exercise: Exercise, stub: str) -> str:
    """Return a stub as it stands in its cell: without its first line, which is about a file."""
    code = stub.partition("\n")[2].strip()
    return code.replace(f"then run: convgrade check {exercise.name}", "run this cell, then the next")


def _how_to_work(assignment: Assignment) -> str:
    first = assignment.exercises[0].name
    return dedent(f"""\
        ## How to work

        Below, each exercise has a cell with a function, whose docstring is the task. Replace the line
        `raise NotImplementedError(...)` by your code, run the cell, then run the cell `check("{first}")` below it. A
        check that fails shows the smallest input found on which your code is wrong, what it returned and what it
        should return.

        What is checked is what this notebook has defined when you ask: run a cell again once you have changed it. Put
        helper functions into the same cell or into one of their own. In a cell that only tries something out, use
        other names than those that are asked for.

        These are the public checks. The grader runs them too, and more: other inputs, and corner cases that the
        docstring speaks of. It runs all cells from the top, so restart and run everything before you hand in.
        """).rstrip()


def _hand_in(assignment: Assignment) -> str:
    return dedent(f"""\
        ## What to hand in

        Save this notebook and hand it in as `{notebook_name(assignment)}`: the name must stay. Outputs do not matter.
        Keep the names of the functions and of their parameters. Import nothing but NumPy and Python's standard library.
        An exercise that you leave out costs only its own points.
        """).rstrip()
