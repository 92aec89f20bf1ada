"""Slow versions are named by what they loop over."""

import textwrap

import pytest

from convgrade.core.exercise import Exercise
from convgrade.core.results import Check, CheckResult, Outcome
from convgrade.grading.slowness import slow_ones

BANK = """
from convgrade.checks import misconception

@misconception("A20", "It loops over images.", hint="Which axis?", grows_with=["images"])
def over_images(x):
    return x

@misconception("A21", "It loops over pixels.", hint="Which axes?", grows_with=["pixels"])
def over_pixels(x):
    return x

@misconception("A23", "It copies.", hint="How much?", grows_with=[])
def copies(x):
    return x

@misconception("B20", "The gradient loops over images.", hint="Which axis?", function="backward", grows_with=["images"])
def backward_over_images(x):
    return x

@misconception("A05", "It is wrong.", hint="Why?")
def wrong(x):
    return x
"""


@pytest.fixture
def named(tmp_path):
    """Return a function that names what a failed check of speed looks like."""
    (tmp_path / "misconceptions.py").write_text(textwrap.dedent(BANK))
    places = {"public_checks": tmp_path / "test_public.py", "recorded": tmp_path / "recorded.npz"}
    exercise = Exercise("pool", tmp_path, "Pool", 1, ("forward", "backward"), 4, **places)

    def name(speed, outcome=Outcome.FAILED):
        check = Check("pool/test_hidden.py::test_speed", "pool", "It is fast.", 4, "1.1")
        [diagnosis] = slow_ones(exercise, [CheckResult(check, outcome, 0, extra={"speed": speed})]).values() or [None]
        return diagnosis.ids if diagnosis else None

    return name


@pytest.mark.parametrize(
    ("function", "grows_with", "ids"),
    [
        ("forward", ["images"], ("A20",)),
        ("forward", ["pixels"], ("A21",)),
        ("forward", [], ("A23",)),
        ("backward", ["images"], ("B20",)),
    ],
)
def test_the_loop_names_the_version(named, function, grows_with, ids):
    """The slow version of the same function that loops over the same things is named."""
    assert named({"function": function, "grows_with": grows_with}) == ids


def test_an_unknown_loop_has_no_name(named):
    """A loop that no version of the bank has is explained by the check alone."""
    assert named({"function": "forward", "grows_with": ["channels"]}) is None


def test_a_check_that_passed_has_no_name(named):
    """Fast code looks like no slow version."""
    assert named({"function": "forward", "grows_with": ["images"]}, Outcome.PASSED) is None


def test_wrong_values_have_no_slow_name(named):
    """A check of speed that ended with a wrong value says nothing about loops."""
    assert named({}) is None
