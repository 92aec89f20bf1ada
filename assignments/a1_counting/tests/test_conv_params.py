# Generated from solutions/a1_counting/conv_params/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of conv_params: the lecture's numbers, and PyTorch's answers."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same, recorded


@weight(2)
@pytest.mark.parametrize(("channels", "want"), [((1, 1), 10), ((3, 1), 28), ((3, 5), 140), ((5, 10), 460)])
def test_lecture_layers(student, channels, want):
    """The lecture's 3 x 3 layers have 10, 28, 140 and 460 parameters."""
    case = Case("conv_params", (*channels, 3))
    assert_same(student.conv_params(*case.args), want=want, call=case)


@weight(1)
@pytest.mark.parametrize(("channels", "want"), [((1, 1), 9), ((3, 5), 135), ((5, 10), 450)])
def test_without_bias(student, channels, want):
    """Without biases only the weights are counted: 9, 135 and 450."""
    case = Case("conv_params", (*channels, 3), {"bias": False})
    assert_same(student.conv_params(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
@recorded("pytorch")
def test_as_pytorch(student, case):
    """PyTorch's Conv2d has the same number of parameters."""
    assert_same(student.conv_params(*case.args, **case.kwargs), want=case.pytorch, call=case)
