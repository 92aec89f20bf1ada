"""New exercises: a skeleton that the project's own tests accept."""

import subprocess
import sys
from pathlib import Path

import pytest

from convgrade.authoring.leaks import find_leaks
from convgrade.authoring.new import new_exercise
from convgrade.authoring.release import student_zip
from convgrade.authoring.selfcheck import selfcheck
from convgrade.authoring.stubs import strip_solution
from convgrade.authoring.student import student_files
from convgrade.checks.bank import alternatives_of, misconceptions_of
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context, load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.errors import InputError
from convgrade.core.exercise import load_assignment

ROOT = Path(__file__).parents[2]


@pytest.fixture
def fresh(tmp_path):
    """Return a new assignment with one new exercise."""
    new_exercise(tmp_path, "b3_new", "sum_squares")
    return load_assignment(tmp_path / "b3_new")


def scores(assignment, function):
    """Return the points of every check when this function is handed in."""
    (exercise,) = assignment.exercises
    context = Context(assignment, lambda _: InProcessCaller({"sum_squares": function}), b"a seed")
    return [result.score for result in run_checks(context, [exercise]).results(exercise)]


def test_a_new_assignment_comes_with_its_first_exercise(tmp_path):
    """All files are written, and the paths returned are those."""
    paths = new_exercise(tmp_path, "b3_new", "sum_squares")

    assert sorted(path.relative_to(tmp_path).as_posix() for path in paths) == [
        "b3_new/assignment.md",
        "b3_new/assignment.toml",
        "b3_new/sum_squares/alternatives.py",
        "b3_new/sum_squares/exercise.toml",
        "b3_new/sum_squares/misconceptions.py",
        "b3_new/sum_squares/solution.py",
        "b3_new/sum_squares/test_hidden.py",
        "b3_new/sum_squares/test_public.py",
    ]
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == sorted(paths)


def test_selfcheck_finds_nothing_wrong_with_it(tmp_path):
    """An instructor who starts from a skeleton starts with checks that are sound."""
    new_exercise(tmp_path, "b3_new", "sum_squares")

    (proof,) = selfcheck(tmp_path, cached=False)

    assert proof.problems == ()


def test_the_next_exercise_comes_last(course):
    """In an assignment that exists its files stay, and the exercise gets the next order."""
    new_exercise(course, "b1_numbers", "third")

    assignment = load_assignment(course / "b1_numbers")
    assert [exercise.name for exercise in assignment.exercises] == ["total", "double", "third"]
    assert assignment.title == "Numbers"


def test_the_solution_and_the_alternative_get_full_marks(fresh):
    """The skeleton's checks pass on its solution and on its alternative."""
    (exercise,) = fresh.exercises
    solution = load_module(exercise.solution).sum_squares
    (alternative,) = alternatives_of(load_module(exercise.folder / "alternatives.py"))

    assert sum(scores(fresh, solution)) == exercise.points
    assert sum(scores(fresh, alternative.implementation)) == exercise.points


def test_the_stub_gets_nothing_and_the_misconceptions_lose_points(fresh):
    """The skeleton's checks are strict."""
    (exercise,) = fresh.exercises
    names = {}
    exec(strip_solution(exercise.solution.read_text(), str(exercise.solution)), names)
    wrong = misconceptions_of(load_module(exercise.folder / "misconceptions.py"))

    assert sum(scores(fresh, names["sum_squares"])) == 0
    assert all(sum(scores(fresh, entry.implementation)) < exercise.points for entry in wrong)


def test_the_skeleton_can_be_released(fresh):
    """It gives a student's folder and zip, without a leak."""
    assert list(find_leaks(fresh, student_files(fresh))) == []
    assert student_zip(fresh)


@pytest.mark.parametrize("name", ["f", "a_function_with_a_name_that_is_longer_than_most"])
def test_the_skeleton_passes_ruff(tmp_path, name):
    """Linter and formatter accept it, with the project's own rules for exercises, whatever its name."""
    solutions = tmp_path / "solutions"
    solutions.mkdir()
    new_exercise(solutions, "b3_new", name)
    (tmp_path / "autograder").symlink_to(ROOT / "autograder")  # ruff sees there which imports are our own
    (tmp_path / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text())
    ruff = [sys.executable, "-m", "ruff"]

    for command in (["check", "--no-cache"], ["format", "--check", "--no-cache"]):
        done = subprocess.run([*ruff, *command, solutions], check=False, cwd=tmp_path, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", ["Sum", "2d", "sum-squares", "../up", "", "größe", "sum squares"])
def test_a_name_that_is_no_module_is_refused(tmp_path, name):
    """Names are small letters, digits and underscores."""
    with pytest.raises(InputError, match="use small letters, digits and _"):
        new_exercise(tmp_path, "b3_new", name)


@pytest.mark.parametrize("name", ["numpy", "json", "class", "test_sum", "conftest"])
def test_a_name_that_is_taken_is_refused(tmp_path, name):
    """A file of such a name would shadow a module, or be taken for a check."""
    with pytest.raises(InputError, match="choose another"):
        new_exercise(tmp_path, "b3_new", name)


def test_an_assignments_name_is_looked_at_too(tmp_path):
    """Both names must be usable."""
    with pytest.raises(InputError, match="cannot name an assignment"):
        new_exercise(tmp_path, "B3", "sum_squares")


def test_nothing_is_overwritten(course):
    """An exercise that exists is refused, and stays as it is."""
    before = (course / "b1_numbers" / "double" / "solution.py").read_bytes()

    with pytest.raises(InputError, match="exists already"):
        new_exercise(course, "b1_numbers", "double")

    assert (course / "b1_numbers" / "double" / "solution.py").read_bytes() == before


def test_a_course_that_is_not_there_is_refused(tmp_path):
    """A misspelt course is not made."""
    with pytest.raises(InputError, match="is no folder"):
        new_exercise(tmp_path / "solution", "b3_new", "sum_squares")

    assert list(tmp_path.iterdir()) == []
