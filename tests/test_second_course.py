"""A course without a convolution in it: grading and releases know nothing of what is taught."""

import json
import subprocess
import sys
from pathlib import Path

from convgrade.authoring.release import build_gradescope_zips, build_student_zips, out_of_step, write

ROOT = Path(__file__).parents[1]
COURSE = ROOT / "tests" / "second_course" / "solutions"
RIGHT = {
    "moving_average.py": "import numpy as np\n\n\ndef moving_average(values, window):\n"
    "    if window > len(values):\n        raise ValueError('too long')\n"
    "    return np.array([values[i:i + window].mean() for i in range(len(values) - window + 1)])\n",
    "count_words.py": "def count_words(text):\n    words = text.lower().split()\n"
    "    return {word: words.count(word) for word in words}\n",
}


def graded(folder, files):
    """Grade a submission with the real command; return its exit code and results."""
    submission = folder / "submission"
    submission.mkdir()
    for name, text in files.items():
        (submission / name).write_text(text)
    command = [sys.executable, "-m", "convgrade", "grade", str(submission), "-a", "b1_sequences"]
    done = subprocess.run(
        [*command, "--assignments", str(COURSE), "--out", str(folder)], capture_output=True, text=True
    )
    return done.returncode, json.loads((folder / "results.json").read_text())


def test_right_files_get_all_points(tmp_path):
    """Both exercises and the bonus are graded."""
    code, results = graded(tmp_path, RIGHT)

    assert (code, sum(test["score"] for test in results["tests"])) == (0, 11)


def test_wrong_files_lose_some(tmp_path):
    """Partial credit and a failed property are graded as in any course."""
    wrong = {
        **RIGHT,
        "count_words.py": "def count_words(text):\n    return {w: text.split().count(w) for w in text.split()}\n",
    }

    code, results = graded(tmp_path, wrong)

    scores = {test["number"]: test["score"] for test in results["tests"]}
    assert code == 1
    assert scores["2.3"] < 3


def test_nothing_is_said_of_pytorch(tmp_path):
    """A course without a domain has no word of PyTorch in its reports."""
    _, results = graded(tmp_path, RIGHT)

    assert "PyTorch" not in json.dumps(results)


def test_releases_are_made_and_stay_in_step(tmp_path):
    """The students' folder and both zips are made without a change to the engine."""
    write(COURSE, tmp_path / "assignments")

    assert out_of_step(COURSE, tmp_path / "assignments") == []
    assert [path.suffix for path in build_student_zips(COURSE, [], tmp_path)] == [".zip"]
    assert [path.suffix for path in build_gradescope_zips(COURSE, [], tmp_path)] == [".zip"]
