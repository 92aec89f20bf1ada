# Generated from solutions/a4_backprop/max_pool2d_backward/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of max_pool2d_backward: a worked example, nudges, and PyTorch's answers.

Every check keeps to one topic: outside of the check about equal pixels, all pixels of an image differ.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same, gradcheck, recorded


@weight(1)
def test_one_window(student):
    """The largest pixel of a window gets the gradient of the window's output, all others get 0."""
    for row, col in np.ndindex(2, 2):
        x, want = np.array([[[[1.0, 2.0], [3.0, 0.0]]]]), np.zeros((1, 1, 2, 2))
        x[0, 0, row, col], want[0, 0, row, col] = 9.0, 5.0
        case = Case("max_pool2d_backward", (np.array([[[[5.0]]]]), x, 2))
        assert_same(student.max_pool2d_backward(*case.args), want=want, call=case, name="grad_x")


def _two_windows(x):
    """Write out the layer for images of 2 x 3 pixels, windows of 2 x 2 and a stride of 1."""
    (a, b, c), (d, e, f) = x[0, 0]
    return np.array([[[[max(a, b, d, e), max(b, c, e, f)]]]])


@weight(0.5)
def test_nudges(student):
    """Nudge any pixel by a little, and the output moves as the gradient says."""
    for rows in ([[1.0, -2.0, 4.0], [3.0, 0.0, -1.0]], [[1.0, 8.0, 4.0], [3.0, 0.0, -1.0]]):
        x, grad_output = np.array([[rows]]), np.array([[[[3.0, -5.0]]]])
        case = Case("max_pool2d_backward", (grad_output, x, 2), {"stride": 1})
        got = student.max_pool2d_backward(*case.args, **case.kwargs)
        gradcheck({"x": got}, _two_windows, {"x": x}, grad_output, call=case)


def _assert_right(student, case):
    """Fail the check unless the gradient is PyTorch's."""
    got = student.max_pool2d_backward(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch, call=case, name="grad_x")


@weight(1)
@recorded("side by side")
def test_side_by_side(student, case):
    """Without a stride, the windows lie side by side, and each has one winner."""
    _assert_right(student, case)


@weight(1)
@recorded("channels")
def test_channels_and_images(student, case):
    """Every channel of every image has winners of its own."""
    _assert_right(student, case)


@weight(1.5)
@recorded("overlap")
def test_overlap(student, case):
    """Where windows overlap, a pixel that wins in several of them gets the sum."""
    _assert_right(student, case)


@weight(1.5)
@recorded("ties")
def test_ties(student, case):
    """Of several pixels that are the largest, the first one gets all, row by row from left to right."""
    _assert_right(student, case)


@weight(1)
@recorded("padding")
def test_padding(student, case):
    """With padding, the gradient is that of the image alone, and the border never wins."""
    _assert_right(student, case)


@weight(0.75)
@recorded("uncovered")
def test_uncovered_border(student, case):
    """Pixels that no window covers get a zero."""
    _assert_right(student, case)


@weight(0.75)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width of the images may differ."""
    _assert_right(student, case)
