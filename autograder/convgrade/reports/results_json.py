"""Make results.json, the document that Gradescope reads, from a report.

Scores stand in the tests alone.  A ``score`` beside them would override their sum, so it would hide
it when staff regrade one test; bonus checks need none either, as their points simply add up.  Only a
document without tests has one, and one where a rule (late work, the best submission) makes another total.
"""

import json
import math
from collections.abc import Iterable, Mapping
from typing import Any

from convgrade import __version__
from convgrade.core.results import CheckResult, ExerciseResult, Report, Standing, Visibility
from convgrade.grading.texts import clean
from convgrade.reports.schema import MAX_BYTES, validate
from convgrade.reports.words import (
    costs_nothing,
    earned,
    is_complete,
    is_shown,
    message,
    most_of,
    needs_regrade,
    next_step,
    outcomes_of,
    regrade_sentence,
    score_of,
    standing_sentences,
    what_is_missing,
)

__all__ = ["MAX_OUTPUT_BYTES", "NEEDS_REGRADE", "failure_results", "results_of", "validate", "withheld_results"]

MAX_OUTPUT_BYTES = 8192
NEEDS_REGRADE = "needs regrade"
_SMALLER_AND_SMALLER = (MAX_OUTPUT_BYTES, 2048, 512, 160)
_SUMMARY_BYTES = 16384
_EXTRA_BYTES = 4096
_LINE = 300

Document = dict[str, Any]


def results_of(report: Report) -> Document:
    """Return a report in Gradescope's format.

    What students can see follows each check's visibility: what stands above the tests tells only of
    checks that are visible at once.

    Parameters
    ----------
    report : Report
        What grading found out.

    Returns
    -------
    dict
        The document, every text cleaned and cut so that it stays below 1 MB.
    """
    for limit in _SMALLER_AND_SMALLER:
        document = _document(report, limit)
        if len(json.dumps(document, ensure_ascii=False, indent=1).encode()) < MAX_BYTES:
            break
    return document


def failure_results(message: str, *, release: str = "", seconds: float = 0.0) -> Document:
    """Return a document that says why there are no results.

    Parameters
    ----------
    message : str
        What happened and what to do, for students.
    release : str, optional
        Hash of the release that graded.
    seconds : float, optional
        How long it took.
    """
    extra = {"version": __version__, "release": clean(release, _LINE), "finished": False}
    document = _frame(clean(message, _SUMMARY_BYTES), seconds, extra)
    return {"score": 0, **document, "tests": []}


def withheld_results(standing: Standing, *, assignment: str, release: str) -> Document:
    """Return a document that keeps a score and says why there are no results this time.

    Parameters
    ----------
    standing : Standing
        The score that stays, and what students read.
    assignment, release : str
        What would have been graded, and the hash of the release.
    """
    extra = {"version": __version__, "release": _line(release), "assignment": _line(assignment)}
    document = _frame(clean("\n".join(standing.sentences), _SUMMARY_BYTES), 0.0, {**extra, "withheld": True})
    return {"score": _rounded(standing.score or 0.0), **document, "tests": []}


def _document(report: Report, limit: int) -> Document:
    extra = {
        "version": _line(report.version),
        "release": _line(report.release),
        "edition": _line(report.edition),
        "made_with_edition": _line(report.made_with) if report.made_with else None,
        "assignment": _line(report.assignment),
        "points": _rounded(report.points),
        "submission": _line(report.submission),
        "submission_hash": _line(report.submission_hash),
        "finished": True,
        "needs_regrade": needs_regrade(report),
        "seconds": _rounded(report.seconds),
    }
    document = _frame(clean(_summary(report), _SUMMARY_BYTES), report.seconds, extra)
    document["tests"] = [_test(result, limit) for result in report.results]
    if leaderboard := _leaderboard(report.results):
        document["leaderboard"] = leaderboard
    if report.standing.score is not None:
        return {"score": _rounded(report.standing.score), **document}
    return document if document["tests"] else {"score": 0, **document}


def _frame(output: str, seconds: float, extra: Document) -> Document:
    """Return what stands above the tests."""
    return {
        "execution_time": _rounded(seconds),
        "output": output,
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": str(Visibility.VISIBLE),
        "stdout_visibility": str(Visibility.HIDDEN),
        "extra_data": extra,
    }


def _test(result: CheckResult, limit: int) -> Document:
    check = result.check
    tags = [*check.tags, NEEDS_REGRADE] if result.needs_regrade else check.tags
    return {
        "name": _line(f"{check.exercise}: {check.claim}"),
        "name_format": "text",
        "number": _line(check.number),
        "score": _rounded(earned(result)),
        "max_score": _rounded(check.points),
        "status": "passed" if is_complete(result) or costs_nothing(result) else "failed",
        "output": message(result, for_student=True, limit=limit),
        "output_format": "text",
        "tags": list(dict.fromkeys(_line(tag) for tag in tags)),
        "visibility": str(check.visibility),
        "extra_data": _extra(result),
    }


def _extra(result: CheckResult) -> Document:
    """Return what staff may want to know; students may see it too, so it tells no more than the output."""
    extra: Document = {
        "check": _line(result.check.id),
        "outcome": str(result.outcome),
        "public": result.check.is_public,
        "seconds": _rounded(result.seconds),
        "student_seconds": _rounded(result.student_seconds),
    }
    if result.check.hide_errors is not None or result.needs_regrade:
        return extra
    if result.looks_like:
        extra["looks_like"] = [_line(name) for name in result.looks_like]
    if result.call:
        extra["call"] = clean(result.call, 1000)
    more = {_line(str(key)): _plain(value) for key, value in result.extra.items()}
    return more | extra if len(json.dumps(more)) <= _EXTRA_BYTES else extra


def _plain(value: Any, depth: int = 0) -> Any:
    """Return a value as JSON can say it; what it cannot say is named by its type."""
    if value is None or isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**63):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, str):
        return clean(value, 1000)
    if isinstance(value, Mapping) and depth < 4:
        return {_line(str(key)): _plain(item, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple) and depth < 4:
        return [_plain(item, depth + 1) for item in value]
    return f"({type(value).__name__})"


def _leaderboard(results: Iterable[CheckResult]) -> list[Document]:
    return [
        {"name": _line(entry.name), "value": _value(entry.value), "order": entry.order}
        for entry in (result.leaderboard for result in results)
        if entry is not None
    ]


def _value(value: float | str) -> Any:
    return _line(str(value)) if isinstance(value, str) or not math.isfinite(value) else value


def _summary(report: Report) -> str:
    """Return the text above the tests, which students see whatever they may see of the tests."""
    seen = [(exercise, [r for r in exercise.results if is_shown(r)]) for exercise in report.exercises]
    shown = [result for _, results in seen for result in results]
    later = len(report.results) - len(shown)
    most = sum(most_of(exercise, results) for exercise, results in seen)
    head = [f"{report.title}: {score_of(shown, most)}" + (" in the checks that are shown here." if later else ".")]
    if later:
        head.append(f"{later} more {'check counts' if later == 1 else 'checks count'}, not shown here or not yet.")
    blocks = [
        [*head, *standing_sentences(report, for_student=True), regrade_sentence(report)],
        [_exercise_line(exercise, results) for exercise, results in seen],
        [next_step(report, for_student=True)],
        _listed("About your files:", report.ignored),
        _listed("How it was graded:", report.footer),
    ]
    return "\n\n".join(text for block in blocks if (text := "\n".join(filter(None, block))))


def _listed(title: str, sentences: Iterable[str]) -> list[str]:
    items = [f"- {sentence}" for sentence in sentences]
    return [title, *items] if items else []


def _exercise_line(exercise: ExerciseResult, shown: list[CheckResult]) -> str:
    if exercise.results and not shown:
        return ""
    ended = what_is_missing(exercise) or outcomes_of(shown)
    return f"{exercise.exercise}: {score_of(shown, most_of(exercise, shown))} ({ended})"


def _line(text: str) -> str:
    """Return a text as one line that is not empty."""
    return clean(" ".join(text.split()), _LINE).replace("\n", " ") or "-"


def _rounded(value: float) -> float:
    """Return a number as it should be read: whole ones without a fraction, others with six digits of it."""
    rounded = round(value, 6)
    return int(rounded) if math.isfinite(rounded) and rounded == int(rounded) else rounded
