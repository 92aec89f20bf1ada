"""Hidden checks of the linear layer and of ReLU: any sizes, integers, the kink, dtypes, arguments."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade import cnn
from convgrade.checks import Case, assert_same, assert_unchanged, recorded

_NAMES = ("grad_x", "grad_weight", "grad_bias")


def _assert_gradient(student, reference, case, name):
    """Fail the check unless one gradient of the linear layer is the reference's, and PyTorch's where it was asked."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).linear_backward(*case.args)
    want = reference.linear_backward(*case.args)[index]
    assert_same(got, want=want, also=case.pytorch.part(index), call=case, name=name)


@weight(0.75)
@given(case=cnn.linear_cases())
def test_any_linear(student, reference, case):
    """The output of linear is right for any number of images, inputs and outputs."""
    assert_same(student.linear(*case.args), want=reference.linear(*case.args), also=case.pytorch, call=case)


@weight(0.75)
@given(case=cnn.linear_backward_cases())
def test_any_grad_x(student, reference, case):
    """linear_backward: grad_x is right for any number of images, inputs and outputs."""
    _assert_gradient(student, reference, case, "grad_x")


@weight(0.75)
@given(case=cnn.linear_backward_cases())
def test_any_grad_weight(student, reference, case):
    """linear_backward: grad_weight is right for any number of images, inputs and outputs."""
    _assert_gradient(student, reference, case, "grad_weight")


@weight(0.5)
@given(case=cnn.linear_backward_cases())
def test_any_grad_bias(student, reference, case):
    """linear_backward: grad_bias is right for any number of images, inputs and outputs."""
    _assert_gradient(student, reference, case, "grad_bias")


@weight(0.5)
@given(case=cnn.relu_cases())
def test_any_relu(student, reference, case):
    """The output of relu is right for arrays of any shape."""
    assert_same(student.relu(*case.args), want=reference.relu(*case.args), also=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.relu_backward_cases())
def test_any_relu_backward(student, reference, case):
    """relu_backward is right for arrays of any shape."""
    want = reference.relu_backward(*case.args)
    assert_same(student.relu_backward(*case.args), want=want, also=case.pytorch, call=case, name="grad_x")


@weight(0.25)
@recorded("kink")
def test_kink(student, case):
    """relu_backward: where x is 0, the gradient is 0."""
    assert_same(student.relu_backward(*case.args), want=case.pytorch, call=case, name="grad_x")


@weight(0.25)
@recorded("integers")
def test_integers(student, case):
    """linear: integers neither overflow nor cut off what the weights bring."""
    assert_same(student.linear(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers backward")
def test_integers_backward(student, case):
    """linear_backward: integers have gradients that are no integers."""
    for index, name in enumerate(_NAMES):
        got = student.part(index, of=3).linear_backward(*case.args)
        assert_same(got, want=case.pytorch.part(index), dtype=np.float64, call=case, name=name)


@weight(0.25)
def test_dtypes(student, reference):
    """All results are in float32 for inputs in float32, and in float64 for inputs in float64."""
    for dtype in (np.float64, np.float32):
        x, w, b = np.array([[1, -2]], dtype), np.array([[3, 4]], dtype), np.array([5], dtype)
        for function, args in (("linear", (x, w, b)), ("relu", (x,)), ("relu_backward", (w, x))):
            want = getattr(reference, function)(*args)
            assert_same(getattr(student, function)(*args), want=want, dtype=dtype, call=Case(function, args))
        case = Case("linear_backward", (b[None], x, w))
        for index, name in enumerate(_NAMES):
            got, want = student.part(index, of=3).linear_backward(*case.args), reference.linear_backward(*case.args)
            assert_same(got, want=want[index], dtype=dtype, call=case, name=name)


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns arrays of its own."""
    w, b = np.array([[3.0, 4.0]]), np.array([5.0])
    xs = [np.array([[first, -2.0]]) for first in (2.0, -8.0)]
    calls = [("linear", (x, w, b)) for x in xs] + [("linear_backward", (b[None], x, w)) for x in xs]
    for function, args in [*calls, *(("relu", (x,)) for x in xs), *(("relu_backward", (w, x)) for x in xs)]:
        getattr(student, function)(*args)
        assert_unchanged(student, call=Case(function, args))
