"""Hidden checks of max_pool2d_backward: each topic on any images, all together, integers, dtypes."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded

_PLAIN = {"kernel_size": st.integers(1, 3), "stride": None, "padding": 0, "tiles": True, "square": True}


def _assert_right(student, reference, case):
    """Fail the check unless the gradient is the reference's, and PyTorch's where it was asked."""
    want = reference.max_pool2d_backward(*case.args, **case.kwargs)
    got = student.max_pool2d_backward(*case.args, **case.kwargs)
    assert_same(got, want=want, also=case.pytorch, call=case, name="grad_x")


@weight(1)
@given(case=cnn.max_pool2d_backward_cases(**_PLAIN))
def test_any_images(student, reference, case):
    """The gradient is right for any images that windows cover side by side."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=cnn.max_pool2d_backward_cases(**_PLAIN | {"stride": st.integers(1, 3)}))
def test_any_stride(student, reference, case):
    """The gradient is right for any stride: windows may overlap, or leave gaps."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=cnn.max_pool2d_backward_cases(**_PLAIN, pixels="ties"))
def test_any_ties(student, reference, case):
    """The gradient is right where many pixels are equal."""
    _assert_right(student, reference, case)


@weight(0.75)
@given(case=cnn.max_pool2d_backward_cases(**_PLAIN | {"kernel_size": st.integers(2, 4), "padding": st.integers(1, 2)}))
def test_any_padding(student, reference, case):
    """The gradient is right for any padding."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.max_pool2d_backward_cases(pixels=st.sampled_from(["distinct", "ties", "drawn"]), layout=cnn.layouts()))
def test_everything_together(student, reference, case):
    """The gradient is right for any kernel size, stride, padding, shape and memory layout together."""
    _assert_right(student, reference, case)


@weight(0.5)
@recorded("grid")
def test_grid(student, reference, case):
    """PyTorch gives the same gradients with pairs, and with several options at a time."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("nearly equal")
def test_nearly_equal(student, reference, case):
    """Pixels that are nearly equal are not equal: the larger one gets the gradient."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, reference, case):
    """Images of integers have gradients with fractions."""
    _assert_right(student, reference, case)


def _small(dtype, first=2):
    """Return a small call."""
    x = np.array([[[[1, 5, 2, 0], [4, 3, 0, 7]]]], dtype)
    return Case("max_pool2d_backward", (np.array([[[[first, -3]]]], dtype), x, 2))


@weight(0.25)
def test_called_again(student, reference):
    """The same call gives the same gradient again: nothing is left over from the call before."""
    case = _small(np.float64)
    student.max_pool2d_backward(*case.args)
    want = reference.max_pool2d_backward(*case.args)
    assert_same(student.max_pool2d_backward(*case.args), want=want, call=f"{case}, once more", name="grad_x")


@weight(0.25)
def test_dtypes(student, reference):
    """The gradient is in float32 for images in float32, and in float64 for images in float64."""
    for dtype in (np.float64, np.float32):
        case = _small(dtype)
        want = reference.max_pool2d_backward(*case.args)
        assert_same(student.max_pool2d_backward(*case.args), want=want, dtype=dtype, call=case, name="grad_x")


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    for first in (2, 8):
        case = _small(np.float64, first)
        assert_array(student.max_pool2d_backward(*case.args), call=case)
        assert_unchanged(student, call=case)
