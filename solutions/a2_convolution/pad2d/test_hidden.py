"""Hidden checks of pad2d: any border of any images, dtypes, memory layouts, and what is refused."""

import itertools

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_SIDES = st.integers(1, 4)
_PLAIN = {"batch": 1, "channels": 1, "height": _SIDES, "width": _SIDES, "value": 0.0}
_ONE = st.integers(1, 3)
_PAIR = st.tuples(_ONE, _ONE)


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.pad2d(*case.args, **case.kwargs)
    assert_same(student.pad2d(*case.args, **case.kwargs), want=want, also=case.pytorch, call=case)


@weight(0.75)
@given(case=cnn.pad2d_cases(**_PLAIN, padding=_ONE))
def test_any_one_number(student, reference, case):
    """The same border on all sides is right around any image."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.pad2d_cases(**_PLAIN, padding=_PAIR))
def test_any_pair(student, reference, case):
    """A border of two numbers is right around any image."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.pad2d_cases(**_PLAIN, padding=st.tuples(_PAIR, _PAIR)))
def test_any_four_sides(student, reference, case):
    """A border whose sides all differ is right around any image."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.pad2d_cases(layout=cnn.layouts()))
def test_everything_together(student, reference, case):
    """Borders, their values, shapes and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The output does not depend on how the images lie in memory."""
    assert_same(student.pad2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images, of the right shape otherwise."""
    assert_same(student.pad2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers can have any border: fractions, negative numbers and infinity are kept."""
    assert_same(student.pad2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
def test_double_precision(student):
    """Pixels in float64 keep all their digits."""
    case = Case("pad2d", (np.array([[[[1 / 3]]]]), 1), {"value": -2 / 3})
    want = np.full((1, 1, 3, 3), -2 / 3)
    want[0, 0, 1, 1] = 1 / 3
    assert_same(student.pad2d(*case.args, **case.kwargs), want=want, rtol=0, atol=0, call=case)


@weight(0.25)
def test_output_dtype(student):
    """The output has the dtype of the images if they hold floats, and is float64 if they hold integers."""
    for given_dtype, dtype in ((np.float64, np.float64), (np.float32, np.float32), (np.int64, np.float64)):
        case = Case("pad2d", (np.array([[[[5]]]], given_dtype), ((0, 0), (1, 0))))
        assert_same(student.pad2d(*case.args), want=np.array([[[[0.0, 5.0]]]]), dtype=dtype, call=case)


@weight(0.25)
def test_arguments_unchanged(student):
    """The images stay as they were, and every call returns an array of its own, with or without a border."""
    for first, border in ((1.0, 1), (-8.0, 1), (1.0, 0), (-8.0, 0), (1.0, (0, 0))):
        case = Case("pad2d", (np.arange(first, first + 4).reshape(1, 1, 2, 2), border))
        assert_array(student.pad2d(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(0.25)
def test_negative_border(student):
    """A negative border is refused with a ValueError, on whichever side it is."""
    borders = (-1, (0, -1), (-1, 0), ((0, -1), (0, 0)), ((-1, 2), (0, 0)), ((0, 0), (-1, 0)), ((0, 0), (2, -1)))
    for side, border in itertools.product((3, 1), borders):
        case = Case("pad2d", (np.ones((1, 1, side, side)), border))
        with rejects("ValueError", call=case):
            student.pad2d(*case.args)
