"""Under which condition calls go wrong."""

import numpy as np
import pytest

from convgrade.checks.trials import Answer, Trial
from convgrade.grading.conditions import condition_of, whole_numbers


def slide(x, bias=None, *, stride=1, padding=0):
    """Stand for a solution: its signature has the defaults."""


def calls(*some):
    """Return calls of ``slide``: a shape, and options."""
    return [Trial("slide", (np.zeros(shape), *args), kwargs, Answer(0)) for shape, args, kwargs in some]


def call(shape=(1, 3, 3), *args, **kwargs):
    """Return one call."""
    return shape, args, kwargs


RIGHT = [call(), call((1, 2, 2)), call((1, 4, 4), padding=1), call((1, 4, 4), stride=1)]


@pytest.mark.parametrize(
    ("wrong", "right", "words"),
    [
        ([call(stride=2), call(stride=3, padding=1)], RIGHT, "stride is not 1"),
        ([call(stride=2), call(stride=(2, 1))], [*RIGHT, call(stride=3)], "stride is 2 or (2, 1)"),
        ([call((1, 3, 3), np.ones(1)), call((1, 2, 2), np.zeros(2))], RIGHT, "bias is given"),
        (
            [call((1, 3, 3), np.ones(2)), call((1, 3, 3), np.ones(3))],
            [*RIGHT, call((1, 3, 3), np.ones(1))],
            "axis 0 of bias is longer than 1",
        ),
        ([call((1, 2, 3)), call((1, 3, 2))], RIGHT, "the last two axes of x have different lengths"),
        ([call((2, 2, 2)), call((3, 2, 2))], RIGHT, "axis 0 of x is longer than 1"),
        ([call(stride=n) for n in (2, 3, 4, 5)], [*RIGHT, call(stride=2, padding=2)], "stride is not 1"),
    ],
)
def test_a_condition_of_every_wrong_call(wrong, right, words):
    """What all wrong calls have, and right ones do not, is told."""
    wrong, right = calls(*wrong), calls(*right)

    assert condition_of(wrong, wrong, right, slide) == f"On the calls tried, it goes wrong only where {words}."


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ([call(stride=2)], RIGHT),
        ([call(stride=2), call(stride=3)], RIGHT[:2]),
        ([call(stride=2), call((1, 4, 4))], RIGHT),
        ([call(stride=n) for n in (2, 3, 4, 5)], [*RIGHT, *[call(stride=n) for n in (2, 3)]]),
        ([call(stride=2), call(speed=2)], RIGHT),
    ],
)
def test_no_condition_where_the_evidence_is_thin(wrong, right):
    """Too few calls, or a call without the condition, or many right calls with it: nothing is told."""
    assert condition_of(calls(*wrong), calls(*wrong), calls(*right), slide) is None


def test_an_option_that_never_works():
    """Where other calls go wrong for other reasons, it is told that an option does so without fail."""
    own = calls(call(stride=2))
    wrong = [*own, *calls(call(stride=3), call(stride=4), call(padding=1), call(padding=2))]

    assert condition_of(own, wrong, calls(call(), call(), call()), slide) == (
        "Every call tried where stride is not 1 goes wrong."
    )
    assert condition_of(own, wrong, calls(call(), call(), call(), call(stride=2)), slide) is None


def test_whole_numbers_that_are_set():
    """Options that are whole numbers other than their defaults are told, by place or by name."""
    (trial,) = calls(call((1, 3, 3), 5, stride=2, padding=0))

    assert whole_numbers(trial, slide) == {"stride": 2}
