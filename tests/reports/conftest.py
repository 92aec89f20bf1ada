"""Reports made by hand."""

from types import SimpleNamespace

import pytest

from convgrade.core.results import Check, CheckResult, ExerciseResult, Outcome, Report, Visibility

WRONG = """conv2d(image=[[1, 2], [3, 4]], kernel=[[1]], stride=2)
  got  [[1, 2]]
  want [[1]]
1 of 2 values is wrong; out[0, 1] is 2, should not be there"""


def make_check(number="1.1", exercise="conv2d", points=2.0, hidden=False, **more):
    """Return a check."""
    file = "test_hidden.py" if hidden else "test_public.py"
    more = {"claim": f"Claim {number} holds.", **more}
    return Check(f"{exercise}/{file}::test_{number}", exercise, points=points, number=number, **more)


def make_result(outcome=Outcome.PASSED, score=None, message=None, **more):
    """Return the verdict on a check."""
    check = {
        key: more.pop(key)
        for key in ("number", "exercise", "points", "hidden", "visibility", "tags", "hide_errors", "claim")
        if key in more
    }
    check = make_check(**check)
    passed = outcome is Outcome.PASSED
    if score is None:
        score = check.points if passed else 0.0
    if message is None:
        message = "" if passed else WRONG
    return CheckResult(check, outcome, score, message, seconds=0.25, **more)


def make_exercise(*results, name="conv2d", title="A whole layer", bonus=0.0, printed=""):
    """Return the verdicts on an exercise."""
    most = sum(result.check.points for result in results if not result.check.is_bonus)
    return ExerciseResult(name, title, most, bonus, tuple(results), printed)


def make_report(*exercises, **more):
    """Return a report."""
    settings = {
        "assignment": "a2_convolution",
        "title": "Convolution",
        "submission": "team7",
        "version": "0.1.0",
        "release": "4f1c",
        "edition": "1234567890ab",
        "submission_hash": "ab" * 32,
        "seconds": 1.5,
    }
    return Report(exercises=tuple(exercises), **(settings | more))


@pytest.fixture
def make():
    """Return the functions that make checks, results, exercises and reports."""
    return SimpleNamespace(
        check=make_check,
        result=make_result,
        exercise=make_exercise,
        report=make_report,
        one=lambda *args, **more: make_report(make_exercise(make_result(*args, **more))),
        WRONG=WRONG,
        hidden=Visibility.HIDDEN,
    )
