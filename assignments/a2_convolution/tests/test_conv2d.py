# Generated from solutions/a2_convolution/conv2d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of conv2d: worked examples, properties of every convolution layer, and PyTorch's answers.

Every check keeps to one topic, so that a mistake in one option costs that option's checks alone.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import tags, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded


@weight(0.5)
def test_lecture_windows(student):
    """The lecture's four windows under the lecture's kernel give 300, 300, 300 and 100.

    The kernel reads the same from left to right and from right to left, and flipped it only changes its sign.
    So these sums cannot show every mistake; the next check can.
    """
    kernel = np.array([[[[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]]]])
    for bottom, want in (([100, 0, 0], 300.0), ([0, 0, 100], 300.0), ([0, 100, 100], 100.0)):
        window = np.array([[[[100.0, 100, 100], [100, 100, 100], bottom]]])
        case = Case("conv2d", (window, kernel))
        assert_same(student.conv2d(*case.args), want=np.array([[[[want]]]]), call=case)


@weight(2)
def test_single_one_in_the_kernel(student):
    """A kernel that holds a single 1 copies the pixels that come to lie under the 1."""
    image = np.arange(1.0, 17.0).reshape(1, 1, 4, 4)
    for row, col in np.ndindex(3, 3):
        kernel = np.zeros((1, 1, 3, 3))
        kernel[0, 0, row, col] = 1.0
        case = Case("conv2d", (image, kernel))
        assert_same(student.conv2d(*case.args), want=image[:, :, row : row + 2, col : col + 2], call=case)


@weight(0.5)
@recorded("one window")
def test_one_window(student, case):
    """Where the kernel is as large as the image, the output is the one sum of all products."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("slide")
def test_slide(student, case):
    """The kernel visits every place of the image where it lies on it as a whole."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(1.5)
@recorded("channels")
def test_channels(student, case):
    """One filter adds up all channels of an image into one map."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(1.5)
@recorded("filters")
def test_filters(student, case):
    """Every filter gives a map of its own, in the order of the filters."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("images")
def test_images(student, case):
    """Every image of a batch is treated alike, and on its own."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
def test_bias_of_a_black_image(student):
    """An image of zeros comes out as the bias: one number per filter, everywhere in its map."""
    for side in (2, 3):
        case = Case("conv2d", (np.zeros((1, 2, side, side)), np.ones((3, 2, 1, 1)), np.array([10.0, -20.0, 30.0])))
        want = np.broadcast_to(case.args[2][:, None, None], (1, 3, side, side))
        assert_same(student.conv2d(*case.args), want=want, call=case)


@weight(1)
@recorded("bias")
def test_bias(student, case):
    """The bias is added once to every value of its filter's map."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(1.5)
@recorded("stride")
def test_stride(student, case):
    """Windows start `stride` pixels apart, downwards as well as to the right."""
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1)
@recorded("uncovered")
def test_uncovered_border(student, case):
    """A last window that does not lie in the image as a whole is left out."""
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1.5)
@recorded("padding")
def test_padding(student, case):
    """With padding, every image gets that many rows and columns of zeros on each of its four sides."""
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width may differ, of the images and of the kernels."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give sums that neither overflow nor lose their fractions."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


_ONE_MAP = cnn.conv2d_cases(stride=1, padding=0, bias=False, square=True, layout="C", batch=1, channels=1, filters=1)


@weight(0.5)
@given(case=_ONE_MAP, by=st.integers(1, 2))
def test_shift(student, case, by):
    """The same feature further down and to the right gives the same activation further down and to the right."""
    x, weights = case.args
    shifted = Case("conv2d", (np.pad(x, ((0, 0), (0, 0), (by, 0), (by, 0))), weights))
    out = assert_array(student.conv2d(*case.args), call=case)
    shape = (*out.shape[:2], *(side + by for side in out.shape[2:]))
    moved = assert_array(student.conv2d(*shifted.args), call=shifted, shape=shape)
    assert_same(moved[:, :, by:, by:], want=out, call=f"{shifted}[:, :, {by}:, {by}:] beside {case}")


@weight(0.5)
@given(case=_ONE_MAP, times=st.integers(-4, 4))
def test_linearity(student, case, times):
    """Without a bias, images that are several times as bright give sums that are as many times as large."""
    x, weights = case.args
    brighter = Case("conv2d", (times * x, weights))
    out = assert_array(student.conv2d(*case.args), call=case)
    assert_same(student.conv2d(*brighter.args), want=times * out, call=f"{brighter} beside {times} * {case}")


@weight(1)
@tags("bonus")
@recorded("dilation")
def test_dilation(student, case):
    """Bonus: with dilation, the entries of a kernel lie that many pixels apart."""
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(1)
@tags("bonus")
@recorded("groups")
def test_groups(student, case):
    """Bonus: with groups, a filter sees the channels of its own group alone."""
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)
