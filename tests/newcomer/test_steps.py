"""What counts as a step that went as a newcomer would expect."""

import importlib.util
import sys
from pathlib import Path

import pytest


@pytest.fixture
def steps(monkeypatch):
    """Load tests/newcomer/steps.py, as the program beside it does."""
    spec = importlib.util.spec_from_file_location("newcomer_steps", Path(__file__).with_name("steps.py"))
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "newcomer_steps", module)
    spec.loader.exec_module(module)
    return module


def test_a_step_that_ends_as_it_should_has_no_problem(steps):
    """The exit code and the words are those that are expected."""
    assert steps.Step("check", "convgrade check", 1, "not written yet").problem(1, "corr2d: not written yet") == ""


@pytest.mark.parametrize(
    ("code", "printed", "problem"),
    [
        (2, "not written yet", "ended with exit code 2, not 1"),
        (1, "nothing", "did not print 'not written yet'"),
        (1, "not written yet\nTraceback (most recent call last):", "printed a traceback"),
    ],
)
def test_a_step_that_ends_otherwise_says_how(steps, code, printed, problem):
    """Another exit code, missing words and tracebacks are each a problem."""
    assert steps.Step("check", "convgrade check", 1, "not written yet").problem(code, printed) == problem


def test_the_newest_python_comes_last(steps):
    """Each version is tried once, and none that is too old."""
    minors = [int(path.name.removeprefix("python3.")) for path in steps.pythons()]

    assert minors == sorted(set(minors))
    assert all(minor >= 11 for minor in minors)
