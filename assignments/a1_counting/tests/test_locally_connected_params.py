# Generated from solutions/a1_counting/locally_connected_params/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of locally_connected_params: the lecture's numbers, and two layers of real size."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same


@weight(1)
@pytest.mark.parametrize(("options", "want"), [({}, 250), ({"bias": "filter"}, 226), ({"bias": "none"}, 225)])
def test_lecture_layer(student, options, want):
    """On a grey 7 x 7 image a 3 x 3 window costs 250 parameters, 226 with one bias in all, 225 without a bias."""
    case = Case("locally_connected_params", (1, 7, 7, 1, 3), options)
    assert_same(student.locally_connected_params(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
def test_one_window(student):
    """A window as large as the image makes a fully connected layer: 60 000 500 parameters for the lecture's."""
    case = Case("locally_connected_params", (3, 200, 200, 500, 200))
    assert_same(student.locally_connected_params(*case.args), want=60_000_500, call=case)


@weight(1)
def test_alexnet(student):
    """Without shared weights, AlexNet's first layer would have 105 705 600 parameters instead of 34 944."""
    case = Case("locally_connected_params", (3, 227, 227, 96, 11), {"stride": 4})
    assert_same(student.locally_connected_params(*case.args, **case.kwargs), want=105_705_600, call=case)
