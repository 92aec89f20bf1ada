"""Rules of an assignment in a real grading: what Gradescope and students read, and the same at every regrade."""

import json
import os
import subprocess
import sys

import pytest

from convgrade.authoring.gradescope import gradescope_files
from convgrade.authoring.layout import metadata
from convgrade.authoring.student import student_files
from convgrade.core.edition import edition_of
from convgrade.core.exercise import find_assignment

RULES = """
[late]
percent = 10
grace_minutes = 30

[rate]
submissions = 2
hours = 24

[previous_best]
keep = true
"""
LATE = "2026-03-07T02:09:00.000000-08:00"  # the deadline is 23:59 the evening before


@pytest.fixture
def ruled(course):
    """Return a course whose assignment has rules."""
    path = course / "b1_numbers" / "assignment.toml"
    path.write_text(path.read_text() + RULES)
    return course


@pytest.fixture
def grade(ruled, tmp_path):
    """Grade a submission that is right, with metadata in Gradescope's form; return results and what was printed."""
    (tmp_path / "double.py").write_text("def double(value):\n    return 2 * value\n")

    def grade(zone="UTC", **changes):
        path = tmp_path / "submission_metadata.json"
        path.write_text(json.dumps(metadata("double") | changes))
        command = [sys.executable, "-m", "convgrade", "grade", str(tmp_path / "double.py"), "-a", "b1_numbers"]
        command += ["--assignments", str(ruled), "--out", str(tmp_path / "out"), "--metadata", str(path)]
        environment = {**os.environ, "TZ": zone, "COLUMNS": "120"}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)
        return json.loads((tmp_path / "out" / "results.json").read_text()), done

    return grade


def without_seconds(results):
    """Return results without how long anything took."""
    text = json.dumps(results)
    return json.loads(
        text,
        object_hook=lambda item: {key: value for key, value in item.items() if not key.endswith(("seconds", "time"))},
    )


def test_a_late_submission_is_graded_explained_and_regraded_alike(grade):
    """The total has the penalty, staff and students read why; a regrade in another time zone gives the same."""
    earlier = [{"submission_time": "2026-03-06T20:00:00-08:00", "score": "1.0"}]

    results, done = grade(created_at=LATE, previous_submissions=earlier)
    again, _ = grade(zone="Asia/Tokyo", created_at=LATE, previous_submissions=earlier)

    assert results["score"] == sum(test["score"] for test in results["tests"]) - 0.75
    for said in (results["output"], done.stdout):
        assert "2 h 10 min late: 10 % of 7.5 points, 0.75 off." in said
        assert "Submission 2 of the 2 that are graded within a day." in said
    assert without_seconds(again) == without_seconds(results)


def test_a_submission_too_many_is_not_run(grade):
    """Nothing is graded, the score of the last one stays, and it is no fault of anybody's: exit code 1."""
    earlier = [{"submission_time": f"2026-03-06T{hour}:00:00-08:00", "score": hour / 4} for hour in (18, 20)]

    results, done = grade(created_at=LATE, previous_submissions=earlier)

    assert done.returncode == 1, done.stderr
    assert (results["score"], results["tests"]) == (5.0, [])
    assert "The next one counts from 2026-03-07 18:00 (UTC-08:00)." in results["output"]
    assert done.stdout.strip() == results["output"]


def test_rules_come_with_the_zip_and_not_with_the_students_folder(course):
    """The grader has them; students need no new edition of their folder when one changes."""
    before = find_assignment(course, "b1_numbers")
    folder, edition = student_files(before), edition_of(before)
    path = course / "b1_numbers" / "assignment.toml"
    path.write_text(path.read_text() + RULES)
    ruled = find_assignment(course, "b1_numbers")

    assert RULES.encode() in gradescope_files(ruled)["solutions/b1_numbers/assignment.toml"]
    assert (student_files(ruled), edition_of(ruled)) == (folder, edition)
