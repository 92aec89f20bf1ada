"""Seconds and peak memory per submission: convgrade against other ways to grade the same exercise.

Run it with ``make bench``.  Every grader checks one numpy convolution against PyTorch; the runs are
interleaved, so that a busy machine slows all of them alike, and the ratios are what counts.

* cold: ``convgrade grade``, a new process per submission, recorded answers of PyTorch, student code in a worker;
* warm: the same grading in a process that has everything imported, workers from its fork server;
* pytest + torch: a plain test module that imports the student's file and asks PyTorch;
* gradescope-utils + torch: the same tests under its runner.

Both of ours are run twice: with the same two checks as the others, and with all checks of the exercise.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.table import Table

from convgrade.core.exercise import load_assignment
from convgrade.grading.grade import grade
from convgrade.grading.intake import take
from convgrade.reports.results_json import results_of
from convgrade.reports.writing import ResultsFile
from convgrade.worker.client import WorkerSource, start_workers

ROOT = Path(__file__).parents[2]
SUBMISSIONS = ROOT / "tests" / "submissions"
CASES = ("perfect", "forgets_bias", "wrong_for_stride_2", "float64_for_float32")
ROUNDS = int(os.environ.get("ROUNDS", "5"))

TORCH_TEST = """
import sys, unittest
sys.path.insert(0, {folder!r})
import numpy as np
import torch
from conv2d import conv2d

def want(x, w, b, stride, padding):
    tensors = [torch.from_numpy(a) for a in (x, w, b)]
    return torch.nn.functional.conv2d(*tensors, stride=stride, padding=padding).numpy()

def arrays():
    rng = np.random.default_rng(0)
    return rng.normal(size=(2, 3, 8, 8)), rng.normal(size=(4, 3, 3, 3)), rng.normal(size=4)

class TestConv2d(unittest.TestCase):
    def test_plain(self):
        x, w, b = arrays()
        assert np.allclose(conv2d(x, w, b), want(x, w, b, 1, 0))

    def test_stride_and_padding(self):
        x, w, b = arrays()
        assert np.allclose(conv2d(x, w, b, stride=2, padding=1), want(x, w, b, 2, 1))
"""

SAME_CASES = """
import numpy as np
from convgrade.checks import Case

def cases():
    rng = np.random.default_rng(0)
    arrays = rng.normal(size=(2, 3, 8, 8)), rng.normal(size=(4, 3, 3, 3)), rng.normal(size=4)
    return [Case("conv2d", arrays, {}, "plain"), Case("conv2d", arrays, {"stride": 2, "padding": 1}, "options")]
"""

SAME_CHECKS = """
from convgrade.checks import assert_same, recorded

@recorded("plain")
def test_plain(student, case):
    \'\'\'The sums are right.\'\'\'
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)

@recorded("options")
def test_stride_and_padding(student, case):
    \'\'\'Stride and padding are right.\'\'\'
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)
"""

GRADESCOPE_MAIN = """
import unittest
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
suite = unittest.defaultTestLoader.loadTestsFromName("test_torch")
with open("results.json", "w") as file:
    JSONTestRunner(visibility="visible", stream=file).run(suite)
"""


Way = Callable[[Path], tuple[float, float]]
"""Grades the submission in a folder; returns seconds and peak memory in MiB."""


class Peak:
    """Samples the memory of a process and its descendants (PSS, so shared pages count once)."""

    def __init__(self, pid: int) -> None:
        self.mib = 0.0
        self._pid = pid
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._sample, daemon=True)

    def _sample(self) -> None:
        while not self._done.wait(0.02):
            self.mib = max(self.mib, sum(memory_mib(pid) for pid in tree(self._pid)))

    def __enter__(self) -> "Peak":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()


def tree(pid: int) -> list[int]:
    """Return a process and its descendants."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return []
    return [pid, *(below for child in children for below in tree(int(child)))]


def memory_mib(pid: int) -> float:
    """Return the proportional set size of one process."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def timed(command: list[str], folder: Path) -> tuple[float, float]:
    """Run a command; return its seconds and the peak memory of its process tree in MiB."""
    begun = time.perf_counter()
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, cwd=folder, **quiet) as process, Peak(process.pid) as peak:
        process.wait()
    return time.perf_counter() - begun, peak.mib


def graders(courses: dict[str, Path], scratch: Path, workers: WorkerSource) -> dict[str, Way]:
    """Return every way to grade one submission's folder."""

    def cold(course: Path) -> Way:
        def run(folder: Path) -> tuple[float, float]:
            grade = [sys.executable, "-m", "convgrade", "grade", str(folder), "-a", course.name]
            return timed([*grade, "--assignments", str(course.parent), "--out", str(scratch / "out")], scratch)

        return run

    def warm(course: Path) -> Way:
        assignment = load_assignment(course)

        def run(folder: Path) -> tuple[float, float]:
            begun = time.perf_counter()
            with Peak(os.getpid()) as peak:
                results = ResultsFile(scratch / "warm" / "results.json")
                results.write(results_of(grade(take(folder, assignment), assignment, workers=workers)))
            return time.perf_counter() - begun, peak.mib

        return run

    def with_torch(command: list[str]) -> Way:
        def run(folder: Path) -> tuple[float, float]:
            (scratch / "test_torch.py").write_text(TORCH_TEST.format(folder=str(folder)))
            return timed(command, scratch)

        return run

    (scratch / "main.py").write_text(GRADESCOPE_MAIN)
    plain = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider", "test_torch.py"]
    return {
        **{f"convgrade, cold, {what}": cold(course) for what, course in courses.items()},
        **{f"convgrade, warm, {what}": warm(course) for what, course in courses.items()},
        "pytest + torch": with_torch(plain),
        "gradescope-utils + torch": with_torch([sys.executable, "main.py"]),
    }


def whole_exercise(course: Path) -> Path:
    """Return an assignment with conv2d as it is."""
    source = ROOT / "solutions" / "a2_convolution"
    assignment = course / "whole"
    assignment.mkdir(parents=True)
    (assignment / "assignment.toml").write_text((source / "assignment.toml").read_text())
    (assignment / "conv2d").symlink_to(source / "conv2d")
    return assignment


def same_checks(course: Path) -> Path:
    """Return an assignment with the two checks of the other graders, and PyTorch's answers recorded."""
    source = ROOT / "solutions" / "a2_convolution" / "conv2d"
    exercise = course / "same" / "conv2d"
    exercise.mkdir(parents=True)
    (exercise.parent / "assignment.toml").write_text('title = "Same checks"\ndomain = "convgrade.cnn"\n')
    (exercise / "exercise.toml").write_text('title = "c"\norder = 1\nfunctions = ["conv2d"]\npoints = 2\n')
    (exercise / "solution.py").write_text((source / "solution.py").read_text())
    (exercise / "cases.py").write_text(SAME_CASES)
    (exercise / "test_public.py").write_text(SAME_CHECKS)
    command = [sys.executable, "-m", "convgrade", "record", "same", "--device", "cpu", "--assignments", str(course)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return exercise.parent


def main() -> None:
    """Measure, and print medians and ratios."""
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        courses = {"same 2 checks": same_checks(scratch / "course"), "all checks": whole_exercise(scratch / "course")}
        with start_workers() as workers:
            ways = graders(courses, scratch, workers)
            measured: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
            for round_number in range(ROUNDS + 1):
                for case in CASES:
                    for name, way in ways.items():
                        result = way(SUBMISSIONS / case / "submission")
                        if round_number:
                            measured[name].append(result)
        show(measured)


def show(measured: dict[str, list[tuple[float, float]]]) -> None:
    """Print the table."""
    base = statistics.median(seconds for seconds, _ in measured["pytest + torch"])
    table = Table(title=f"One convolution exercise, {len(CASES)} submissions x {ROUNDS} rounds, interleaved")
    for column in ("grader", "seconds: min", "median", "max", "ratio to pytest + torch", "peak memory, MiB"):
        table.add_column(column, justify="left" if column == "grader" else "right")
    for name, values in measured.items():
        seconds = [second for second, _ in values]
        median = statistics.median(seconds)
        peak = max(mib for _, mib in values)
        numbers = [f"{min(seconds):.2f}", f"{median:.2f}", f"{max(seconds):.2f}", f"{median / base:.3f}", f"{peak:.0f}"]
        table.add_row(name, *numbers)
    console = Console(width=max(100, Console().width))
    console.print(table)
    console.print(
        textwrap.dedent(
            """\
            Peak memory is the sum of the proportional set sizes of a grader's process tree, sampled every 20 ms;
            the warm row counts this benchmark's own process."""
        ),
        highlight=False,
    )


if __name__ == "__main__":
    main()
