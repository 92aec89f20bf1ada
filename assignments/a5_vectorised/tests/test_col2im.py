# Generated from solutions/a5_vectorised/col2im/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of col2im: every value goes to its pixel and is added there, as PyTorch's fold has it."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same, recorded


@weight(1)
@recorded("places")
def test_places(student, case):
    """Every value goes to the pixel from which im2col would have taken it."""
    assert_same(student.col2im(*case.args), want=case.pytorch, call=case)


@weight(1)
def test_counts(student):
    """Columns of ones give images whose pixels count the windows that see them."""
    for side, want in ((3, [[1, 2, 1], [2, 4, 2], [1, 2, 1]]), (2, [[1, 1], [1, 1]])):
        case = Case("col2im", (np.ones((1, 4, (side - 1) ** 2)), (1, 1, side, side), 2))
        assert_same(student.col2im(*case.args), want=np.array([[want]], np.float64), call=case)


@weight(2)
@recorded("overlaps")
def test_overlaps(student, case):
    """A pixel that lies in several windows gets the sum of its values."""
    assert_same(student.col2im(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("channels")
def test_channels(student, case):
    """Every channel gets its own rows of the matrix."""
    assert_same(student.col2im(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("images")
def test_images(student, case):
    """Every image gets its own matrix."""
    assert_same(student.col2im(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("stride")
def test_stride(student, case):
    """Windows lie `stride` pixels apart."""
    assert_same(student.col2im(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1)
@recorded("uncovered")
def test_uncovered_border(student, case):
    """Pixels that no window covers are 0, and belong to the image all the same."""
    assert_same(student.col2im(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1.5)
@recorded("padding")
def test_padding(student, case):
    """What lies in the padding is dropped, and the image is as large as before."""
    assert_same(student.col2im(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width may differ, of the images and of the windows."""
    assert_same(student.col2im(*case.args), want=case.pytorch, call=case)
