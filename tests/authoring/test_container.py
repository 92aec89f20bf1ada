"""Rehearsals in containers: the real thing, where there are root, runc and a clean root that was made before.

``make rehearse`` makes the root and runs all of this; `make test` runs what takes a second, on a root that it finds.
"""

import json
import os
import shutil
from pathlib import Path

import pytest

from convgrade.authoring import rehearse_report
from convgrade.authoring.clean_root import require_tools
from convgrade.authoring.container import CleanRoot
from convgrade.authoring.docker import VARIANTS
from convgrade.authoring.gradescope import Variant
from convgrade.authoring.layout import unpack
from convgrade.authoring.rehearse import rehearse
from convgrade.authoring.release import gradescope_zip
from convgrade.authoring.running import Limits
from convgrade.core.archive import zip_bytes
from convgrade.core.errors import ConvgradeError, ExitCode, InputError
from convgrade.core.exercise import find_assignment
from convgrade.reports.results_json import failure_results

PROJECT = Path(__file__).parents[2]
NAMED = os.environ.get("CONVGRADE_CLEAN_ROOT")
ROOT = (PROJECT / (NAMED or "build/clean-root")).resolve()
RESULTS = json.dumps(failure_results("Fine."))
LOOKS_AROUND = f"""\
#!/usr/bin/python3
import ctypes, os, pathlib
libc = ctypes.CDLL(None, use_errno=True)
def call(*numbers):
    return 0 if libc.syscall(*numbers) >= 0 else ctypes.get_errno()
status = dict(line.split(":\\t", 1) for line in open("/proc/self/status").read().splitlines())
print("uid", os.getuid())
print("capabilities", status["CapEff"], status["CapBnd"])
print("seccomp", status["Seccomp"])
print("landlock", call(444, 0, 0, 1))
print("clone3", call(435, 0, 0))
print("mount", call(165, 0, 0, 0, 0, 0))
print("networks", *sorted(os.listdir("/sys/class/net")))
print("processes", len([name for name in os.listdir("/proc") if name.isdigit()]))
print("set up", open("/autograder/set-up").read().strip())
pathlib.Path("/autograder/set-up").write_text("spoilt by an earlier run")
pathlib.Path("/autograder/results/results.json").write_text({RESULTS!r})
"""
SETUP = "#!/bin/bash\necho once >> /autograder/set-up\nls /sys/class/net > /autograder/networks\n"


def why_not():
    """Return why no container can be run here, or nothing."""
    try:
        require_tools()
    except InputError as error:
        return str(error)
    return "" if (ROOT / "bin" / "bash").exists() else f"no clean root in {ROOT}: `make rehearse` makes one"


pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not())


@pytest.fixture(autouse=True)
def scratch(tmp_path, monkeypatch):
    """Keep throw-away folders in one of this test's own, since others may rehearse at the same time."""
    folder = tmp_path / "scratch"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def pack(tmp_path):
    """Make an autograder zip of two scripts."""

    def make(run_autograder, setup=SETUP):
        path = tmp_path / "autograder.zip"
        members = {"setup.sh": setup.encode(), "run_autograder": run_autograder.encode()}
        path.write_bytes(zip_bytes(members, tuple(members)))
        return path

    return make


@pytest.fixture
def submission(tmp_path):
    """Return a single file."""
    path = tmp_path / "double.py"
    path.write_text("def double(value):\n    return 2 * value\n")
    return path


def stage(*variants):
    """Return what makes the place of a rehearsal."""
    return lambda folder: CleanRoot(ROOT, folder, variants or ("docker",))


def said(run, keep):
    """Return what a run printed, by the first word of each line."""
    folder = keep / run.variant / "double" if (keep / run.variant).is_dir() else keep / "double"
    lines = (folder / "output.txt").read_text().splitlines()
    return {key: value for key, _, value in (line.replace("set up", "set-up").partition(" ") for line in lines)}


def left_over(scratch):
    """Return the control groups, mounts and folders that rehearsals left."""
    groups = [str(path) for path in Path("/sys/fs/cgroup").glob(f"*/convgrade-{os.getpid()}-*")]
    mounts = [line for line in Path("/proc/self/mounts").read_text().splitlines() if str(scratch) in line]
    return groups + mounts + [str(path) for path in scratch.iterdir()]


def test_a_container_is_as_docker_makes_it(pack, submission, tmp_path):
    """The scripts run as root with Docker's capabilities and filter, alone, and without a network when they grade."""
    (run,) = rehearse(pack(LOOKS_AROUND), [submission], keep=tmp_path / "kept", stage=stage())

    seen = said(run, tmp_path / "kept")
    assert run.problem is None
    assert seen == {
        "uid": "0",
        "capabilities": "00000000a80425fb 00000000a80425fb",
        "seccomp": "2",
        "landlock": "0",
        "clone3": "38",
        "mount": "1",
        "networks": "lo",
        "processes": "1",
        "set-up": "once",
    }


def test_variants_answer_as_their_systems_do(pack, submission, tmp_path):
    """Landlock is missing, or refused, and clone3 with it, as the table of variants says; each run is a fresh copy."""
    runs = rehearse(pack(LOOKS_AROUND), [submission], keep=tmp_path / "kept", stage=stage(*VARIANTS))

    seen = {run.variant: said(run, tmp_path / "kept") for run in runs}
    assert {name: (found["landlock"], found["clone3"], found["set-up"]) for name, found in seen.items()} == {
        "docker": ("0", "38", "once"),
        "no-landlock": ("38", "38", "once"),
        "old-docker": ("1", "1", "once"),
    }


def test_every_user_of_a_container_may_enter_its_folders(pack, submission, tmp_path):
    """A strict umask of this machine closes nothing to the users that workers get in the container."""
    script = "#!/bin/bash\nstat --format=%a / /autograder\n"
    before = os.umask(0o077)
    try:
        rehearse(pack(script), [submission], keep=tmp_path / "kept", stage=stage())
    finally:
        os.umask(before)

    assert (tmp_path / "kept" / "double" / "output.txt").read_text().split() == ["755", "755"]


def test_memory_of_a_container_is_limited(pack, submission):
    """A run that takes more than it may is ended by the system, and its peak is at the limit."""
    script = "#!/usr/bin/python3\nblock = bytearray(300 * 2**20)\nprint(len(block))\n"

    (run,) = rehearse(pack(script), [submission], memory_mib=100, stage=stage())

    if not run.limits.startswith("100 MiB of memory"):
        pytest.skip(f"limits here: {run.limits}")
    assert run.exit_code == 137
    assert 90 < run.peak_mib <= 100


def test_a_container_that_hangs_is_ended(pack, submission, scratch):
    """At its time limit a container goes with all of its processes."""
    mark = f"86{os.getpid()}"
    script = f"#!/bin/bash\nsetsid sleep {mark} &\nsleep {mark}\n"

    (run,) = rehearse(pack(script), [submission], seconds=1.5, stage=stage())

    assert run.problem == "run_autograder did not finish in 1.5 s"
    running = [path.read_bytes() for path in Path("/proc").glob("[0-9]*/cmdline") if path.exists()]
    assert [line for line in running if mark.encode() in line] == []
    assert left_over(scratch) == []


def test_nothing_is_left_and_the_root_is_as_it_was(pack, submission, scratch):
    """No group, no mount and no folder is left, and no file is written to the clean root."""
    before = sorted(path.name for path in ROOT.iterdir())

    rehearse(pack(LOOKS_AROUND), [submission], stage=stage())

    assert left_over(scratch) == []
    assert sorted(path.name for path in ROOT.iterdir()) == before


def test_setup_has_the_network_of_the_machine(pack, submission, tmp_path):
    """Only setup.sh sees the machine's network."""
    script = "#!/bin/bash\ncat /autograder/networks\n"

    rehearse(pack(script), [submission], keep=tmp_path / "kept", stage=stage())

    seen = (tmp_path / "kept" / "double" / "output.txt").read_text().split()
    assert seen == sorted(path.name for path in Path("/sys/class/net").iterdir())


def test_a_setup_that_fails_in_a_container_is_quoted(pack, submission):
    """What setup.sh said last is told."""
    setup = "#!/bin/bash\necho setup.sh: no network >&2\nexit 1\n"

    with pytest.raises(ConvgradeError, match=r"ended with exit code 1; its last lines:\nsetup.sh: no network"):
        rehearse(pack(LOOKS_AROUND, setup), [submission], stage=stage())


def test_a_root_that_cannot_start_is_told(tmp_path):
    """If no container starts, the message quotes the system."""
    root = tmp_path / "root"
    root.mkdir()
    folder = tmp_path / "stage"
    folder.mkdir()

    with pytest.raises(InputError, match="no container can be started here") as caught:
        CleanRoot(root, folder)

    assert "runc run failed" in str(caught.value)


def test_an_unknown_container_is_told(pack, submission):
    """The message lists the kinds there are."""
    with pytest.raises(InputError, match="no container 'podman': choose from docker, no-landlock, old-docker"):
        rehearse_report.rehearse_in_clean_root(pack(""), [submission], None, ROOT, ["podman"])


@pytest.mark.skipif(NAMED is None, reason="takes a minute: `make rehearse` runs it")
def test_the_real_zip_grades_in_containers_as_here(tmp_path, scratch, capsys, monkeypatch):
    """Set up from the index without anything of this machine, the zip gives each submission the points it gets here."""
    monkeypatch.setenv("COLUMNS", "100")
    path = tmp_path / "autograder.zip"
    path.write_bytes(gradescope_zip(find_assignment(PROJECT / "solutions", "a2_convolution")))
    submissions = [
        PROJECT / "tests" / "submissions" / name / "submission" for name in ("perfect", "patches_the_grader")
    ]

    code = rehearse_report.rehearse_in_clean_root(path, submissions, tmp_path / "kept", ROOT, list(VARIANTS))

    shown = capsys.readouterr().out
    assert "Of 6 runs 6 gave the same results as this machine." in shown
    assert code == ExitCode.ALL_POINTS
    levels = [line.split()[-3] for line in shown.splitlines() if line.strip().startswith(("perfect ", "patches_the"))]
    assert levels == ["sealed", "sealed", "closed", "closed", "closed", "closed"]
    assert left_over(scratch) == []


@pytest.mark.skipif(NAMED is None, reason="takes three minutes: `make rehearse` runs it")
def test_tensors_are_graded_in_a_container(tmp_path):
    """PyTorch comes with setup.sh where student code needs it, and fits into the memory; no check waits."""
    assignment = find_assignment(PROJECT / "solutions", "a5_vectorised")
    path, submission = tmp_path / "autograder.zip", tmp_path / "perfect"
    path.write_bytes(gradescope_zip(assignment))
    submission.mkdir()
    for exercise in assignment.exercises:
        shutil.copy(exercise.solution, submission / exercise.file_name)

    (run,) = rehearse(path, [submission], stage=stage())

    assert run.problem is None
    assert {test["status"] for test in run.results["tests"] if test["name"].startswith("conv2d_torch:")} == {"passed"}
    assert run.results["extra_data"]["needs_regrade"] is False
    assert rehearse_report.level_of(run.results) in ("closed", "sealed")


@pytest.mark.skipif(NAMED is None, reason="takes a minute: `make rehearse` runs it")
def test_the_steps_of_the_dockerfile_make_an_image_that_grades(tmp_path):
    """Copied and run as Docker would, without a network, what `--dockerfile --vendored` gives grades a submission."""
    folder, context = tmp_path / "containers", tmp_path / "context.zip"
    folder.mkdir()
    variant = Variant(vendored=("3.11",), dockerfile=True)
    context.write_bytes(gradescope_zip(find_assignment(PROJECT / "solutions", "a2_convolution"), variant))
    place = CleanRoot(ROOT, folder)
    place.image()
    base = place.fresh()
    unpack(context, tmp_path / "context")
    shutil.copytree(tmp_path / "context" / "source", base.source)
    text = (tmp_path / "context" / "Dockerfile").read_text()
    steps = text[text.index("\nRUN ") :].removeprefix("\nRUN ").partition("\n#")[0]

    with (tmp_path / "output").open("w+b") as output:
        built = place.execute(["/bin/sh", "-c", steps], "docker", Limits(2048, 2.0, 600.0), output)
        base.submit(PROJECT / "tests" / "submissions" / "perfect" / "submission")
        graded = place.execute(["/autograder/run_autograder"], "docker", Limits(768, 0.5, 600.0), output)

    assert (built.exit_code, graded.exit_code) == (0, 0), (tmp_path / "output").read_text()
    results = json.loads((base.results / "results.json").read_text())
    assert sum(test["score"] for test in results["tests"]) == 90


def test_what_is_shown_in_a_container_stays_as_it_is(tmp_path):
    """A command reads a folder of this machine that is shown to it, and cannot write there."""
    shown, folder = tmp_path / "shown", tmp_path / "containers"
    shown.mkdir()
    folder.mkdir()
    (shown / "word").write_text("here")
    place = CleanRoot(ROOT, folder)
    place.image()
    place.fresh()
    script = "cat /given/word; touch /given/new || exit 7"

    with (tmp_path / "output").open("w+b") as output:
        ended = place.execute(["/bin/bash", "-c", script], "docker", Limits(100, 0.5, 60.0), output, {"/given": shown})

    assert ended.exit_code == 7
    assert (tmp_path / "output").read_text().startswith("here")
    assert [path.name for path in shown.iterdir()] == ["word"]
