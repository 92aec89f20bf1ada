"""The course folder that `convgrade release nbgrader` writes."""

import json
import stat

import nbformat
import pytest

from convgrade.authoring.nbgrader_course import build_nbgrader_course, nbgrader_files, with_metadata
from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import load_assignment
from convgrade.core.hashing import folder_files
from convgrade.grading.premises import installed_release

TASK = '''\
def {name}(value):
    """Return {what}."""
    ### BEGIN SOLUTION
    return {answer}  # a line of the solution
    ### END SOLUTION
'''
CHECK = 'def test_one(student):\n    """One is right."""\n    assert student.{name}(1) == {answer}\n'


@pytest.fixture
def course(tmp_path):
    """Return a course of one assignment with two small exercises."""
    folder = tmp_path / "solutions" / "b1_numbers"
    for order, (name, what, answer) in enumerate([("double", "twice it", "value + value"), ("same", "it", "value")], 1):
        exercise = folder / name
        exercise.mkdir(parents=True)
        text = f'title = "{name}"\norder = {order}\nfunctions = ["{name}"]\npoints = 1\n'
        (exercise / "exercise.toml").write_text(text)
        (exercise / "solution.py").write_text(TASK.format(name=name, what=what, answer=answer))
        (exercise / "test_public.py").write_text(CHECK.format(name=name, answer=2 if name == "double" else 1))
    (folder / "assignment.toml").write_text('title = "Numbers"\n')
    (folder / "assignment.md").write_text("# Numbers\n\nTwo functions.\n")
    return tmp_path / "solutions"


@pytest.fixture
def built(course, tmp_path):
    """Return the course folder."""
    (folder,) = build_nbgrader_course(course, [], tmp_path / "out")
    return folder


def test_the_same_course_gives_the_same_bytes(course, built, tmp_path):
    """Nothing depends on when or where it was made."""
    (again,) = build_nbgrader_course(course, ["b1_numbers"], tmp_path / "elsewhere" / "deep")

    assert folder_files(again) == folder_files(built)
    assert {name.partition("/")[0] for name in folder_files(built)} == {
        "nbgrader_config.py",
        "source",
        "solutions",
        "manifests",
    }


def test_points_are_those_of_the_exercises(course):
    """The cell that checks an exercise carries its points, the exercise's cell is to be written, others are locked."""
    assignment = load_assignment(course / "b1_numbers")
    files = nbgrader_files(assignment)
    notebook = json.loads(files["source/b1_numbers/b1_numbers.ipynb"])

    facts = {cell["id"]: cell["metadata"]["nbgrader"] for cell in notebook["cells"]}
    assert {name: fact["points"] for name, fact in facts.items() if fact["grade"]} == {
        "check-double": 1.0,
        "check-same": 1.0,
    }
    assert [name for name, fact in facts.items() if not fact["locked"]] == ["exercise-double", "exercise-same"]
    assert all(fact["solution"] is not fact["locked"] for fact in facts.values())


def test_the_notebook_is_the_students(course):
    """But for nbgrader's metadata it is what `convgrade release student` gives, and what Jupyter would save."""
    assignment = load_assignment(course / "b1_numbers")
    text = nbgrader_files(assignment)["source/b1_numbers/b1_numbers.ipynb"].decode()
    bare = json.loads(text)
    for cell in bare["cells"]:
        del cell["metadata"]["nbgrader"]

    assert with_metadata(json.dumps(bare), assignment) == text
    nbformat.validate(nbformat.from_dict(json.loads(text)))
    assert nbformat.writes(nbformat.reads(text, as_version=4)) == text.rstrip("\n")


def test_source_holds_nothing_private(course):
    """What nbgrader would hand out has no solution, and no file that grades."""
    files = nbgrader_files(load_assignment(course / "b1_numbers"))
    source = {name: content for name, content in files.items() if name.startswith("source/")}

    assert not any(b"a line of the solution" in content for name, content in source.items() if name[-3:] != "whl")
    assert {name.removeprefix("source/b1_numbers/") for name in source if not name.endswith(".whl")} == {
        "b1_numbers.ipynb",
        "assignment.toml",
        "requirements.txt",
        "tests/test_double.py",
        "tests/test_same.py",
    }


def test_others_on_the_machine_cannot_read_the_course(built):
    """Students may have accounts on the machine that grades."""
    assert [stat.S_IMODE(path.stat().st_mode) & 0o007 for path in (built, built / "solutions")] == [0, 0]


def test_a_release_replaces_its_own_files_and_no_others(course, built):
    """What an exercise no longer has goes; gradebook, submissions, settings and the instructor's files stay."""
    own = [built / "gradebook.db", built / "source" / "b1_numbers" / "picture.png", built / "nbgrader_config.py"]
    for path in own[:2]:
        path.write_text("mine")
    own[2].write_text(own[2].read_text() + 'c.CourseDirectory.course_id = "cnn"\n')
    kept = {path: path.read_text() for path in own}
    for path in (course / "b1_numbers" / "same").iterdir():
        path.unlink()
    (course / "b1_numbers" / "same").rmdir()

    build_nbgrader_course(course, [], built.parent)

    assert not (built / "source" / "b1_numbers" / "tests" / "test_same.py").exists()
    assert not (built / "solutions" / "b1_numbers" / "same" / "solution.py").exists()
    assert {path: path.read_text() for path in own} == kept


def test_an_edited_file_is_not_overwritten(course, built):
    """Whoever edits the notebook in the course folder is told where the change belongs."""
    (built / "source" / "b1_numbers" / "b1_numbers.ipynb").write_text("{}")

    with pytest.raises(InputError, match=r"b1_numbers\.ipynb was edited, .* make the change in solutions/"):
        build_nbgrader_course(course, [], built.parent)


def test_another_configuration_is_not_overwritten(course, built):
    """A course that has its own configuration is told which lines to add."""
    (built / "nbgrader_config.py").write_text("c = get_config()\n")

    with pytest.raises(InputError, match=r"add the lines `from convgrade\.in_nbgrader import configure`"):
        build_nbgrader_course(course, [], built.parent)


def test_the_release_that_grades_is_known_and_must_be_whole(built):
    """The manifest names the release; an edited solution is a mistake of the grader's."""
    assignment = load_assignment(built / "solutions" / "b1_numbers")
    manifest = json.loads((built / "manifests" / "b1_numbers.json").read_text())

    assert installed_release(built / "solutions", assignment) == manifest["release"]
    assert manifest["points"] == 2
    (built / "solutions" / "b1_numbers" / "double" / "solution.py").write_text("")
    with pytest.raises(ExerciseError, match=r"double/solution\.py is not what b1_numbers\.json says"):
        installed_release(built / "solutions", assignment)
