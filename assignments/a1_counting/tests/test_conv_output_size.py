# Generated from solutions/a1_counting/conv_output_size/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of conv_output_size: the lecture's sizes, two properties, and PyTorch's answers."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, recorded, rejects

_SMALL_IMAGE = [({}, 5), ({"padding": 1}, 7), ({"stride": 2}, 3), ({"stride": 2, "padding": 1}, 4)]


@weight(1)
@pytest.mark.parametrize(("options", "want"), _SMALL_IMAGE)
def test_lecture_image(student, options, want):
    """A 3 x 3 kernel on a 7 x 7 image gives 5 units along each axis, 7 with padding 1, 3 with stride 2, 4 with both."""
    case = Case("conv_output_size", (7, 3), options)
    assert_same(student.conv_output_size(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
@given(size=st.integers(1, 300))
def test_smallest_and_largest_kernel(student, size):
    """A kernel of one pixel keeps the size, and a kernel as large as the image gives a single unit."""
    for kernel_size, want in ((1, size), (size, 1)):
        case = Case("conv_output_size", (size, kernel_size))
        assert_same(student.conv_output_size(*case.args), want=want, call=case)


@weight(1)
def test_kernel_larger_than_image(student):
    """A kernel that is larger than the image is refused with a ValueError."""
    case = Case("conv_output_size", (2, 3))
    with rejects("ValueError", call=case):
        student.conv_output_size(*case.args)


@weight(1)
@recorded("pytorch")
def test_as_pytorch(student, case):
    """PyTorch's Conv2d gives outputs of the same size."""
    assert_same(student.conv_output_size(*case.args, **case.kwargs), want=case.pytorch, call=case)
