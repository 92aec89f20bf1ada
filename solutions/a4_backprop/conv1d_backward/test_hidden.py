"""Hidden checks of conv1d_backward: each gradient for any call, integers, dtypes, calls that follow each other."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import partial_credit, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_same, assert_unchanged, recorded
from convgrade.checks.faults import CheckFailed

_NAMES = ("grad_x", "grad_weight", "grad_bias")
_ONE = {"batch": 1, "channels": 1, "filters": 1, "radius": st.integers(1, 3)}


def _assert_right(student, reference, case, name):
    """Fail the check unless one gradient is the reference's, and PyTorch's where it was asked."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).conv1d_backward(*case.args)
    want = reference.conv1d_backward(*case.args)[index]
    assert_same(got, want=want, also=case.pytorch.part(index), call=case, name=name)


@weight(0.5)
@given(case=cnn.conv1d_backward_cases(**_ONE))
def test_any_grad_x(student, reference, case):
    """grad_x is right for any signal and kernel, even a kernel that is longer than the signal."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.75)
@given(case=cnn.conv1d_backward_cases(layout=cnn.layouts()))
def test_any_grad_x_with_everything(student, reference, case):
    """grad_x is right for any number of signals, channels and filters, in any memory layout."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.5)
@given(case=cnn.conv1d_backward_cases(**_ONE))
def test_any_grad_weight(student, reference, case):
    """grad_weight is right for any signal and kernel, even a kernel that is longer than the signal."""
    _assert_right(student, reference, case, "grad_weight")


@weight(0.75)
@given(case=cnn.conv1d_backward_cases(layout=cnn.layouts()))
def test_any_grad_weight_with_everything(student, reference, case):
    """grad_weight is right for any number of signals, channels and filters, in any memory layout."""
    _assert_right(student, reference, case, "grad_weight")


@weight(0.5)
@given(case=cnn.conv1d_backward_cases(layout=cnn.layouts(), values="real"))
def test_any_grad_bias(student, reference, case):
    """grad_bias is right for any number of signals and filters, any memory layout and fractions."""
    _assert_right(student, reference, case, "grad_bias")


@weight(0.25)
@recorded("integers")
def test_grad_x_of_integers(student, reference, case):
    """grad_x: signals of integers have gradients with fractions."""
    _assert_right(student, reference, case, "grad_x")


@weight(0.25)
@recorded("integers")
def test_grad_weight_of_integers(student, reference, case):
    """grad_weight: signals of integers give gradients that neither overflow nor lose their fractions."""
    _assert_right(student, reference, case, "grad_weight")


def _small(dtype, first=1):
    """Return a small call whose gradients are whole numbers."""
    x = np.arange(first, first + 3, dtype=dtype).reshape(1, 1, 3)
    return Case("conv1d_backward", (np.array([[[3 * first, -2, 4]]], dtype), x, np.array([[[2, 7, -1]]], dtype)))


def _judge_each(set_score, judge):
    """Give a quarter of a point for each gradient that ``judge`` has nothing against; tell the first complaint."""
    wrong = []
    for index in range(len(_NAMES)):
        try:
            judge(index)
        except CheckFailed as failed:
            wrong.append(failed)
    set_score(0.25 * (len(_NAMES) - len(wrong)))
    if wrong:
        raise wrong[0]


@partial_credit(0.75)
def test_called_again(student, reference, set_score=None):
    """The same call gives the same gradients again: nothing is left over from the call before."""
    case = _small(np.float64)
    calls = [student.part(index, of=3).conv1d_backward for index in range(3)]
    first = [call(*case.args) for call in calls]
    right = reference.conv1d_backward(*case.args)

    def judge(index):
        want = first[index] if isinstance(first[index], np.ndarray) else right[index]
        assert_same(calls[index](*case.args), want=want, call=f"{case}, once more", name=_NAMES[index])

    _judge_each(set_score, judge)


@partial_credit(0.75)
def test_dtypes(student, reference, set_score=None):
    """The gradients are in float32 for signals in float32, and in float64 for signals in float64."""

    def judge(index):
        for dtype in (np.float64, np.float32):
            case = _small(dtype)
            got = student.part(index, of=3).conv1d_backward(*case.args)
            right = reference.conv1d_backward(*case.args)[index]
            want = got.astype(dtype) if isinstance(got, np.ndarray) and got.dtype.kind == "f" else right
            assert_same(got, want=want, dtype=dtype, call=case, name=_NAMES[index])

    _judge_each(set_score, judge)


@weight(0.5)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns arrays of its own."""
    for first in (1, -8):
        case = _small(np.float64, first)
        student.conv1d_backward(*case.args)
        assert_unchanged(student, call=case)
