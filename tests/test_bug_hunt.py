"""The exercise in which students write a check: no points for crying wolf, and none for counting calls."""

from pathlib import Path

import numpy as np
import pytest

from convgrade.checks.bank import misconceptions_of
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context, load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.exercise import find_assignment
from convgrade.core.results import Outcome

ASSIGNMENT = find_assignment(Path(__file__).parents[1] / "solutions", "a4_backprop")
EXERCISE = ASSIGNMENT.exercise("bug_hunt")
SOLUTION = load_module(EXERCISE.folder / "solution.py").find_bugs
BANK = {m.id: m.implementation for m in misconceptions_of(load_module(EXERCISE.folder / "misconceptions.py"))}


def hunt(find_bugs, seed=b"a seed"):
    """Return the result of the hunt."""
    context = Context(ASSIGNMENT, lambda _: InProcessCaller({"find_bugs": find_bugs}), seed)
    return run_checks(context, [EXERCISE]).results(EXERCISE)[-1]


def test_all_of_them():
    """Whoever finds all 24 gets all 15 points."""
    assert hunt(SOLUTION).score == 15


def test_points_follow_what_is_found():
    """Each one that is found counts the same, and the kinds of the others are told, without their code."""
    result = hunt(BANK["C509"])  # stride 1 alone: misses two

    assert (result.outcome, result.score) == (Outcome.FAILED, 15 * 22 / 24)
    assert "found 22 of 24" in result.message
    assert "a gradient that is right only for stride 1 (2 of 2)" in result.message
    assert "lambda" not in result.message and "einsum" not in result.message


@pytest.mark.parametrize("which", ["C501", "C515", "C521"])
def test_no_points_for_crying_wolf(which):
    """Whoever accuses a right implementation gets nothing for the wrong ones."""
    result = hunt(BANK[which])

    assert result.score == 0
    assert "implementations that are right" in result.message


def test_counting_calls_is_of_no_use():
    """A function that knows how many right ones there are, but not when they come, accuses a right one."""
    calls = []

    def first_three_are_right(implementation):
        calls.append(implementation)
        return len(calls) > 3 + 3  # the three of the public check come first

    assert max(hunt(first_three_are_right, seed).score for seed in (b"1", b"2", b"3")) == 0


def test_an_exception_finds_nothing():
    """A function that breaks on a wrong implementation has not found it; the others count."""

    def fragile(implementation):
        if SOLUTION(implementation):
            raise ValueError("operands could not be broadcast together")
        return False

    assert "found 0 of 24" in hunt(fragile).message


def test_another_answer_than_true_or_false():
    """What is no verdict is told as such."""
    assert "should be a bool" in hunt(lambda implementation: "wrong").message


@pytest.mark.parametrize(
    ("args", "words"),
    [
        ((np.ones((1, 1, 2, 2)), np.ones((1, 1, 3, 3)), np.ones((1, 1, 3, 3))), "grad_output has shape (1, 1, 2, 2)"),
        ((np.ones((1, 1, 2, 2)), np.ones((1, 2, 3, 3)), np.ones((1, 1, 2, 2))), "do not go together"),
        ((1, np.ones((1, 1, 3, 3)), np.ones((1, 1, 2, 2))), "four axes"),
        ((np.ones((1, 1, 1, 1)), np.ones((1, 1, 200, 200)), np.ones((1, 1, 200, 200))), "more than 5000 numbers"),
    ],
)
def test_an_implementation_that_is_called_wrongly_says_so(args, words):
    """The student's code gets a TypeError with the reason."""
    said = []

    def careless(implementation):
        try:
            implementation(*args)
        except TypeError as error:
            said.append(str(error))
        return False

    hunt(careless)

    assert all(words in text for text in said[3:])
    assert len(said) >= 27


def test_an_implementation_can_be_called_as_often_as_promised():
    """500 calls are fine, each time a new search begins; one more is refused."""
    one = np.ones((1, 1, 1, 1))
    counts = []

    def tireless(implementation):
        counts.append(0)
        try:
            for _ in range(600 if implementation.__name__.startswith("implementation") else 0):
                implementation(one, one, one)
                counts[-1] += 1
        except TypeError:
            pass
        return False

    hunt(tireless)

    assert set(counts[3:]) == {500}
