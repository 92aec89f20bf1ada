"""What happens where student code is held less firmly than it should be: levels, footers, refusals."""

import functools
import json
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from convgrade.core.errors import ExitCode, IsolationError
from convgrade.reports import deliver
from convgrade.reports.deliver import Order
from convgrade.reports.held import Held, lines
from convgrade.reports.schema import validate
from convgrade.worker import landlock, seccomp
from convgrade.worker.attempts import Finding
from convgrade.worker.client import start_workers
from convgrade.worker.levels import CALLS, FILES, HIDDEN, NO_PRIVILEGES, OWN_USER, Exposure, Isolation, Level

COURSE = Path(__file__).parents[1] / "second_course" / "solutions"
WORDS = "def count_words(text):\n    words = text.lower().split()\n    return {w: words.count(w) for w in words}\n"
AS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
pytestmark = pytest.mark.skipif(
    not (seccomp.machine() and landlock.version()[0]), reason="this machine does not have both filters"
)


@pytest.fixture
def open_course():
    """Return a copy of a course that everybody may read."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(COURSE, Path(name, "course"))
        for path in (Path(name), *Path(name).rglob("*")):
            path.chmod(0o755 if path.is_dir() else 0o644)
        yield Path(name, "course")


@pytest.fixture
def grade(tmp_path, monkeypatch):
    """Return a function that grades with some layers switched off; it returns exit code and results."""
    monkeypatch.setattr(deliver, "protect_grader", lambda: True)  # pytest itself is to stay as it is
    private = tmp_path / "private"
    private.mkdir(mode=0o700)
    submission = private / "count_words.py"
    submission.write_text(WORDS)

    def grade(assignments, *without, required=Level.PROCESS):
        monkeypatch.setattr(deliver, "start_workers", functools.partial(start_workers, without=without))
        order = Order(submission, "b1_sequences", assignments, out=private / "out", required=required)
        try:
            code = deliver.deliver(order)
        except IsolationError as error:
            code = error
        results = json.loads((private / "out" / "results.json").read_text(encoding="utf-8"))
        validate(results)
        return code, results

    return grade


def level_in(results):
    """Return the level that the footer tells."""
    return Level(results["output"].partition("isolation level '")[2].partition("'")[0])


@pytest.mark.parametrize(
    ("without", "level"),
    [
        ((), Level.CLOSED),
        ((OWN_USER,), Level.CLOSED),
        ((FILES,), Level.GUARDED),
        ((FILES, OWN_USER), Level.GUARDED),
        ((CALLS,), Level.PROCESS),
        ((HIDDEN,), Level.PROCESS),
        ((NO_PRIVILEGES,), Level.PROCESS),
    ],
)
def test_the_level_falls_with_each_layer_and_the_footer_tells(grade, open_course, without, level):
    """With a course that everybody may read, only the filter for files closes it."""
    code, results = grade(open_course, *without)

    assert code in (ExitCode.ALL_POINTS, ExitCode.POINTS_MISSING)
    assert level_in(results) == level
    assert all(f"{layer} (switched off)" in results["output"] for layer in without)


def test_nothing_is_graded_below_the_required_level(grade):
    """The refusal is a grader error with exit code 3; results.json scores nothing and says why."""
    error, results = grade(COURSE, CALLS, required=Level.CLOSED)

    assert error.exit_code == ExitCode.GRADER_ERROR
    assert "'process' here, and 'closed' is required" in str(error)
    assert (results["score"], results["tests"]) == (0, [])
    assert "mistake on our side, not yours" in results["output"]
    assert "'closed' is required" in results["output"]


def test_a_level_that_is_reached_is_no_obstacle(grade):
    """What this machine gives may be required."""
    code, results = grade(COURSE, required=Level.CLOSED)

    assert results["tests"] != []
    assert code in (ExitCode.ALL_POINTS, ExitCode.POINTS_MISSING)


@pytest.mark.skipif(not AS_ROOT, reason="only root can start workers with users of their own")
@pytest.mark.parametrize(("without", "level"), [((), Level.SEALED), ((FILES,), Level.CLOSED)])
def test_modes_that_close_the_course_count_for_root(grade, tmp_path, without, level):
    """In a folder that nobody else may enter, a user of its own closes the course without the filter for files."""
    course = shutil.copytree(COURSE, tmp_path / "private" / "course")

    _, results = grade(course, *without)

    assert level_in(results) == level


def held(isolation, *findings):
    """Return what the doctor would have found."""
    return Held(isolation, findings, [], 5.0)


def test_the_doctor_believes_the_attempts():
    """Layers that should hold count for nothing where an attempt worked."""
    open_door = Finding("acts", "start a process", Level.GUARDED, True, "")

    assert held(Isolation(Level.CLOSED, (), ()), open_door).level == Level.PROCESS
    assert held(Isolation(Level.GUARDED, (), ())).level == Level.GUARDED


def test_the_doctor_says_what_is_missing_and_how_to_get_it():
    """Each missing layer has a remedy, open files are named with theirs, and the requirement is repeated."""
    isolation = Isolation(
        Level.GUARDED, (OWN_USER,), (f"{FILES} (the kernel has none)",), Exposure(("/s", "/s/a"), ("/s", "/s/a"))
    )

    text = "\n".join(" ".join(line) for line in lines(held(isolation), Level.CLOSED))

    assert "level 'guarded'; 'closed' is required" in text
    assert "Linux 5.13 or newer with Landlock" in text
    assert "open to a worker: /s, /s/a; close the folder: chmod 0700 /s" in text
