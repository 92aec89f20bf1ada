"""Rehearsals: Gradescope's folders and limits, every way a run can end, and nothing left behind."""

import json
import os
import re
import sys
import time
from pathlib import Path

import pytest

from convgrade.authoring import limits
from convgrade.authoring.limits import limited_group
from convgrade.authoring.pip_settings import SHOWN
from convgrade.authoring.rehearse import rehearse
from convgrade.authoring.rehearse_report import rehearse_and_show
from convgrade.core.archive import zip_bytes
from convgrade.core.errors import ConvgradeError, ExitCode, InputError
from convgrade.reports.results_json import failure_results

RESULTS = json.dumps(failure_results("Fine."))
WRITES_RESULTS = f"""#!/usr/bin/env bash
cat setup-was-here
ls -1 submission
cat > results/results.json <<'JSON'
{RESULTS}
JSON
"""
SETUP = "#!/usr/bin/env bash\necho once >> setup-was-here\n"


def limits_work():
    """Return whether this machine lets us limit memory."""
    with limited_group(64, 0.5) as group:
        return bool(group.folders) and "MiB of memory" in group.words


needs_limits = pytest.mark.skipif(not limits_work(), reason="this machine lets us set no limits")


@pytest.fixture
def pack(tmp_path):
    """Make an autograder zip of two scripts."""

    def make(run_autograder, setup=SETUP):
        path = tmp_path / "autograder.zip"
        path.write_bytes(zip_bytes({"setup.sh": setup.encode(), "run_autograder": run_autograder.encode()}))
        return path

    return make


@pytest.fixture
def no_limits(tmp_path, monkeypatch):
    """Pretend that the machine has no control groups."""
    monkeypatch.setattr(limits, "MOUNTS", tmp_path / "no mounts here")


@pytest.fixture
def submission(tmp_path):
    """Return a single file."""
    path = tmp_path / "double.py"
    path.write_text("def double(value):\n    return 2 * value\n")
    return path


def test_results_and_figures_come_back(pack, submission):
    """A run that leaves valid results gives its score and what it used."""
    (run,) = rehearse(pack(WRITES_RESULTS), [submission])

    assert (run.problem, run.exit_code, run.score, run.max_score) == (None, 0, 0.0, 0.0)
    assert run.results["output"] == "Fine."
    assert run.seconds > 0
    assert run.cpu_seconds > 0
    assert run.peak_mib > 0


def test_setup_runs_once_for_all_submissions(pack, submission, tmp_path):
    """Every run sees what setup.sh did, and only its own submission."""
    other = tmp_path / "total.py"
    other.write_text("")

    rehearse(pack(WRITES_RESULTS), [submission, other], keep=tmp_path / "kept")

    outputs = [(tmp_path / "kept" / name / "output.txt").read_text() for name in ("double", "total")]
    assert outputs == ["once\ndouble.py\n", "once\ntotal.py\n"]


def test_what_setup_took_is_told(pack, submission, capsys, monkeypatch, tmp_path):
    """Seconds, and the size of what pip says it downloaded, had in its cache or found on this machine's disk."""
    monkeypatch.setenv("COLUMNS", "200")
    on_disk = tmp_path / "torch-2.13.0+cpu-cp311-cp311-manylinux_2_28_x86_64.whl"
    on_disk.write_bytes(b" " * 600_000)
    said = [
        "Collecting numpy==2.4.6",
        "  Downloading numpy-2.4.6-cp311-cp311-manylinux_2_28_x86_64.whl (16.9 MB)",
        "Using cached rich-15.0.0-py3-none-any.whl (310 kB)",
        f"Processing {SHOWN}{on_disk}",
    ]
    setup = "#!/bin/sh\n" + "".join(f"echo '{line}'\n" for line in said)

    rehearse_and_show(pack(WRITES_RESULTS, setup), [submission], None)

    assert re.search(r"setup\.sh took \d+ s, and installed packages of 17\.8 MB\.", capsys.readouterr().out)


def test_folders_and_zips_are_unpacked(pack, submission, tmp_path):
    """A folder is copied, a zip unpacked, as Gradescope does; equal names are kept apart."""
    folder = tmp_path / "double"
    (folder / "inner").mkdir(parents=True)
    archive = tmp_path / "elsewhere" / "double.zip"
    archive.parent.mkdir()
    archive.write_bytes(zip_bytes({"packed.py": b""}))

    rehearse(pack(WRITES_RESULTS), [submission, folder, archive], keep=tmp_path / "kept")

    outputs = [(tmp_path / "kept" / name / "output.txt").read_text() for name in ("double", "double-2", "double-3")]
    assert outputs == ["once\ndouble.py\n", "once\ninner\n", "once\npacked.py\n"]


def test_a_folder_named_submission_is_known_by_its_parent(pack, tmp_path):
    """What is kept of `perfect/submission` is found under `perfect`."""
    (tmp_path / "perfect" / "submission").mkdir(parents=True)

    (run,) = rehearse(pack(WRITES_RESULTS), [tmp_path / "perfect" / "submission"], keep=tmp_path / "kept")

    assert run.results_file == tmp_path / "kept" / "perfect" / "results.json"


def test_kept_results_are_the_runs_own(pack, submission, tmp_path):
    """The results file survives the throw-away folder."""
    (run,) = rehearse(pack(WRITES_RESULTS), [submission], keep=tmp_path / "kept")

    assert json.loads(run.results_file.read_text()) == run.results


def test_metadata_is_there(pack, submission, tmp_path):
    """run_autograder finds a submission_metadata.json with Gradescope's keys."""
    rehearse(pack("#!/bin/sh\ncat submission_metadata.json\n"), [submission], keep=tmp_path / "kept")

    metadata = json.loads((tmp_path / "kept" / "double" / "output.txt").read_text())
    assert {"id", "created_at", "assignment", "users", "previous_submissions"} <= set(metadata)


def test_no_results_are_a_problem(pack, submission):
    """A run that writes nothing is told so."""
    (run,) = rehearse(pack("#!/bin/sh\ntrue\n"), [submission])

    assert run.problem == "run_autograder wrote no results.json"


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"score": "many"}'])
def test_invalid_results_are_a_problem(pack, submission, text):
    """A results.json that is empty, cut or of another form is told so."""
    (run,) = rehearse(pack(f"#!/bin/sh\nprintf '%s' '{text}' > results/results.json\n"), [submission])

    assert run.problem.startswith("results.json is not valid:")
    assert run.results == {}


def test_an_exit_code_is_a_problem(pack, submission):
    """Gradescope shows no results of a run that ends with an exit code other than 0."""
    (run,) = rehearse(pack(f"{WRITES_RESULTS}exit 3\n"), [submission])

    assert run.problem == "run_autograder ended with exit code 3"


def test_earlier_results_do_not_count(pack, submission, tmp_path):
    """A run never finds what the run before it wrote."""
    script = '#!/bin/sh\n[ -e submission/double.py ] || exit 0\nprintf "%s" "{" > results/results.json\n'
    other = tmp_path / "total.py"
    other.write_text("")

    runs = rehearse(pack(script), [submission, other])

    assert [run.problem.partition(":")[0] for run in runs] == [
        "results.json is not valid",
        "run_autograder wrote no results.json",
    ]


def hangs(tmp_path):
    """Return a script that hangs, with a child in the background, and where it leaves their numbers."""
    pids = tmp_path / "pids"
    return f"#!/bin/sh\nsleep 300 &\necho $! $$ > '{pids}'\nsleep 300\n", pids


def gone(pids):
    """Return whether processes have ended, given a moment."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        if not any(runs(pid) for pid in pids.read_text().split()):
            return True
        time.sleep(0.01)
    return False


def runs(pid):
    """Return whether a process runs: one that has ended may wait for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_run_that_hangs_is_ended(pack, submission, tmp_path):
    """At its time limit a run is ended, with every process it started."""
    script, pids = hangs(tmp_path)

    (run,) = rehearse(pack(script), [submission], seconds=0.5)

    assert run.exit_code is None
    assert run.problem == "run_autograder did not finish in 0.5 s"
    assert gone(pids)


def test_a_run_that_hangs_is_ended_without_groups(pack, submission, tmp_path, no_limits):
    """The same where there are no control groups; the words say that nothing was limited."""
    script, pids = hangs(tmp_path)

    (run,) = rehearse(pack(script), [submission], seconds=0.5)

    assert run.exit_code is None
    assert run.limits.startswith("none on memory and processor")
    assert gone(pids)


def test_figures_come_without_groups(pack, submission, no_limits):
    """Where there are no control groups the kernel's own account of the process is used."""
    (run,) = rehearse(pack(WRITES_RESULTS), [submission])

    assert run.problem is None
    assert run.peak_mib > 0


def test_what_a_run_leaves_running_is_ended(pack, submission, tmp_path):
    """A process that outlives run_autograder is ended too."""
    pids = tmp_path / "pids"

    rehearse(pack(f"#!/bin/sh\nsleep 300 &\necho $! > '{pids}'\n"), [submission])

    assert gone(pids)


@needs_limits
def test_a_process_of_its_own_session_is_ended(pack, submission, tmp_path):
    """Control groups end even what left run_autograder's process group."""
    pids = tmp_path / "pids"
    script = f"#!/bin/sh\nsetsid sleep 300 &\nsleep 0.2\npgrep -f 'sleep 300' -P $$ > '{pids}'\necho $! >> '{pids}'\n"

    rehearse(pack(script), [submission])

    assert gone(pids)


@needs_limits
def test_memory_is_limited(pack, submission):
    """A run that takes more memory than it may is ended by the system."""
    script = f"#!{sys.executable}\nblock = bytearray(300 * 2**20)\nprint(len(block))\n"

    (run,) = rehearse(pack(script), [submission], memory_mib=100)

    assert "100 MiB of memory" in run.limits
    assert run.exit_code != 0
    assert run.peak_mib <= 100


def test_no_group_is_left(pack, submission):
    """Control groups go with their run."""
    rehearse(pack(WRITES_RESULTS), [submission])

    assert list(Path("/sys/fs/cgroup").glob(f"*/convgrade-{os.getpid()}-*")) == []


def test_no_folder_is_left(pack, submission, tmp_path, monkeypatch):
    """The throw-away folder goes."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    rehearse(pack(WRITES_RESULTS), [submission])

    assert list(tmp_path.glob("convgrade-*")) == []


def test_the_second_version_of_groups(tmp_path, monkeypatch):
    """The unified hierarchy is used where its files are there."""
    root = tmp_path / "cgroup"
    root.mkdir()
    made = Path.mkdir

    def make_group(self, *args, **kwargs):
        made(self, *args, **kwargs)
        if self.parent == root:
            for name in ("memory.max", "cpu.max", "memory.swap.max", "cgroup.procs"):
                (self / name).touch()
            (self / "memory.peak").write_text(str(5 * 2**20))
            (self / "cpu.stat").write_text("usage_usec 1500000\nuser_usec 1\n")

    monkeypatch.setattr(Path, "mkdir", make_group)
    (tmp_path / "mounts").write_text(f"cgroup2 {root} cgroup2 rw,nosuid 0 0\n")
    monkeypatch.setattr(limits, "MOUNTS", tmp_path / "mounts")

    group = limits._second_version(768, 0.5)

    (folder,) = group.folders
    assert group.words == "768 MiB of memory, 0.5 processors"
    assert (folder / "memory.max").read_text() == str(768 * 2**20)
    assert (folder / "cpu.max").read_text() == "50000 100000"
    assert (group.peak_mib(), group.cpu_seconds()) == (5.0, 1.5)


def test_a_hierarchy_that_does_not_rule_memory_is_not_used(tmp_path, monkeypatch):
    """A group without the files we need is removed again."""
    (tmp_path / "cgroup").mkdir()
    (tmp_path / "mounts").write_text(f"cgroup2 {tmp_path / 'cgroup'} cgroup2 rw 0 0\n")
    monkeypatch.setattr(limits, "MOUNTS", tmp_path / "mounts")

    with limited_group(64, 0.5) as group:
        assert group.folders == ()

    assert list((tmp_path / "cgroup").iterdir()) == []


def test_a_failing_setup_is_told_with_its_last_lines(pack, submission):
    """What setup.sh printed last stands in the error."""
    setup = "echo first; for i in $(seq 30); do echo line $i; done; echo no network >&2; exit 7\n"

    with pytest.raises(ConvgradeError, match=r"ended with exit code 7") as caught:
        rehearse(pack(WRITES_RESULTS, setup), [submission])

    assert str(caught.value).endswith("line 30\nno network")
    assert "first" not in str(caught.value)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no zip", "cannot be unpacked"),
        (zip_bytes({"setup.sh": b""}), "it has no run_autograder at its top"),
        (zip_bytes({"folder/setup.sh": b"", "folder/run_autograder": b""}), "it has no setup.sh at its top"),
    ],
)
def test_a_zip_that_is_no_autograder_is_refused(tmp_path, submission, content, words):
    """A damaged zip, or one with another folder around it, is named."""
    path = tmp_path / "autograder.zip"
    path.write_bytes(content)

    with pytest.raises(InputError, match=words):
        rehearse(path, [submission])


def test_a_missing_submission_is_refused_before_anything_runs(pack, tmp_path):
    """A path that does not exist is named."""
    with pytest.raises(InputError, match="nowhere does not exist"):
        rehearse(pack(WRITES_RESULTS, "exit 1\n"), [tmp_path / "nowhere"])


def test_the_table_names_every_submission(pack, submission, capsys, monkeypatch):
    """The command prints scores and limits, and succeeds if every run left valid results."""
    monkeypatch.setenv("COLUMNS", "200")

    assert rehearse_and_show(pack(WRITES_RESULTS), [submission], None) == ExitCode.ALL_POINTS

    shown = capsys.readouterr().out
    assert submission.stem in shown
    assert "0 of 0" in shown
    assert "Limits: " in shown


def test_the_command_fails_if_a_run_did(pack, submission, capsys, monkeypatch):
    """A run without valid results is a grader error, told in the table."""
    monkeypatch.setenv("COLUMNS", "200")

    assert rehearse_and_show(pack("#!/bin/sh\n"), [submission], None) == ExitCode.GRADER_ERROR
    assert "run_autograder wrote no results.json" in capsys.readouterr().out
