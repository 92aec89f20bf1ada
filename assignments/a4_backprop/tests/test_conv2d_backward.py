# Generated from solutions/a4_backprop/conv2d_backward/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of conv2d_backward: worked examples, nudges, and PyTorch's answers, for each gradient by itself.

A check looks at one gradient alone, so a mistake in one of them never costs points of another.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import partial_credit, weight

from convgrade.checks import Case, assert_same, gradcheck, recorded
from convgrade.checks.faults import CheckFailed

_NAMES = ("grad_x", "grad_weight", "grad_bias")
_IMAGE = np.arange(1.0, 10.0).reshape(1, 1, 3, 3)
_KERNEL = np.array([[[[10.0, 20.0], [30.0, 40.0]]]])


def _assert_right(student, case, name):
    """Fail the check unless one gradient is PyTorch's."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).conv2d_backward(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch.part(index), call=case, name=name)


def _single(row, col):
    """Return a call whose upstream gradient holds a 2 in one place and zeros elsewhere."""
    grad_output = np.zeros((1, 1, 2, 2))
    grad_output[0, 0, row, col] = 2.0
    return Case("conv2d_backward", (grad_output, _IMAGE, _KERNEL))


@weight(1)
def test_grad_x_of_one_output(student):
    """grad_x: a grad_output with a single 2 in it lays twice the kernel on the pixels of that window."""
    for row, col in np.ndindex(2, 2):
        case, want = _single(row, col), np.zeros((1, 1, 3, 3))
        want[:, :, row : row + 2, col : col + 2] = 2.0 * _KERNEL
        got = student.part(0, of=3).conv2d_backward(*case.args)
        assert_same(got, want=want, call=case, name="grad_x")


@weight(1)
def test_grad_weight_of_one_output(student):
    """grad_weight: a grad_output with a single 2 in it gives twice the pixels of that window."""
    for row, col in np.ndindex(2, 2):
        case, want = _single(row, col), 2.0 * _IMAGE[:, :, row : row + 2, col : col + 2]
        got = student.part(1, of=3).conv2d_backward(*case.args)
        assert_same(got, want=want, call=case, name="grad_weight")


@weight(2.5)
def test_grad_bias_of_one_output(student):
    """grad_bias: a grad_output with a single 2 in it gives 2 to the bias of that filter and 0 to the others."""
    for filters, chosen, side in ((1, 0, 1), (1, 0, 2), (2, 0, 2), (3, 1, 2)):
        grad_output = np.zeros((1, filters, side, side))
        grad_output[0, chosen, -1, 0] = 2.0
        x, weights = np.full((1, 1, side, side), 3.0), np.full((filters, 1, 1, 1), 5.0)
        case, want = Case("conv2d_backward", (grad_output, x, weights)), np.zeros(filters)
        want[chosen] = 2.0
        got = student.part(2, of=3).conv2d_backward(*case.args)
        assert_same(got, want=want, call=case, name="grad_bias")


def _two_windows(x, weight, bias):
    """Write out the layer for images of 2 x 3 pixels and one kernel of 2 x 2 weights."""
    (a, b, c), (d, e, f) = x[0, 0]
    (p, q), (r, s) = weight[0, 0]
    return np.array([[[[p * a + q * b + r * d + s * e + bias[0], p * b + q * c + r * e + s * f + bias[0]]]]])


@partial_credit(0.75)
def test_nudges(student, set_score=None):
    """Nudge any single number of x, weight or bias, and the output moves as the gradients say."""
    inputs = {"x": np.array([[[[1.0, -2, 3], [4, 5, -6]]]]), "weight": np.array([[[[2.0, 7], [-1, 3]]]])}
    grad_output, wrong = np.array([[[[3.0, -5.0]]]]), []
    case = Case("conv2d_backward", (grad_output, inputs["x"], inputs["weight"]))
    inputs["bias"] = np.array([10.0])
    for index, name in enumerate(inputs):
        got = student.part(index, of=3).conv2d_backward(*case.args)
        try:
            gradcheck({name: got}, _two_windows, inputs, grad_output, call=case)
        except CheckFailed as failed:
            wrong.append(failed)
    set_score(0.25 * (3 - len(wrong)))
    if wrong:
        raise wrong[0]


@weight(1.75)
@recorded("sums")
def test_grad_x(student, case):
    """grad_x: a pixel collects from all windows that it is in, and from all filters."""
    _assert_right(student, case, "grad_x")


@weight(1)
@recorded("padding")
def test_grad_x_with_padding(student, case):
    """grad_x: with padding, the gradient is that of the images alone, without their border."""
    _assert_right(student, case, "grad_x")


@weight(0.75)
@recorded("stride")
def test_grad_x_with_stride(student, case):
    """grad_x: with a stride, every window is where it was on the way forward."""
    _assert_right(student, case, "grad_x")


@weight(0.5)
@recorded("uncovered")
def test_grad_x_with_uncovered_border(student, case):
    """grad_x: pixels that no window covers get a zero."""
    _assert_right(student, case, "grad_x")


@weight(0.75)
@recorded("not square")
def test_grad_x_of_images_that_are_not_square(student, case):
    """grad_x: height and width may differ, of images and of kernels."""
    _assert_right(student, case, "grad_x")


@weight(1.75)
@recorded("sums")
def test_grad_weight(student, case):
    """grad_weight: a weight collects from all windows of all images."""
    _assert_right(student, case, "grad_weight")


@weight(1)
@recorded("padding")
def test_grad_weight_with_padding(student, case):
    """grad_weight: with padding, a window may reach over the border, where the pixels are zeros."""
    _assert_right(student, case, "grad_weight")


@weight(1.25)
@recorded("stride")
def test_grad_weight_with_stride(student, case):
    """grad_weight: with a stride, every window is where it was on the way forward."""
    _assert_right(student, case, "grad_weight")


@weight(0.75)
@recorded("not square")
def test_grad_weight_of_images_that_are_not_square(student, case):
    """grad_weight: height and width may differ, of images and of kernels."""
    _assert_right(student, case, "grad_weight")


@weight(2.5)
@recorded("sums")
def test_grad_bias(student, case):
    """grad_bias: a bias collects from all places of its filter's map, in all images."""
    _assert_right(student, case, "grad_bias")
