"""GitHub Classroom: the workflow's own steps, run here in a new environment, on honest and on edited repositories."""

import base64
import json
import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile

import pytest
import yaml

from convgrade.authoring.release import build_classroom_zips, classroom_zip
from convgrade.core.archive import unzip
from convgrade.core.exercise import load_assignment

RIGHT = {
    "double.py": "def double(value):\n    return 2 * value\n",
    "total.py": "def total(values):\n    return sum(values)\n",
}
SHOUTS = "::notice title=Autograding complete::Points 99/3"
WRONG = {
    "double.py": f"def double(value):\n    print({SHOUTS!r})\n    raise ValueError('```' + chr(10) + {SHOUTS!r})\n",
    "total.py": RIGHT["total.py"],
}
NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="GitHub runs the steps on Linux, in bash")


@pytest.fixture
def repository(course, tmp_path):
    """Return a function that unpacks the template and puts a student's files into it."""
    (built,) = build_classroom_zips(course, (), tmp_path / "dist")

    def push(files, name="repository"):
        with zipfile.ZipFile(built) as archive:
            archive.extractall(tmp_path / name)
        folder = tmp_path / name / "b1_numbers"
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text)
        return folder

    return push


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """Make an environment for the steps, as setup-python does."""
    folder = tmp_path_factory.mktemp("python")
    venv.create(folder, with_pip=True)
    return folder / "bin"


class Runner:
    """Runs the steps of a workflow as GitHub does, without the actions of others."""

    def __init__(self, folder, python, place):
        self.temp, self.summary, self.output = place / "temp", place / "summary.md", place / "output"
        self.temp.mkdir()
        workflow = yaml.safe_load((folder / ".github" / "workflows" / "classroom.yml").read_text())
        steps = workflow["jobs"]["run-autograding-tests"]["steps"]
        ours = ("PYTHONPATH", "VIRTUAL_ENV", "PYTEST_", "COV_")
        self._environment = {k: v for k, v in os.environ.items() if not k.startswith(ours)} | {
            "PATH": f"{python}:{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temp),
            "GITHUB_WORKSPACE": str(folder),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_OUTPUT": str(self.output),
        }
        self.codes, self.printed = [], ""
        for script in (step["run"] for step in steps if "run" in step):
            command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
            done = subprocess.run(command, cwd=folder, env=self._environment, capture_output=True, text=True)
            self.codes.append(done.returncode)
            self.printed += done.stdout + done.stderr

    @property
    def points(self):
        """Return the points as GitHub's reporter adds them up, the most there are, and how it ended."""
        known = json.loads(base64.b64decode(self.output.read_text().removeprefix("result=")))
        return sum(test["score"] for test in known["tests"]), known["max_score"], known["status"]

    @property
    def commands(self):
        """Return the commands to GitHub in what was printed: from some on it takes none until its token comes."""
        found, token = [], None
        for line in map(str.strip, self.printed.splitlines()):
            if token is None and line.startswith("::"):
                found.append(line)
                token = line.removeprefix("::stop-commands::") if line.startswith("::stop-commands::") else None
            elif token and line == f"::{token}::":
                token = None
        return found


@NOT_ON_WINDOWS
def test_the_workflow_checks_what_was_pushed(repository, python, tmp_path):
    """Every step succeeds on right files; summary and points say so, and nothing was edited."""
    run = Runner(repository(RIGHT), python, tmp_path)

    summary = run.summary.read_text()
    assert run.codes == [0, 0, 0], run.printed
    assert run.points == (3.5, 3.5, "pass")
    assert "## Numbers: 3.5 of 3.5 points" in summary
    assert "| ✅ | `double` Double \\| a number | all 2 checks passed | 2.5 / 2.5 |" in summary
    assert "changed" not in summary
    assert "missing" not in summary


@NOT_ON_WINDOWS
def test_editing_gains_nothing(repository, python, tmp_path):
    """Edited checks, points and packages, and modules that stand in the way, are not used, and are named."""
    edited = {
        "tests/test_double.py": "def test_three(student):\n    pass\n",
        "assignment.toml": "points = 99\n",
        "requirements.txt": "no-such-package-of-ours\n",
        "secrets.py": "raise SystemExit\n",
        "zipfile.py": "raise SystemExit\n",
        "convgrade/__init__.py": "raise SystemExit\n",
        ".github/workflows/classroom.yml": None,
    }
    workflow = repository({}, "pristine") / ".github" / "workflows" / "classroom.yml"
    edited[".github/workflows/classroom.yml"] = workflow.read_text() + "# mine\n"
    run = Runner(repository({**WRONG, **edited}), python, tmp_path)

    summary = run.summary.read_text()
    assert run.codes == [0, 0, 1], run.printed
    assert run.points == (1.0, 3.5, "fail")
    for name in ("tests/test\\_double.py", "assignment.toml", "requirements.txt", ".github/workflows/classroom.yml"):
        assert f"{name} was changed, and not used: the release's own was." in summary


@NOT_ON_WINDOWS
def test_what_student_code_prints_or_returns_is_no_command(repository, python, tmp_path):
    """GitHub takes no command from student code, and its texts do not leave their block in the summary."""
    run = Runner(repository(WRONG), python, tmp_path)

    blocks = re.findall(r"^(`{3,})text\n(.*?)\n\1$", run.summary.read_text(), re.DOTALL | re.MULTILINE)
    assert [command.rpartition("::")[0] for command in run.commands] == ["::stop-commands"]
    assert "Points 99" in "".join(text for _, text in blocks)
    assert "Points 99" not in re.sub(r"^(`{3,})text\n.*?\n\1$", "", run.summary.read_text(), flags=re.DOTALL | re.M)


def test_the_grade_is_the_same_whatever_was_edited(repository, course, tmp_path):
    """The course's own grading of a clone takes the exercises' files alone."""
    edited = {
        "tests/test_double.py": "def test_three(student):\n    pass\n",
        ".github/workflows/classroom.yml": "on: push",
    }
    scores = []
    for name, more in (("honest", {}), ("edited", edited)):
        clone = repository({**WRONG, **more}, name)
        (clone / ".git").mkdir()
        command = [sys.executable, "-m", "convgrade", "grade", str(clone), "-a", "b1_numbers"]
        command += ["--assignments", str(course), "--out", str(tmp_path / "out" / name)]
        done = subprocess.run(command, capture_output=True, text=True)
        known = json.loads((tmp_path / "out" / name / "results.json").read_text())
        scores.append((done.returncode, [test["score"] for test in known["tests"]]))

    assert sum(scores[0][1]) > 0
    assert scores[0] == scores[1]


def test_the_release_in_the_template_is_the_template(assignment):
    """The zip from which the workflow takes its checks holds every file of the template but itself."""
    files = {name.removeprefix("b1_numbers/"): data for name, data in unzip(classroom_zip(assignment)).items()}
    inner = {name.removeprefix("b1_numbers/"): d for name, d in unzip(files[".github/classroom/release.zip"]).items()}

    own = json.loads(inner.pop("manifest.json"))
    assert inner == {k: v for k, v in files.items() if k not in ("manifest.json", ".github/classroom/release.zip")}
    assert own["edition"] == json.loads(files["manifest.json"])["edition"]


def test_packages_that_exercises_need_are_installed(course):
    """A step installs them, PyTorch from its index without CUDA."""
    settings = course / "b1_numbers" / "total" / "exercise.toml"
    settings.write_text('packages = ["torch"]\n' + settings.read_text())

    files = unzip(classroom_zip(load_assignment(course / "b1_numbers")))
    workflow = yaml.safe_load(files["b1_numbers/.github/workflows/classroom.yml"])

    scripts = [step.get("run", "") for step in workflow["jobs"]["run-autograding-tests"]["steps"]]
    assert (
        sum("install --quiet torch --extra-index-url https://download.pytorch.org/whl/cpu" in s for s in scripts) == 1
    )


@pytest.mark.skipif(shutil.which("actionlint") is None, reason="actionlint is not installed")
def test_actionlint_finds_nothing(repository):
    """The workflow's syntax, expressions and scripts are right."""
    done = subprocess.run(["actionlint"], cwd=repository({}), capture_output=True, text=True)

    assert done.stdout == ""
