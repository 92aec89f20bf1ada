# Generated from solutions/a4_backprop/avg_pool2d_backward/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of avg_pool2d_backward: a worked example, a property of every mean, and PyTorch's answers.

Every check keeps to one topic, so that a mistake in one option costs that option's checks alone.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, gradcheck, recorded


@weight(1)
def test_one_window(student):
    """Every pixel of a window gets the same share of the gradient of its mean."""
    for size, error, share in ((1, 3.0, 3.0), (2, 8.0, 2.0), (3, 18.0, 2.0)):
        case = Case("avg_pool2d_backward", (np.array([[[[error]]]]), (1, 1, size, size), size))
        got = student.avg_pool2d_backward(*case.args)
        assert_same(got, want=np.full((1, 1, size, size), share), call=case, name="grad_x")


def _two_windows(x):
    """Write out the layer for images of 2 x 3 pixels, windows of 2 x 2 and a stride of 1."""
    (a, b, c), (d, e, f) = x[0, 0]
    return np.array([[[[(a + b + d + e) / 4, (b + c + e + f) / 4]]]])


@weight(0.5)
def test_nudges(student):
    """Nudge any pixel by a little, and the output moves as the gradient says."""
    for grad_output in (np.array([[[[4.0, 8.0]]]]), np.array([[[[2.0, -6.0]]]])):
        case = Case("avg_pool2d_backward", (grad_output, (1, 1, 2, 3), 2), {"stride": 1})
        got = student.avg_pool2d_backward(*case.args, **case.kwargs)
        gradcheck({"x": got}, _two_windows, {"x": np.ones((1, 1, 2, 3))}, grad_output, call=case)


@weight(0.5)
@given(size=st.integers(1, 3), windows=st.integers(1, 3), seed=st.integers(0, 99))
def test_nothing_is_lost(student, size, windows, seed):
    """Where windows lie side by side, all pixels together get what all outputs together hand back."""
    grad_output = cnn.upstream((1, 1, windows, windows), seed)
    shape = (1, 1, size * windows, size * windows)
    case = Case("avg_pool2d_backward", (grad_output, shape, size))
    got = assert_array(student.avg_pool2d_backward(*case.args), call=case, shape=shape)
    total = np.array(np.asarray(got, np.float64).sum())
    assert_same(total, want=np.array(grad_output.sum()), call=f"{case}.sum()", name="the sum")


def _assert_right(student, case):
    """Fail the check unless the gradient is PyTorch's."""
    got = student.avg_pool2d_backward(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch, call=case, name="grad_x")


@weight(0.5)
@recorded("side by side")
def test_side_by_side(student, case):
    """Without a stride, the windows lie side by side, and every pixel is in one of them."""
    _assert_right(student, case)


@weight(0.5)
@recorded("channels")
def test_channels_and_images(student, case):
    """Every channel of every image gets the gradient of its own outputs."""
    _assert_right(student, case)


@weight(1)
@recorded("overlap")
def test_overlap(student, case):
    """Where windows overlap, a pixel gets a share from each window that it is in."""
    _assert_right(student, case)


@weight(1)
@recorded("padding")
def test_padding(student, case):
    """With padding, the border gets its share, which is lost, and the gradient is that of the image alone."""
    _assert_right(student, case)


@weight(1)
@recorded("not counted")
def test_padding_that_does_not_count(student, case):
    """With count_include_pad=False, a window's gradient is shared among its pixels of the image alone."""
    _assert_right(student, case)


@weight(0.5)
@recorded("uncovered")
def test_uncovered_border(student, case):
    """Pixels that no window covers get a zero."""
    _assert_right(student, case)


@weight(0.5)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width of the images may differ."""
    _assert_right(student, case)
