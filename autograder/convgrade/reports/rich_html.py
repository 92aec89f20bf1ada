"""A report as HTML for a notebook's output: checks in a table, small arrays in tables, wrong entries marked.

Everything is escaped, and styled in its place: an output has no style sheet, and is read on dark grounds
as well as on light ones.  Colour only repeats what signs and words say.
"""

from collections.abc import Callable, Iterator, Sequence
from html import escape

from convgrade.checks.planes import Plane, text_and_planes
from convgrade.core.results import CheckResult, ExerciseResult, Outcome, Report
from convgrade.grading.texts import clean
from convgrade.reports.words import (
    earned,
    first_to_mend,
    is_complete,
    is_shown,
    message,
    most_of,
    next_step,
    outcomes_of,
    points,
    regrade_sentence,
    score_of,
    what_is_missing,
)

_MOST_BYTES = 16384
_MARKS = {Outcome.NOT_RUN: ("·", "gray"), Outcome.GRADER_ERROR: ("!", "#b8860b")}
_GOOD, _BAD = ("✓", "green"), ("✗", "#d0342c")
_CELL = "padding: 0 0.6em; text-align: left; vertical-align: top; border: none"
_SHORT = f"{_CELL}; white-space: nowrap"
_NUMBER = "padding: 0 0.5em; text-align: right; font-family: monospace; border: 1px solid rgba(128, 128, 128, 0.4)"
_PRE = "white-space: pre-wrap; word-break: normal; margin: 0.3em 0"  # nbgrader's style sheet breaks words
_SUMMARY = "display: list-item; cursor: pointer"  # and hides what shows that there is more
_WRONG = f"{_NUMBER}; background: rgba(208, 52, 44, 0.25); font-weight: bold"
_Words = Callable[[str], str]


def report_html(report: Report, words: _Words, more: Sequence[str] = ()) -> str:
    """Return a report for a student at home as a piece of HTML.

    Parameters
    ----------
    report : Report
        What checking found out; only what students may see is shown.
    words : callable
        Puts a text of the report into the words of its place; is given plain text, not HTML.
    more : sequence of str, optional
        Sentences to end with.
    """
    parts = [part for exercise in report.exercises for part in _exercise(exercise, words)]
    sentences = [*report.ignored, *filter(None, [regrade_sentence(report)])]
    parts += [f"<p>{escape(words(sentence))}</p>" for sentence in sentences]
    parts.append(f"<p><b>{escape(words(next_step(report, for_student=True)))}</b></p>")
    parts += [f'<p style="opacity: 0.7">{escape(words(sentence))}</p>' for sentence in more]
    return "\n".join(['<div class="convgrade">', *parts, "</div>"])


def _exercise(exercise: ExerciseResult, words: _Words) -> Iterator[str]:
    """Yield an exercise's heading, and a table of its checks unless there is nothing to check yet."""
    seen = [result for result in exercise.results if is_shown(result)]
    score = score_of(seen, most_of(exercise, seen))
    missing = what_is_missing(exercise)
    heading = f"{exercise.exercise} · {exercise.title}: {score} ({missing or outcomes_of(seen)})"
    yield f"<p><b>{escape(words(heading))}</b></p>"
    if missing:
        return
    yield '<table style="border-collapse: collapse">'
    first = first_to_mend(seen)
    for result in seen:
        yield from _check(result, words, is_open=result is first)
    yield "</table>"


def _check(result: CheckResult, words: _Words, *, is_open: bool) -> Iterator[str]:
    """Yield the row of a check, and below it what it says."""
    sign, colour = _GOOD if is_complete(result) else _MARKS.get(result.outcome, _BAD)
    claim, score = result.check.claim, points(earned(result))
    score = f"+ {score}" if result.check.is_bonus else f"{score} / {points(result.check.points)}"
    claim = f"Bonus: {claim}" if result.check.is_bonus and not claim.lower().startswith("bonus") else claim
    ending = "" if is_complete(result) else str(result.outcome)
    cells = [sign, result.check.number, clean(claim), ending, score]
    styles = [f"{_CELL}; color: {colour}; font-weight: bold", _SHORT, _CELL, _SHORT, _SHORT]
    row = "".join(f'<td style="{s}">{escape(text)}</td>' for s, text in zip(styles, cells, strict=True))
    yield f"<tr>{row}</tr>"
    said = "" if is_complete(result) else words(message(result, for_student=True, limit=_MOST_BYTES))
    if said:
        opened = " open" if is_open else ""
        title = "why" if result.outcome is Outcome.NOT_RUN else "what is wrong"
        summary = f'<summary style="{_SUMMARY}">{title}</summary>'
        body = "".join(_said(said))
        yield f'<tr><td></td><td colspan="4" style="{_CELL}"><details{opened}>{summary}{body}</details></td></tr>'


def _said(text: str) -> Iterator[str]:
    """Yield a message: its words as they are, its planes as tables beside each other."""
    for part in text_and_planes(text):
        if isinstance(part, str):
            yield preformatted(part)
        else:
            cells = "".join(f'<td style="{_CELL}">{_plane(plane)}</td>' for plane in part)
            yield f'<table style="border-collapse: collapse"><tr>{cells}</tr></table>'


def preformatted(text: str) -> str:
    """Return a text of several lines as HTML; lines too long go on below."""
    return f'<pre style="{_PRE}">{escape(text)}</pre>'


def _plane(plane: Plane) -> str:
    """Return a plane as a table; entries in brackets are wrong, and get a sign and a colour."""
    rows = "".join(f"<tr>{''.join(map(_entry, row.split()))}</tr>" for row in plane.rows)
    caption = (
        f'<caption style="caption-side: top; text-align: left; white-space: nowrap">{escape(plane.title)}</caption>'
    )
    return f'<table style="border-collapse: collapse">{caption}{rows}</table>'


def _entry(text: str) -> str:
    if text.startswith("[") and text.endswith("]"):
        return f'<td style="{_WRONG}" title="wrong">{escape(text[1:-1])}&nbsp;✗</td>'
    return f'<td style="{_NUMBER}">{escape(text)}</td>'
