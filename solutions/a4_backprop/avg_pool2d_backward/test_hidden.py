"""Hidden checks of avg_pool2d_backward: each topic on any images, all together, dtypes."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded

_PLAIN = {"kernel_size": st.integers(1, 3), "stride": None, "padding": 0, "tiles": True, "square": True}
_PADDED = _PLAIN | {"kernel_size": st.integers(2, 4), "padding": st.integers(1, 2)}


def _assert_right(student, reference, case):
    """Fail the check unless the gradient is the reference's, and PyTorch's where it was asked."""
    want = reference.avg_pool2d_backward(*case.args, **case.kwargs)
    got = student.avg_pool2d_backward(*case.args, **case.kwargs)
    assert_same(got, want=want, also=case.pytorch, call=case, name="grad_x")


@weight(0.75)
@given(case=cnn.avg_pool2d_backward_cases(**_PLAIN | {"stride": st.integers(1, 3)}))
def test_any_stride(student, reference, case):
    """The gradient is right for any stride: windows may overlap, or leave gaps."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.avg_pool2d_backward_cases(**_PADDED))
def test_any_padding(student, reference, case):
    """The gradient is right for any padding."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.avg_pool2d_backward_cases(**_PADDED, count_include_pad=False))
def test_any_padding_that_does_not_count(student, reference, case):
    """The gradient is right for any padding that does not count."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.avg_pool2d_backward_cases(count_include_pad=st.booleans(), values="real", layout=cnn.layouts()))
def test_everything_together(student, reference, case):
    """The gradient is right for any kernel size, stride, padding, shape, memory layout and fractions together."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("grid")
def test_grid(student, reference, case):
    """PyTorch gives the same gradients with pairs, and with several options at a time."""
    _assert_right(student, reference, case)


def _small(dtype, first=2):
    """Return a small call."""
    return Case("avg_pool2d_backward", (np.array([[[[first, -3]]]], dtype), (1, 1, 2, 4), 2))


@weight(0.25)
def test_called_again(student, reference):
    """The same call gives the same gradient again: nothing is left over from the call before."""
    case = _small(np.float64)
    student.avg_pool2d_backward(*case.args)
    want = reference.avg_pool2d_backward(*case.args)
    assert_same(student.avg_pool2d_backward(*case.args), want=want, call=f"{case}, once more", name="grad_x")


@weight(0.25)
def test_dtypes(student, reference):
    """The gradient is in float32 for an upstream gradient in float32, and in float64 for one in float64."""
    for dtype in (np.float64, np.float32):
        case = _small(dtype)
        want = reference.avg_pool2d_backward(*case.args)
        assert_same(student.avg_pool2d_backward(*case.args), want=want, dtype=dtype, call=case, name="grad_x")


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    for case in (_small(np.float64), _small(np.float64, 8), Case("avg_pool2d_backward", _one_pixel())):
        assert_array(student.avg_pool2d_backward(*case.args), call=case)
        assert_unchanged(student, call=case)


def _one_pixel():
    """Return the arguments of a call in which every window is one pixel."""
    return np.array([[[[2.0, 3.0]]]]), (1, 1, 1, 2), 1
