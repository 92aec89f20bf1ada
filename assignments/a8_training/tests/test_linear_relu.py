# Generated from solutions/a8_training/linear_relu/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of the linear layer and of ReLU: PyTorch's answers, for each gradient by itself."""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same, recorded

_NAMES = ("grad_x", "grad_weight", "grad_bias")


def _assert_gradient(student, case, name):
    """Fail the check unless one gradient of the linear layer is PyTorch's."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).linear_backward(*case.args)
    assert_same(got, want=case.pytorch.part(index), call=case, name=name)


@weight(1)
@recorded("linear")
def test_linear(student, case):
    """linear: every output adds up all inputs, each times its own weight, and its bias."""
    assert_same(student.linear(*case.args), want=case.pytorch, call=case)


@weight(0.75)
@recorded("linear backward")
def test_grad_x(student, case):
    """linear_backward: an input collects from all outputs that it goes into."""
    _assert_gradient(student, case, "grad_x")


@weight(0.75)
@recorded("linear backward")
def test_grad_weight(student, case):
    """linear_backward: a weight collects from all images."""
    _assert_gradient(student, case, "grad_weight")


@weight(0.5)
@recorded("linear backward")
def test_grad_bias(student, case):
    """linear_backward: a bias collects from all images."""
    _assert_gradient(student, case, "grad_bias")


@weight(1)
@recorded("relu")
def test_relu(student, case):
    """relu: positive numbers stay, others become 0, whatever the shape."""
    assert_same(student.relu(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("relu backward")
def test_relu_backward(student, case):
    """relu_backward: the gradient passes where x is positive, and only there."""
    assert_same(student.relu_backward(*case.args), want=case.pytorch, call=case, name="grad_x")
