"""Answers are compared in value, effect and dtype, each on its own."""

import numpy as np
import pytest

from convgrade.checks.trials import Answer, Trial
from convgrade.grading.suspects import Aspect, are_alike, is_right

TRIAL = Trial("f", (np.array([1.0]),), {}, Answer())
SINGLE = Trial("f", (np.array([1.0], np.float32),), {}, Answer())


def test_the_dtypes_in_a_tuple_count():
    """An array of another dtype is noticed inside a tuple or a dict."""
    one, other = np.zeros(2, np.float32), np.zeros(2)

    assert not is_right(Answer((1, one)), Answer((1, other)), TRIAL, Aspect.DTYPE)
    assert is_right(Answer((1, one)), Answer((1, other)), TRIAL)
    assert not are_alike(Answer({"a": one}), Answer({"a": other}), Aspect.DTYPE)


def test_single_precision_may_round():
    """Arguments in float32 allow for what rounding does in float32, and no others."""
    near, want = Answer(np.array([1.0 + 1e-6])), Answer(np.array([1.0]))

    assert is_right(near, want, SINGLE)
    assert not is_right(near, want, TRIAL)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        (Answer(raised=("IndexError", "LookupError")), Answer(raised=("IndexError", "LookupError")), True),
        (Answer(raised=("IndexError", "LookupError")), Answer(raised=("KeyError", "LookupError")), False),
        (Answer(raised=("IndexError",)), Answer(1), False),
        (Answer(1), Answer(1.0), False),
        (Answer(np.array([np.nan])), Answer(np.array([np.nan])), True),
        (Answer(np.array([np.inf])), Answer(np.array([1.0])), False),
    ],
)
def test_which_mistakes_are_the_same(one, other, alike):
    """Exceptions are the same if their types are, values if they are equal and of one kind."""
    assert are_alike(one, other, Aspect.VALUE) is alike


def test_an_exception_may_be_a_kind_of_the_wanted_one():
    """A subclass of the exception that is wanted is right."""
    assert is_right(Answer(raised=("JSONDecodeError", "ValueError")), Answer(raised=("ValueError",)), TRIAL)
