"""Say what an exception betrays, by its type and words: a slice cut short, an index past the end."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from convgrade.checks.trials import Trial

_SHAPES = re.compile(r"\((\d{1,9}(?:,\d{1,9}){0,31}),?\)")
_OUT_OF_BOUNDS = re.compile(r"index (-?\d{1,9}) is out of bounds .{0,40} size (\d{1,9})")

Options = Callable[[Trial], Mapping[str, int]]
"""From a call to its whole numbers that are not the defaults, by name."""


class Note(NamedTuple):
    """What an exception betrays: the kind of mistake, a sentence, and by how much lengths differ, if they do."""

    kind: str
    text: str
    lengths: tuple[int, ...] = ()


def raised_pattern(shown: Trial, others: Sequence[Trial], options: Options) -> str | None:
    """Return in a sentence or two what exceptions have in common, or None where nothing can be told.

    Parameters
    ----------
    shown : Trial
        The call whose exception the student reads.
    others : sequence of Trial
        Further calls of the same check that raised.
    options : callable
        Tells the options of a call.
    """
    notes = [_note(trial) for trial in (shown, *others)]
    if not all(note and note.kind == (notes[0] and notes[0].kind) for note in notes) or notes[0] is None:
        return None
    calls = [(note.lengths, options(trial)) for note, trial in zip(notes, (shown, *others), strict=True) if note]
    return " ".join(filter(None, [notes[0].text, _explained(calls)]))


def _explained(calls: Sequence[tuple[tuple[int, ...], Mapping[str, int]]]) -> str:
    """Return a sentence where an option of every call explains by how much lengths differ in its message."""
    lengths, options = calls[0]
    for name, value in options.items():
        if all(by and set(by) == {2 * given.get(name, 0)} for by, given in calls):
            return f"The lengths differ by {lengths[0]}, which is 2 x {name} ({value}): is there room for it?"
    return ""


def _note(trial: Trial) -> Note | None:
    answer = trial.answer
    return next(_notes(answer.raised[0], answer.text), None) if answer.raised else None


def _notes(kind: str, text: str) -> Iterator[Note]:
    if kind == "UnboundLocalError":
        yield Note("branch", "It looks as if a variable is set only in a branch that this call does not take.")
    if kind == "ValueError" and "broadcast" in text:
        yield from _broadcast_notes([tuple(map(int, shape.split(","))) for shape in _SHAPES.findall(text)])
    if kind == "IndexError" and (found := _OUT_OF_BOUNDS.search(text)):
        index, size = int(found[1]), int(found[2])
        numbered = f"numbered 0 to {size - 1}" if size > 1 else "numbered 0, and there is one alone"
        if 0 < size <= index:
            yield Note("index", f"It looks as if an index runs past the end of an axis: its entries are {numbered}.")
    if kind == "ValueError" and "negative dimensions" in text:
        yield Note("negative", "It looks as if the size of an array comes out negative.")


def _broadcast_notes(shapes: Sequence[tuple[int, ...]]) -> Iterator[Note]:
    """Yield what two shapes betray; of an operation in place the first is named once more at the end."""
    if len(shapes) == 3 and shapes[2] == shapes[0]:
        shapes = shapes[:2]
    if len(shapes) != 2:
        return
    one, other = shapes
    if len(one) != len(other):
        text = f"NumPy lines shapes up from their last axis, and there {one} and {other} do not go together."
        yield Note("alignment", text)
        return
    longer = [a - b for a, b in zip(one, other, strict=True) if a != b]
    if len({length > 0 for length in longer}) != 1:
        return
    cut, whole = (other, one) if longer[0] > 0 else (one, other)
    text = f"It looks as if a slice was cut short at the end of an array: it has shape {cut}, not {whole}."
    yield Note("cut", text, tuple(map(abs, longer)))
