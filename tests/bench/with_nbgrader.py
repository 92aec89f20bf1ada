"""Seconds per submission of `nbgrader autograde`: convgrade's preprocessors against nbgrader's own kernel.

Run it with ``make bench``.  Both grade the same ten submissions of conv2d, right and wrong in turn, in one
command each; plain nbgrader compares four answers in one cell, convgrade runs all checks of the exercise.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from rich.console import Console
from rich.table import Table

ROOT = Path(__file__).parents[2]
SUBMISSIONS = ROOT / "tests" / "submissions"
NAME = "a2_convolution"
STUDENTS = 10
ROUNDS = 3
PLAIN_CHECK = """\
import numpy as np

x = np.arange(18.0).reshape(1, 2, 3, 3)
weight = np.arange(8.0).reshape(1, 2, 2, 2)
want = np.array([[[[268.0, 296.0], [352.0, 380.0]]]])
np.testing.assert_allclose(conv2d(x, weight), want)
np.testing.assert_allclose(conv2d(x, weight, np.array([2.0])), want + 2)
np.testing.assert_allclose(conv2d(x, weight, stride=2), want[:, :, :1, :1])
np.testing.assert_allclose(conv2d(x, weight, padding=1)[:, :, 1:3, 1:3], want)"""


def run(course: Path, *command: str) -> tuple[float, float]:
    """Run a command in a course folder; return its seconds, and those of processor time with all that it started."""
    environment = {**os.environ, "HOME": str(course.parent), "PYTHONWARNINGS": "ignore"}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment.get("PATH", "")])
    begun, used = time.perf_counter(), processor()
    done = subprocess.run(
        [sys.executable, "-m", *command], cwd=course, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stdout + done.stderr)
    return time.perf_counter() - begun, processor() - used


def processor() -> float:
    """Return the processor time of all processes that have ended, in seconds."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def solution_of(student: int) -> str:
    """Return the code that a student hands in: right and wrong in turn."""
    case = "perfect" if student % 2 else "forgets_bias"
    return (SUBMISSIONS / case / "submission" / "conv2d.py").read_text("utf-8")


def course_of_ours(base: Path) -> Path:
    """Return a course folder that convgrade grades, with one exercise."""
    private = base / "solutions" / NAME
    private.mkdir(parents=True)
    for path in (ROOT / "solutions" / NAME).iterdir():
        if path.is_file():
            shutil.copy(path, private)
    shutil.copytree(ROOT / "solutions" / NAME / "conv2d", private / "conv2d")
    run(base, "convgrade", "release", "nbgrader", "--no-selfcheck", "--out", ".")
    return base / "nbgrader"


def plain_course(base: Path) -> Path:
    """Return a course folder for nbgrader alone: a cell to write, and one that checks it."""
    facts = {"schema_version": 3, "task": False, "locked": False, "solution": False, "grade": False}
    written = {**facts, "grade_id": "exercise-conv2d", "solution": True}
    check = {**facts, "grade_id": "check-conv2d", "grade": True, "locked": True, "points": 30}
    cells = [
        {"cell_type": "code", "id": meta["grade_id"], "metadata": {"nbgrader": meta}, "source": text}
        for meta, text in ((written, "# YOUR CODE HERE"), (check, PLAIN_CHECK))
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    whole = [{**cell, "outputs": [], "execution_count": None} for cell in cells]
    notebook = {"cells": whole, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
    folder = base / "plain" / "source" / NAME
    folder.mkdir(parents=True)
    (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook))
    return base / "plain"


def hand_in(course: Path) -> None:
    """Generate the release, and hand in a notebook for each student."""
    run(course, "nbgrader", "generate_assignment", NAME)
    for student in range(STUDENTS):
        folder = shutil.copytree(course / "release" / NAME, course / "submitted" / f"student{student}" / NAME)
        notebook = json.loads((folder / f"{NAME}.ipynb").read_text("utf-8"))
        for cell in notebook["cells"]:
            if cell["id"] == "exercise-conv2d":
                cell["source"] = solution_of(student)
        (folder / f"{NAME}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")


def main() -> None:
    """Measure in turn, and print seconds per submission."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        courses = {"convgrade, all 41 checks": course_of_ours(base), "nbgrader's kernel, 4 answers": plain_course(base)}
        for course in courses.values():
            hand_in(course)
        measured: dict[str, list[tuple[float, float]]] = {name: [] for name in courses}
        for _ in range(ROUNDS):
            for name, course in courses.items():
                measured[name].append(run(course, "nbgrader", "autograde", NAME, "--force"))
    table = Table(title=f"nbgrader autograde, {STUDENTS} submissions in one command, {ROUNDS} rounds in turn")
    for column in ("grader", "seconds per submission: min", "median", "max", "of processor time"):
        table.add_column(column, justify="left" if column == "grader" else "right")
    for name, values in measured.items():
        wall, used = ([value / STUDENTS for value in some] for some in zip(*values, strict=True))
        numbers = (min(wall), statistics.median(wall), max(wall), statistics.median(used))
        table.add_row(name, *(f"{value:.2f}" for value in numbers))
    Console(width=100).print(table)


if __name__ == "__main__":
    main()
