"""What nbgrader's feedback and formgrader show of a report: an output below each cell that checks an exercise."""

from dataclasses import replace
from typing import Any

from convgrade.core.results import ExerciseResult, Report
from convgrade.reports.results_json import results_of
from convgrade.reports.rich_html import preformatted, report_html
from convgrade.reports.terminal import report_text
from convgrade.reports.words import is_shown, points

_DIGITS = 12
_Output = dict[str, Any]


def exercise_output(report: Report, exercise: ExerciseResult) -> _Output:
    """Return the output of the cell that checks an exercise: its report as HTML and as text.

    Only checks that students may see at any time are shown; of others it says how many count.

    Parameters
    ----------
    report : Report
        What grading found out.
    exercise : ExerciseResult
        One of its exercises.
    """
    alone = replace(report, exercises=(exercise,), ignored=(), footer=())
    more = _not_shown(exercise)
    html = report_html(alone, _in_words(report), more)
    text = _in_words(report)(report_text(alone))
    return _output(html, "\n".join([text, *more]))


def summary_output(report: Report) -> _Output:
    """Return the output of the notebook's last cell: points, what was taken of the files, how was graded."""
    told = _in_words(report)(str(results_of(report)["output"]))
    told += f"\n\nconvgrade {report.version}, release {report.release[:_DIGITS]}."
    return _output(preformatted(told), told)


def _output(html: str, text: str) -> _Output:
    return {"output_type": "display_data", "metadata": {}, "data": {"text/html": html, "text/plain": text}}


def _not_shown(exercise: ExerciseResult) -> list[str]:
    """Say what counts beside the checks that are shown."""
    hidden = [result for result in exercise.results if not is_shown(result)]
    if not hidden:
        return []
    counts = "check counts" if len(hidden) == 1 else "checks count"
    worth = points(sum(result.check.points for result in hidden))
    return [f"{len(hidden)} more {counts}, for {worth} points, and may not be shown here."]


def _in_words(report: Report) -> Any:
    """Return a function that puts a report's words as they fit a notebook, which has cells and no files."""
    names = [exercise.exercise for exercise in report.exercises]

    def words(text: str) -> str:
        for name in names:
            text = text.replace(f"there is no {name}.py", f"no cell defines {name}").replace(f"{name}.py", name)
        return text.replace("With --all:", "In the table:")

    return words
