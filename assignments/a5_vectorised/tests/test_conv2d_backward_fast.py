# Generated from solutions/a5_vectorised/conv2d_backward_fast/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of conv2d_backward_fast: PyTorch's answers, for each gradient by itself.

A check looks at one gradient alone, so a mistake in one of them never costs points of another.
"""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same, recorded

_NAMES = ("grad_x", "grad_weight", "grad_bias")


def _assert_right(student, case, name):
    """Fail the check unless one gradient is PyTorch's."""
    index = _NAMES.index(name)
    got = student.part(index, of=3).conv2d_backward_fast(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch.part(index), call=case, name=name)


@weight(1)
@recorded("sums")
def test_grad_x(student, case):
    """grad_x: a pixel collects from all windows that it is in, and from all filters."""
    _assert_right(student, case, "grad_x")


@weight(0.5)
@recorded("padding")
def test_grad_x_with_padding(student, case):
    """grad_x: with padding, the gradient is that of the images alone, without their border."""
    _assert_right(student, case, "grad_x")


@weight(0.5)
@recorded("stride")
def test_grad_x_with_stride(student, case):
    """grad_x: with a stride, every window is where it was on the way forward."""
    _assert_right(student, case, "grad_x")


@weight(0.5)
@recorded("uncovered")
def test_grad_x_with_uncovered_border(student, case):
    """grad_x: pixels that no window covers get a zero."""
    _assert_right(student, case, "grad_x")


@weight(0.25)
@recorded("not square")
def test_grad_x_of_images_that_are_not_square(student, case):
    """grad_x: height and width may differ, of images and of kernels."""
    _assert_right(student, case, "grad_x")


@weight(1)
@recorded("sums")
def test_grad_weight(student, case):
    """grad_weight: a weight collects from all windows of all images."""
    _assert_right(student, case, "grad_weight")


@weight(0.5)
@recorded("padding")
def test_grad_weight_with_padding(student, case):
    """grad_weight: with padding, a window may reach over the border, where the pixels are zeros."""
    _assert_right(student, case, "grad_weight")


@weight(0.5)
@recorded("stride")
def test_grad_weight_with_stride(student, case):
    """grad_weight: with a stride, every window is where it was on the way forward."""
    _assert_right(student, case, "grad_weight")


@weight(0.25)
@recorded("not square")
def test_grad_weight_of_images_that_are_not_square(student, case):
    """grad_weight: height and width may differ, of images and of kernels."""
    _assert_right(student, case, "grad_weight")


@weight(1)
@recorded("sums")
def test_grad_bias(student, case):
    """grad_bias: a bias collects from all places of its filter's map, in all images."""
    _assert_right(student, case, "grad_bias")
