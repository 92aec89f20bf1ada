"""The same student gets the same numbers at home, in plain pytest, in a notebook and from the grader."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convgrade.notebook import checking

ROOT = Path(__file__).parents[1]
STUDENT = "ada@uni.edu"
WRONG = "def lecture_answers(image_size, units, **options):\n    return {}\n"


@pytest.fixture
def home(tmp_path):
    """Return a student's folder, with an exercise that is wrong, so that every call is shown."""
    folder = tmp_path / "a1_counting"
    shutil.copytree(ROOT / "assignments" / "a1_counting", folder)
    (folder / "lecture_answers.py").write_text(WRONG)
    return folder


def run(*command, cwd=ROOT):
    """Run a command of Python's and return what it prints, in one line."""
    done = subprocess.run([sys.executable, "-m", *map(str, command)], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 1, done.stderr
    return " ".join(done.stdout.split())


def numbers_in(text, of=STUDENT):
    """Return the numbers that a report says it used."""
    return text.split(f"Numbers of {of}: ")[1].split(".")[0]


@pytest.fixture
def graded(home, tmp_path):
    """Return a function that grades the folder and returns the numbers which the results name."""

    def grade(*options):
        out = tmp_path / "out"
        run("convgrade", "grade", home, "-a", "a1_counting", "--out", out, *options)
        return numbers_in((out / "results.json").read_text("utf-8"))

    return grade


def test_home_and_grader_agree(home, graded):
    """What `check --student` shows is what `grade --student` asks."""
    seen = run("convgrade", "check", "lecture_answers", "--all", "--student", STUDENT, cwd=home)
    assert numbers_in(seen) == graded("--student", STUDENT.upper())


def test_gradescope_says_who_the_student_is(home, graded, tmp_path):
    """The address in the metadata gives the numbers that the student had at home."""
    metadata = tmp_path / "submission_metadata.json"
    metadata.write_text(json.dumps({"id": 7, "users": [{"email": STUDENT, "id": 1, "name": "Ada"}]}))
    assert graded("--metadata", metadata) == graded("--student", STUDENT)


def test_an_id_is_asked_for_once(home):
    """A later check, and plain pytest, use the id that was given before."""
    first = run("convgrade", "check", "lecture_answers", "--all", "--student", STUDENT, cwd=home)
    assert numbers_in(run("convgrade", "check", "lecture_answers", "--all", cwd=home)) == numbers_in(first)


def test_plain_pytest_knows_the_id(home):
    """The call that plain pytest shows has the same numbers."""
    shown = run("convgrade", "check", "lecture_answers", "--all", "--student", STUDENT, cwd=home)
    image_size = numbers_in(shown).split(",")[0].split(" = ")[1]
    assert f"lecture_answers({image_size}, " in run("pytest", "-q", "tests/test_lecture_answers.py", cwd=home)


def test_the_notebook_knows_the_id(home, graded, monkeypatch):
    """`check(..., student=...)` in a notebook shows the numbers that the grader will ask."""
    monkeypatch.setattr(checking, "_inputs_of_the_notebook", lambda: [WRONG])
    shown = checking.check("lecture_answers", folder=home, student=STUDENT)
    notes = [note for result in shown.report.results for note in result.notes]
    assert numbers_in(notes[0]) == graded("--student", STUDENT)


def test_what_is_no_id_is_refused_in_a_sentence(home):
    """A mistyped option costs nothing but a sentence."""
    done = subprocess.run(
        [sys.executable, "-m", "convgrade", "check", "--student", " "], cwd=home, capture_output=True, text=True
    )
    assert (done.returncode, "no student's id" in done.stderr, "Traceback" in done.stderr) == (2, True, False)
