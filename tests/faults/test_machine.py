"""Something is wrong with the machine: never a wrong score, never a lost earlier result, always a clear word."""

import ast
import os
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from convgrade.reports.deliver import NOT_GRADED
from convgrade.reports.writing import NOT_FINISHED

PACKAGE = Path(__file__).parents[2] / "autograder" / "convgrade"
JUMPING = """
import random, time
real, chance = time.time, random.Random(0)
time.time = lambda: real() + chance.uniform(-1e6, 1e6)
time.time_ns = lambda: int(1e9 * time.time())
"""
UNSTARTABLE = """
import convgrade.worker.forked as forked
forked._START_SECONDS, started = 1.0, []
def command(role):
    started.append(role)
    print("started", len(started), file=sys.stderr)
    return {}
forked.command = command
"""
BROKEN = """
import convgrade.grading.grade as grading
def run_checks(*_):
    raise {}
grading.run_checks = run_checks
"""


def can(*command):
    """Return whether a command that needs rights works here."""
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def fill(folder, but=0):
    """Fill a file system, but for so many blocks."""
    left = os.statvfs(folder)
    (folder / "filler").write_bytes(bytes((left.f_bavail - but) * left.f_frsize))


@pytest.fixture
def small_disk(bench):
    """Mount a file system of so many KiB where the results go; it may be read-only."""
    bench.out.mkdir()

    def mount(size_kib, *options):
        settings = ",".join([f"size={size_kib}k", *options])
        if not can("mount", "-t", "tmpfs", "-o", settings, "tmpfs", str(bench.out)):
            pytest.skip("only root can mount a small file system")

    yield mount
    while can("mountpoint", "-q", str(bench.out)):
        subprocess.run(["umount", str(bench.out)], check=True)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a process that adopts orphans")
def test_kills_at_random_moments_change_nothing():
    """After each of five kills the same command gives the same scores, with no process and no file left over."""
    script = Path(__file__).with_name("kills.py")

    done = subprocess.run([sys.executable, str(script), "--kills", "5"], capture_output=True, text=True, timeout=600)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "5 kills: 0 with something wrong" in done.stdout


def test_an_interrupted_run_has_no_results(bench):
    """Ctrl-C in the middle of the checks does not make results of those that have run."""
    path = bench.assignment / "moving_average" / "test_public.py"
    interruption = (
        "import os, signal\n\ndef test_a_key(student):\n    'A key.'\n    os.kill(os.getpid(), signal.SIGINT)\n"
    )
    path.write_text(path.read_text() + interruption)

    graded = bench.grade()

    assert (graded.code, graded.results["output"]) == (130, NOT_FINISHED)


def test_a_disk_that_fills_up_keeps_the_earlier_results(bench, small_disk, full):
    """Where the new results do not fit, the old ones are whole beside a word that there are none."""
    small_disk(64)
    first = bench.grade()
    fill(bench.out, but=2)

    graded = bench.grade()

    assert first.scores == full.scores
    assert (graded.code, graded.results["output"]) == (3, NOT_GRADED)
    assert "No space left on device; what was there stays" in graded.errors
    assert bench.read("results.previous.json") == first.results
    assert bench.files() == ["filler", "results.json", "results.previous.json"]


def test_a_disk_that_is_full_is_said_before_grading(bench, small_disk, full):
    """Where not even the placeholder fits, nothing is graded, and the earlier results stay in their place."""
    small_disk(64)
    first = bench.grade()
    fill(bench.out)

    graded = bench.grade()

    assert first.scores == full.scores
    assert (graded.code, graded.results) == (3, first.results)
    assert "nothing was graded" in graded.errors
    assert bench.files() == ["filler", "results.json"]


def test_a_limit_on_file_sizes_leaves_a_whole_file(bench):
    """A file that may not grow to the size of the results is no half file; a short one says so."""
    limits = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (2048, 2048))  # noqa: E731 - for the child

    graded = bench.grade(preexec_fn=limits)

    assert (graded.code, graded.results["output"]) == (3, NOT_GRADED)
    assert "results.json cannot be written: File too large" in graded.errors
    assert bench.files() == ["results.json"]


def test_a_read_only_folder_is_named(bench, small_disk):
    """The message says which folder, and what to do instead; nothing is graded."""
    if os.geteuid() == 0:
        small_disk(64, "ro")
    else:
        bench.out.mkdir(mode=0o500)

    graded = bench.grade()

    assert (graded.code, graded.results) == (3, None)
    assert f"{bench.out}/results.json cannot be written: " in graded.errors
    assert "name another folder with --out" in graded.errors
    assert "Traceback" not in graded.errors


def test_without_proc_the_scores_are_the_same(bench, full):
    """Where /proc is not mounted grading goes on with the same scores, and says which layers are missing."""
    hidden = ["unshare", "--mount", "--propagation", "private", "sh", "-c"]  # the machine keeps its own
    if not can(*hidden, "mount -t tmpfs none /proc"):
        pytest.skip("only root can hide /proc")

    graded = bench.grade(before=[*hidden, 'mount -t tmpfs none /proc && exec "$@"', "sh"])

    assert Path("/proc/self/stat").exists()
    assert (graded.code, graded.scores) == (0, full.scores)
    assert "own user (" in graded.results["output"].partition("; missing: ")[2]


def test_a_clock_that_jumps_changes_nothing(bench, full):
    """The time of day may jump by days at each look at it."""
    graded = bench.grade(setup=JUMPING)

    assert (graded.code, graded.scores) == (0, full.scores)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_looks_at_the_time_of_day(path):
    """Deadlines and durations come from clocks that only go forward."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    looked_at = {ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Attribute)}

    assert not looked_at & {"time.time", "time.time_ns", "datetime.now", "datetime.datetime.now", "datetime.utcnow"}


@pytest.mark.parametrize(
    "command", ["['/bin/false']", "['/bin/sleep', '30']", "['/no/such/program']", "['/bin/echo', 'x']"]
)
def test_a_worker_that_never_starts_is_a_grader_error(bench, command):
    """Grading ends after two attempts, not after two for each check, with a sentence for the student."""
    graded = bench.grade(setup=UNSTARTABLE.format(command))

    assert (graded.code, graded.results["output"], graded.results["tests"]) == (3, NOT_GRADED, [])
    assert graded.errors.count("started") <= 3


def test_a_report_that_cannot_be_printed_does_not_cost_the_results(bench, full):
    """On a full disk, or into a pipe that nobody reads, the exit code says that something is wrong."""
    graded = bench.grade(shell='exec "$@" > /dev/full')

    assert (graded.code, graded.scores) == (3, full.scores)
    assert f"{bench.out}/results.json is complete" in graded.errors
    assert "Traceback" not in graded.errors


@pytest.mark.parametrize("error", ["MemoryError", "RecursionError('deep')", "OSError(24, 'x')", "SystemExit(0)"])
def test_whatever_goes_wrong_in_the_grader_is_not_the_students_fault(bench, error):
    """An error of any kind in the middle of grading is exit code 3, and results without points."""
    graded = bench.grade(setup=BROKEN.format(error))

    assert (graded.code, graded.results["output"], graded.results["tests"]) == (3, NOT_GRADED, [])


def test_an_error_before_grading_is_not_taken_for_missing_points(bench):
    """Python's own exit code for an error, 1, means something else here."""
    graded = bench.grade(setup="import convgrade.reports as r; r.__path__ = []")

    assert (graded.code, graded.results) == (3, None)
