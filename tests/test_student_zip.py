"""What a student gets: the real zip, in a new environment with nothing but its requirements."""

import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from convgrade.authoring.release import build_student_zips

ROOT = Path(__file__).parents[1]
PERFECT = ROOT / "tests" / "submissions" / "perfect" / "submission"
WRONG = ROOT / "tests" / "submissions" / "wrong_for_stride_2" / "submission"


def without_us():
    """Return an environment that says nothing of this one."""
    ours = ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_ADDOPTS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")
    return {name: value for name, value in os.environ.items() if name not in ours and not name.startswith("PYTEST_")}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Unzip a2's release and install its requirements."""
    home = tmp_path_factory.mktemp("student")
    (built,) = build_student_zips(ROOT / "solutions", ["a2_convolution"], home)
    with zipfile.ZipFile(built) as archive:
        archive.extractall(home)
    folder = home / "a2_convolution"
    venv.create(folder / ".venv", with_pip=True)
    run(folder, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt", check=True)
    return folder


def run(folder, *arguments, check=False):
    """Run the environment's Python in the student's folder."""
    command = [str(folder / ".venv" / "bin" / "python"), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=without_us(), check=check)


def hand_in(folder, files):
    """Put somebody's files in the place of the stubs."""
    for path in files.glob("*.py"):
        (folder / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="the environment's Python lies elsewhere on Windows")
def test_the_students_zip_works_on_its_own(folder):
    """Plain pytest passes on right files; `convgrade check` shows what is wrong in wrong ones."""
    hand_in(folder, PERFECT)
    plain = run(folder, "-m", "pytest", "tests", "-q")
    right = run(folder, "-m", "convgrade", "check")
    hand_in(folder, WRONG)
    wrong = run(folder, "-m", "convgrade", "check", "conv2d")

    assert (plain.returncode, right.returncode, wrong.returncode) == (0, 0, 1), plain.stdout + right.stdout
    assert "stride=2" in wrong.stdout
    assert "Traceback" not in wrong.stdout + wrong.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="the environment's Python lies elsewhere on Windows")
def test_what_submit_makes_is_graded_in_full(folder, tmp_path):
    """The zip that a student makes at home gets all points here, and the edition is the same."""
    hand_in(folder, PERFECT)
    made = run(folder, "-m", "convgrade", "submit", "--no-check")
    handed_in = shutil.copy(folder / "a2_convolution-submission.zip", tmp_path)
    command = [sys.executable, "-m", "convgrade", "grade", handed_in, "-a", "a2_convolution"]
    graded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)

    assert (made.returncode, graded.returncode) == (0, 0), made.stderr + graded.stdout
    assert "another edition" not in graded.stdout


def test_a_misspelt_exercise_is_answered_with_the_nearest(folder):
    """`convgrade check conv2` ends with a suggestion and exit code 2."""
    done = run(folder, "-m", "convgrade", "check", "conv2")

    assert done.returncode == 2
    assert "did you mean 'conv2d'?" in done.stderr
