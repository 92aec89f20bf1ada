# Generated from solutions/a3_pooling/max_pool2d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of max_pool2d: a worked example, properties of every max pooling, and PyTorch's answers.

Every check keeps to one topic, so that a mistake in one option costs that option's checks alone.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded


@weight(0.5)
def test_lecture_grids(student):
    """Of every 2 x 2 grid the largest value is kept: four numbers of sixteen."""
    x = np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5], [7, 0, 3, 3], [1, 6, 2, 1]]]])
    case = Case("max_pool2d", (x, 2))
    assert_same(student.max_pool2d(*case.args), want=np.array([[[[4.0, 5.0], [7.0, 3.0]]]]), call=case)


@weight(0.5)
@recorded("one window")
def test_one_window(student, case):
    """Where the window is as large as the image, the output is the largest pixel."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("side by side")
def test_side_by_side(student, case):
    """Without a stride, the windows lie side by side and cover every pixel once."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("channels")
def test_channels(student, case):
    """Every channel is pooled by itself, and keeps its place."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("images")
def test_images(student, case):
    """Every image of a batch is pooled by itself."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("stride")
def test_stride(student, case):
    """Windows start `stride` pixels apart, and may overlap or leave gaps."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.75)
@recorded("uncovered")
def test_uncovered_border(student, case):
    """A last window that does not lie in the image as a whole is left out."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.75)
@recorded("padding")
def test_padding(student, case):
    """With padding, the windows start that many pixels before the image, and end that many behind it."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@recorded("negative")
def test_negative_pixels(student, case):
    """The largest of negative numbers is negative."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("negative, padded")
def test_padding_never_wins(student, case):
    """Padding is never the largest value, not even where all pixels are negative."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Images may be higher than wide, or wider than high."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers are pooled like others."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


_ONE_MAP = {"square": True, "tiles": True, "layout": "C", "batch": 1, "channels": 1, "sign": "positive"}
_PLAIN = _ONE_MAP | {"kernel_size": st.integers(1, 4), "stride": None, "padding": 0}


@weight(0.25)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"kernel_size": 1}))
def test_single_pixels(student, case):
    """Windows of one pixel return the image as it is."""
    assert_same(student.max_pool2d(*case.args), want=case.args[0], call=case)


@weight(0.25)
@given(case=cnn.max_pool2d_cases(**_PLAIN))
def test_shift(student, case):
    """An image that is moved by one window gives an output that is moved by one pixel."""
    x, side = case.args
    shifted = Case("max_pool2d", (np.pad(x, ((0, 0), (0, 0), (side, 0), (side, 0))), side))
    out = assert_array(student.max_pool2d(*case.args), call=case)
    moved = assert_array(student.max_pool2d(*shifted.args), call=shifted)
    assert_same(moved[..., 1:, 1:], want=out, call=f"{shifted}[..., 1:, 1:] beside {case}")


@weight(0.25)
@given(case=cnn.max_pool2d_cases(**_PLAIN))
def test_increasing_functions(student, case):
    """It makes no difference whether every value is squared and raised by 1 before the pooling or after it.

    The same holds for ReLU and every other function that never decreases (the pixels here are not negative).
    """
    x, side = case.args
    raised = Case("max_pool2d", (x**2 + 1, side))
    out = assert_array(student.max_pool2d(*case.args), call=case)
    assert_same(student.max_pool2d(*raised.args), want=out**2 + 1, call=f"{raised} beside {case}")
