"""Golden submissions: what was handed in, and the report that it must get.

Each folder of ``tests/submissions`` has a ``submission/``, a ``case.toml`` that says what it is about and
which words the report must hold, and ``expected.json``.  After a change that is meant, run
``UPDATE_GOLDENS=1 python -m pytest tests/test_submissions.py`` and read the difference.
"""

import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from convgrade.reports.schema import validate

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "submissions"
ASSIGNMENT = "a2_convolution"
EXERCISES = ("corr2d", "conv2d")


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """Return a course of the two exercises that the submissions answer: it does not grow with the real one."""
    course = tmp_path_factory.mktemp("course")
    source = ROOT / "solutions" / ASSIGNMENT
    (course / ASSIGNMENT).mkdir()
    shutil.copy(source / "assignment.toml", course / ASSIGNMENT)
    for exercise in EXERCISES:
        shutil.copytree(source / exercise, course / ASSIGNMENT / exercise)
    return course


def handed_in(case, folder):
    """Lay out what a student handed in: a folder or a zip."""
    options = tomllib.loads((CASES / case / "case.toml").read_text(encoding="utf-8"))
    files = folder / "homework"
    shutil.copytree(CASES / case / "submission", files)
    match options.get("pack"):
        case None:
            return files
        case how:
            path = folder / "homework.zip"
            with zipfile.ZipFile(path, "w") as archive:
                for file in sorted(files.rglob("*.py")):
                    archive.write(file, f"homework/{file.name}")
                    if how == "macosx":
                        archive.writestr(f"__MACOSX/homework/._{file.name}", b"\0\5\x16\7")
            return path


def summary(done, results):
    """Return what the golden file keeps of a report."""
    return {
        "exit_code": done.returncode,
        "score": sum(test["score"] for test in results["tests"]),
        "outcomes": {test["name"]: test["extra_data"]["outcome"] for test in results["tests"]},
    }


@pytest.mark.parametrize("case", sorted(path.parent.name for path in CASES.glob("*/case.toml")))
def test_the_report_is_the_golden_one(case, course, tmp_path):
    """A submission gets the report that was agreed on, from the real command, and results.json is valid."""
    command = [sys.executable, "-m", "convgrade", "grade", str(handed_in(case, tmp_path)), "-a", ASSIGNMENT]
    command += ["--assignments", str(course)]

    done = subprocess.run(
        [*command, "--out", str(tmp_path / "out"), "--all"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        env={**os.environ, "COLUMNS": "120"},
        timeout=120,
    )

    results = json.loads((tmp_path / "out" / "results.json").read_text(encoding="utf-8"))
    validate(results)
    expected = CASES / case / "expected.json"
    got = summary(done, results)
    if os.environ.get("UPDATE_GOLDENS"):
        expected.write_text(json.dumps(got, indent=2) + "\n", encoding="utf-8")
    said = "\n".join([results.get("output", ""), *(test["output"] for test in results["tests"])])
    says = tomllib.loads((CASES / case / "case.toml").read_text(encoding="utf-8"))["says"]
    assert [words for words in says if words not in said] == []
    assert got == json.loads(expected.read_text(encoding="utf-8"))
