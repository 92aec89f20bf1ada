"""The students' folder: complete, readable by convgrade itself, and nothing more."""

import dataclasses
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from convgrade.authoring import student
from convgrade.authoring.handout import handout
from convgrade.authoring.student import student_files
from convgrade.authoring.toml import toml_table
from convgrade.checks.cases import load_cases
from convgrade.core.edition import edition_of
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import Budget, load_assignment


@pytest.fixture
def folder(assignment, tmp_path):
    """Write a student's folder to disk."""
    home = tmp_path / "student" / assignment.name
    for name, content in student_files(assignment).items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    return home


def test_the_folder_holds_these_files(assignment):
    """Handout, stubs, public checks and the recorded cases they use; no npz where none is used."""
    assert sorted(student_files(assignment)) == [
        "README.md",
        "assignment.toml",
        "b1_numbers.ipynb",
        "double.py",
        "requirements.txt",
        "tests/diagnosis_double.json",
        "tests/recorded_double.npz",
        "tests/test_double.py",
        "tests/test_total.py",
        "total.py",
    ]


def test_assignment_toml_comes_back(folder, assignment):
    """What convgrade reads from a student's folder is what it reads from the solutions."""
    loaded = load_assignment(folder)
    mine, theirs = loaded.exercise("double"), assignment.exercise("double")

    for key in ("name", "title", "order", "functions", "points", "bonus", "hints", "lecture", "minutes", "difficulty"):
        assert getattr(mine, key) == getattr(theirs, key)
    assert mine.builds_on == ("total",)
    assert mine.budget == Budget(check_seconds=1.5)
    assert [exercise.name for exercise in loaded.exercises] == ["total", "double"]
    assert loaded.secret is None


def test_a_students_folder_knows_what_comes_before_it(assignment, tmp_path):
    """What an assignment is about, and after which others it comes, is in the students' folder."""
    text = student_files(dataclasses.replace(assignment, about="numbers", after=("b0_start",)))["assignment.toml"]
    (tmp_path / "assignment.toml").write_bytes(text)

    loaded = load_assignment(tmp_path)

    assert (loaded.about, loaded.after) == ("numbers", ("b0_start",))


def test_rules_on_imports_and_calls_hold_at_home(assignment, tmp_path):
    """What an exercise allows and bans is in the students' folder, and arrives as it was."""
    rules = {"allowed_imports": ("math", "numpy"), "banned_calls": {"numpy.convolve": "slide the window yourself"}}
    ruled = tuple(dataclasses.replace(exercise, **rules) for exercise in assignment.exercises)
    text = student_files(dataclasses.replace(assignment, exercises=ruled))["assignment.toml"]
    (tmp_path / "assignment.toml").write_bytes(text)

    exercise = load_assignment(tmp_path).exercise("double")

    assert {key: getattr(exercise, key) for key in rules} == rules


def test_prerequisites_of_hidden_checks_stay_hidden(folder):
    """Prerequisites among public checks are published, names of hidden checks are not."""
    assert load_assignment(folder).exercise("double").prerequisites == {"test_recorded": ("test_three",)}
    assert "test_hidden_one" not in (folder / "assignment.toml").read_text()


def test_only_the_groups_of_public_checks_are_packed(folder):
    """Recorded answers of hidden checks stay at home."""
    cases = load_cases(folder / "tests" / "recorded_double.npz").cases

    assert [case.group for case in cases] == ["open"]


def test_public_checks_say_where_they_come_from(folder, course):
    """A copied check file is the original after a first line that names it."""
    first, _, rest = (folder / "tests" / "test_double.py").read_text().partition("\n")

    assert first.startswith(
        "# Generated from solutions/b1_numbers/double/test_public.py by `convgrade release --write`"
    )
    assert rest == (course / "b1_numbers" / "double" / "test_public.py").read_text()


def test_stubs_do_nothing(folder):
    """A stub compiles, and raises NotImplementedError."""
    names = {}
    exec(compile((folder / "total.py").read_text(), "total.py", "exec"), names)

    with pytest.raises(NotImplementedError, match="convgrade check total"):
        names["total"]([1])


def test_the_handout_has_the_instructors_words_and_a_table(assignment):
    """Points, bonus, minutes, dots and lecture items stand in the table; a bar in a title does not break it."""
    text = handout(assignment)

    assert "# Numbers\n\n**7.5 points + 1 bonus · about 10 minutes · difficulty up to ●●○○○**\n\nTwo small" in text
    assert "| 2 | Double \\| a number | [`double.py`](double.py) | 4.5 + 1 bonus | 10 | ●●○○○ | 1-3, 7 |" in text
    assert "|  | **All** |  | **7.5 + 1 bonus** | **10** |  |  |" in text
    assert "under their own names:\n\n`total.py` and `double.py`." in text
    for command in ("check total", "check", "watch", "hint total", "submit"):
        assert f"convgrade {command} " in text
    assert "`b1_numbers.ipynb`" in text


def test_the_handout_names_what_comes_before_and_the_lectures_items(assignment):
    """The line below the title says what to do first; the course's lecture.toml gives the table of topics."""
    (assignment.folder.parent / "lecture.toml").write_text(
        '[[topic]]\nnumber = 2\ntitle = "Twice"\nnumbers = "6"\n[[topic]]\nnumber = 9\ntitle = "Thrice"\n'
    )

    text = handout(dataclasses.replace(assignment, after=("b0_start", "b0_more")))

    assert " · better done after `b0_start` and `b0_more`**\n" in text
    assert (
        "| Item | In the lecture | Numbers there | Exercises |\n|---:|---|---|---|\n| 2 | Twice | 6 | `double` |\n\n"
        in text
    )


def test_an_assignment_without_a_handout_is_refused(assignment):
    """The missing file is named."""
    (assignment.folder / "assignment.md").unlink()

    with pytest.raises(ExerciseError, match=r"assignment\.md is missing or empty"):
        student_files(assignment)


def test_a_students_folder_cannot_be_released(folder):
    """Releases are made from the solutions."""
    (folder / "assignment.md").write_text("# Numbers\n")

    with pytest.raises(ExerciseError, match="made from solutions/"):
        student_files(load_assignment(folder))


def test_the_floor_of_pytest_is_the_projects():
    """What students install is what the project needs."""
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())

    assert student.PYTEST in project["project"]["dependencies"]


@pytest.mark.parametrize(
    "value",
    ["", 'a "b" \\ c', "tab\tline\nend\x7f\x01", "ä ● 𝄞", 0, -3, 2.5, 8.0, 1e-9, 1e300, True, [1, 2], ["a", "b" * 120]],
)
def test_toml_comes_back(value):
    """Every kind of value survives, the awkward texts included."""
    assert tomllib.loads(toml_table({"a_key": value, "table": {"a b": [value]}})) == {
        "a_key": value,
        "table": {"a b": [value]},
    }


def test_toml_leaves_out_what_is_not_there():
    """None and empty lists and tables are no lines."""
    assert toml_table({"a": None, "b": (), "c": {}, "d": [], "e": 0}) == "e = 0\n"


def test_mistakes_are_named_at_home(tmp_path):
    """A student's folder of the second course names the mistake without any of its code."""
    course = Path(__file__).parents[1] / "second_course" / "solutions" / "b1_sequences"
    for name, content in student_files(load_assignment(course)).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    (tmp_path / "count_words.py").write_text(
        "def count_words(text):\n    words = text.split()\n    return {w.lower(): 1 for w in words}\n"
    )
    command = [sys.executable, "-m", "convgrade", "check", "count_words", "--folder", str(tmp_path)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert "This looks like a known mistake: Every word is counted once." in done.stdout
    assert "dict.fromkeys" not in (tmp_path / "tests" / "diagnosis_count_words.json").read_text(encoding="utf-8")


def test_given_files_are_published_and_read_back(assignment, tmp_path):
    """A file that assignment.toml names is in the student's folder as it is, and changes the edition."""
    (assignment.folder / "table.npz").write_bytes(b"data")
    given = dataclasses.replace(assignment, files=("table.npz",))
    files = student_files(given)
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "assignment.toml").write_bytes(files["assignment.toml"])
    loaded = load_assignment(tmp_path / "home")

    assert files["table.npz"] == b"data"
    assert loaded.files == ("table.npz",)
    assert loaded.edition not in ("", edition_of(assignment))
