"""Hidden checks of conv2d_fast: any options on any images, dtypes, memory layouts, refusals, and speed."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import leaderboard, partial_credit, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_PLAIN = {"stride": 1, "padding": 0, "bias": False, "square": True, "layout": "C"}
_ONE_MAP = _PLAIN | {"batch": 1, "channels": 1, "filters": 1}


def _cases(**options):
    """Return a strategy of calls; the options are those of conv2d_cases."""
    return cnn.called("conv2d_fast", cnn.conv2d_cases(**options))


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.conv2d_fast(*case.args, **case.kwargs)
    assert_same(student.conv2d_fast(*case.args, **case.kwargs), want=want, also=case.pytorch, call=case)


@weight(0.5)
@given(case=_cases(**_PLAIN))
def test_any_channels_and_filters(student, reference, case):
    """The sums are right for any number of images, channels and filters."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=_cases(**_ONE_MAP | {"stride": st.integers(2, 3)}))
def test_any_stride(student, reference, case):
    """The stride is right for any image and kernel, even a stride that is larger than the kernel."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=_cases(**_ONE_MAP | {"padding": st.integers(1, 2)}))
def test_any_padding(student, reference, case):
    """The padding is right for any image and kernel, even a kernel that fits only because of it."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("pairs")
def test_pairs(student, case):
    """Stride and padding may be pairs: the first number is for rows, the second for columns."""
    assert_same(student.conv2d_fast(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@given(case=_cases())
def test_everything_together(student, reference, case):
    """Bias, stride, padding, shapes and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers with several options at a time."""
    assert_same(student.conv2d_fast(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@recorded("layout")
def test_memory_layouts(student, case):
    """The sums do not depend on how the arrays lie in memory."""
    assert_same(student.conv2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give sums that neither overflow nor lose their fractions."""
    assert_same(student.conv2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images, of the right shape otherwise."""
    assert_same(student.conv2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@given(case=_cases(**_ONE_MAP, values="real"))
def test_double_precision(student, reference, case):
    """Images in float64 are added up in float64: the sums are right to nine digits."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=_cases(**_ONE_MAP, values="real", dtype=np.float32))
def test_single_precision(student, reference, case):
    """Images in float32 are added up without more rounding than float32 brings with it."""
    want = reference.conv2d_fast(*(array.astype(np.float64) for array in case.args))
    bound = cnn.float32_bound(reference.conv2d_fast, *case.args)
    assert_same(student.conv2d_fast(*case.args), want=want, also=case.pytorch, bound=bound, call=case)


@weight(0.25)
def test_output_dtype(student):
    """The output has the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("conv2d_fast", (np.array([[[[1, 2], [3, 4]]]], dtype), np.array([[[[5]]]], dtype)))
        want = np.array([[[[5.0, 10.0], [15.0, 20.0]]]])
        assert_same(student.conv2d_fast(*case.args), want=want, dtype=dtype, call=case)


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    weights = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    for first in (1.0, -8.0):
        case = Case("conv2d_fast", (np.arange(first, first + 9).reshape(1, 1, 3, 3), weights))
        assert_array(student.conv2d_fast(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(0.25)
def test_refusals(student):
    """A kernel that does not fit, and filters for another number of channels, are refused with a ValueError."""
    for weight_shape in ((1, 1, 3, 1), (1, 1, 1, 3), (1, 2, 1, 1)):
        case = Case("conv2d_fast", (np.ones((1, 1, 2, 2)), np.ones(weight_shape)))
        with rejects("ValueError", call=case):
            student.conv2d_fast(*case.args)


@weight(15)
@partial_credit(15)
@leaderboard("conv2d_fast: processor time beside ours", "asc")
def test_speed(speed, set_score, set_leaderboard_value):
    """A call takes little more processor time than a matrix product does, whatever the shape of the images."""
    verdict = speed.measured_on(cnn.conv2d_shapes("conv2d_fast"), explained_by=cnn.conv2d_explanation("conv2d_fast"))
    set_leaderboard_value(verdict.leaderboard_value)
    set_score(verdict.worth(full=15, half=7.5))
    verdict.require_full()
