"""A course folder of two exercises, and what the real nbgrader makes of ten submissions to it."""

import fcntl
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

if str(Path(__file__).parents[1]) not in sys.path:
    sys.path.insert(0, str(Path(__file__).parents[1]))

from in_nbgrader.handed_in import EXERCISES, NAME, ROOT, all_of_them
from in_nbgrader.running import nbgrader


@pytest.fixture(scope="session")
def exercises(tmp_path_factory):
    """Return the private layout with two exercises: it does not grow with the real course."""
    folder = tmp_path_factory.mktemp("private") / "solutions"
    source = ROOT / "solutions" / NAME
    (folder / NAME).mkdir(parents=True)
    for path in source.iterdir():
        if path.is_file():
            shutil.copy(path, folder / NAME)
    for exercise in EXERCISES:
        shutil.copytree(source / exercise, folder / NAME / exercise)
    return folder


@pytest.fixture(scope="session")
def graded_course(exercises, tmp_path_factory):
    """Return the course folder after every step of nbgrader's, made once for all processes of a test run."""
    pytest.importorskip("nbgrader.docs", reason="nbgrader is not installed: pip install 'convgrade[nbgrader]'")
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base
    with (base / "with-nbgrader.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        course = base / "with-nbgrader" / "nbgrader"
        if not (course / "said.json").is_file():
            shutil.rmtree(course.parent, ignore_errors=True)
            _all_steps(course, exercises)
    return course


def _all_steps(course, exercises):
    """Build the course folder with the command, take nbgrader's steps, and keep what each said."""
    build = [sys.executable, "-m", "convgrade", "release", "nbgrader", NAME, "--no-selfcheck"]
    build += ["--out", str(course.parent), "--assignments", str(exercises)]
    subprocess.run(build, check=True, capture_output=True, timeout=120)
    said = {"generate_assignment": nbgrader(course, "generate_assignment", NAME)}
    released = json.loads((course / "release" / NAME / f"{NAME}.ipynb").read_text("utf-8"))
    for student, notebook in all_of_them(released).items():
        folder = course / "submitted" / student / NAME
        shutil.copytree(course / "release" / NAME, folder)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
        (folder / "timestamp.txt").write_text("2026-03-02 14:03:27 UTC\n")
    for step in ("autograde", "generate_feedback"):
        said[step] = nbgrader(course, step, NAME)
    said["export"] = nbgrader(course, "export")
    (course / "said.json").write_text(json.dumps(said))


@pytest.fixture
def own_course(graded_course, tmp_path):
    """Return a copy of the graded course that a test may change."""
    return shutil.copytree(graded_course, tmp_path / "nbgrader")
