"""Watching: what is checked after a save, what is not, and how it ends."""

import io
import os
import signal
import subprocess
import sys

import pytest
from rich.console import Console

from convgrade.core.errors import InputError
from convgrade.core.exercise import load_assignment
from convgrade.home.watch import Saves, Watch, watch_folder
from convgrade.worker.client import start_workers

WRONG = "def count_words(text):\n    return {}\n"


@pytest.fixture
def watch(folder):
    """Return a function that checks what has changed and returns what it printed."""
    with start_workers() as workers:
        assignment = load_assignment(folder)
        names = [exercise.name for exercise in assignment.exercises]

        def check():
            printed = io.StringIO()
            console = Console(file=printed, width=80)
            seen._console = console
            seen.check()
            return printed.getvalue()

        seen = Watch(assignment, names, workers, Console(), everything=False)
        yield check


class Scripted(Saves):
    """Notices saves that a test makes, and then Ctrl-C."""

    def __init__(self, paths, edits):
        super().__init__(paths, lambda seconds: None)
        self._edits = iter(edits)

    def wait(self):
        """Make the next edit, or be interrupted."""
        edit = next(self._edits, None)
        if edit is None:
            raise KeyboardInterrupt
        edit()
        super().wait()


def test_only_the_saved_exercise_is_checked(watch, folder):
    """After the first look at everything, a save leads to the exercise of that file alone."""
    first = watch()
    (folder / "count_words.py").write_text(WRONG)
    second = watch()

    assert "moving_average" in first
    assert "Checked count_words in" in second
    assert "moving_average  " not in second
    assert "next: count_words, check 2.1" in second


def test_a_save_without_a_change_is_not_checked(watch, folder):
    """Saving the same text again says nothing."""
    watch()
    (folder / "count_words.py").touch()

    assert watch() == ""


def test_a_file_that_is_imported_checks_those_that_import_it(watch, folder):
    """Saving one exercise also checks another that imports it."""
    (folder / "count_words.py").write_text(f"import moving_average\n{WRONG}")
    watch()
    (folder / "moving_average.py").write_text("def moving_average(values, window):\n    return values\n")

    assert "Checked moving_average, count_words in" in watch()


def test_files_that_are_gone_are_waited_for(watch, folder, release):
    """Without any file there is a sentence, and everything is checked once one is back."""
    for name in ("count_words.py", "moving_average.py", "b1_sequences.ipynb"):
        (folder / name).unlink()
    gone = watch()
    (folder / "count_words.py").write_bytes(release["count_words.py"])

    assert "holds none of the files" in " ".join(gone.split())
    assert "Checked moving_average, count_words in" in watch()


def test_a_save_is_noticed_once_the_files_are_at_rest(tmp_path):
    """A file that is still being written is waited for."""
    path = tmp_path / "a.py"
    pieces = iter(["a", "ab", "abc"])
    slept = []

    def sleep(seconds):
        slept.append(seconds)
        if text := next(pieces, None):
            path.write_text(text)

    Saves([path], sleep).wait()

    assert path.read_text() == "abc"
    assert len(slept) >= 4


def test_a_file_that_takes_anothers_place_is_noticed(tmp_path):
    """Editors write a new file and rename it: same size, same time, another file."""
    path, new = tmp_path / "a.py", tmp_path / "new"
    path.write_text("one")
    new.write_text("two")
    status = path.stat()
    os.utime(new, ns=(status.st_atime_ns, status.st_mtime_ns))
    saves = Saves([path], lambda seconds: None)
    new.replace(path)
    saves.wait()

    assert path.read_text() == "two"


@pytest.mark.parametrize("connection", ["inherited", "loopback"])
def test_fresh_interpreters_serve_as_well(folder, right, capsys, connection):
    """Where the system cannot fork, an interpreter is kept ready, and none is left at the end."""
    edits = [lambda: (folder / "count_words.py").write_text(right.count_words)]
    workers = start_workers("fresh", connection=connection, keep_ready=True)

    code = watch_folder(folder, ["count_words"], workers=workers, saves=lambda paths: Scripted(paths, edits))

    printed = capsys.readouterr().out
    assert code == 0
    assert "[##############----------] 4 of 7 points" in printed.replace("bonus", "")
    assert printed.endswith("No longer watching.\n")


def test_an_unknown_exercise_is_refused(folder):
    """A misspelt name ends with the nearest one, before anything runs."""
    with pytest.raises(InputError, match="did you mean 'count_words'"):
        watch_folder(folder, ["count_word"])


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no SIGINT from outside")
def test_ctrl_c_ends_it_in_a_sentence(folder):
    """The command ends with exit code 0, a sentence, and no traceback."""
    command = [sys.executable, "-u", "-m", "convgrade", "watch", "--folder", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        for text in process.stdout:
            if "Save to check again" in text:
                break
        process.send_signal(signal.SIGINT)
        rest, errors = process.communicate(timeout=60)

    assert (process.returncode, errors) == (0, "")
    assert "No longer watching." in rest
