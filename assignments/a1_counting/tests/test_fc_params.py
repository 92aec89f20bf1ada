# Generated from solutions/a1_counting/fc_params/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of fc_params: the lecture's numbers."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same


@weight(1)
def test_tutorial_image(student):
    """A grey image of 28 x 28 pixels and 500 units make 392 500 parameters."""
    case = Case("fc_params", (28 * 28, 500))
    assert_same(student.fc_params(*case.args), want=392_500, call=case)


@weight(1)
@pytest.mark.parametrize(("channels", "want"), [(1, 20_000_500), (3, 60_000_500)])
def test_lecture_image(student, channels, want):
    """A 200 x 200 image and 500 units make 20 000 500 parameters in grey and 60 000 500 in colour."""
    case = Case("fc_params", (channels * 200 * 200, 500))
    assert_same(student.fc_params(*case.args), want=want, call=case)


@weight(1)
@given(in_features=st.integers(1, 1000))
def test_one_unit_without_bias(student, in_features):
    """A single unit without a bias has one parameter per input."""
    case = Case("fc_params", (in_features, 1), {"bias": False})
    assert_same(student.fc_params(*case.args, **case.kwargs), want=in_features, call=case)
