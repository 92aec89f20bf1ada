"""Reading assignments and exercises: what is right, and what each mistake is told."""

import pytest

from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import Budget, assignment_names, find_assignment, load_assignment

EXERCISE = """
title = "Double a number"
order = 1
functions = ["double"]
points = 4
hints = ["What is 2 + 2?"]

[budget]
check_seconds = 1.5

[prerequisites]
test_all = ["test_one"]
"""


@pytest.fixture
def course(tmp_path):
    """A course of one assignment with one exercise."""
    folder = tmp_path / "b1_numbers" / "double"
    folder.mkdir(parents=True)
    (folder.parent / "assignment.toml").write_text('title = "Numbers"\n')
    (folder / "exercise.toml").write_text(EXERCISE)
    (folder / "solution.py").write_text("")
    (folder / "test_public.py").write_text("")
    return tmp_path


def test_reads_an_exercise(course):
    """Every key of exercise.toml arrives."""
    exercise = load_assignment(course / "b1_numbers").exercise("double")

    assert (exercise.title, exercise.points, exercise.functions) == ("Double a number", 4.0, ("double",))
    assert exercise.budget == Budget(check_seconds=1.5)
    assert exercise.prerequisites == {"test_all": ("test_one",)}
    assert exercise.file_name == "double.py"


def test_reads_what_student_code_may_use(course):
    """Allowed imports and banned calls arrive; without them numpy and the standard library are allowed."""
    path = course / "b1_numbers" / "double" / "exercise.toml"
    before = load_assignment(course / "b1_numbers").exercise("double")
    rules = 'allowed_imports = ["math", "numpy"]\n[banned_calls]\n"numpy.convolve" = "slide the window yourself"\n'
    path.write_text(EXERCISE.replace("[budget]", f"{rules}[budget]"))

    exercise = load_assignment(course / "b1_numbers").exercise("double")

    assert (before.allowed_imports, before.banned_calls) == (None, {})
    assert exercise.allowed_imports == ("math", "numpy")
    assert exercise.banned_calls == {"numpy.convolve": "slide the window yourself"}


def test_lists_check_files_that_exist(course):
    """A missing test_hidden.py is no check file."""
    exercise = load_assignment(course / "b1_numbers").exercise("double")

    assert [path.name for path in exercise.check_files] == ["test_public.py"]


def test_reads_a_students_folder(tmp_path):
    """A student's assignment.toml lists the exercises, whose checks lie in tests/."""
    (tmp_path / "assignment.toml").write_text(
        'title = "Numbers"\n[[exercise]]\nname = "double"\ntitle = "D"\norder = 1\nfunctions = ["double"]\npoints = 4\n'
    )

    exercise = load_assignment(tmp_path).exercise("double")

    assert exercise.public_checks == tmp_path / "tests" / "test_double.py"
    assert exercise.solution is None


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('title = "Double a number"', "", ["exercise.toml", "'title' is missing"]),
        ("points = 4", 'points = "four"', ["exercise.toml", "'points' must be a number", "'four'"]),
        ("points = 4", "points = true", ["'points' must be a number"]),
        ("order = 1", "order = 1\nordr = 2", ["'ordr' is not a key here"]),
        ("check_seconds = 1.5", "check_secs = 1.5", ["[budget]", "'check_secs' is not a key here"]),
        ('functions = ["double"]', "functions = [1]", ["'functions' must be a list of texts"]),
        ("order = 1", "order = ", ["exercise.toml is not valid TOML"]),
        ("order = 1", 'order = 1\nallowed_imports = ["numpy", "torch"]', ["'allowed_imports'", "not 'torch'"]),
        ("order = 1", "order = 1\nallowed_imports = []", ["'allowed_imports'", "at least one"]),
        ("[budget]", "[banned_calls]\n'numpy.convolve' = 1\n[budget]", ["[banned_calls]", "'numpy.convolve'"]),
    ],
)
def test_a_mistake_in_exercise_toml_is_named(course, old, new, words):
    """A mistake is told with its file, its key and what is wanted."""
    path = course / "b1_numbers" / "double" / "exercise.toml"
    path.write_text(EXERCISE.replace(old, new))

    with pytest.raises(ExerciseError) as caught:
        load_assignment(course / "b1_numbers")

    assert all(word in str(caught.value) for word in words)


def test_a_missing_solution_is_named(course):
    """An exercise without solution.py is refused."""
    (course / "b1_numbers" / "double" / "solution.py").unlink()

    with pytest.raises(ExerciseError, match=r"solution\.py is missing"):
        load_assignment(course / "b1_numbers")


def test_two_exercises_with_one_order_are_refused(course):
    """The order of exercises is never left to chance."""
    twin = course / "b1_numbers" / "triple"
    twin.mkdir()
    for name in ("exercise.toml", "solution.py", "test_public.py"):
        (twin / name).write_text((course / "b1_numbers" / "double" / name).read_text())

    with pytest.raises(ExerciseError, match="double and triple both have order 1"):
        load_assignment(course / "b1_numbers")


def test_a_misspelt_assignment_gets_a_suggestion(course):
    """An unknown assignment is answered with the nearest name."""
    with pytest.raises(InputError, match="did you mean 'b1_numbers'"):
        find_assignment(course, "b1_number")


def test_a_misspelt_exercise_gets_a_suggestion(course):
    """An unknown exercise is answered with the nearest name."""
    with pytest.raises(InputError, match="did you mean 'double'"):
        find_assignment(course, "b1_numbers").exercise("dubble")


def test_a_folder_without_assignment_toml_is_no_assignment(tmp_path):
    """The message names the file that is missing."""
    with pytest.raises(InputError, match=r"has no assignment\.toml"):
        load_assignment(tmp_path)


def test_assignments_are_listed_in_order(course):
    """Names are sorted; folders without assignment.toml are passed over."""
    (course / "a0").mkdir()
    (course / "a0" / "assignment.toml").write_text('title = "First"\n')
    (course / "notes").mkdir()

    assert assignment_names(course) == ["a0", "b1_numbers"]


def test_files_are_given_to_students(course):
    """Files beside assignment.toml are listed there; those that student code may import stand in for missing ones."""
    folder = course / "b1_numbers"
    (folder / "assignment.toml").write_text('title = "Numbers"\nfiles = ["layers.py", "numbers.npz"]\n')
    (folder / "layers.py").write_bytes(b"given = 1\n")
    (folder / "numbers.npz").write_bytes(b"")
    assignment = load_assignment(folder)

    assert assignment.modules == ("layers.py",)
    assert assignment.with_modules({"double.py": b""}) == {"double.py": b"", "layers.py": b"given = 1\n"}
    assert assignment.with_modules({"layers.py": b"own = 1\n"}) == {"layers.py": b"own = 1\n"}


@pytest.mark.parametrize(
    ("name", "words"),
    [("gone.npz", "there is no gone.npz"), ("numpy.py", "a module that is there already"), ("../a.txt", "beside it")],
)
def test_refuses_files_that_cannot_be_given(course, name, words):
    """A given file is there, lies beside assignment.toml, and takes no module's name."""
    (course / "b1_numbers" / "assignment.toml").write_text(f'title = "Numbers"\nfiles = ["{name}"]\n')

    with pytest.raises(ExerciseError, match=words):
        load_assignment(course / "b1_numbers")
