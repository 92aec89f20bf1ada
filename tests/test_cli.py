"""The command as people run it: exit codes, messages, and results.json when things go wrong."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convgrade.reports.schema import validate

ROOT = Path(__file__).parents[1]
SECOND = ROOT / "tests" / "second_course" / "solutions"
WORDS = "def count_words(text):\n    words = text.lower().split()\n    return {w: words.count(w) for w in words}\n"


def convgrade(*arguments, cwd=ROOT):
    """Run the command."""
    command = [sys.executable, "-m", "convgrade", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, env={**os.environ, "COLUMNS": "100"})


@pytest.fixture
def course(tmp_path):
    """Copy the second course, so that a test may break it."""
    shutil.copytree(SECOND, tmp_path / "course")
    return tmp_path / "course"


def grade(course, submission, out):
    """Grade a submission of the second course; return how the command ended and what results.json says."""
    done = convgrade("grade", submission, "-a", "b1_sequences", "--assignments", course, "--out", out)
    results = json.loads((out / "results.json").read_text(encoding="utf-8"))
    validate(results)
    return done, results


def test_the_version_is_printed():
    """--version ends with exit code 0."""
    done = convgrade("--version")

    assert (done.returncode, done.stdout.split()[0]) == (0, "convgrade")


def test_a_misspelt_command_is_answered_with_the_nearest():
    """A command that does not exist is wrong usage, with a suggestion."""
    done = convgrade("grde")

    assert done.returncode == 2
    assert "Did you mean 'grade'?" in done.stderr


def test_help_documents_the_exit_codes():
    """--help says what each exit code means."""
    assert "3 grader error" in " ".join(convgrade("--help").stdout.split())


def test_a_misspelt_assignment_is_answered_with_the_nearest(tmp_path):
    """An assignment that does not exist is wrong input, with a suggestion and without a traceback."""
    done = convgrade("grade", tmp_path, "-a", "a2_convolutio")

    assert done.returncode == 2
    assert "did you mean 'a2_convolution'?" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_submission_without_any_expected_file_gets_results_that_say_so(course, tmp_path):
    """An empty folder is wrong input; results.json names the files that are expected."""
    (tmp_path / "empty").mkdir()

    done, results = grade(course, tmp_path / "empty", tmp_path / "out")

    assert done.returncode == 2
    assert "count_words.py" in results["output"]


def test_a_broken_check_is_a_grader_error(course, tmp_path):
    """A check that breaks is exit code 3, its traceback is for the instructor alone, the others are graded."""
    hidden = course / "b1_sequences" / "moving_average" / "test_hidden.py"
    hidden.write_text(hidden.read_text().replace("student.moving_average(np.array([3.0", "no_such_name(np.array([3.0"))
    submission = tmp_path / "moving_average.py"
    submission.write_text("def moving_average(values, window):\n    return values\n")

    done, results = grade(course, submission, tmp_path / "out")

    assert done.returncode == 3
    assert "no_such_name" in done.stderr
    assert "no_such_name" not in json.dumps(results)
    assert "mistake on our side" in json.dumps(results)


def test_a_check_file_that_cannot_be_loaded_is_a_grader_error(course, tmp_path):
    """A syntax error in a check file is exit code 3; the exercise's points are left unscored, not lost in silence."""
    (course / "b1_sequences" / "count_words" / "test_public.py").write_text("def test_it(student:\n")
    submission = tmp_path / "count_words.py"
    submission.write_text(WORDS)

    done, results = grade(course, submission, tmp_path / "out")

    assert done.returncode == 3
    assert results["extra_data"]["needs_regrade"] is True


def test_a_broken_exercise_folder_is_a_grader_error(course, tmp_path):
    """A mistake in exercise.toml is exit code 3, named by file and key; students read one calm sentence."""
    (course / "b1_sequences" / "count_words" / "exercise.toml").write_text('title = "Count"\n')
    submission = tmp_path / "count_words.py"
    submission.write_text(WORDS)

    done, results = grade(course, submission, tmp_path / "out")

    assert done.returncode == 3
    assert "count_words/exercise.toml: the key 'order' is missing" in done.stderr
    assert "Traceback" not in done.stderr
    assert "mistake on our side" in results["output"]


def test_a_damaged_recording_is_a_grader_error(tmp_path):
    """A damaged recorded.npz costs no points for good, and is told with its remedy."""
    shutil.copytree(ROOT / "solutions" / "a2_convolution", tmp_path / "course" / "a2_convolution")
    (tmp_path / "course" / "a2_convolution" / "corr2d" / "recorded.npz").write_bytes(b"damaged")
    perfect = ROOT / "tests" / "submissions" / "perfect" / "submission"

    out = tmp_path / "out"
    done = convgrade("grade", perfect, "-a", "a2_convolution", "--assignments", tmp_path / "course", "--out", out)

    validate(json.loads((out / "results.json").read_text(encoding="utf-8")))
    assert done.returncode == 3
    assert "recorded.npz is damaged" in done.stderr


def test_the_same_submission_gets_the_same_results(tmp_path):
    """Grading twice gives the same document, but for times."""
    wrong = ROOT / "tests" / "submissions" / "wrong_for_stride_2" / "submission"
    documents = []
    for name in ("one", "two"):
        convgrade("grade", wrong, "-a", "a2_convolution", "--out", tmp_path / name)
        documents.append(json.loads((tmp_path / name / "results.json").read_text(encoding="utf-8")))

    for document in documents:
        document.pop("execution_time")
        document["extra_data"].pop("seconds")
        for test in document["tests"]:
            test["extra_data"].pop("seconds")
            test["extra_data"].pop("student_seconds")
    assert documents[0] == documents[1]


def test_the_catalogue_lists_every_assignment():
    """`convgrade list` has a line for each: what comes before it, points, minutes."""
    done = convgrade("list")

    rows = {words[0]: words for words in map(str.split, done.stdout.splitlines()) if words}
    assert (done.returncode, rows["a6_architectures"][-4:]) == (0, ["a2", "80", "220", "●●●●○"])


def test_the_catalogue_lists_the_exercises_of_an_assignment():
    """`convgrade list a2_convolution` names its exercises and points."""
    done = convgrade("list", "a2_convolution")

    assert (done.returncode, "conv2d" in done.stdout, "30 + 5" in done.stdout) == (0, True, True)
    assert "better done after a1_counting." in done.stdout


def test_the_catalogue_lists_the_lecture():
    """`convgrade list --lecture` has a line for each item, with exercises."""
    done = convgrade("list", "--lecture")

    assert (done.returncode, "a2: match_template" in done.stdout, "none" in done.stdout) == (0, True, False)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["a2_convolutoin"], "did you mean 'a2_convolution'?"),
        (["a2_convolution", "--lecture"], "either which assignments, or --lecture"),
        (["--lecture", "--assignments", "tests/second_course/solutions"], "has no lecture.toml"),
    ],
)
def test_the_catalogue_says_what_it_cannot_list(arguments, words):
    """Wrong usage ends with a sentence and exit code 2."""
    done = convgrade("list", *arguments)

    assert (done.returncode, words in done.stderr) == (2, True)


def test_the_doctor_tells_isolation_and_recordings():
    """`convgrade doctor` says what holds student code, what a worker tried, and what is recorded."""
    done = convgrade("doctor")

    assert done.returncode == 0
    assert "isolation level '" in " ".join(done.stdout.split())
    assert "Tried from inside a worker" in done.stdout
    assert "a2_convolution: " in done.stdout


def test_the_doctor_fails_below_the_required_level(tmp_path):
    """A course that anybody may read is closed once at most: exit code 1, with the remedy."""
    (tmp_path / "assignment").mkdir()
    tmp_path.chmod(0o755)

    done = convgrade("doctor", "--assignments", tmp_path, "--require-isolation", "sealed")

    assert done.returncode == (0 if "level 'sealed'" in done.stdout else 1)
    assert "missing: " in done.stdout or "level 'sealed'" in done.stdout
