# Generated from solutions/a2_convolution/pad2d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of pad2d: worked examples, what a border must not do, and PyTorch's answers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded


@weight(0.5)
def test_one_pixel(student):
    """A single pixel with a border of 1 is the middle of a 3 x 3 image."""
    case = Case("pad2d", (np.array([[[[5.0]]]]), 1))
    want = np.array([[[[0.0, 0.0, 0.0], [0.0, 5.0, 0.0], [0.0, 0.0, 0.0]]]])
    assert_same(student.pad2d(*case.args), want=want, call=case)


@weight(0.75)
@recorded("one number")
def test_one_number(student, case):
    """One number is the width of the border on each of the four sides."""
    assert_same(student.pad2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("no border")
def test_no_border(student, case):
    """Without a border the images come back as they are."""
    assert_same(student.pad2d(*case.args), want=case.pytorch, call=case)


@weight(0.75)
@recorded("batch")
def test_batch_and_channels(student, case):
    """Every channel of every image gets its border; the numbers of images and channels stay as they are."""
    assert_same(student.pad2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width of the images may differ."""
    assert_same(student.pad2d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("pair")
def test_pair(student, case):
    """Of a pair, the first number is for rows, at the top and at the bottom, and the second for columns."""
    assert_same(student.pad2d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("four sides")
def test_four_sides(student, case):
    """A pair of pairs gives the sides one by one: ((top, bottom), (left, right))."""
    assert_same(student.pad2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("value")
def test_value(student, case):
    """The border is filled with the value that is asked for, infinity and NaN included."""
    assert_same(student.pad2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@given(side=st.integers(1, 4), border=st.integers(1, 3), seed=st.integers(0, 99))
def test_border_adds_nothing(student, side, border, seed):
    """A border of zeros adds nothing: the sums over images, squared pixels included, stay the same."""
    case = Case("pad2d", (cnn.numbers((1, 1, side, side), seed), border))
    shape = (1, 1, side + 2 * border, side + 2 * border)
    out = assert_array(student.pad2d(*case.args), call=case, shape=shape)
    sums = np.array([[power.sum() for power in (image, image**2)] for image in (out, case.args[0])])
    assert_same(sums[0], want=sums[1], call=f"sums of pixels and of their squares, of {case}")
