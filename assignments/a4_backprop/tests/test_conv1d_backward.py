# Generated from solutions/a4_backprop/conv1d_backward/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of conv1d_backward: the lecture's example, nudges, and PyTorch's answers, for each gradient by itself.

A check looks at one gradient alone, so a mistake in one of them never costs points of another.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import partial_credit, weight

from convgrade.checks import Case, assert_same, gradcheck, recorded
from convgrade.checks.faults import CheckFailed

_NAMES = ("grad_x", "grad_weight", "grad_bias")
_SIGNAL = np.array([[[1.0, 2.0, 3.0, 4.0, 5.0]]])
_KERNEL = np.array([[[10.0, 20.0, 30.0]]])


def _assert_right(student, case, name):
    """Fail the check unless one gradient is PyTorch's."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).conv1d_backward(*case.args)
    assert_same(got, want=case.pytorch.part(index), call=case, name=name)


def _single(t):
    """Return a call whose upstream gradient holds a 2 at one time and zeros at all others."""
    grad_output = np.zeros((1, 1, 5))
    grad_output[0, 0, t] = 2.0
    return Case("conv1d_backward", (grad_output, _SIGNAL, _KERNEL))


@weight(1)
def test_grad_x_of_one_output(student):
    """grad_x: output t alone gives w[-1] to sample t - 1, w[0] to sample t and w[1] to sample t + 1."""
    for t, want in ((2, [0, 20, 40, 60, 0]), (0, [40, 60, 0, 0, 0]), (4, [0, 0, 0, 20, 40])):
        got = student.part(0, of=3).conv1d_backward(*_single(t).args)
        assert_same(got, want=np.array([[want]], np.float64), call=_single(t), name="grad_x")


@weight(1)
def test_grad_weight_of_one_output(student):
    """grad_weight: output t alone gives x[t - 1] to w[-1], x[t] to w[0] and x[t + 1] to w[1]."""
    for t, want in ((2, [4, 6, 8]), (0, [0, 2, 4]), (4, [8, 10, 0])):
        got = student.part(1, of=3).conv1d_backward(*_single(t).args)
        assert_same(got, want=np.array([[want]], np.float64), call=_single(t), name="grad_weight")


@weight(1)
def test_grad_bias_of_one_output(student):
    """grad_bias: an output gives its gradient to the bias of its filter, and nothing to the others."""
    for filters, chosen, length in ((1, 0, 1), (1, 0, 3), (2, 0, 3), (3, 1, 3)):
        grad_output, want = np.zeros((1, filters, length)), np.zeros(filters)
        grad_output[0, chosen, -1] = want[chosen] = 2.0
        case = Case("conv1d_backward", (grad_output, np.full((1, 1, length), 3.0), np.full((filters, 1, 1), 5.0)))
        got = student.part(2, of=3).conv1d_backward(*case.args)
        assert_same(got, want=want, call=case, name="grad_bias")


def _three_outputs(x, weight, bias):
    """Write out the layer for signals of three samples and one kernel with R = 1."""
    (a, b, c), (p, q, r) = x[0, 0], weight[0, 0]
    return np.array([[[q * a + r * b + bias[0], p * a + q * b + r * c + bias[0], p * b + q * c + bias[0]]]])


@partial_credit(0.75)
def test_nudges(student, set_score=None):
    """Nudge any single number of x, weight or bias, and the output moves as the gradients say."""
    inputs = {"x": np.array([[[1.0, -2.0, 4.0]]]), "weight": np.array([[[3.0, -1.0, 2.0]]]), "bias": np.array([10.0])}
    grad_output, wrong = np.array([[[3.0, -5.0, 2.0]]]), []
    case = Case("conv1d_backward", (grad_output, inputs["x"], inputs["weight"]))
    for index, name in enumerate(inputs):
        got = student.part(index, of=3).conv1d_backward(*case.args)
        try:
            gradcheck({name: got}, _three_outputs, inputs, grad_output, call=case)
        except CheckFailed as failed:
            wrong.append(failed)
    set_score(0.25 * (3 - len(wrong)))
    if wrong:
        raise wrong[0]


@weight(1)
@recorded("one channel")
def test_grad_x(student, case):
    """grad_x: a sample collects from all outputs that saw it, from R before to R behind it."""
    _assert_right(student, case, "grad_x")


@weight(1)
@recorded("sums")
def test_grad_x_of_channels_and_filters(student, case):
    """grad_x: a sample collects from all filters, and from the outputs of its own signal alone."""
    _assert_right(student, case, "grad_x")


@weight(0.5)
@recorded("kernel of one")
def test_grad_x_with_a_kernel_of_one(student, case):
    """grad_x: with R = 0 every sample has met one output alone."""
    _assert_right(student, case, "grad_x")


@weight(1)
@recorded("one channel")
def test_grad_weight(student, case):
    """grad_weight: a weight collects from all times at which it met a sample."""
    _assert_right(student, case, "grad_weight")


@weight(1)
@recorded("sums")
def test_grad_weight_of_channels_and_filters(student, case):
    """grad_weight: a weight collects from all signals, and belongs to one filter and one channel."""
    _assert_right(student, case, "grad_weight")


@weight(0.5)
@recorded("kernel of one")
def test_grad_weight_with_a_kernel_of_one(student, case):
    """grad_weight: with R = 0 the weight has met every sample once."""
    _assert_right(student, case, "grad_weight")


@weight(0.75)
@recorded("sums")
def test_grad_bias(student, case):
    """grad_bias: a bias collects from all times and all signals."""
    _assert_right(student, case, "grad_bias")
