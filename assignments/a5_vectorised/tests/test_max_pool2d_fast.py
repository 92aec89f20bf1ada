# Generated from solutions/a5_vectorised/max_pool2d_fast/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of max_pool2d_fast: both functions give the right values.  Speed is graded after handing in."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same, recorded


@weight(1)
@recorded("side by side")
def test_side_by_side(student, case):
    """Without a stride, the windows lie side by side, and the largest value of each is kept."""
    assert_same(student.max_pool2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("images and channels")
def test_images_and_channels(student, case):
    """Every image and every channel is pooled by itself, and keeps its place."""
    assert_same(student.max_pool2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("stride")
def test_stride(student, case):
    """Windows start `stride` pixels apart, and may overlap or leave gaps."""
    assert_same(student.max_pool2d_fast(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@recorded("uncovered")
def test_uncovered_border(student, case):
    """A last window that does not lie in the image as a whole is left out."""
    assert_same(student.max_pool2d_fast(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("padding")
def test_padding(student, case):
    """With padding, the windows start that many pixels before the image, and end that many behind it."""
    assert_same(student.max_pool2d_fast(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@recorded("negative")
def test_negative_pixels(student, case):
    """The largest of negative numbers is negative, and padding is never the largest."""
    assert_same(student.max_pool2d_fast(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Images may be higher than wide, or wider than high."""
    assert_same(student.max_pool2d_fast(*case.args), want=case.pytorch, call=case)


def _assert_gradient(student, rows, upstream, want, kernel_size, **options):
    """Compare the gradient of one image, given by its rows, with what it should be."""
    arrays = (np.array([[upstream]], np.float64), np.array([[rows]], np.float64))
    case = Case("max_pool2d_backward_fast", (*arrays, kernel_size), options)
    got = student.max_pool2d_backward_fast(*case.args, **case.kwargs)
    assert_same(got, want=np.array([[want]], np.float64), call=case)


@weight(1)
def test_gradient_goes_to_the_winner(student):
    """The largest pixel of every window gets the window's share of the gradient, the others nothing."""
    _assert_gradient(student, [[7]], [[5]], [[5]], 1)
    _assert_gradient(student, [[1, 2], [4, 3]], [[5]], [[0, 0], [5, 0]], 2)
    _assert_gradient(student, [[4, 3], [2, 1]], [[5]], [[5, 0], [0, 0]], 2)
    _assert_gradient(student, [[-4, -3], [-9, -5]], [[5]], [[0, 5], [0, 0]], 2)
    _assert_gradient(student, [[1, 8, 2, 3], [4, 5, 9, 6]], [[10, 20]], [[0, 10, 0, 0], [0, 0, 20, 0]], 2)


@weight(0.5)
def test_gradient_of_equal_pixels(student):
    """Of equally large pixels the first one gets all of it: the topmost, and in its row the leftmost."""
    _assert_gradient(student, [[3, 3], [3, 3]], [[5]], [[5, 0], [0, 0]], 2)
    _assert_gradient(student, [[1, 3], [3, 3]], [[5]], [[0, 5], [0, 0]], 2)
    _assert_gradient(student, [[0, 0, 0]] * 3, [[1, 2], [3, 4]], [[1, 2, 0], [3, 4, 0], [0, 0, 0]], 2, stride=1)


@weight(0.5)
def test_gradient_where_windows_overlap(student):
    """A pixel that wins in several windows gets the sum of their shares."""
    rows = [[1, 2, 3], [4, 9, 5], [6, 7, 8]]
    _assert_gradient(student, rows, [[2, 3], [4, 5]], [[0, 0, 0], [0, 14, 0], [0, 0, 0]], 2, stride=1)
    _assert_gradient(student, [[1, 5, 2]], [[2, 3]], [[0, 5, 0]], (1, 2), stride=1)
    _assert_gradient(student, [[1, 4, 2], [3, 5, 6]], [[2, 3]], [[0, 0, 0], [0, 2, 3]], 2, stride=1)


@weight(0.25)
def test_gradient_beside_the_windows(student):
    """Pixels that no window covers get nothing, and belong to the gradient all the same."""
    _assert_gradient(student, [[1, 2, 9], [4, 3, 9], [9, 9, 9]], [[5]], [[0, 0, 0], [5, 0, 0], [0, 0, 0]], 2)
    _assert_gradient(student, [[1, 2, 3]], [[5, 6]], [[5, 0, 6]], 1, stride=(1, 2))


@weight(0.25)
def test_gradient_with_padding(student):
    """The gradient is as large as the image, without its padding, and padding never wins."""
    _assert_gradient(student, [[7]], [[1, 2], [3, 4]], [[10]], 2, stride=1, padding=1)
    _assert_gradient(student, [[-1, -2], [-3, -4]], [[1, 2], [3, 4]], [[1, 2], [3, 4]], 2, padding=1)
