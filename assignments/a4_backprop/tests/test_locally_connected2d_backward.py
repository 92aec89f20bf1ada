# Generated from solutions/a4_backprop/locally_connected2d_backward/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of locally_connected2d_backward: a worked example, nudges, PyTorch's answers, for each gradient.

A check looks at one gradient alone, so a mistake in one of them never costs points of another.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import partial_credit, weight

from convgrade.checks import Case, assert_same, gradcheck, recorded
from convgrade.checks.faults import CheckFailed

_NAMES = ("grad_x", "grad_weight", "grad_bias")


def _assert_right(student, case, name):
    """Fail the check unless one gradient is PyTorch's."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).locally_connected2d_backward(*case.args)
    assert_same(got, want=case.pytorch.part(index), call=case, name=name)


def _two_places(x, weight, bias):
    """Write out the layer for images of 1 x 3 pixels and two places with two weights each."""
    (a, b, c), (p, q, r, s), (k, m) = x.ravel(), weight.ravel(), bias.ravel()
    return np.array([[[[p * a + q * b + k, r * b + s * c + m]]]])


@partial_credit(1.5)
def test_nudges(student, set_score=None):
    """Nudge any single number of x, weight or bias, and the output moves as the gradients say."""
    inputs = {
        "x": np.array([[[[1.0, -2.0, 4.0]]]]),
        "weight": np.array([3.0, -1.0, 2.0, 5.0]).reshape(1, 2, 1, 1, 1, 2),
        "bias": np.array([[[10.0], [20.0]]]),
    }
    grad_output, wrong = np.array([[[[3.0, -5.0]]]]), []
    case = Case("locally_connected2d_backward", (grad_output, inputs["x"], inputs["weight"]))
    for index, name in enumerate(inputs):
        got = student.part(index, of=3).locally_connected2d_backward(*case.args)
        try:
            gradcheck({name: got}, _two_places, inputs, grad_output, call=case)
        except CheckFailed as failed:
            wrong.append(failed)
    set_score(0.5 * (3 - len(wrong)))
    if wrong:
        raise wrong[0]


@weight(1)
@recorded("sums")
def test_grad_x(student, case):
    """grad_x: a pixel collects from all places whose window holds it, with the weights of each place."""
    _assert_right(student, case, "grad_x")


@weight(0.5)
@recorded("not square")
def test_grad_x_of_images_that_are_not_square(student, case):
    """grad_x: height and width may differ, of images and of windows."""
    _assert_right(student, case, "grad_x")


@weight(1)
@recorded("sums")
def test_grad_weight(student, case):
    """grad_weight: every place has a gradient of its own, summed over the images alone."""
    _assert_right(student, case, "grad_weight")


@weight(0.5)
@recorded("not square")
def test_grad_weight_of_images_that_are_not_square(student, case):
    """grad_weight: height and width may differ, of images and of windows."""
    _assert_right(student, case, "grad_weight")


@weight(0.75)
@recorded("sums")
def test_grad_bias(student, case):
    """grad_bias: every place and filter has a gradient of its own, summed over the images alone."""
    _assert_right(student, case, "grad_bias")


@weight(0.25)
@recorded("not square")
def test_grad_bias_of_images_that_are_not_square(student, case):
    """grad_bias: the axes are rows, columns and filters, in this order."""
    _assert_right(student, case, "grad_bias")
