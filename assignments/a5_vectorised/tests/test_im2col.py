# Generated from solutions/a5_vectorised/im2col/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of im2col: every window becomes a column, as PyTorch's unfold has it."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade import cnn
from convgrade.checks import assert_array, assert_same, recorded


@weight(2)
@recorded("windows")
def test_windows(student, case):
    """Every window is a column: its values from top to bottom, the windows from left to right, row by row."""
    assert_same(student.im2col(*case.args), want=case.pytorch, call=case)


@weight(1.5)
@recorded("channels")
def test_channels(student, case):
    """In a column the values of the first channel come first, then those of the next."""
    assert_same(student.im2col(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("images")
def test_images(student, case):
    """Every image of a batch has a matrix of its own."""
    assert_same(student.im2col(*case.args), want=case.pytorch, call=case)


@weight(1.5)
@recorded("stride")
def test_stride(student, case):
    """Windows start `stride` pixels apart, downwards as well as to the right."""
    assert_same(student.im2col(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1)
@recorded("uncovered")
def test_uncovered_border(student, case):
    """A last window that does not lie in the image as a whole is left out."""
    assert_same(student.im2col(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1.5)
@recorded("padding")
def test_padding(student, case):
    """With padding, every image gets that many rows and columns of zeros on each of its four sides."""
    assert_same(student.im2col(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width may differ, of the images and of the windows."""
    assert_same(student.im2col(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.im2col_cases(square=True, layout="C", batch=1))
def test_first_row_is_the_image_but_its_end(student, case):
    """The first row of the matrix holds what lies under the first entry of the windows: the image but for its end."""
    x, side = case.args
    out = assert_array(student.im2col(*case.args), call=case)
    places = [size - side + 1 for size in x.shape[2:]]
    want = np.ascontiguousarray(x[:, :1, : places[0], : places[1]]).reshape(1, 1, places[0] * places[1])
    assert_same(out[:, :1], want=want, call=f"{case}[:, :1]")
