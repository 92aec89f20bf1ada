# Generated from solutions/a3_pooling/global_avg_pool2d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of global_avg_pool2d: a worked example, properties of every mean, and PyTorch's answers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded

_SIX_DIGITS = {"rtol": 1e-6, "atol": 1e-6}  # more of them are asked for by one hidden check alone
_SIDE = st.shared(st.integers(1, 9), key="the side of a square image")
_ONE_MAP = cnn.images(batch=1, channels=1, height=_SIDE, width=_SIDE)


@weight(0.25)
def test_worked_example(student):
    """Two maps of 2 x 2 values give two means."""
    case = Case("global_avg_pool2d", (np.array([[[[1.0, 2.0], [3.0, 4.0]], [[10.0, 10.0], [10.0, 30.0]]]]),))
    assert_same(student.global_avg_pool2d(*case.args), want=np.array([[2.5, 15.0]]), call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("one map")
def test_one_map(student, case):
    """One map gives one number, in an array of shape (1, 1)."""
    assert_same(student.global_avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.75)
@recorded("channels and images")
def test_channels_and_images(student, case):
    """Every channel of every image has a mean of its own."""
    assert_same(student.global_avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Images may be higher than wide, or wider than high."""
    assert_same(student.global_avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.5)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give means that neither overflow nor lose their fractions."""
    assert_same(student.global_avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.25)
@given(x=_ONE_MAP, by=st.integers(1, 3))
def test_shift(student, x, by):
    """Where the pixels lie makes no difference: rolled down and to the right, an image keeps its mean."""
    case = Case("global_avg_pool2d", (x,))
    rolled = Case("global_avg_pool2d", (np.roll(x, by, axis=(2, 3)),))
    out = assert_array(student.global_avg_pool2d(*case.args), call=case, shape=(1, 1))
    assert_same(student.global_avg_pool2d(*rolled.args), want=out, call=f"{rolled} beside {case}", **_SIX_DIGITS)


@weight(0.25)
@given(x=_ONE_MAP, times=st.integers(-3, 3))
def test_linearity(student, x, times):
    """An image that is some times as bright and has 1 added gives a mean that changes in the same way."""
    case, changed = Case("global_avg_pool2d", (x,)), Case("global_avg_pool2d", (times * x + 1,))
    out = assert_array(student.global_avg_pool2d(*case.args), call=case, shape=(1, 1))
    call = f"{changed} beside {times} * {case} + 1"
    assert_same(student.global_avg_pool2d(*changed.args), want=times * out + 1, call=call, **_SIX_DIGITS)
