"""Print a report in a terminal: what holds, what does not and why, what to do next.

Colour only repeats what marks and words say.  Whatever a student may have written is printed as plain
`Text`, never as markup.
"""

import io
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import NamedTuple

from rich.console import Console, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from convgrade.checks.verdicts import NOT_WRITTEN
from convgrade.core.results import CheckResult, ExerciseResult, Outcome, Report
from convgrade.grading.texts import clean
from convgrade.reports.words import (
    NOT_CHECKED,
    earned,
    first_to_mend,
    is_complete,
    is_shown,
    is_unwritten,
    message,
    most_of,
    next_step,
    outcomes_of,
    points,
    regrade_sentence,
    score_of,
    standing_sentences,
    what_is_missing,
)

_Mark = tuple[str, str]
_GOOD, _BAD, _WAITING, _OURS = ("✓", "green"), ("✗", "red"), ("·", "dim"), ("!", "yellow")
_MARKS = {Outcome.NOT_RUN: _WAITING, Outcome.GRADER_ERROR: _OURS}
_ASCII = str.maketrans(
    {"✓": "+", "✗": "x", "·": "-", "─": "-", "“": '"', "”": '"', "\u2019": "'", "\u2013": "-", "\u00d7": "x"}
)
_SHORT_BYTES, _LONG_BYTES = 2500, 16384
_NUMBERS = re.compile(r"(?: +(?:\[{0}\]|{0}))+".format(r"(?:[-+.\dej]+|[-+]?(?:nan|inf)|True|False)"))
_BAR = re.compile(r"^\[#*")
_MARKED = re.compile(r"\[[^\[\] ]+\]")
_LABEL, _ENDING, _INDENT = 26, 24, 6
_COLUMNS = 80


class _Line(NamedTuple):
    """One line of a list: an exercise or a check."""

    mark: _Mark
    label: str
    text: str
    ending: str
    score: str


def print_report(
    report: Report, console: Console, *, everything: bool = False, at_home: bool = False, ending: str = ""
) -> None:
    """Print a report.

    Parameters
    ----------
    report : Report
        What grading found out.
    console : Console
        Where to print; 80 columns are enough.
    everything : bool, optional
        Show every check and every message in full, and what the student's code printed.  Otherwise
        the first failed check of each exercise stands for the others.
    at_home : bool, optional
        A student reads it: then only what students may see is shown.
    ending : str, optional
        How far the student is, and what to do next, where more is known of that than the report says.
    """
    page = _Page(report, console, everything=everything, at_home=at_home)
    page.print_heading()
    page.print_exercises()
    page.print_ending(ending)


def report_text(report: Report) -> str:
    """Return a report for a student as plain text of 80 columns, as `print_report` prints it."""
    page = io.StringIO()
    console = Console(file=page, width=_COLUMNS, force_jupyter=False, force_terminal=False, color_system=None)
    print_report(report, console, at_home=True)
    return "\n".join(line.rstrip() for line in page.getvalue().splitlines())


def one_line(report: Report) -> str:
    """Return a report in one line: ``team7: 44 of 60 points (20 passed, 2 failed)``."""
    score = score_of(report.results, report.points)
    return f"{_in_one_line(report.submission)}: {score} ({outcomes_of(report.results)})"


class _Page:
    """One report on its way to a console."""

    def __init__(self, report: Report, console: Console, *, everything: bool, at_home: bool) -> None:
        self._report = report
        self._console = console
        self._everything = everything
        self._at_home = at_home
        self._left_out = 0
        self._at_gap = True

    def print_heading(self) -> None:
        """Print what was graded, and the points."""
        what = self._report.title if self._at_home else f"{self._report.title} · {self._report.submission}"
        seen = [(exercise, self._seen(exercise)) for exercise in self._report.exercises]
        most = sum(most_of(exercise, results) for exercise, results in seen)
        score = score_of((result for _, results in seen for result in results), most)
        grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
        grid.add_column(ratio=1, overflow="fold")
        grid.add_column(justify="right", no_wrap=True)
        grid.add_row(self._text(_in_one_line(what), "bold"), self._text(score, "bold"))
        self._print(grid)
        self._print(Rule(characters=self._fit("─"), style="dim"))

    def print_exercises(self) -> None:
        """Print every exercise in a line, and below it, where points are missing, its checks."""
        exercises = [(exercise, self._seen(exercise)) for exercise in self._report.exercises]
        lines = [_exercise_line(exercise, results) for exercise, results in exercises]
        for (exercise, results), line, row in zip(exercises, lines, self._rows(lines, "bold"), strict=True):
            self._print(row)
            if self._everything or (line.mark is not _WAITING and not all(map(is_complete, results))):
                self._gap()
                self._print_checks(results)
                self._print_prints(exercise, results)
                self._gap()

    def print_ending(self, ending: str) -> None:
        """Print what was ignored, how was graded, what counts by the rules, and what to do next."""
        if not self._at_home or self._everything:
            self._print_sentences("About the files:", self._report.ignored)
            self._print_sentences("How it was graded:", self._report.footer)
        self._print_sentences(
            "By the rules of the assignment:", standing_sentences(self._report, for_student=self._at_home)
        )
        self._gap()
        if regrade := regrade_sentence(self._report):
            self._print(self._text(regrade))
        last = self._text(ending or next_step(self._report, for_student=self._at_home), "bold")
        last.highlight_regex(_BAR, "green")
        self._print(last)
        if self._left_out:
            what = "one more message" if self._left_out == 1 else f"{self._left_out} more messages"
            self._print(self._text(f"With --all: {what}.", "dim"))

    def _print_checks(self, results: Sequence[CheckResult]) -> None:
        """Print the checks of an exercise, below one its message: the first to mend, or each if asked to."""
        first = first_to_mend(results)
        groups = [[result] for result in results] if self._everything else _grouped(results)
        rows = self._rows([_group_line(group) for group in groups], "", indent=2)
        for (result, *_), row in zip(groups, rows, strict=True):
            self._print(row)
            limit = _LONG_BYTES if self._everything else _SHORT_BYTES
            text = message(result, for_student=self._at_home, limit=limit)
            if self._everything or result is first:
                self._print_text("" if result.message == NOT_WRITTEN else text)
            elif text and _mark_of_check(result) is _BAD:
                self._left_out += 1

    def _print_prints(self, exercise: ExerciseResult, results: Sequence[CheckResult]) -> None:
        """Print what the student's code printed; students do not see what it printed in hidden checks."""
        everything_seen = not self._at_home or len(results) == len(exercise.results)
        if self._everything and everything_seen and exercise.printed.strip():
            self._gap()
            self._print(Padding(self._text("printed by the submitted code:", "dim"), (0, 0, 0, 2)))
            self._print_text(clean(exercise.printed.strip("\n"), _LONG_BYTES))

    def _print_text(self, text: str) -> None:
        """Print a text of several lines, indented; a line too long goes on below its own beginning."""
        for line in text.splitlines():
            words = line.lstrip(" ")
            indent = min(len(line) - len(words), max(self._console.width // 4, 1))
            fits = len(line) + _INDENT <= self._console.width
            shown = self._text(line if fits else words)
            if _NUMBERS.fullmatch(line):
                shown.highlight_regex(_MARKED, "bold red")
            self._print(Padding(shown, (0, 0, 0, _INDENT if fits else _INDENT + indent)))
        if text:
            self._gap()

    def _print_sentences(self, title: str, sentences: Sequence[str]) -> None:
        if sentences:
            self._gap()
            self._print(self._text(title))
        for sentence in sentences:
            grid = Table.grid(padding=(0, 1, 0, 0))
            grid.add_row(self._text("-"), self._text(_in_one_line(sentence)))
            self._print(Padding(grid, (0, 0, 0, 2)))

    def _rows(self, lines: Sequence[_Line], style: str, *, indent: int = 0) -> Iterable[RenderableType]:
        """Return a line's columns, aligned with those of the others."""
        label = max((len(self._fit(line.label)) for line in lines), default=0)
        ending = max((len(line.ending) for line in lines), default=0)
        score = max((len(line.score) for line in lines), default=0)
        for line in lines:
            grid = Table.grid(expand=True, padding=(0, 2, 0, 0))
            grid.add_column(width=1)
            grid.add_column(width=min(label, _LABEL), overflow="fold")
            grid.add_column(ratio=1, overflow="fold")
            grid.add_column(width=min(ending, _ENDING), justify="right", overflow="fold")
            grid.add_column(width=score, justify="right", no_wrap=True)
            mark, colour = line.mark
            texts = [(mark, colour), (line.label, style), (line.text, ""), (line.ending, colour), (line.score, style)]
            grid.add_row(*(self._text(*text) for text in texts))
            yield Padding(grid, (0, 0, 0, indent))

    def _seen(self, exercise: ExerciseResult) -> list[CheckResult]:
        return [result for result in exercise.results if is_shown(result) or not self._at_home]

    def _text(self, text: str, style: str = "") -> Text:
        return Text(self._fit(text), style, overflow="fold")

    def _fit(self, text: str) -> str:
        """Return a text in characters that the console can show."""
        encoding = self._console.encoding
        if encoding.startswith("utf"):
            return text
        return text.translate(_ASCII).encode(encoding, "backslashreplace").decode(encoding)

    def _print(self, what: RenderableType) -> None:
        self._console.print(what, highlight=False, markup=False, emoji=False)
        self._at_gap = False

    def _gap(self) -> None:
        """Leave one empty line, never two."""
        if not self._at_gap:
            self._console.print()
        self._at_gap = True


def _exercise_line(exercise: ExerciseResult, results: Sequence[CheckResult]) -> _Line:
    complete = sum(is_complete(result) for result in results)
    mark, ending = _mark_of(exercise, results), f"{complete} of {len(results)} checks passed"
    if not exercise.results:
        ending = NOT_CHECKED
    elif mark is _WAITING:
        ending = what_is_missing(exercise) or ""
    score = score_of(results, most_of(exercise, results), of=" / ", unit="")
    return _Line(mark, exercise.exercise, _in_one_line(exercise.title), ending, score.removesuffix(" bonus"))


def _mark_of(exercise: ExerciseResult, results: Sequence[CheckResult]) -> _Mark:
    if is_unwritten(exercise):
        return _WAITING
    required = [result for result in results if not result.check.is_bonus]
    if first_to_mend(required or results) is not None:
        return _BAD
    return _OURS if not exercise.results or any(result.needs_regrade for result in results) else _GOOD


def _mark_of_check(result: CheckResult) -> _Mark:
    return _GOOD if is_complete(result) else _MARKS.get(result.outcome, _BAD)


def _grouped(results: Sequence[CheckResult]) -> list[list[CheckResult]]:
    """Return the checks one by one, but three or more in a row together that passed, or wait for the same."""
    groups: list[list[CheckResult]] = []
    for _, some in groupby(results, key=_what_to_say):
        group = list(some)
        together = len(group) > 2 and _what_to_say(group[0]) != ""
        groups += [group] if together else [[result] for result in group]
    return groups


def _what_to_say(result: CheckResult) -> str:
    """Return what a line for several checks says of them; empty for a check that needs a line of its own."""
    if is_complete(result):
        return "passed"
    return f"wait: {_reason(result)}" if result.outcome is Outcome.NOT_RUN else ""


def _reason(result: CheckResult) -> str:
    return _in_one_line(result.message).removeprefix("not run: ")


def _group_line(group: Sequence[CheckResult]) -> _Line:
    line = _check_line(group[0])
    if len(group) == 1:
        return line
    last = _in_one_line(group[-1].check.number)
    most = sum(result.check.points for result in group if not result.check.is_bonus)
    score = score_of(group, most, of=" / ", unit="").removesuffix(" bonus")
    return line._replace(text=f"to {last}: {len(group)} checks {_what_to_say(group[0])}", score=score)


def _check_line(result: CheckResult) -> _Line:
    claim, mark = _in_one_line(result.check.claim), _mark_of_check(result)
    ending = "" if mark is _GOOD else str(result.outcome)
    if mark is _BAD and result.outcome is Outcome.PASSED:
        ending = "in part"
    if result.message == NOT_WRITTEN:
        ending = NOT_WRITTEN
    text = f"Bonus: {claim}" if result.check.is_bonus and not claim.lower().startswith("bonus") else claim
    return _Line(mark, _in_one_line(result.check.number), text, ending, _points(result))


def _points(result: CheckResult) -> str:
    """Return a check's points as a fraction; a bonus has nothing to be compared with."""
    total = points(earned(result))
    return f"+ {total}" if result.check.is_bonus else f"{total} / {points(result.check.points)}"


def _in_one_line(text: str) -> str:
    return clean(" ".join(text.split()), 500).replace("\n", " ")
