"""A report as Markdown, for the summary of a run on GitHub; and as points for GitHub Classroom.

Whatever a student may have written stands in fenced code, or has its signs escaped.
"""

import base64
import html
import json
import re
from collections.abc import Sequence

from convgrade.core.results import CheckResult, ExerciseResult, Report
from convgrade.grading.texts import clean
from convgrade.reports.words import (
    earned,
    first_to_mend,
    is_complete,
    is_shown,
    message,
    most_of,
    needs_regrade,
    next_step,
    outcomes_of,
    points,
    regrade_sentence,
    score_of,
    what_is_missing,
)

_MOST_BYTES = 4000
_LONGEST_NAME = 100
_SIGNS = re.compile(r"([\\`*_{}\[\]()#+!|~$@])")
_FENCE = re.compile(r"`{3,}")


def report_markdown(report: Report, more: Sequence[str] = ()) -> str:
    """Return a report for a student, of what students may see.

    Parameters
    ----------
    report : Report
        What checking found out.
    more : sequence of str, optional
        Plain sentences to end with.
    """
    seen = [(exercise, [r for r in exercise.results if is_shown(r)]) for exercise in report.exercises]
    most = sum(most_of(exercise, results) for exercise, results in seen)
    score = score_of((result for _, results in seen for result in results), most)
    lines = [f"## {plain(report.title)}: {score}", "", "| | Exercise | Checks | Points |", "|---|---|---|---:|"]
    lines += [_row(exercise, results) for exercise, results in seen]
    for exercise, results in seen:
        first = first_to_mend(results)
        if first is not None and what_is_missing(exercise) is None:
            lines += _failure(exercise, first)
    sentences = [*filter(None, [regrade_sentence(report)]), next_step(report, for_student=True), *more]
    return "\n".join([*lines, "", *(f"{plain(sentence)}  " for sentence in sentences), ""])


def classroom_points(report: Report) -> str:
    """Return the points of what students may see, as GitHub Classroom's reporter reads them.

    Returns
    -------
    str
        Base64 of a JSON document: ``max_score``, without bonus, and the score of every check.
    """
    results = [result for result in report.results if is_shown(result)]
    document = {
        "version": 1,
        "status": "error" if needs_regrade(report) else "pass" if all(map(is_complete, results)) else "fail",
        "max_score": sum(result.check.points for result in results if not result.check.is_bonus),
        "tests": [_test(result) for result in results],
    }
    return base64.b64encode(json.dumps(document).encode()).decode()


def plain(text: str) -> str:
    """Return a text in one line in which nothing is Markdown or HTML."""
    return _SIGNS.sub(r"\\\1", html.escape(" ".join(clean(text).split()), quote=False))


def _test(result: CheckResult) -> dict[str, str | float]:
    name = clean(f"{result.check.number} {result.check.claim}", _LONGEST_NAME).replace("\n", " ")
    return {"name": name, "status": "pass" if is_complete(result) else "fail", "score": earned(result)}


def _row(exercise: ExerciseResult, results: Sequence[CheckResult]) -> str:
    complete = sum(map(is_complete, results))
    missing = what_is_missing(exercise)
    mark = "✅" if results and complete == len(results) else "⬜" if missing else "❌"
    checks = missing or outcomes_of(results)
    score = score_of(results, most_of(exercise, results), of=" / ", unit="")
    return f"| {mark} | `{exercise.exercise}` {plain(exercise.title)} | {checks} | {score} |"


def _failure(exercise: ExerciseResult, result: CheckResult) -> list[str]:
    """Return the check to mend first, with what it says."""
    text = message(result, for_student=True, limit=_MOST_BYTES)
    fence = "`" * (1 + max([2, *(len(run) for run in _FENCE.findall(text))]))
    worth = f"{points(earned(result))} of {points(result.check.points)} points"
    head = f"### {exercise.exercise}, check {plain(result.check.number)}: {worth}"
    return ["", head, "", plain(result.check.claim), *(["", f"{fence}text", text, fence] if text else [])]
