"""Take the students' functions out of a Jupyter notebook: the code of its cells, as data.

Nothing is run here and no Python is parsed.  The worker gets each code cell as a file of its own, and
for each exercise a module that runs them in order as Jupyter does: a cell that fails, such as one that
draws a picture, does not stop the next.  Where several cells define a function, the one that counts is
the written one, made for the exercise rather than another, and the last of those.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.cells import UNWRITTEN, Cell, code_cells
from convgrade.grading.texts import clean

_TOLD = 5
_SHOWN = 60
_UNWRITTEN = UNWRITTEN.encode()
_MADE = '"""Made from '
# Nothing is imported here: the exercise may allow its students very little.
_RUN_CELLS = """
def run_cells(texts, keep, functions, space):
    failed, kept = {}, {}
    for cell in texts:
        before = {name: space.get(name) for name in keep.get(cell, ())}
        try:
            exec(compile(texts[cell], cell, "exec", dont_inherit=True), space)
        except (Exception, SystemExit) as error:
            failed[cell] = error
        kept |= {name: space[name] for name in before if space.get(name) is not before[name]}
    space |= kept
    for name in functions:
        guilty = [cell for cell in failed if name in keep.get(cell, ())]
        if failed and name not in kept and (guilty or name not in space):
            raise failed[[*guilty, *failed][0]]
"""
# Tracebacks show lines of the files of a submission alone: that of the cell, and the last one here.
_MODULE = (
    _MADE
    + '''{notebook}: runs its code cells one after the other; one that fails does not stop the next."""
_run, _texts, _keep = {{}}, {texts}, {keep}
exec(compile({run_cells!r}, "convgrade", "exec"), _run)
_run["run_cells"](_texts, _keep, {functions}, globals())  # the cells of {notebook}
'''
)
_Choices = Mapping[str, Mapping[str, Cell]]
"""The cell that counts for each function of each exercise."""


@dataclass(frozen=True)
class Taken:
    """What a notebook adds to a submission: files for the worker, and sentences for the student."""

    sources: Mapping[str, bytes]
    notes: tuple[str, ...]


def notebook_name(assignment: Assignment) -> str:
    """Return the name of the notebook that may be handed in for an assignment."""
    return f"{assignment.name}.ipynb"


def is_stub(source: bytes) -> bool:
    """Return whether an exercise's own file still says ``raise NotImplementedError``."""
    return _UNWRITTEN in source and not source.startswith(_MADE.encode())


def from_notebook(name: str, data: bytes, exercises: Sequence[Exercise], files: Mapping[str, bytes | None]) -> Taken:
    """Return what a notebook adds to the files that were handed in beside it.

    An exercise's own file counts.  The notebook gives those exercises that have none, or one that
    still says ``raise NotImplementedError`` where the notebook does not.

    Parameters
    ----------
    name : str
        The notebook's file name.
    data : bytes
        Its content.
    exercises : sequence of Exercise
        Whose functions to look for.
    files : mapping of str to bytes or None
        The exercises' files that were handed in, by name; None where one cannot be used.

    Raises
    ------
    FileRefused
        If it is no notebook, or too large a one.
    """
    cells = code_cells(name, data)
    choices = {exercise.name: chosen_cells(exercise, cells) for exercise in exercises}
    given, doubled = [], []
    for exercise in exercises:
        chosen = choices[exercise.name].values()
        written = bool(chosen) and all(cell.is_written for cell in chosen)
        if exercise.file_name not in files:
            count = bool(chosen)
        else:
            count = written and _UNWRITTEN in (files[exercise.file_name] or b"")
        if count:
            given.append(exercise)
        elif written:
            doubled.append(exercise.file_name)
    repairs = [note for exercise in given for note in _repairs(exercise, cells, choices[exercise.name])]
    gone = [exercise for exercise in exercises if exercise not in given and exercise.file_name not in files]
    notes = [*_sentences(name, given, doubled, files), *dict.fromkeys(repairs), *_losses(gone, cells)]
    return Taken(modules(name, cells, given, choices), (*notes, *_dropped_sentence(name, cells)))


def modules(notebook: str, cells: Sequence[Cell], given: Sequence[Exercise], choices: _Choices) -> dict[str, bytes]:
    """Return the files that a worker gets of some cells: each cell, and for each exercise a module that runs them.

    Parameters
    ----------
    notebook : str
        What to call the cells together.
    cells : sequence of Cell
        In the order in which they are run.
    given : sequence of Exercise
        For which exercises.
    choices : mapping of str to mapping of str to Cell
        For each exercise's name the cell that counts for each of its functions; see `chosen_cells`.
    """
    if not given:
        return {}
    keep: dict[str, list[str]] = {}
    for chosen in choices.values():
        for function, cell in chosen.items():
            keep.setdefault(cell.name, []).append(function)
    texts = {cell.name: cell.text for cell in cells}
    made = {e.file_name: _module(notebook, texts, keep, e) for e in given}
    return made | {name: text.encode() for name, text in texts.items()}


def chosen_cells(exercise: Exercise, cells: Sequence[Cell]) -> dict[str, Cell]:
    """Return the cell that counts for each function of an exercise, of those functions that one defines.

    Parameters
    ----------
    exercise : Exercise
        Whose functions to look for.
    cells : sequence of Cell
        In the order of the notebook.
    """
    chosen = {}
    for function in exercise.functions:
        defining = [cell for cell in cells if cell.defines(function)]
        if defining:
            chosen[function] = max(defining, key=lambda c: (c.is_written, exercise.name in c.made_for, c.number))
    return chosen


def written_as(file_name: str, sources: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return what a student wrote that became a file: itself, or the cells of the notebook that it was made from.

    Parameters
    ----------
    file_name : str
        An exercise's file.
    sources : mapping of str to bytes
        The files of a submission, by name.
    """
    if not sources.get(file_name, b"").startswith(_MADE.encode()):
        return {file_name: sources[file_name]} if file_name in sources else {}
    return {name: content for name, content in sources.items() if not name.endswith(".py")}


def _module(notebook: str, texts: Mapping[str, str], keep: Mapping[str, list[str]], exercise: Exercise) -> bytes:
    functions = list(exercise.functions)
    values = {"notebook": notebook, "texts": texts, "keep": keep, "functions": functions, "run_cells": _RUN_CELLS}
    return _MODULE.format(**values).encode()


def _sentences(
    name: str, given: Sequence[Exercise], doubled: list[str], files: Mapping[str, bytes | None]
) -> Iterator[str]:
    """Say what was taken from a notebook and what was not."""
    if given:
        yield f"Taken from {name}: {', '.join(exercise.name for exercise in given)}."
    unwritten = [exercise.file_name for exercise in given if exercise.file_name in files]
    if unwritten:
        yield f"Not written yet, so that {name} counts instead: {', '.join(unwritten)}."
    if doubled:
        yield f"Taken, and not what {name} says of it: {', '.join(doubled)}."
    if not given and not files:
        yield f"{name} defines none of the functions that are asked for."


def _repairs(exercise: Exercise, cells: Sequence[Cell], chosen: Mapping[str, Cell]) -> Iterator[str]:
    """Say which cell was taken where it was not plain, and what is odd about it."""
    made = [cell for cell in cells if exercise.name in cell.made_for]
    for function, cell in chosen.items():
        rivals = [other for other in cells if other.defines(function) and other.is_written]
        if len(rivals) > 1:
            which = "the one made for it" if cell in made and len({*rivals} & {*made}) == 1 else "the last of them"
            which = "the last one made for it" if len({*rivals} & {*made}) > 1 else which
            yield f"{_cells(rivals)} define {function}; {cell.number}, {which}, counts."
        elif cell not in made and made:
            odd = "is not written" if made[-1].defines(function) else f"does not define {function}"
            yield f"The cell made for {exercise.name} {odd}; code cell {cell.number}, which does, was taken."
        elif cell not in made and _is_ours(cells):
            yield f"The cell made for {exercise.name} is missing; code cell {cell.number} was taken for {function}."
        if cell.kind != "code":
            yield f"The cell made for {exercise.name} is a {cell.kind} cell; it was read as code."


def _losses(gone: Sequence[Exercise], cells: Sequence[Cell]) -> Iterator[str]:
    """Say of each exercise that a released notebook gives no more what became of its cell."""
    for exercise in gone if _is_ours(cells) else ():
        made = [cell for cell in cells if exercise.name in cell.made_for]
        names = " or ".join(exercise.functions)
        if made:
            yield f"The cell made for {exercise.name} ({made[-1].number}) does not define {names}: the name must stay."
        else:
            yield f"The cell made for {exercise.name} is missing, and no other cell defines {names}."


def _is_ours(cells: Sequence[Cell]) -> bool:
    """Return whether a notebook goes back to one that was released: it has a cell made for an exercise."""
    return any(cell.made_for for cell in cells)


def _cells(cells: Sequence[Cell]) -> str:
    """Return ``"Code cells 3, 5 and 9"``."""
    numbers = [str(cell.number) for cell in cells]
    numbers = numbers if len(numbers) <= _TOLD else [*numbers[: _TOLD - 1], f"{len(numbers) - _TOLD + 1} more"]
    return f"Code cells {', '.join(numbers[:-1])} and {numbers[-1]}"


def _dropped_sentence(name: str, cells: Sequence[Cell]) -> list[str]:
    lines = [f"{_shown(line)} (code cell {cell.number})" for cell in cells for line in cell.dropped]
    if not lines:
        return []
    more = f" and {len(lines) - _TOLD} more" if len(lines) > _TOLD else ""
    return [f"Left out of {name}, as only Jupyter understands it: {', '.join(lines[:_TOLD])}{more}."]


def _shown(line: str) -> str:
    """Return a line of code as it can stand in a sentence."""
    bare = line.strip()
    return f"'{clean(bare if len(bare) <= _SHOWN else bare[:_SHOWN] + '...')}'"
