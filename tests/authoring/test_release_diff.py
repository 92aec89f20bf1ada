"""`release diff`: what changed for students and for the grader, and whether old submissions can be graded."""

import json
import zipfile

import pytest

from convgrade.authoring.release import build_gradescope_zips, build_student_zips
from convgrade.authoring.release_diff import difference, show_difference
from convgrade.authoring.release_view import view_of
from convgrade.checks.cases import Case, Recorded, dump_cases
from convgrade.core.errors import InputError

SAME_EDITION = "A submission made for the old one can be graded by the new one: for students it is the same edition."
OTHER_EDITION = "A submission made for the old one can be graded by the new one; its report will say that it was made"


def change(course, name, old, new):
    """Replace a text in a file of the course."""
    path = course / "b1_numbers" / name
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))


@pytest.fixture
def diff(course, tmp_path):
    """Return a function that changes the course and compares the releases before and after."""

    def compared(*changes, build=build_student_zips):
        (old,) = build(course, (), tmp_path / "old")
        for one in changes:
            one(course)
        (new,) = build(course, (), tmp_path / "new")
        return difference(view_of(old), view_of(new))

    return compared


CHANGES = {
    "points": (
        lambda course: change(course, "total/exercise.toml", "points = 3", "points = 4"),
        {"The assignment gives 8.5 points, gave 7.5.", "total: it gives 4 points, gave 3."},
        OTHER_EDITION,
    ),
    "parameters": (
        lambda course: change(course, "total/solution.py", "total(values)", "total(values, start=0)"),
        {"total: total(values, start=0) is asked for, was total(values)."},
        "only in part",
    ),
    "task text": (
        lambda course: change(course, "total/solution.py", "Add up.", "Add all up."),
        {"total: the text of total reads otherwise:\n-Add up.\n+Add all up."},
        OTHER_EDITION,
    ),
    "a check's points": (
        lambda course: change(course, "double/test_public.py", "@weight(1)", "@weight(1.25)"),
        {"double: public check test_three gives 1.25 points, gave 1."},
        OTHER_EDITION,
    ),
    "a check's code": (
        lambda course: change(course, "total/test_public.py", "== 3", "== 3.0"),
        {"total: public check test_total checks otherwise."},
        OTHER_EDITION,
    ),
    "a new check": (
        lambda course: (course / "b1_numbers" / "total" / "test_public.py").write_text(
            'def test_none(student):\n    """Nothing adds up to 0."""\n    assert student.total([]) == 0\n'
        ),
        {
            "total: public check test_none is new, 1 point: Nothing adds up to 0.",
            "total: public check test_total is gone, it gave 1 point: The total of 1 and 2 is 3.",
        },
        OTHER_EDITION,
    ),
    "an exercise": (
        lambda course: (
            (course / "b1_numbers" / "total").rename(course / "b1_numbers" / "summe")
            and change(course, "summe/exercise.toml", "", "")
        ),
        {"summe is new: Total, 3 points.", "total is gone (3 points)."},
        "summe was not asked for; total does not count any more.",
    ),
    "a given file": (
        lambda course: change(course, "assignment.md", "small", "little"),
        {"README.md is another."},
        SAME_EDITION,
    ),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_changed_for_students_is_said(diff, what):
    """Points, parameters, task texts, public checks, exercises and given files; and what becomes of submissions."""
    make, sentences, verdict = CHANGES[what]

    found = diff(make)

    assert sentences <= set(found.for_students)
    assert found.for_grader == ()
    assert verdict in found.verdict


def test_what_changed_for_the_grader_is_said(diff, course):
    """Hidden checks, solutions, banks and recordings, each by its exercise; students have the same edition."""
    cases = tuple(
        Case("double", (value,), {}, group, {"cpu": 2 * value}) for group in ("open", "closed") for value in (1, 2)
    )

    found = diff(
        lambda course: change(course, "double/test_hidden.py", "@weight(2)", "@weight(3)"),
        lambda course: change(course, "double/solution.py", "# a comment", "# so"),
        lambda course: change(course, "double/alternatives.py", "<< 1", "* 2"),
        lambda course: (course / "b1_numbers/double/recorded.npz").write_bytes(dump_cases(Recorded(cases, "2.0", {}))),
        build=build_gradescope_zips,
    )

    assert found.for_students == ()
    assert found.for_grader == (
        "double: hidden check test_hidden_one gives 3 points, gave 2.",
        "double: solution.py is another (task text and solution are in it).",
        "double: alternatives.py is another.",
        "double: 4 recorded calls, were 2 (closed 1 -> 2, open 1 -> 2).",
    )
    assert found.verdict == SAME_EDITION


def test_a_students_release_is_compared_with_a_graders(course, tmp_path):
    """What students asked for was made with is known of both kinds."""
    (old,) = build_student_zips(course, (), tmp_path)
    change(course, "total/solution.py", "Add up.", "Add all up.")
    (new,) = build_gradescope_zips(course, (), tmp_path)

    assert difference(view_of(old), view_of(new)).for_students == (
        "total: the text of total reads otherwise:\n-Add up.\n+Add all up.",
    )


def test_the_same_release_ends_with_0(course, tmp_path, capsys):
    """A zip, its folder and another build are the same release; a change ends with exit code 1, within 80 columns."""
    (first,) = build_student_zips(course, (), tmp_path / "one")
    with zipfile.ZipFile(first) as archive:
        archive.extractall(tmp_path)
    same = show_difference(first, tmp_path / "b1_numbers")
    change(
        course,
        "total/solution.py",
        "Add up.",
        "Add up all values, however many there are of them, from left to right, slowly.",
    )
    (second,) = build_student_zips(course, (), tmp_path / "two")
    capsys.readouterr()
    other = show_difference(first, second)

    printed = capsys.readouterr().out
    assert (same, other) == (0, 1)
    assert "total: the text of total reads otherwise:" in printed
    assert max(map(len, printed.splitlines())) <= 80


def test_a_manifest_alone_tells_which_files_changed(course, tmp_path):
    """Two manifests are compared file by file; the verdict follows from the edition."""
    manifests = []
    for text in ("Add up.", "Add all up."):
        change(course, "total/solution.py", "Add up.", text)
        (built,) = build_student_zips(course, (), tmp_path)
        with zipfile.ZipFile(built) as archive:
            path = tmp_path / f"{len(manifests)}.json"
            path.write_bytes(archive.read("b1_numbers/manifest.json"))
        manifests.append(view_of(path))

    found = difference(*manifests)

    assert {"total.py is another.", "b1_numbers.ipynb is another."} <= set(found.for_students)
    assert found.verdict.startswith("Compare the zips")


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.zip", b"nothing", "is neither a zip nor a manifest.json"),
        ("a.json", b"{}", "is damaged"),
        ("a.json", json.dumps({"files": []}).encode(), "is damaged"),
    ],
)
def test_what_is_no_release_is_refused(tmp_path, name, content, words):
    """Another file is named with what is wrong with it."""
    (tmp_path / name).write_bytes(content)

    with pytest.raises(InputError, match=words):
        view_of(tmp_path / name)


def test_an_empty_folder_is_no_release(tmp_path):
    """A folder without manifest and assignment is named."""
    with pytest.raises(InputError, match=r"holds no manifest\.json and no assignment\.toml"):
        view_of(tmp_path)
