# Generated from solutions/a3_pooling/avg_pool2d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of avg_pool2d: worked examples, properties of every average pooling, and PyTorch's answers.

Every check keeps to one topic, so that a mistake in one option costs that option's checks alone.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded

_SIX_DIGITS = {"rtol": 1e-6, "atol": 1e-6}  # more of them are asked for by one hidden check alone


@weight(0.25)
def test_lecture_grids(student):
    """Every 2 x 2 grid gives the mean of its four numbers."""
    x = np.array([[[[1.0, 3, 2, 0], [4, 2, 1, 5], [7, 0, 3, 3], [1, 6, 2, 1]]]])
    case = Case("avg_pool2d", (x, 2))
    assert_same(student.avg_pool2d(*case.args), want=np.array([[[[2.5, 2.0], [3.5, 2.25]]]]), call=case, **_SIX_DIGITS)


@weight(0.25)
@recorded("one window")
def test_one_window(student, case):
    """Where the window is as large as the image, the output is the mean of all pixels."""
    assert_same(student.avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("side by side")
def test_side_by_side(student, case):
    """Without a stride, the windows lie side by side and cover every pixel once."""
    assert_same(student.avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("channels and images")
def test_channels_and_images(student, case):
    """Every channel of every image is pooled by itself, and keeps its place."""
    assert_same(student.avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("stride")
def test_stride(student, case):
    """Windows start `stride` pixels apart, and may overlap or leave gaps."""
    assert_same(student.avg_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("uncovered")
def test_uncovered_border(student, case):
    """A last window that does not lie in the image as a whole is left out."""
    assert_same(student.avg_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.75)
@recorded("padding")
def test_padding(student, case):
    """The zeros of the padding count, unless the call says otherwise: ones give 4 / 9 in a corner."""
    assert_same(student.avg_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.75)
@recorded("pixels alone")
def test_pixels_alone(student, case):
    """With count_include_pad=False, a window is divided by the number of its pixels in the image."""
    assert_same(student.avg_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Images may be higher than wide, or wider than high."""
    assert_same(student.avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give means that neither overflow nor lose their fractions."""
    assert_same(student.avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


_PLAIN = {"square": True, "tiles": True, "layout": "C", "batch": 1, "channels": 1, "padding": 0, "stride": None}


@weight(0.125)
@given(case=cnn.avg_pool2d_cases(**_PLAIN, kernel_size=1))
def test_single_pixels(student, case):
    """Windows of one pixel return the image as it is."""
    assert_same(student.avg_pool2d(*case.args), want=case.args[0], call=case, **_SIX_DIGITS)


@weight(0.125)
@given(case=cnn.avg_pool2d_cases(**_PLAIN, kernel_size=st.integers(1, 4)))
def test_shift(student, case):
    """An image that is moved by one window gives an output that is moved by one pixel."""
    x, side = case.args
    shifted = Case("avg_pool2d", (np.pad(x, ((0, 0), (0, 0), (side, 0), (side, 0))), side))
    out = assert_array(student.avg_pool2d(*case.args), call=case)
    moved = assert_array(student.avg_pool2d(*shifted.args), call=shifted)
    assert_same(moved[..., 1:, 1:], want=out, call=f"{shifted}[..., 1:, 1:] beside {case}", **_SIX_DIGITS)


@weight(0.25)
@given(case=cnn.avg_pool2d_cases(**_PLAIN, kernel_size=st.integers(1, 4)), times=st.integers(-3, 3))
def test_linearity(student, case, times):
    """An image that is some times as bright and has 1 added gives means that change in the same way."""
    x, side = case.args
    changed = Case("avg_pool2d", (times * x + 1, side))
    out = assert_array(student.avg_pool2d(*case.args), call=case)
    assert_same(
        student.avg_pool2d(*changed.args),
        want=times * out + 1,
        call=f"{changed} beside {times} * {case} + 1",
        **_SIX_DIGITS,
    )
