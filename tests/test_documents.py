"""README and docs show what is really printed; `make docs` brings them in step."""

import importlib.util
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def documents():
    """Load tests/documents.py."""
    spec = importlib.util.spec_from_file_location("documents", ROOT / "tests" / "documents.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def block(documents, marks):
    """Return what stands between two marks of the README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    begin, end = documents.between(text, *marks)
    return text[begin:end]


def test_the_excerpt_is_what_a_student_sees(documents):
    """The README's excerpt is the output of `convgrade check` on a golden submission."""
    assert block(documents, documents.EXCERPT) == documents.excerpt()


def test_the_failures_are_what_students_read(documents):
    """docs/failures.md holds the real messages."""
    assert (ROOT / "docs" / "failures.md").read_text(encoding="utf-8") == documents.failures()


def test_the_messages_about_gradients_are_what_students_read(documents):
    """docs/gradients.md holds the real messages, each with the mistake's name and a question."""
    text = (ROOT / "docs" / "gradients.md").read_text(encoding="utf-8")

    assert text.count("\nThis looks like a known mistake: ") == text.count("\nHint: ") == len(documents.MISTAKES)
    assert text == documents.gradients()


def test_the_table_of_assignments_is_the_courses(documents):
    """The README's table is what the assignments' own files say."""
    assert block(documents, documents.COURSE) == documents.assignments()


def test_the_course_map_leaves_nothing_out(documents):
    """docs/course_map.md has all 26 items of the lecture, each with an exercise."""
    text = (ROOT / "docs" / "course_map.md").read_text(encoding="utf-8")
    rows = [line.split(" | ") for line in text.splitlines() if line.startswith("| ") and "Item" not in line]

    assert [int(row[0].strip("| ")) for row in rows] == list(range(1, 27))
    assert all("../assignments/" in row[3] for row in rows)
    assert text == documents.course_map()
