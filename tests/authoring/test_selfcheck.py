"""The checks are graded: what is wrong with them is found and said, and what was proved is kept."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convgrade.authoring import selfcheck as module
from convgrade.authoring.selfcheck import prove, selfcheck
from convgrade.authoring.selfcheck_report import as_document
from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import load_assignment

SECOND_COURSE = Path(__file__).parents[1] / "second_course" / "solutions"


@pytest.fixture
def course(tmp_path):
    """Return a copy of the small second course."""
    shutil.copytree(SECOND_COURSE, tmp_path / "solutions", ignore=shutil.ignore_patterns("__pycache__"))
    return tmp_path / "solutions"


def averages(course):
    """Return the exercise whose proofs are made by hand."""
    return load_assignment(course / "b1_sequences").exercise("moving_average")


def records(**changed):
    """Return what trying an exercise finds out where all is right, but for some changes."""
    basics = {
        "kind": "basics",
        "stub_score": 0,
        "solution_score": 6,
        "solution_failed": [],
        "weights": 6,
        "bonus_weights": 0,
        "checks": [{"id": "e/test_public.py::test_one", "number": "1", "claim": "One.", "public": True, "points": 6}],
        "disagrees": [],
        "grader_errors": [],
    }
    wrong = {
        "kind": "misconception",
        "id": "X1",
        "score": 3,
        "caught_by": ["e/test_public.py::test_one"],
        "named": True,
        "looks_like": ["X1"],
        "size": 4,
        "grader_errors": [],
    }
    right = {"kind": "alternative", "name": "einsum", "score": 6, "failed": [], "grader_errors": []}
    return [{key: changed.get(key, value) for key, value in record.items()} for record in (basics, wrong, right)]


def test_a_course_that_is_right(course):
    """Every misconception of the second course is caught and named, and the figures say so."""
    document = as_document(selfcheck(course, jobs=2))

    assert document["ok"], [exercise["problems"] for exercise in document["exercises"]]
    assert document["misconceptions"] == {"total": 7, "caught": 7, "named": 7}
    assert document["alternatives"] == {"total": 3, "full": 3}
    [averages, _] = document["exercises"]
    assert averages["exercise"] == "b1_sequences/moving_average"
    assert (averages["stub_score"], averages["solution_score"], averages["points"]) == (0, 6, 6)


def test_what_was_proved_is_kept(course, monkeypatch):
    """A second run without changes starts no process."""
    before = as_document(selfcheck(course, ["b1_sequences/count_words"]))
    monkeypatch.setattr(subprocess, "Popen", None)

    assert as_document(selfcheck(course, ["b1_sequences/count_words"])) == before


def test_what_changed_is_proved_again(course):
    """A change of an exercise shows in the next run."""
    selfcheck(course, ["b1_sequences/count_words"])
    path = course / "b1_sequences" / "count_words" / "misconceptions.py"
    path.write_text(path.read_text(encoding="utf-8").replace('split() or [""]', "split()"), encoding="utf-8")

    [proof] = selfcheck(course, ["b1_sequences/count_words"])

    assert "W03 is not caught: it gets full marks" in proof.problems


def test_progress_is_told(course):
    """Whoever waits can see how far it is."""
    told = []

    selfcheck(course, ["b1_sequences/count_words"], progress=lambda *what: told.append(what))

    assert told[-1] == ("b1_sequences/count_words", 5, 5)


def test_an_exercise_that_cannot_be_run(course):
    """A broken file ends in a sentence that names exercise and cause."""
    (course / "b1_sequences" / "count_words" / "solution.py").write_text("import nothing_of_this_name\n")

    with pytest.raises(ExerciseError, match=r"count_words cannot be proved: .*nothing_of_this_name"):
        selfcheck(course, ["b1_sequences/count_words"])


def test_a_misspelt_exercise(course):
    """A name that there is not is answered with the nearest one."""
    with pytest.raises(InputError, match="did you mean 'count_words'"):
        selfcheck(course, ["b1_sequences/count_word"])


def test_nothing_is_wrong(course):
    """An exercise with which nothing is wrong has no problems."""
    assert prove("e", averages(course), records()).problems == ()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"stub_score": 2}, "the stub gets 2 points"),
        ({"solution_failed": ["e::a"]}, "the solution fails e::a"),
        ({"weights": 5.5}, "the checks' points add up to 5.5, not to the 6 of exercise.toml"),
        ({"bonus_weights": 1}, "the checks' bonus add up to 1, not to the 0 of exercise.toml"),
        ({"disagrees": ["case 3 differs"]}, "case 3 differs"),
        ({"caught_by": []}, "X1 is not caught: it gets full marks"),
        ({"caught_by": []}, "e/test_public.py::test_one catches none of the misconceptions"),
        ({"named": False, "looks_like": []}, "X1 is caught, but named by no name"),
        ({"named": False, "looks_like": ["X2"]}, "X1 is caught, but named as X2"),
        ({"failed": ["e::a"]}, "the alternative “einsum” fails e::a"),
        ({"grader_errors": ["e::a: boom"]}, "grader error in e::a: boom"),
    ],
)
def test_what_is_wrong_is_said(course, changed, words):
    """Every kind of flaw has a sentence."""
    assert any(problem.startswith(words) for problem in prove("e", averages(course), records(**changed)).problems)


def test_a_check_without_points_need_not_catch_anything(course):
    """A check that only tells something is not asked which misconceptions it alone catches."""
    checks = [{"id": "e/test_public.py::test_one", "number": "1", "claim": "One.", "public": True, "points": 0}]

    problems = prove("e", averages(course), records(caught_by=[], checks=checks)).problems

    assert not [problem for problem in problems if "catches none" in problem]


def test_the_cache_is_not_trusted_blindly(course):
    """A damaged cache costs time, nothing else."""
    [proof] = selfcheck(course, ["b1_sequences/count_words"])
    [kept] = (course.parent / module.CACHE / "selfcheck").iterdir()
    kept.write_text("{", encoding="utf-8")

    assert selfcheck(course, ["b1_sequences/count_words"]) == [proof]


@pytest.mark.parametrize("as_json", [False, True])
def test_the_command(course, as_json):
    """The command prints a table or JSON, and ends with 0 where all is right."""
    command = [sys.executable, "-m", "convgrade", "selfcheck", "b1_sequences/count_words", "--assignments", str(course)]

    done = subprocess.run([*command, *["--json"] * as_json], capture_output=True, text=True, timeout=120)

    assert done.returncode == 0, done.stderr
    if as_json:
        assert json.loads(done.stdout)["misconceptions"]["named"] == 3
    else:
        assert "3/3" in done.stdout
        assert done.stdout.endswith("All is right.\n")
        assert max(map(len, done.stdout.splitlines())) <= 80
