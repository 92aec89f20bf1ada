"""Hints come one at a time, the question about the last mistake first."""

import os
import subprocess
import sys

import pytest

from convgrade.core.errors import InputError
from convgrade.core.results import Outcome, Visibility
from convgrade.reports.hints import STATE, next_hint, remember_questions


@pytest.fixture
def folder(tmp_path):
    """Return a student's folder with one exercise and two hints."""
    (tmp_path / "tests").mkdir()
    (tmp_path / "assignment.toml").write_text(
        'title = "T"\n[[exercise]]\nname = "conv2d"\ntitle = "A layer"\norder = 1\nfunctions = ["conv2d"]\npoints = 4\n'
        'hints = ["Look.", "Look again."]\n'
    )
    return tmp_path


def failed(make, **more):
    """Return a report with one failed check of conv2d."""
    return make.one(Outcome.FAILED, **more)


def test_each_call_shows_the_next_stage(folder):
    """Stages come in their order, and the last one again."""
    assert [next_hint(folder, "conv2d") for _ in range(4)] == [
        "Hint 1 of 2: Look.",
        "Hint 2 of 2: Look again.",
        "You have seen all 2 hints on conv2d; the last one was: Look again.",
        "You have seen all 2 hints on conv2d; the last one was: Look again.",
    ]


def test_the_question_about_the_mistake_comes_first(folder, make):
    """A diagnosis' own hint is shown before the next stage, once."""
    next_hint(folder, "conv2d")
    remember_questions(folder, failed(make, hint="What is 2 + 2?"))

    assert next_hint(folder, "conv2d") == "About the check that failed: What is 2 + 2?"
    assert next_hint(folder, "conv2d") == "Hint 2 of 2: Look again."


def test_the_same_question_is_not_asked_twice(folder, make):
    """Checking again without a change brings no question back."""
    for _ in range(2):
        remember_questions(folder, failed(make, hint="What is 2 + 2?"))
        first = next_hint(folder, "conv2d")

    assert first == "Hint 1 of 2: Look."


def test_a_mended_mistake_is_forgotten(folder, make):
    """A question about a check that passes now is not asked."""
    remember_questions(folder, failed(make, hint="What is 2 + 2?"))
    remember_questions(folder, make.one())

    assert next_hint(folder, "conv2d") == "Hint 1 of 2: Look."


@pytest.mark.parametrize("how", [{"hide_errors": "Wrong."}, {"visibility": Visibility.HIDDEN}])
def test_what_is_hidden_asks_nothing(folder, make, how):
    """A check that students may not see, or not in full, gives no question."""
    remember_questions(folder, failed(make, hint="What is 2 + 2?", **how))

    assert next_hint(folder, "conv2d") == "Hint 1 of 2: Look."


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"conv2d": 3}', '{"conv2d": {"shown": "x"}}', '{"conv2d": {"shown": -5}}']
)
def test_a_damaged_file_starts_anew(folder, text):
    """What a student did to the file does no harm."""
    (folder / STATE).parent.mkdir()
    (folder / STATE).write_text(text)

    assert next_hint(folder, "conv2d") == "Hint 1 of 2: Look."


def test_a_misspelt_exercise(folder):
    """A name that there is not is answered with the nearest one."""
    with pytest.raises(InputError, match="did you mean 'conv2d'"):
        next_hint(folder, "conv2")


def test_the_command(folder):
    """The command prints one hint."""
    command = [sys.executable, "-m", "convgrade", "hint", "conv2d", "--folder", str(folder)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60)

    assert (done.returncode, done.stdout) == (0, "Hint 1 of 2: Look.\n")


def test_the_command_wraps_a_long_hint(folder):
    """A hint is printed in lines that fit the terminal, broken between words."""
    words = " ".join(["window"] * 30)
    toml = folder / "assignment.toml"
    toml.write_text(toml.read_text().replace("Look.", words))
    command = [sys.executable, "-m", "convgrade", "hint", "conv2d", "--folder", str(folder)]

    done = subprocess.run(command, capture_output=True, text=True, timeout=60, env={**os.environ, "COLUMNS": "50"})

    assert max(map(len, done.stdout.splitlines())) <= 50
    assert done.stdout.split() == ["Hint", "1", "of", "2:", *words.split()]
