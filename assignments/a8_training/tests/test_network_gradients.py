# Generated from solutions/a8_training/network_gradients/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of the network: PyTorch's scores, losses and gradients, for each parameter by itself."""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same, recorded
from convgrade.cnn import entry


def _assert_gradient(student, case, name):
    """Fail the check unless the gradient of one parameter is autograd's."""
    got = entry(student.part(1, of=2).network_gradients(*case.args), name, call=case)
    want = {device: answer[1][name] for device, answer in case.pytorch.items()}
    for right in want.values():
        assert_same(got, want=right, call=case, name=f"grads[{name!r}]")


@weight(3)
@recorded("plain, scores")
def test_scores(student, case):
    """The scores are those of PyTorch's layers, one after the other."""
    assert_same(student.network_scores(*case.args), want=case.pytorch, call=case, name="scores")


@weight(1)
@recorded("quiet, scores")
def test_quiet_features(student, case):
    """A filter that finds nothing in an image gives it a feature of 0, never a negative one."""
    assert_same(student.network_scores(*case.args), want=case.pytorch, call=case, name="scores")


@weight(1.5)
@recorded("plain, gradients")
def test_loss(student, case):
    """The loss is the mean cross-entropy of the images."""
    got = student.part(0, of=2).network_gradients(*case.args)
    assert_same(got, want=case.pytorch.part(0), call=case, name="loss")


@weight(1)
@recorded("plain, gradients")
def test_linear_weight(student, case):
    """The linear layer's weights have the gradient that autograd finds."""
    _assert_gradient(student, case, "linear_weight")


@weight(0.5)
@recorded("plain, gradients")
def test_linear_bias(student, case):
    """The linear layer's biases have the gradient that autograd finds."""
    _assert_gradient(student, case, "linear_bias")


@weight(2)
@recorded("plain, gradients")
def test_conv2_weight(student, case):
    """The second convolution's weights have the gradient that autograd finds."""
    _assert_gradient(student, case, "conv2_weight")


@weight(1)
@recorded("plain, gradients")
def test_conv2_bias(student, case):
    """The second convolution's biases have the gradient that autograd finds."""
    _assert_gradient(student, case, "conv2_bias")


@weight(2)
@recorded("plain, gradients")
def test_conv1_weight(student, case):
    """The first convolution's weights have the gradient that autograd finds."""
    _assert_gradient(student, case, "conv1_weight")


@weight(1)
@recorded("plain, gradients")
def test_conv1_bias(student, case):
    """The first convolution's biases have the gradient that autograd finds."""
    _assert_gradient(student, case, "conv1_bias")
