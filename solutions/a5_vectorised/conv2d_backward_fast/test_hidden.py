"""Hidden checks of conv2d_backward_fast: each gradient for any call, dtypes, calls that follow each other, speed."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import leaderboard, partial_credit, weight
from hypothesis import given

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded

_NAMES = ("grad_x", "grad_weight", "grad_bias")
_PLAIN = {"stride": 1, "padding": 0, "square": True}


def _cases(**options):
    """Return a strategy of calls; the options are those of conv2d_backward_cases."""
    return cnn.called("conv2d_backward_fast", cnn.conv2d_backward_cases(**options))


def _assert_right(student, reference, case, name):
    """Fail the check unless one gradient is the reference's, and PyTorch's where it was asked."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).conv2d_backward_fast(*case.args, **case.kwargs)
    want = reference.conv2d_backward_fast(*case.args, **case.kwargs)[index]
    assert_same(got, want=want, also=case.pytorch.part(index), call=case, name=name)


@weight(0.5)
@given(case=_cases(**_PLAIN))
def test_any_grad_x(student, reference, case):
    """grad_x is right for any images, filters and upstream gradient."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.5)
@given(case=_cases(layout=cnn.layouts()))
def test_any_grad_x_with_everything(student, reference, case):
    """grad_x is right for any stride, padding, shape and memory layout together."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.5)
@given(case=_cases(**_PLAIN))
def test_any_grad_weight(student, reference, case):
    """grad_weight is right for any images, filters and upstream gradient."""
    _assert_right(student, reference, case, "grad_weight")


@weight(0.5)
@given(case=_cases(layout=cnn.layouts()))
def test_any_grad_weight_with_everything(student, reference, case):
    """grad_weight is right for any stride, padding, shape and memory layout together."""
    _assert_right(student, reference, case, "grad_weight")


@weight(0.5)
@given(case=_cases(layout=cnn.layouts(), values="real"))
def test_any_grad_bias(student, reference, case):
    """grad_bias is right for any stride, padding, shape, memory layout and fractions."""
    _assert_right(student, reference, case, "grad_bias")


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give gradients that neither overflow nor lose their fractions."""
    for name in _NAMES:
        got = student.part(_NAMES.index(name), of=3).conv2d_backward_fast(*case.args, **case.kwargs)
        assert_same(got, want=case.pytorch.part(_NAMES.index(name)), call=case, name=name)


@weight(0.25)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives gradients of zeros, each of the right shape."""
    for name in _NAMES:
        got = student.part(_NAMES.index(name), of=3).conv2d_backward_fast(*case.args, **case.kwargs)
        assert_same(got, want=case.pytorch.part(_NAMES.index(name)), call=case, name=name)


def _small(dtype, first=1):
    """Return a small call whose gradients are whole numbers."""
    x = np.arange(first, first + 6, dtype=dtype).reshape(1, 1, 2, 3)
    upstream, weights = np.array([[[[3 * first, -2]]]], dtype), np.array([[[[2, 7], [-1, 4]]]], dtype)
    return Case("conv2d_backward_fast", (upstream, x, weights))


@weight(0.25)
def test_called_again(student, reference):
    """The same call gives the same gradients again: nothing is left over from the call before."""
    case = _small(np.float64)
    want = reference.conv2d_backward_fast(*case.args)
    student.conv2d_backward_fast(*case.args)
    assert_same(student.conv2d_backward_fast(*case.args), want=want, call=f"{case}, once more")


@weight(0.5)
def test_dtypes(student, reference):
    """The gradients are in float32 for images in float32, and in float64 for images in float64."""
    for dtype in (np.float64, np.float32):
        case = _small(dtype)
        for index, name in enumerate(_NAMES):
            got = assert_array(student.part(index, of=3).conv2d_backward_fast(*case.args), call=case)
            want = reference.conv2d_backward_fast(*case.args)[index]
            assert_same(got, want=want, dtype=dtype, call=case, name=name)


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns arrays of its own."""
    for first in (1, -8):
        case = _small(np.float64, first)
        student.conv2d_backward_fast(*case.args)
        assert_unchanged(student, call=case)


@weight(10)
@partial_credit(10)
@leaderboard("conv2d_backward_fast: processor time beside ours", "asc")
def test_speed(speed, set_score, set_leaderboard_value):
    """A call takes little more processor time than two matrix products do, whatever the shape of the images."""
    function = "conv2d_backward_fast"
    shapes, where = cnn.conv2d_backward_shapes(function), cnn.conv2d_backward_explanation(function)
    verdict = speed.measured_on(shapes, explained_by=where)
    set_leaderboard_value(verdict.leaderboard_value)
    set_score(verdict.worth(full=10, half=5))
    verdict.require_full()
