"""Handing in: what is in the zip, what is refused, what is only said, and that a grader takes it."""

import json
import os
import shutil
import subprocess
import sys
import zipfile

import pytest

from convgrade.core.edition import edition_of
from convgrade.core.errors import ExitCode, InputError
from convgrade.core.exercise import load_assignment
from convgrade.grading.grade import grade
from convgrade.grading.intake import take
from convgrade.home.packing import package
from convgrade.home.submit import submit_folder

NOTEBOOK = "b1_sequences.ipynb"


def packed(folder):
    """Return what would be handed in."""
    assignment = load_assignment(folder)
    return package(assignment, take(folder, assignment))


def write_all(folder, right):
    """Solve every exercise in its file."""
    for name in ("moving_average", "count_words"):
        (folder / f"{name}.py").write_text(getattr(right, name))


def in_notebook(folder, **code):
    """Put code into the notebook's cell of each exercise."""
    notebook = json.loads((folder / NOTEBOOK).read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        for name, text in code.items():
            if f"exercise:{name}" in cell["metadata"].get("tags", []):
                cell["source"] = text
    (folder / NOTEBOOK).write_text(json.dumps(notebook), encoding="utf-8")


def test_the_zip_is_accepted_by_the_grader(folder, right, course, tmp_path):
    """What the command made gets all points from `convgrade grade`, which has nothing to say about the files."""
    write_all(folder, right)
    command = [sys.executable, "-m", "convgrade"]
    made = subprocess.run([*command, "submit"], cwd=folder, capture_output=True, text=True)
    path = folder / "b1_sequences-submission.zip"
    arguments = ["grade", path, "-a", "b1_sequences", "--assignments", course, "--out", tmp_path / "out"]
    graded = subprocess.run([*command, *map(str, arguments)], capture_output=True, text=True)

    assert (made.returncode, graded.returncode) == (0, 0), made.stdout + made.stderr + graded.stdout
    assert made.stdout.endswith(f"\n{path}\n")
    assert "About the files" not in graded.stdout


def test_only_what_is_graded_is_packed(folder, right):
    """Exercises' files and the stamp are in the zip; handout, checks, and other files are not."""
    write_all(folder, right)
    (folder / "notes.txt").write_text("mine")

    assert sorted(packed(folder).files) == ["assignment.toml", "count_words.py", "moving_average.py"]
    assert packed(folder).files["count_words.py"] == right.count_words.encode()


def test_the_notebook_is_packed_where_it_counts(folder, right):
    """An exercise written in the notebook is handed in as the notebook, another one as its file."""
    (folder / "moving_average.py").write_text(right.moving_average)
    in_notebook(folder, count_words=right.count_words)

    assert sorted(packed(folder).files) == ["assignment.toml", NOTEBOOK, "moving_average.py"]
    assert packed(folder).missing == ()


def test_the_same_files_give_the_same_bytes(folder, right, tmp_path):
    """Times, and where the folder lies, make no difference."""
    write_all(folder, right)
    once = packed(folder).content
    os.utime(folder / "count_words.py", (0, 1e9))
    folder.rename(tmp_path / "b1_sequences (1)")

    assert packed(tmp_path / "b1_sequences (1)").content == once


def test_the_zip_keeps_its_name_in_a_renamed_folder(folder, right, tmp_path):
    """The name is the assignment's, whatever a student calls the folder."""
    write_all(folder, right)
    renamed = folder.rename(tmp_path / "homework two")

    submit_folder(renamed, check=False)

    assert zipfile.is_zipfile(renamed / "b1_sequences-submission.zip")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x = 1\n<<<<<<< HEAD\nx = 2\n", "line 2: '<<<<<<< HEAD' is left from a merge"),
        ("x = 1\r\n>>>>>>> theirs\r\n", "line 2: '>>>>>>> theirs' is left from a merge"),
        ("def f(:\n", "does not compile: invalid syntax in line 1"),
        ("return 1\n", "does not compile: 'return' outside function in line 1"),
        (f"x = {'(' * 300}{')' * 300}\n", "does not compile: too many nested parentheses"),
    ],
)
def test_what_nobody_can_load_is_refused(folder, text, words):
    """Marks of a merge and broken Python are named with file and line, and no zip is made."""
    (folder / "count_words.py").write_bytes(text.encode())

    with pytest.raises(InputError) as refusal:
        submit_folder(folder, check=False)

    assert str(refusal.value).startswith("count_words.py")
    assert words in str(refusal.value)
    assert not list(folder.glob("*.zip"))


def test_a_line_of_equals_signs_is_no_conflict(folder, right):
    """Underlined titles in comments and docstrings are fine."""
    (folder / "count_words.py").write_text(f'"""Words\n=======\n"""\n{right.count_words}')

    assert "count_words.py" in packed(folder).files


def test_a_file_that_cannot_be_read_is_refused(folder):
    """A file in another encoding is named, with what to do."""
    (folder / "count_words.py").write_bytes("# ä\n".encode("latin-1"))

    with pytest.raises(InputError, match=r"nothing was packed: count_words\.py is not UTF-8 text"):
        packed(folder)


def test_a_misnamed_file_is_said(folder, right):
    """A file that only looks like an exercise's is no reason not to hand in the others."""
    (folder / "count_words.py").rename(folder / "count_words (1).py")
    (folder / NOTEBOOK).unlink()

    assert any("its name must be exactly count_words.py" in warning for warning in packed(folder).warnings)
    assert "count_words" in packed(folder).missing


def test_a_cell_that_does_not_compile_is_said(folder, right):
    """A broken cell costs what it defines, and the notebook can be handed in."""
    in_notebook(folder, count_words=right.count_words, moving_average="def moving_average(:\n")

    assert any("does not compile (invalid syntax in line 1)" in warning for warning in packed(folder).warnings)


def test_what_is_missing_and_what_fails_is_said(folder, capsys):
    """Failed checks and unwritten exercises are counted, and the zip is made."""
    (folder / "count_words.py").write_text("def count_words(text):\n    return {}\n")

    code = submit_folder(folder)

    printed = capsys.readouterr().out
    assert code == ExitCode.ALL_POINTS
    assert "Not written yet: moving_average. Each costs only its own points." in printed
    assert "\n2 checks do not pass: count_words (2).\n" in printed
    assert (folder / "b1_sequences-submission.zip").is_file()


@pytest.mark.parametrize("answer", [True, False])
def test_a_person_is_asked_about_what_is_missing(folder, answer, capsys):
    """Who says no gets no zip, and exit code 1."""
    questions = []

    code = submit_folder(folder, check=False, ask=lambda question: questions.append(question) or answer)

    assert questions == ["Hand it in all the same?"]
    assert code == (ExitCode.ALL_POINTS if answer else ExitCode.POINTS_MISSING)
    assert (folder / "b1_sequences-submission.zip").exists() == answer


def test_nobody_is_asked_when_all_is_well(folder, right, capsys):
    """Complete work is packed without a question."""
    write_all(folder, right)

    assert submit_folder(folder, ask=pytest.fail) == ExitCode.ALL_POINTS
    assert "Every public check passes." in capsys.readouterr().out


def test_a_place_that_cannot_be_written_to_is_named(folder, tmp_path):
    """A file in the way of the folder is an error of one sentence."""
    (tmp_path / "out").write_text("")

    with pytest.raises(InputError, match="name another folder with --out"):
        submit_folder(folder, out=tmp_path / "out", check=False)


def graded(folder, course, **changes):
    """Return what a grader says about the files that are handed in, after changes to them."""
    contents = packed(folder).files | changes
    path = folder / "handed_in.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    assignment = load_assignment(course / "b1_sequences")
    return grade(take(path, assignment), assignment)


def test_work_on_another_edition_is_said_and_scored_the_same(folder, right, course):
    """The report has a sentence on the edition; the points are what they are without it."""
    write_all(folder, right)
    stamp = packed(folder).files["assignment.toml"]
    edition = load_assignment(folder).edition.encode()
    old = {"assignment.toml": stamp.replace(edition, b"0123456789ab")}

    same, other = graded(folder, course), graded(folder, course, **old)

    assert same.ignored == ()
    assert other.ignored[0].startswith("This was made with another edition of the assignment (0123456789ab)")
    assert other.score == same.score


def test_a_notebook_alone_says_its_edition(folder, course):
    """A notebook that is handed in by itself carries the edition; so do the results."""
    notebook = (folder / "b1_sequences.ipynb").read_bytes()
    edition = load_assignment(folder).edition

    reports = []
    for content in (notebook, notebook.replace(edition.encode(), b"0123456789ab")):
        (folder.parent / "b1_sequences.ipynb").write_bytes(content)
        assignment = load_assignment(course / "b1_sequences")
        reports.append(grade(take(folder.parent / "b1_sequences.ipynb", assignment), assignment))

    assert [(report.edition, report.made_with) for report in reports] == [(edition, edition), (edition, "0123456789ab")]
    assert [any("another edition" in sentence for sentence in report.ignored) for report in reports] == [False, True]


@pytest.mark.parametrize(
    "stamp", [b"", b"\xff\0", b'edition = "x"', b"edition = " + b"[" * 9999, b'edition = "0123456789abc"']
)
def test_a_stamp_that_says_nothing_is_no_matter(folder, right, course, stamp):
    """Whatever a student's assignment.toml holds, it is not parsed, and the work is graded."""
    write_all(folder, right)

    assert graded(folder, course, **{"assignment.toml": stamp}).ignored == ()


def test_an_edition_follows_from_what_students_get(course, tmp_path):
    """Another solution or hidden check is the same edition; another task, public check or number of points is not."""

    def after(name, old, new):
        target = tmp_path / str(len(list(tmp_path.iterdir()))) / "b1_sequences"
        shutil.copytree(course / "b1_sequences", target)
        path = target / "moving_average" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return edition_of(load_assignment(target))

    now = edition_of(load_assignment(course / "b1_sequences"))

    assert after("solution.py", "mean(axis=1)", "mean(-1)") == now
    assert after("test_hidden.py", "import", "# \nimport") == now
    assert after("solution.py", "Length of a run", "How long a run is") != now
    assert after("test_public.py", "@weight(2)", "@weight(2.0)") != now
    assert after("exercise.toml", "points = 6", "points = 7") != now


def test_a_students_folder_knows_its_edition(folder, course):
    """The generated assignment.toml holds what the grader computes from the solutions."""
    assert edition_of(load_assignment(folder)) == edition_of(load_assignment(course / "b1_sequences"))
    assert len(edition_of(load_assignment(folder))) == 12
