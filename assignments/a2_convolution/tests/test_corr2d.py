# Generated from solutions/a2_convolution/corr2d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of corr2d: the lecture's sums, properties of every cross-correlation, and PyTorch's answers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded


@weight(0.5)
def test_lecture_example(student):
    """The lecture's kernel gives 300 where the image has its edge, 300 again, and 100 where the edge ends.

    The kernel reads the same from left to right and from right to left, and flipped it only changes its sign.
    So this example cannot show every mistake; the next one can.
    """
    kernel = np.array([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]])
    image = np.array([[100.0, 100, 100, 100, 100], [100, 100, 100, 100, 100], [100, 0, 0, 100, 100]])
    case = Case("corr2d", (image, kernel))
    assert_same(student.corr2d(*case.args), want=np.array([[300.0, 300.0, 100.0]]), call=case)


@weight(1)
def test_single_one_in_the_kernel(student):
    """A kernel that holds a single 1 copies the pixels that come to lie under the 1."""
    image = np.arange(1.0, 17.0).reshape(4, 4)
    for row, col in np.ndindex(3, 3):
        kernel = np.zeros((3, 3))
        kernel[row, col] = 1.0
        case = Case("corr2d", (image, kernel))
        assert_same(student.corr2d(*case.args), want=image[row : row + 2, col : col + 2], call=case)


@weight(0.5)
@recorded("one window")
def test_one_window(student, case):
    """Where the kernel is as large as the image, the output is the one sum of all products."""
    assert_same(student.corr2d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("square")
def test_square_images(student, case):
    """PyTorch slides a square kernel over a square image with the same result."""
    assert_same(student.corr2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width may differ, of the image and of the kernel."""
    assert_same(student.corr2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give sums that neither overflow nor lose their fractions."""
    assert_same(student.corr2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.corr2d_cases(square=True, layout="C"), by=st.integers(1, 2))
def test_shift(student, case, by):
    """The same feature further down and to the right gives the same activation further down and to the right."""
    image, kernel = case.args
    shifted = Case("corr2d", (np.pad(image, ((by, 0), (by, 0))), kernel))
    out = assert_array(student.corr2d(*case.args), call=case)
    moved = assert_array(student.corr2d(*shifted.args), call=shifted, shape=tuple(side + by for side in out.shape))
    assert_same(moved[by:, by:], want=out, call=f"{shifted}[{by}:, {by}:] beside {case}")


@weight(0.5)
@given(case=cnn.corr2d_cases(square=True, layout="C"), times=st.integers(2, 4))
def test_linearity(student, case, times):
    """An image that is several times as bright gives sums that are as many times as large."""
    image, kernel = case.args
    brighter = Case("corr2d", (times * image, kernel))
    out = assert_array(student.corr2d(*case.args), call=case)
    assert_same(student.corr2d(*brighter.args), want=times * out, call=f"{brighter} beside {times} * {case}")
