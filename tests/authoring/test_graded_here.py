"""A rehearsal in containers compares with what this machine gives."""

import pytest

from convgrade.authoring.graded_here import differences, grade_here
from convgrade.authoring.rehearse_report import level_of
from convgrade.authoring.release import gradescope_zip
from convgrade.core.archive import zip_bytes
from convgrade.core.errors import ConvgradeError, InputError
from convgrade.worker.levels import Isolation, Level


def results(**scores):
    """Return results of tests with these names and points; a test is passed if it has any."""
    tests = [
        {"number": "1.1", "name": name, "score": score, "status": "passed" if score else "failed"}
        for name, score in scores.items()
    ]
    return {"tests": tests, "execution_time": 1.0}


def test_times_and_texts_may_differ():
    """Results are the same if names, statuses and points are."""
    assert differences(results(a=1, b=0), {**results(a=1, b=0), "execution_time": 9.0, "output": "other words"}) is None


@pytest.mark.parametrize(
    ("there", "here", "sentence"),
    [
        (results(a=1, b=0), results(a=1, b=2), "1.1 b: failed, 0 points; here passed, 2 points"),
        (results(a=0, b=0), results(a=1, b=2), "1.1 a: failed, 0 points; here passed, 1 points, and 1 more differ"),
        (results(a=1), results(a=1, b=2), "1.1 b: no such test, 0 points; here passed, 2 points"),
    ],
)
def test_the_first_difference_is_told(there, here, sentence):
    """One sentence names the first test that differs, and how many more do."""
    assert differences(there, here) == sentence


def test_the_level_is_read_from_the_footer():
    """The level stands in what students read, in the words that the footer has."""
    sentence = Isolation(Level.CLOSED, ("own process",), (), None).sentence

    assert level_of({"output": f"Graded.\n- {sentence}"}) == "closed"
    assert level_of({"output": "Grading did not finish."}) == "-"


def test_the_zips_own_exercises_grade_here(assignment, tmp_path):
    """A submission is graded with what the zip carries, and its results come back."""
    path, work = tmp_path / "autograder.zip", tmp_path / "double.py"
    path.write_bytes(gradescope_zip(assignment))
    work.write_text("def double(value):\n    return 2 * value\n")

    found = grade_here(path, [work])

    earned = {test["name"].split(":")[0]: test["score"] for test in found[work]["tests"] if test["status"] == "passed"}
    assert list(found) == [work]
    assert "double" in earned
    assert "total" not in earned


def test_a_zip_without_one_assignment_is_refused(tmp_path):
    """A zip that carries none, or several, is no autograder zip of ours."""
    path = tmp_path / "autograder.zip"
    path.write_bytes(zip_bytes({"setup.sh": b"", "run_autograder": b""}))

    with pytest.raises(InputError, match="carries 0 assignments in solutions/, not one"):
        grade_here(path, [tmp_path])


def test_a_grading_without_results_is_quoted(assignment, tmp_path, monkeypatch):
    """If nothing could be graded, what was said about it is told."""
    path, python = tmp_path / "autograder.zip", tmp_path / "python"
    path.write_bytes(gradescope_zip(assignment))
    python.write_text("#!/bin/sh\necho no memory >&2\nexit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr("sys.executable", str(python))

    with pytest.raises(ConvgradeError, match=r"left no results; its last lines:\nno memory"):
        grade_here(path, [tmp_path])
