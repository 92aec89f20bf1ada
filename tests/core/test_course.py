"""Reading a course: assignments in order, what comes after what, and the lecture's topics."""

import pytest

from convgrade.core.course import Topic, load_course, load_topics
from convgrade.core.errors import ExerciseError, InputError

EXERCISE = 'title = "{0}"\norder = 1\nfunctions = ["{0}"]\npoints = 4\nlecture = [{1}]\n'
LECTURE = """
[[topic]]
number = 1
title = "Counting"

[[topic]]
number = 2
title = "Adding"
numbers = "1 + 1 = 2"
"""


@pytest.fixture
def root(tmp_path):
    """A course of two assignments, the second after the first, and a lecture of two items."""
    for name, after, exercise, item in (("b1_numbers", "", "count", 1), ("b2_sums", '"b1_numbers"', "add", 2)):
        folder = tmp_path / name / exercise
        folder.mkdir(parents=True)
        (folder.parent / "assignment.toml").write_text(f'title = "T"\nafter = [{after}]\n')
        (folder / "exercise.toml").write_text(EXERCISE.format(exercise, item))
        (folder / "solution.py").write_text("")
        (folder / "test_public.py").write_text("")
    (tmp_path / "lecture.toml").write_text(LECTURE)
    return tmp_path


def test_reads_order_and_topics(root):
    """What comes after what, and the lecture's items, arrive."""
    course = load_course(root)

    assert [assignment.after for assignment in course.assignments] == [(), ("b1_numbers",)]
    assert course.topics == (Topic(1, "Counting"), Topic(2, "Adding", "1 + 1 = 2"))


def test_knows_the_exercises_on_a_topic(root):
    """A topic's exercises are those that name its number, by assignment."""
    course = load_course(root)

    found = course.practising(course.topics[1])

    assert [(a.name, [e.name for e in exercises]) for a, exercises in found] == [("b2_sums", ["add"])]


def test_shortens_names_that_stay_distinct(root):
    """The part before the first underscore will do, unless two assignments share it."""
    before = load_course(root).short("b2_sums")
    (root / "b2_sums").rename(root / "b1_sums")

    assert (before, load_course(root).short("b1_sums")) == ("b2", "b1_sums")


def test_a_course_without_a_lecture_has_no_topics(root):
    """The file is not needed."""
    (root / "lecture.toml").unlink()

    assert load_course(root).topics == load_topics(root) == ()


def test_a_folder_without_assignments_is_refused(tmp_path):
    """The message says how to name another."""
    with pytest.raises(InputError, match="has no assignment; name the folder with --assignments"):
        load_course(tmp_path)


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("b2_sums/assignment.toml", "b1_numbers", "b1_number", r"'after' names 'b1_number'.*did you mean 'b1_numbers'"),
        ("b1_numbers/assignment.toml", "[]", '["b2_sums"]', r"in a circle: (b\d_\w+) after b\d_\w+ after \1; mend"),
        ("b2_sums/add/exercise.toml", "[2]", "[3]", r"add/exercise.toml: add: 'lecture' names 3"),
        ("lecture.toml", "number = 2", "number = 1", r"lecture.toml: two topics have the number 1"),
        ("lecture.toml", "numbers =", "number_s =", r"lecture.toml, topic 2: 'number_s' is not a key here"),
    ],
)
def test_mistakes_are_named_with_their_place(root, path, old, new, message):
    """Each mistake in a course's files is told with the file and what is wrong."""
    file = root / path
    file.write_text(file.read_text().replace(old, new))

    with pytest.raises(ExerciseError, match=message):
        load_course(root)
