"""Hidden checks of conv2d_backward: each gradient for any call, integers, dtypes, calls that follow each other."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import partial_credit, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_same, assert_unchanged, recorded
from convgrade.checks.faults import CheckFailed

_NAMES = ("grad_x", "grad_weight", "grad_bias")
_PLAIN = {"stride": 1, "padding": 0, "square": True}


def _assert_right(student, reference, case, name):
    """Fail the check unless one gradient is the reference's, and PyTorch's where it was asked."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).conv2d_backward(*case.args, **case.kwargs)
    want = reference.conv2d_backward(*case.args, **case.kwargs)[index]
    assert_same(got, want=want, also=case.pytorch.part(index), call=case, name=name)


@weight(0.75)
@given(case=cnn.conv2d_backward_cases(**_PLAIN))
def test_any_grad_x(student, reference, case):
    """grad_x is right for any images, filters and upstream gradient."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.75)
@given(case=cnn.conv2d_backward_cases(**_PLAIN | {"stride": st.integers(2, 3)}))
def test_any_grad_x_with_stride(student, reference, case):
    """grad_x is right for any stride, even one that is larger than the kernel."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.75)
@given(case=cnn.conv2d_backward_cases(**_PLAIN | {"padding": st.integers(1, 2)}))
def test_any_grad_x_with_padding(student, reference, case):
    """grad_x is right for any padding."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.75)
@given(case=cnn.conv2d_backward_cases(layout=cnn.layouts()))
def test_any_grad_x_with_everything(student, reference, case):
    """grad_x is right for any stride, padding, shape and memory layout together."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.75)
@given(case=cnn.conv2d_backward_cases(**_PLAIN))
def test_any_grad_weight(student, reference, case):
    """grad_weight is right for any images, filters and upstream gradient."""
    _assert_right(student, reference, case, "grad_weight")


@weight(0.75)
@given(case=cnn.conv2d_backward_cases(**_PLAIN | {"stride": st.integers(2, 3)}))
def test_any_grad_weight_with_stride(student, reference, case):
    """grad_weight is right for any stride, even one that is larger than the kernel."""
    _assert_right(student, reference, case, "grad_weight")


@weight(0.75)
@given(case=cnn.conv2d_backward_cases(**_PLAIN | {"padding": st.integers(1, 2)}))
def test_any_grad_weight_with_padding(student, reference, case):
    """grad_weight is right for any padding."""
    _assert_right(student, reference, case, "grad_weight")


@weight(0.75)
@given(case=cnn.conv2d_backward_cases(layout=cnn.layouts()))
def test_any_grad_weight_with_everything(student, reference, case):
    """grad_weight is right for any stride, padding, shape and memory layout together."""
    _assert_right(student, reference, case, "grad_weight")


@weight(2)
@given(case=cnn.conv2d_backward_cases(**_PLAIN))
def test_any_grad_bias(student, reference, case):
    """grad_bias is right for any images, filters and upstream gradient."""
    _assert_right(student, reference, case, "grad_bias")


@weight(2)
@given(case=cnn.conv2d_backward_cases(layout=cnn.layouts(), values="real"))
def test_any_grad_bias_with_everything(student, reference, case):
    """grad_bias is right for any stride, padding, shape, memory layout and fractions."""
    _assert_right(student, reference, case, "grad_bias")


@weight(0.25)
@recorded("integers")
def test_grad_x_of_integers(student, reference, case):
    """grad_x: images of integers have gradients with fractions."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.25)
@recorded("integers")
def test_grad_weight_of_integers(student, reference, case):
    """grad_weight: images of integers give gradients that neither overflow nor lose their fractions."""
    _assert_right(student, reference, case, "grad_weight")


def _judge_each(set_score, judges):
    """Give a quarter of a point for each gradient that its judge has nothing against; tell the first complaint."""
    wrong = []
    for judge in judges:
        try:
            judge()
        except CheckFailed as failed:
            wrong.append(failed)
    set_score(0.25 * (len(_NAMES) - len(wrong)))
    if wrong:
        raise wrong[0]


def _small(dtype, first=1):
    """Return a small call whose gradients have fractions in no dtype."""
    x = np.arange(first, first + 6, dtype=dtype).reshape(1, 1, 2, 3)
    return Case("conv2d_backward", (np.array([[[[3 * first, -2]]]], dtype), x, np.array([[[[2, 7], [-1, 4]]]], dtype)))


@partial_credit(0.75)
def test_called_again(student, reference, set_score=None):
    """The same call gives the same gradients again: nothing is left over from the call before."""
    case = _small(np.float64)
    want = reference.conv2d_backward(*case.args)
    calls = [student.part(index, of=3).conv2d_backward for index in range(3)]
    first = [call(*case.args) for call in calls]

    def judge(index):
        again = calls[index](*case.args)
        want_again = first[index] if isinstance(first[index], np.ndarray) else want[index]
        assert_same(again, want=want_again, call=f"{case}, once more", name=_NAMES[index])

    _judge_each(set_score, [lambda index=index: judge(index) for index in range(3)])


@partial_credit(0.75)
def test_dtypes(student, reference, set_score=None):
    """The gradients are in float32 for images in float32, and in float64 for images in float64."""

    def judge(index):
        for dtype in (np.float64, np.float32):
            case = _small(dtype)
            got = student.part(index, of=3).conv2d_backward(*case.args)
            right = reference.conv2d_backward(*case.args)[index]
            want = got.astype(dtype) if isinstance(got, np.ndarray) and got.dtype.kind == "f" else right
            assert_same(got, want=want, dtype=dtype, call=case, name=_NAMES[index])

    _judge_each(set_score, [lambda index=index: judge(index) for index in range(3)])


@weight(0.75)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns arrays of its own."""
    for first in (1, -8):
        case = _small(np.float64, first)
        student.conv2d_backward(*case.args)
        assert_unchanged(student, call=case)
