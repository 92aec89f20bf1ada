"""Hidden checks of max_pool2d_fast: both functions on any images, dtypes, memory layouts, refusals, and speed."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import leaderboard, partial_credit, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_ONE_MAP = {"square": True, "tiles": True, "layout": "C", "batch": 1, "channels": 1, "sign": "positive"}
_PLAIN = _ONE_MAP | {"kernel_size": st.integers(1, 3), "stride": None, "padding": 0}


def _cases(**options):
    """Return a strategy of forward calls; the options are those of max_pool2d_cases."""
    return cnn.called("max_pool2d_fast", cnn.max_pool2d_cases(**options))


def _gradients(**options):
    """Return a strategy of backward calls; the options are those of max_pool2d_backward_cases."""
    return cnn.called("max_pool2d_backward_fast", cnn.max_pool2d_backward_cases(**options))


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = getattr(reference, case.function)(*case.args, **case.kwargs)
    got = getattr(student, case.function)(*case.args, **case.kwargs)
    assert_same(got, want=want, also=case.pytorch, call=case)


@weight(0.25)
@given(case=_cases(**_PLAIN | {"stride": st.integers(1, 4), "tiles": False}))
def test_any_stride(student, reference, case):
    """The stride is right for any image and kernel size."""
    _assert_right(student, reference, case)


@weight(0.125)
@recorded("pairs")
def test_pairs(student, case):
    """Kernel size, stride and padding may be pairs: the first number is for rows, the second for columns."""
    assert_same(student.max_pool2d_fast(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@given(case=_cases())
def test_everything_together(student, reference, case):
    """Stride, padding, shapes and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.125)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers with several options at a time."""
    assert_same(student.max_pool2d_fast(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.125)
@recorded("NaN")
def test_nan(student, case):
    """A window that holds a NaN gives NaN, wherever in the window it is, and no other window does."""
    assert_same(student.max_pool2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.125)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers are pooled like others, also with padding; the output is float64."""
    assert_same(student.max_pool2d_fast(*case.args, **case.kwargs), want=case.pytorch, dtype=np.float64, call=case)


@weight(0.125)
@recorded("layout")
def test_memory_layouts(student, case):
    """The output does not depend on how the images lie in memory."""
    assert_same(student.max_pool2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.125)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images, of the right shape otherwise."""
    assert_same(student.max_pool2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.125)
def test_output_dtype(student):
    """Both functions return the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        x = np.array([[[[1, 2], [3, 4]]]], dtype)
        case = Case("max_pool2d_fast", (x, 2))
        assert_same(student.max_pool2d_fast(*case.args), want=np.array([[[[4.0]]]]), dtype=dtype, call=case)
        case = Case("max_pool2d_backward_fast", (np.array([[[[5]]]], dtype), x, 2))
        want = np.array([[[[0.0, 0.0], [0.0, 5.0]]]])
        assert_same(student.max_pool2d_backward_fast(*case.args), want=want, dtype=dtype, call=case)


@weight(0.125)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    for first in (1.0, -8.0):
        x = np.arange(first, first + 4).reshape(1, 1, 2, 2)
        for case in (Case("max_pool2d_fast", (x, 1)), Case("max_pool2d_backward_fast", (x + 10, x, 1))):
            assert_array(getattr(student, case.function)(*case.args), call=case)
            assert_unchanged(student, call=case)


@weight(0.25)
def test_refusals(student):
    """Windows that do not fit, and too much padding, are refused with a ValueError."""
    paddings = [(2, {"padding": padding}) for padding in (2, (2, 0), (0, 2))]
    for kernel_size, options in [((3, 1), {}), ((1, 3), {}), *paddings, ((2, 1), {"padding": (1, 1)})]:
        case = Case("max_pool2d_fast", (np.ones((1, 1, 2, 2)), kernel_size), options)
        with rejects("ValueError", call=case):
            student.max_pool2d_fast(*case.args, **case.kwargs)


@weight(0.5)
@given(case=_gradients(**_PLAIN | {"batch": st.integers(1, 2), "channels": st.integers(1, 2)}))
def test_gradient_of_any_images(student, reference, case):
    """The gradient is right for any images whose windows lie side by side."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=_gradients(**_ONE_MAP | {"kernel_size": st.integers(2, 3), "stride": 1, "padding": 0}))
def test_gradient_of_any_overlaps(student, reference, case):
    """The gradient is right where windows overlap."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=_gradients(pixels="ties", kernel_size=st.integers(1, 3), stride=st.integers(1, 3), padding=0, layout="C"))
def test_gradient_of_any_equal_pixels(student, reference, case):
    """The gradient is right where many pixels are equally large."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=_gradients(pixels=st.sampled_from(["distinct", "ties"]), layout=cnn.layouts()))
def test_gradient_with_everything_together(student, reference, case):
    """The gradient is right for strides, padding, shapes and memory layouts together."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("gradient grid")
def test_gradient_grid(student, case):
    """PyTorch gives the same gradients with several options at a time, also where pixels are equal."""
    got = student.max_pool2d_backward_fast(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch, call=case)


@weight(3)
@partial_credit(3)
@leaderboard("max_pool2d_fast: processor time beside ours", "asc")
def test_speed(speed, set_score, set_leaderboard_value):
    """A call takes little more processor time than comparing whole arrays does, whatever the shape of the images."""
    function = "max_pool2d_fast"
    verdict = speed.measured_on(cnn.max_pool2d_shapes(function), explained_by=cnn.max_pool2d_explanation(function))
    set_leaderboard_value(verdict.leaderboard_value)
    set_score(verdict.worth(full=3, half=1.5))
    verdict.require_full()


@weight(3)
@partial_credit(3)
def test_speed_of_the_gradient(speed, set_score):
    """A call of the backward function takes little more processor time than ours, whatever the shape of the images."""
    function = "max_pool2d_backward_fast"
    shapes = cnn.max_pool2d_shapes(function, backward=True)
    verdict = speed.measured_on(shapes, explained_by=cnn.max_pool2d_explanation(function, backward=True))
    set_score(verdict.worth(full=3, half=1.5))
    verdict.require_full()
