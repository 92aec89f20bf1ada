"""Leaks: every kind of private text is found in a public file, and named."""

import json

import pytest

from convgrade.authoring.leaks import find_leaks, require_no_leaks
from convgrade.authoring.student import student_files
from convgrade.checks.cases import Case, Recorded, dump_cases
from convgrade.core.errors import ExerciseError

COPIED_CHECK = """\
@weight(2)
@recorded("closed")
def test_renamed(student, case):
    'Reworded.'
    wanted_and_private = case.pytorch
    assert_same(student.double(*case.args), want=wanted_and_private, call=case)
"""
PLANTS = {
    "a line of a solution": ("    twice = _helper(value)\n", "a line of the solution", "double/solution.py:24"),
    "a line of another exercise": (
        "`return sum(value for value in values)`",
        "a line of the solution",
        "total/solution.py:4",
    ),
    "a wrapped line": (
        "return sum(\n    value for value\n    in values\n)",
        "a line of the solution",
        "total/solution.py:4",
    ),
    "a claim": ("Numbers that nobody sees are\ndoubled as well.", "the claim of a hidden check", "test_hidden.py:10"),
    "a hidden check": (COPIED_CHECK, "a hidden check", "double/test_hidden.py:10"),
    "a misconception": (
        "    squared_instead_of_doubled = value**2\n    # why?\n    return squared_instead_of_doubled",
        "the body of squares",
        "double/misconceptions.py:7",
    ),
    "an alternative": (
        "    shifted_by_one_to_the_left = value << 1\n    return shifted_by_one_to_the_left",
        "the body of shifts",
        "double/alternatives.py:7",
    ),
    "the secret": ('secret = "a secret of this course"', "the secret", "assignment.toml"),
}


def test_a_clean_release_has_no_leak(assignment):
    """What is generated from the course passes."""
    assert list(find_leaks(assignment, student_files(assignment))) == []


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("name", ["README.md", "tests/test_total.py"])
def test_private_text_is_found(assignment, name, plant):
    """A planted text is told with the public file and line, and the private file and line."""
    text, what, place = PLANTS[plant]
    files = student_files(assignment)
    line = files[name].count(b"\n") + 2
    files[name] += f"\n{text}".encode()

    with pytest.raises(ExerciseError) as caught:
        require_no_leaks(assignment, files)

    message = str(caught.value)
    assert message.startswith(f"{name}:")
    assert line <= int(message.partition(":")[2].split()[0]) <= line + text.count("\n")
    assert what in message
    assert place in message


@pytest.mark.parametrize("plant", PLANTS)
@pytest.mark.parametrize("where", ["source", "outputs", "metadata"])
def test_private_text_is_found_in_a_notebook(assignment, where, plant):
    """JSON disguises nothing: what stands in a cell, in its outputs or in metadata is told with its place."""
    text, what, place = PLANTS[plant]
    files = student_files(assignment)
    notebook = json.loads(files["b1_numbers.ipynb"])
    told = {"source": "cell 1", "outputs": "cell 1", "metadata": "metadata"}[where]
    if where == "source":
        notebook["cells"][0]["source"] += text.splitlines(keepends=True)
    elif where == "outputs":
        notebook["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    else:
        notebook["metadata"]["authors"] = [{text: 1}]
    files["b1_numbers.ipynb"] = json.dumps(notebook).encode()

    with pytest.raises(ExerciseError) as caught:
        require_no_leaks(assignment, files)

    assert str(caught.value).startswith(f"b1_numbers.ipynb:{told} gives away {what}")
    assert place in str(caught.value)


@pytest.mark.parametrize("broken", [b"{", b"[]", b"{}", b'{"cells": 3}', b"\xff"])
def test_what_is_no_notebook_is_searched_as_text(assignment, broken):
    """A damaged notebook hides nothing either."""
    leak = b"\n" + PLANTS["a line of a solution"][0].encode()

    assert len(list(find_leaks(assignment, {"b1_numbers.ipynb": broken + leak}))) == 1


def test_short_lines_are_no_leak(assignment):
    """A line such as `return twice` may stand anywhere."""
    assert list(find_leaks(assignment, {"README.md": b"return twice\nimport numpy as np\n"})) == []


def test_recorded_answers_of_hidden_checks_are_found(assignment):
    """An npz with a group that no public check uses is refused, by the group's name."""
    hidden = Recorded((Case("double", (1,), {}, "closed", {"cpu": 2}),), "2.0", {})

    leaks = list(find_leaks(assignment, {"tests/recorded_double.npz": dump_cases(hidden)}))

    assert len(leaks) == 1
    assert leaks[0].startswith("tests/recorded_double.npz gives away group 'closed'")


def test_recorded_answers_of_no_exercise_are_found(assignment):
    """An npz that belongs to no exercise is refused unread."""
    assert list(find_leaks(assignment, {"tests/answers.npz": b""})) == [
        "tests/answers.npz holds recorded answers of no exercise; remove it"
    ]


def test_a_bank_that_is_no_python_is_named(assignment):
    """A broken private file is told with its line."""
    (assignment.folder / "double" / "misconceptions.py").write_text("x = 1\ndef f(:\n")

    with pytest.raises(ExerciseError, match=r"misconceptions\.py:2: this is not Python"):
        require_no_leaks(assignment, {"README.md": b""})
