"""Leaks: every kind of private text is found in a public file, and named."""

import base64
import io
import json
import zipfile
from pathlib import Path

import pytest

from convgrade.authoring.leaks import find_leaks, require_no_leaks
from convgrade.authoring.student import student_files
from convgrade.authoring.wheel import WHEEL_NAME, students_wheel_bytes
from convgrade.checks.cases import Case, Recorded, dump_cases, load_cases
from convgrade.core.archive import zip_bytes
from convgrade.core.errors import ExerciseError
from convgrade.core.exercise import assignment_names, load_assignment

COPIED_CHECK = """\
@weight(2)
@recorded("closed")
def test_renamed(student, case):
    'Reworded.'
    wanted_and_private = case.pytorch
    assert_same(student.double(*case.args), want=wanted_and_private, call=case)
"""
ROOT = Path(__file__).parents[2]
SOLUTION = """\
def total(values):
    \'\'\'Add up.\'\'\'
    ### BEGIN SOLUTION
    scaled = [scale * value if value > 0 else -value for value in values]  # of either sign
    result = sum(scaled)
    width = (result + 2 * scale - 1) // len(values) + 1  # told in the task
    return result
    ### END SOLUTION
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
    "other spacing and a comment": (
        "# twice=_helper( value )   # twice!",
        "a line of the solution",
        "double/solution.py:24",
    ),
    "a hidden check in other names": (
        COPIED_CHECK.replace("wanted_and_private", "w").replace("student", "s").replace("case", "c"),
        "a hidden check in other names",
        "double/test_hidden.py:10",
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


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.py", "y = [f * q if q > 0 else -q for q in data]", 4),
        ("a.py", "# y=[f*q if q>0\n#   else -q for q in data]", 4),
        (
            "README.md",
            "Write `[f * q if q > 0 else -q for q in data]`: `y` = that; `y = [f*q if q>0 else -q for q in data]`",
            4,
        ),
        (
            "a.py",
            "# q + 1\n    s = sum(y)  # their sum\n    n = (s + 2 * k - 1) // len(q) + 1  # so wide\n    return s",
            5,
        ),
    ],
    ids=["renamed", "commented out", "in prose", "several lines"],
)
def test_a_solution_in_other_names_is_found(assignment, name, text, line):
    """New names, spacing and comments do not hide what a line says."""
    path = assignment.folder / "total" / "solution.py"
    path.write_text(SOLUTION)

    (leak,) = find_leaks(assignment, {name: f"\n{text}".encode()})

    assert leak.startswith((f"{name}:2", f"{name}:3"))
    assert "of the solution in other names" in leak
    assert f"total/solution.py:{line})" in leak


@pytest.mark.parametrize(
    "text", ["y = [f * q if q > 0 else -f for q in data]", "n = (r + 2 * s - 1) // len(v) + 1", "x = sum(y)"]
)
def test_what_is_not_the_same_or_told_is_no_leak(assignment, text):
    """Another expression, a line that the task tells, and one that anybody would write may be published."""
    (assignment.folder / "total" / "solution.py").write_text(SOLUTION)

    assert list(find_leaks(assignment, {"a.py": text.encode()})) == []


LEAK = "    twice = _helper(value)\n"


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("figures/one.svg", "<svg>\n<text>twice = <tspan>_helper</tspan>(value)</text></svg>", "2"),
        ("figures/two.svg", "<svg>\n<!-- twice&#32;= &#95;helper(value) --></svg>", "2"),
        ("tests/diagnosis.json", '{"a": [\n"twice = \\u005fhelper(value)"]}', "its content"),
        ("page.html", f"<img src='data:x;base64,{base64.b64encode(LEAK.encode() * 2).decode()}'>", "1, in base64"),
    ],
    ids=["tags", "entities", "escapes", "base64"],
)
def test_no_format_disguises_a_leak(assignment, name, content, place):
    """Tags, entities, escapes and base64 are taken off before a file is searched."""
    (leak,) = find_leaks(assignment, {name: content.encode()})

    assert leak.startswith(f"{name}:{place} gives away a line of the solution")


def test_a_leak_in_the_wheel_in_the_zip_is_found(assignment):
    """Archives are opened, however deep, and the message leads to the file and line."""
    wheel = zip_bytes({"convgrade/a.py": LEAK.encode()})
    inner = zip_bytes({WHEEL_NAME: wheel})

    (leak,) = find_leaks(assignment, {"b1.zip": zip_bytes({"more.zip": inner})})

    assert leak.startswith(f"b1.zip/more.zip/{WHEEL_NAME}/convgrade/a.py:1 gives away a line of the solution")


def packed(comment=b"", of_member=b"", time=(1980, 1, 1, 0, 0, 0)):
    """Return an archive of one member, with what an archive can carry besides."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = comment
        member = zipfile.ZipInfo("a.txt", time)
        member.comment = of_member
        archive.writestr(member, b"nothing")
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("archive", "words"),
    [
        (packed(comment=b"twice = _helper(value)"), "b1.zip has a comment, b'twice = _helper(value)'"),
        (packed(of_member=b"twice"), "b1.zip: a.txt has a comment, b'twice'"),
        (packed(time=(2024, 3, 1, 9, 0, 0)), "b1.zip: a.txt says when it was made (2024-03-01)"),
        (b"twice = _helper(value)" + packed(), "b1.zip holds 22 bytes that belong to no member"),
        (packed() + b"twice", "b1.zip goes on behind its end"),
    ],
    ids=["comment", "a member's comment", "time", "before", "behind"],
)
def test_an_archive_carries_nothing_else(assignment, archive, words):
    """A comment, a time, and bytes outside of all members are refused."""
    assert any(leak.startswith(words) for leak in find_leaks(assignment, {"b1.zip": archive}))


def test_a_hidden_call_in_a_public_group_is_found(assignment):
    """An npz whose groups are public, but that holds a hidden check's call, is refused by the case's number."""
    ours = load_cases(assignment.folder / "double" / "recorded.npz")
    renamed = Recorded(tuple(Case(c.function, c.args, c.kwargs, "open", {}) for c in ours.cases), "2.0", {})

    (leak,) = find_leaks(assignment, {"tests/recorded_double.npz": dump_cases(renamed)})

    assert leak.startswith("tests/recorded_double.npz, case 2, gives away a call of group 'closed'")


@pytest.mark.parametrize("name", assignment_names(ROOT / "solutions"))
def test_what_the_course_publishes_gives_nothing_away(name):
    """No assignment's folder for students, nor the wheel that goes with it, has a leak."""
    public = ROOT / "assignments" / name
    files = {path.relative_to(public).as_posix(): path.read_bytes() for path in public.rglob("*") if path.is_file()}

    leaks = find_leaks(load_assignment(ROOT / "solutions" / name), {**files, WHEEL_NAME: students_wheel_bytes()})

    assert list(leaks) == []
