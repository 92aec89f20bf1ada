"""A small course and a way to grade with it, as the real command does, while something is broken."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from convgrade.reports.schema import validate

ROOT = Path(__file__).parents[2]
COURSE = ROOT / "tests" / "second_course" / "solutions"
ASSIGNMENT = "b1_sequences"


@dataclass(frozen=True)
class Graded:
    """What a run of the command came to; ``results`` is None where there is no results.json."""

    code: int
    errors: str
    results: dict | None

    @property
    def scores(self):
        """Return the scores by check."""
        return {test["name"]: test["score"] for test in self.results["tests"]}


class Bench:
    """A course, a submission and a folder for results, all of which may be broken."""

    def __init__(self, folder):
        self.folder = folder
        self.course = folder / "solutions"
        shutil.copytree(COURSE, self.course)
        self.assignment = self.course / ASSIGNMENT
        self.submission = folder / "submission"
        self.submission.mkdir()
        for exercise in ("moving_average", "count_words"):
            shutil.copy(self.assignment / exercise / "solution.py", self.submission / f"{exercise}.py")
        self.out = folder / "out"

    @property
    def arguments(self):
        """Return the arguments of the command."""
        course = ["--assignments", str(self.course), "-a", ASSIGNMENT]
        return ["grade", str(self.submission), *course, "--out", str(self.out)]

    def grade(self, *, setup="", before=(), shell=None, **more):
        """Run the command, after a line of Python that breaks something, or in a shell's line that does."""
        code = f"import sys; from convgrade.cli import main\n{setup}\nmain(sys.argv[1:])"
        command = [*before, sys.executable, *(["-c", code] if setup else ["-m", "convgrade"]), *self.arguments]
        if shell is not None:
            command = ["sh", "-c", shell, "sh", *command]
        environment = {**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH") or str(ROOT / "autograder")}
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        done = subprocess.run(command, text=True, timeout=240, env=environment, **streams, **more)
        return Graded(done.returncode, done.stderr, self.read())

    def read(self, name="results.json"):
        """Return a results file's document, after it was validated."""
        path = self.out / name
        if not path.is_file():
            return None
        document = json.loads(path.read_text(encoding="utf-8"))
        validate(document)
        return document

    def files(self):
        """Return what lies beside the results."""
        return sorted(path.name for path in self.out.iterdir())


@pytest.fixture
def bench(tmp_path):
    """Return a course with a right submission."""
    return Bench(tmp_path)


@pytest.fixture(scope="session")
def full(tmp_path_factory):
    """Return what the right submission gets where nothing is broken."""
    graded = Bench(tmp_path_factory.mktemp("full")).grade()
    assert graded.code == 0, graded.errors
    return graded
