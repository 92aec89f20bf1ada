# Generated from solutions/a2_convolution/match_template/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of match_template: what the detector finds, what it cannot find, and PyTorch's answers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, recorded

_EAR = np.array([[1.0, -1.0, -1.0], [1.0, 1.0, -1.0], [1.0, 1.0, 1.0]])


@weight(0.5)
def test_lone_pixel(student):
    """A template of one pixel finds the brightest pixel of an image."""
    for row, col in np.ndindex(2, 3):
        image = np.zeros((2, 3))
        image[row, col] = 5.0
        case = Case("match_template", (image, np.array([[1.0]])))
        assert_same(student.match_template(*case.args), want=(row, col), call=case)


@weight(0.5)
@given(row=st.integers(0, 5), col=st.integers(0, 6))
def test_shifted(student, row, col):
    """The detector finds a cat's ear wherever it has been shifted on a grey image."""
    image = np.zeros((8, 9))
    image[row : row + 3, col : col + 3] = _EAR
    case = Case("match_template", (image, _EAR))
    assert_same(student.match_template(*case.args), want=(row, col), call=f"{case} with the ear at ({row}, {col})")


@weight(0.25)
def test_mirrored(student):
    """A mirrored ear at (2, 2) is missed: the detector answers more strongly two pixels further to the left.

    This is a limit of the method, and not of your program: an ear that points to the left is another pattern.
    """
    image = np.zeros((6, 6))
    image[2:5, 2:5] = _EAR[:, ::-1]
    case = Case("match_template", (image, _EAR))
    assert_same(student.match_template(*case.args), want=(2, 0), call=f"{case} with the mirrored ear at (2, 2)")


@weight(0.25)
def test_enlarged(student):
    """An ear of three times the size, at (1, 1), is missed: the detector answers to a part of its edge.

    One template for every size, every direction and every cat: that is why templates are learned.
    """
    image = np.zeros((11, 11))
    image[1:10, 1:10] = np.kron(_EAR, np.ones((3, 3)))
    case = Case("match_template", (image, _EAR))
    assert_same(student.match_template(*case.args), want=(2, 2), call=f"{case} with the large ear at (1, 1)")


@weight(0.25)
@recorded("square")
def test_square_images(student, case):
    """PyTorch's sums are largest at the same place."""
    assert_same(student.match_template(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width may differ, of the image and of the template."""
    assert_same(student.match_template(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("ties")
def test_ties(student, case):
    """Of places with equal sums the uppermost is reported, and of these the one furthest to the left."""
    assert_same(student.match_template(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("negative")
def test_negative_sums(student, case):
    """The largest sum is found where all sums are negative, and a large negative sum is not taken for it."""
    assert_same(student.match_template(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Sums of integer pixels do not overflow."""
    assert_same(student.match_template(*case.args), want=case.pytorch, call=case)
