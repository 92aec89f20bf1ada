"""Students are asked for no file whose name is taken."""

import pytest

from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import load_assignment
from convgrade.core.names import file_name_problem


@pytest.mark.parametrize("name", ["conv2d.py", "_helpers.py", "windows2.py"])
def test_ordinary_names_may_be_asked_for(name):
    """A name that only the exercise uses is no problem."""
    assert not file_name_problem(name)


@pytest.mark.parametrize(
    "name", ["numpy.py", "json.py", "JSON.py", "_socket.py", "conftest.py", "sitecustomize.py", "site.py", "pytest.py"]
)
def test_names_of_modules_may_not_be_asked_for(name):
    """No file of a student may be meant where a module of Python, numpy or pytest is imported."""
    assert "is there already" in file_name_problem(name)


@pytest.mark.parametrize(
    "name", ["conv2d", "conv2d.pyc", "a/b.py", "../b.py", "__init__.py", "if.py", "é.py", "a b.py"]
)
def test_names_that_are_no_modules_may_not_be_asked_for(name):
    """A file that cannot be imported by its name, or could lie elsewhere, is refused."""
    assert file_name_problem(name)


@pytest.mark.parametrize("key", ["name", "helper"])
def test_an_exercise_that_asks_for_a_taken_name_cannot_be_loaded(tmp_path, key):
    """The instructor reads which name it is, before any student does."""
    folder = tmp_path / "a9" / ("json" if key == "name" else "right")
    folder.mkdir(parents=True)
    (tmp_path / "a9" / "assignment.toml").write_text('title = "T"\n')
    more = 'helpers = ["json.py"]\n' if key == "helper" else ""
    (folder / "exercise.toml").write_text(f'title = "T"\norder = 1\nfunctions = ["f"]\npoints = 1\n{more}')

    with pytest.raises(ExerciseError, match=r"cannot be asked for 'json\.py'"):
        load_assignment(tmp_path / "a9")
