"""Hidden checks of locally_connected2d_backward: each gradient for any call, integers, dtypes."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import partial_credit, weight
from hypothesis import given

from convgrade import cnn
from convgrade.checks import Case, assert_same, assert_unchanged, recorded
from convgrade.checks.faults import CheckFailed

_NAMES = ("grad_x", "grad_weight", "grad_bias")


def _assert_right(student, reference, case, name):
    """Fail the check unless one gradient is the reference's, and PyTorch's where it was asked."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).locally_connected2d_backward(*case.args)
    want = reference.locally_connected2d_backward(*case.args)[index]
    assert_same(got, want=want, also=case.pytorch.part(index), call=case, name=name)


@weight(1)
@given(case=cnn.locally_connected2d_backward_cases(layout=cnn.layouts()))
def test_any_grad_x(student, reference, case):
    """grad_x is right for any images and weights, in any memory layout."""
    _assert_right(student, reference, case, "grad_x")


@weight(1)
@given(case=cnn.locally_connected2d_backward_cases(layout=cnn.layouts()))
def test_any_grad_weight(student, reference, case):
    """grad_weight is right for any images and weights, in any memory layout."""
    _assert_right(student, reference, case, "grad_weight")


@weight(0.5)
@given(case=cnn.locally_connected2d_backward_cases(layout=cnn.layouts(), values="real"))
def test_any_grad_bias(student, reference, case):
    """grad_bias is right for any images, weights and fractions, in any memory layout."""
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


def _small(dtype, first=1):
    """Return a small call whose gradients are whole numbers."""
    x = np.arange(first, first + 3, dtype=dtype).reshape(1, 1, 1, 3)
    weights = np.array([2, 7, -1, 4], dtype).reshape(1, 2, 1, 1, 1, 2)
    return Case("locally_connected2d_backward", (np.array([[[[3 * first, -2]]]], dtype), x, weights))


@partial_credit(0.75)
def test_dtypes(student, reference, set_score=None):
    """The gradients are in float32 for images in float32, and in float64 for images in float64."""
    wrong = []
    for index, name in enumerate(_NAMES):
        try:
            for dtype in (np.float64, np.float32):
                case = _small(dtype)
                got = student.part(index, of=3).locally_connected2d_backward(*case.args)
                right = reference.locally_connected2d_backward(*case.args)[index]
                want = got.astype(dtype) if isinstance(got, np.ndarray) and got.dtype.kind == "f" else right
                assert_same(got, want=want, dtype=dtype, call=case, name=name)
        except CheckFailed as failed:
            wrong.append(failed)
    set_score(0.25 * (3 - len(wrong)))
    if wrong:
        raise wrong[0]


@weight(0.75)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns arrays of its own."""
    for first in (1, -8):
        case = _small(np.float64, first)
        student.locally_connected2d_backward(*case.args)
        assert_unchanged(student, call=case)
