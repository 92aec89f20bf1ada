"""Gradescope's two scripts: what they do when what they need is there, old, or missing."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convgrade.authoring.gradescope import LIVE_TORCH_FILE
from convgrade.reports.schema import validate
from convgrade.reports.writing import NOT_FINISHED

SCRIPTS = Path(__file__).parents[2] / "autograder" / "gradescope"
SHELLCHECK = shutil.which("shellcheck", path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
TOOLS = ("bash", "basename", "cat", "chmod", "cp", "dirname", "env", "id", "mkdir", "mv", "rm", "sed", "sh")


@pytest.fixture
def base(tmp_path):
    """Return Gradescope's folders with our scripts in them."""
    base = tmp_path / "autograder"
    for name in ("source/solutions/b1_numbers", "submission", "results", "venv/bin"):
        (base / name).mkdir(parents=True)
    shutil.copy(SCRIPTS / "setup.sh", base / "source")
    shutil.copy(SCRIPTS / "run_autograder", base)
    return base


@pytest.fixture
def tools(tmp_path):
    """Return a folder for PATH with the few tools that the scripts need."""
    folder = tmp_path / "tools"
    folder.mkdir()
    for name in TOOLS:
        (folder / name).symlink_to(shutil.which(name))
    script(folder / "sleep", "exit 0")
    return folder


def script(path, text):
    """Write a program."""
    path.write_text(f"#!/bin/bash\n{text}\n")
    path.chmod(0o755)


def run(path, tools, **variables):
    """Run a script with these tools alone."""
    environment = {"PATH": str(tools), "HOME": os.environ.get("HOME", "/"), **variables}
    return subprocess.run([path], check=False, env=environment, capture_output=True, text=True, timeout=60)


def python_of(version, base):
    """Return the text of a Python that says it is of this version and makes environments that do nothing."""
    return f"""
case "$*" in
  *version_info*) [ "{version}" = new ]; exit ;;
  *"-m pip --version"*) exit 0 ;;
  *"pip install"*--target*) mkdir -p "{base}/uv/bin"; cp "{base}/fake-uv" "{base}/uv/bin/uv" ;;
  *"-m venv"*) mkdir -p "{base}/venv/bin"; cp "$0" "{base}/venv/bin/python"; cp "$0" "{base}/venv/bin/convgrade" ;;
  --version) echo "Python {version}" ;;
esac
"""


@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
def test_scripts_are_bash(name):
    """Bash can read both scripts, and both may be run."""
    subprocess.run(["bash", "-n", SCRIPTS / name], check=True)

    assert os.access(SCRIPTS / name, os.X_OK)
    assert "/autograder" not in (SCRIPTS / name).read_text()


@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
@pytest.mark.skipif(SHELLCHECK is None, reason="shellcheck is not installed")
def test_scripts_pass_shellcheck(name):
    """Shellcheck finds nothing."""
    done = subprocess.run([SHELLCHECK, SCRIPTS / name], check=False, capture_output=True, text=True)

    assert done.stdout == ""


def entries(name):
    """Return the requirements of a file, each with its hashes in one line."""
    text = (SCRIPTS / name).read_text().replace("\\\n", "")
    return [line for line in text.splitlines() if line and not line.lstrip().startswith(("#", "--extra-index-url"))]


@pytest.mark.parametrize("name", ["requirements.txt", "uv.txt", "pip.txt", "requirements-torch.txt", "torch.txt"])
def test_requirements_are_pinned_by_hash(name):
    """Every package has a version and hashes."""
    pinned = entries(name)

    assert pinned
    assert all("==" in entry and "--hash=sha256:" in entry for entry in pinned)


def test_requirements_are_lean():
    """PyTorch is not among what every image gets, and no index is named."""
    assert not any(entry.startswith("torch") for entry in entries("requirements.txt"))
    assert "://" not in (SCRIPTS / "requirements.txt").read_text() + (SCRIPTS / "requirements-torch.txt").read_text()


def test_pytorch_is_pinned_apart_from_what_it_needs():
    """Its own index is asked for PyTorch alone, in the version that the answers were recorded with."""
    (version,) = re.findall(r"^torch==(.*)$", (SCRIPTS.parents[1] / "constraints.txt").read_text(), re.MULTILINE)

    assert (SCRIPTS / "torch.txt").read_text().startswith("--extra-index-url https://download.pytorch.org/whl/cpu\n")
    assert [entry.split()[0] for entry in entries("torch.txt")] == [f"torch=={version}+cpu"]
    assert not any(entry.startswith(("torch=", "nvidia")) for entry in entries("requirements-torch.txt"))


def test_setup_takes_a_python_that_is_new_enough(base, tools):
    """The first Python that is new enough makes the environment."""
    script(tools / "python3.12", python_of("new", base))
    script(tools / "python3", python_of("old", base))

    done = run(base / "source" / "setup.sh", tools)

    assert done.returncode == 0, done.stderr
    assert f"using {tools}/python3.12, Python new" in done.stdout


def test_setup_tries_the_python_it_is_told(base, tools):
    """PYTHON comes first."""
    script(tools / "python3.12", python_of("new", base))
    script(tools / "mine", python_of("new", base))

    done = run(base / "source" / "setup.sh", tools, PYTHON=str(tools / "mine"))

    assert f"using {tools}/mine" in done.stdout


def test_setup_brings_a_python_where_the_systems_is_old(base, tools):
    """Without a new Python and without apt-get, uv brings one into a folder beside the sources."""
    script(tools / "python3", python_of("old", base))
    script(base / "brought", python_of("new", base))
    script(
        base / "fake-uv",
        # As the real one, which finds nothing to say where it is told to be quiet.
        f'[[ "$*" != *find* || "$*" == *quiet* ]] || echo "{base}/brought"\n'
        f'echo "$UV_PYTHON_INSTALL_DIR $*" >> "{base}/log"',
    )

    done = run(base / "source" / "setup.sh", tools)

    assert done.returncode == 0, done.stderr
    assert f"using {base}/brought" in done.stdout
    assert (base / "log").read_text().startswith(f"{base}/python python install --no-bin 3.12\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root installs packages")
def test_setup_asks_the_distribution_first(base, tools):
    """As root, a finished new Python of the distribution is installed; a release candidate is passed over."""
    script(tools / "python3", python_of("old", base))
    script(base / "packaged", python_of("new", base))
    script(
        tools / "apt-cache",
        'case "$*" in *3.13) echo "  Candidate: (none)" ;; *3.12) echo "  Candidate: 3.12.0~rc1-1" ;;\n'
        '*3.11) echo "  Candidate: 3.11.2-6" ;; esac',
    )
    script(tools / "apt-get", f'[[ "$*" != *install* ]] || cp "{base}/packaged" "{tools}/${{@: -2:1}}"')

    done = run(base / "source" / "setup.sh", tools)

    assert done.returncode == 0, done.stderr
    assert f"using {tools}/python3.11" in done.stdout


def test_setup_keeps_the_system_as_it_is_when_told(base, tools):
    """With KEEP_SYSTEM, apt-get is never called."""
    script(tools / "python3", "exit 1")
    script(tools / "apt-get", f'echo called >> "{base}/log"')

    done = run(base / "source" / "setup.sh", tools, KEEP_SYSTEM="1")

    assert done.returncode == 1
    assert not (base / "log").exists()


def test_setup_fails_with_a_sentence_where_there_is_no_python(base, tools):
    """Without any way to a new Python, the last line says what to do."""
    script(tools / "python3", "exit 1")

    done = run(base / "source" / "setup.sh", tools, KEEP_SYSTEM="1")

    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        "setup.sh: no Python 3.11 or newer here, and none could be installed"
    )


def test_setup_tries_three_times_and_fails_with_a_sentence(base, tools):
    """Packages that cannot be installed are told, after three tries."""
    text = python_of("new", base).replace(
        "case", f'[[ "$*" != *hashes* ]] || {{ echo x >> "{base}/tries"; exit 1; }}\ncase', 1
    )
    script(tools / "python3.12", text)

    done = run(base / "source" / "setup.sh", tools)

    assert done.returncode == 1
    assert (base / "tries").read_text() == "x\nx\nx\n"
    assert "the packages of requirements.txt could not be installed" in done.stderr


def logs_pip(base):
    """Return a Python that says it is new, and writes down what pip is asked to install."""
    return python_of("new", base).replace(
        "case",
        f'all="$*"; [[ $all != *hashes* ]] || echo "${{all##*--require-hashes }}" >> "{base}/installed"\ncase',
        1,
    )


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ((), ["-r {source}/requirements.txt"]),
        (
            ("torch.txt", "requirements-torch.txt"),
            [
                "-r {source}/requirements.txt",
                "-r {source}/requirements-torch.txt",
                "--no-deps -r {source}/torch.txt",
            ],
        ),
    ],
    ids=["lean", "with PyTorch"],
)
def test_setup_installs_what_the_zip_pins(base, tools, files, wanted):
    """PyTorch, and what it needs, are installed where the zip brings their pins."""
    for name in files:
        shutil.copy(SCRIPTS / name, base / "source")
    script(tools / "python3.12", logs_pip(base))

    done = run(base / "source" / "setup.sh", tools)

    assert done.returncode == 0, done.stderr
    assert (base / "installed").read_text().splitlines() == [line.format(source=base / "source") for line in wanted]


def test_setup_takes_a_python_that_the_wheels_are_for(base, tools):
    """A zip that brings its packages along fails at once, with a sentence, where no Python fits them."""
    (base / "source" / "wheels").mkdir()
    (base / "source" / "wheels" / "versions").write_text("3.12 3.13\n")
    script(tools / "python3.13", "exit 1")
    script(tools / "apt-get", f'echo called >> "{base}/log"')

    done = run(base / "source" / "setup.sh", tools)

    assert done.returncode == 1
    assert done.stderr.startswith("setup.sh: no Python of the versions that this zip brings packages for (3.12 3.13);")
    assert not (base / "log").exists()


def graded(base, tools, convgrade):
    """Run run_autograder with this text as the convgrade command; return how it ended and its results."""
    script(base / "venv" / "bin" / "convgrade", convgrade)
    done = run(base / "run_autograder", tools)
    results = json.loads((base / "results" / "results.json").read_text())
    validate(results)
    return done, results


@pytest.mark.parametrize("convgrade", ["exit 0", "exit 3", "kill -9 $$"])
def test_results_are_valid_however_grading_ends(base, tools, convgrade):
    """A grader that writes nothing, fails or is killed leaves a valid file that says so, and exit code 0."""
    done, results = graded(base, tools, convgrade)

    assert done.returncode == 0
    assert results["score"] == 0
    assert results["output"].startswith("Grading did not finish")
    assert results["extra_data"] == {"finished": False}
    assert results["output"] == NOT_FINISHED


def test_results_are_valid_without_an_environment(base, tools):
    """The same where setup.sh never ran."""
    done = run(base / "run_autograder", tools)

    assert done.returncode == 0
    assert json.loads((base / "results" / "results.json").read_text())["score"] == 0


def test_a_grader_error_is_told_to_the_staff(base, tools):
    """The output, which staff see, names an exit code that means trouble; missing points are none."""
    assert "ended with exit code 3" in graded(base, tools, "exit 3")[0].stdout
    assert graded(base, tools, "exit 1")[0].stdout == ""


def test_grading_gets_folders_and_one_thread(base, tools):
    """Grading is called with Gradescope's folders, the zip's assignment, and one BLAS thread."""
    done, _ = graded(base, tools, 'echo "$*"; echo "$OMP_NUM_THREADS $OPENBLAS_NUM_THREADS"')

    assert done.stdout == (
        f"grade {base}/submission --assignments {base}/source/solutions --assignment b1_numbers "
        f"--out {base}/results --metadata {base}/submission_metadata.json --require-isolation closed\n"
        "1 1\n"
    )


def test_pytorch_is_asked_where_the_zip_says_so(base, tools):
    """A zip that was built with --live-torch has convgrade ask PyTorch itself."""
    (base / "source" / LIVE_TORCH_FILE).write_text("yes\n")

    done, _ = graded(base, tools, 'echo "$*"')

    assert done.stdout.endswith("--require-isolation closed --live-torch\n")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs student code as another user")
def test_solutions_and_results_are_closed_to_other_users(base, tools):
    """As root, nobody else may read the solutions, the results, the submission, and who handed it in."""
    (base / "submission_metadata.json").write_text("{}")
    graded(base, tools, "exit 0")
    folders = ("source", "results", "submission")

    assert [(base / name).stat().st_mode & 0o777 for name in folders] == [0o700] * 3
    assert (base / "submission_metadata.json").stat().st_mode & 0o777 == 0o600


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs student code as another user")
def test_the_environment_is_closed_to_other_users(base, tools):
    """As root, nobody else may enter the packages, among which PyTorch may be."""
    script(tools / "python3.12", python_of("new", base))

    run(base / "source" / "setup.sh", tools)

    assert (base / "venv").stat().st_mode & 0o777 == 0o700
