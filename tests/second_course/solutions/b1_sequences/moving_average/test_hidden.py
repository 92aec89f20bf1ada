"""Against the reference, on fresh sequences."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import visibility, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, assert_unchanged

whole_numbers = st.integers(-9, 9).map(float)


@st.composite
def cases(draw):
    """Draw a sequence and a window that fits."""
    values = np.array(draw(st.lists(whole_numbers, min_size=1, max_size=8)))
    return Case("moving_average", (values, draw(st.integers(1, len(values)))))


@weight(2)
@visibility("after_published")
@given(case=cases())
def test_any_sequence(student, reference, case):
    """The averages are right for every sequence and every window that fits."""
    assert_same(student.moving_average(*case.args), want=reference.moving_average(*case.args), call=case)


@weight(1)
def test_leaves_its_input_alone(student):
    """The sequence is the same after the call."""
    student.moving_average(np.array([3.0, 1.0, 2.0]), 2)
    assert_unchanged(student, call="moving_average([3, 1, 2], 2)")
