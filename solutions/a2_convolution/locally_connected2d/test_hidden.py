"""Hidden checks of locally_connected2d: any images and weights, dtypes, memory layouts, and what is refused."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_PLAIN = {"bias": False, "square": True, "layout": "C"}
_ONE_MAP = _PLAIN | {"batch": 1, "channels": 1, "filters": 1}


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.locally_connected2d(*case.args)
    assert_same(student.locally_connected2d(*case.args), want=want, also=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.locally_connected2d_cases(**_ONE_MAP))
def test_any_image(student, reference, case):
    """The sums are right for any image and any weights."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.locally_connected2d_cases(**_PLAIN))
def test_any_channels_and_filters(student, reference, case):
    """The sums are right for any number of images, channels and filters."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.locally_connected2d_cases(**_PLAIN | {"bias": True, "batch": 1}))
def test_any_bias(student, case):
    """With a bias comes out what comes out without it, plus the bias of each unit."""
    x, weights, bias = case.args
    without = Case("locally_connected2d", (x, weights))
    out = assert_array(student.locally_connected2d(*without.args), call=without)
    shape = (1, bias.shape[2], *bias.shape[:2])
    units = assert_array(student.locally_connected2d(*case.args), call=case, shape=shape)
    assert_array(out, call=without, shape=shape)
    assert_same(units, want=out + bias.transpose(2, 0, 1), call=f"{case} beside {without}")


@weight(0.5)
@given(case=cnn.locally_connected2d_cases(**_ONE_MAP | {"square": False}))
def test_any_shape(student, reference, case):
    """The sums are right for any height and width of images and windows."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.locally_connected2d_cases(**_ONE_MAP, tied=True), by=st.integers(1, 2))
def test_tied_weights_shift(student, case, by):
    """With equal weights everywhere, a feature further down and to the right gives the same activation there."""
    x, weights = case.args
    places = tuple(side + by for side in weights.shape[:2])
    shifted = (np.pad(x, ((0, 0), (0, 0), (by, 0), (by, 0))), np.tile(weights[:1, :1], (*places, 1, 1, 1, 1)))
    other = Case("locally_connected2d", shifted)
    out = assert_array(student.locally_connected2d(*case.args), call=case, shape=(1, 1, *weights.shape[:2]))
    moved = assert_array(student.locally_connected2d(*other.args), call=other, shape=(1, 1, *places))
    assert_same(moved[:, :, by:, by:], want=out, call=f"{other}[:, :, {by}:, {by}:] beside {case}")


@weight(0.25)
@given(case=cnn.locally_connected2d_cases())
def test_everything_together(student, reference, case):
    """Bias, shapes and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The sums do not depend on how the arrays lie in memory."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images, of the right shape otherwise."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give sums that neither overflow nor lose fractions."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@given(case=cnn.locally_connected2d_cases(**_ONE_MAP, values="real"))
def test_double_precision(student, reference, case):
    """Images in float64 are added up in float64: the sums are right to nine digits."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.locally_connected2d_cases(**_ONE_MAP, values="real", dtype=np.float32))
def test_single_precision(student, reference, case):
    """Images in float32 are added up without more rounding than float32 brings with it."""
    want = reference.locally_connected2d(*(array.astype(np.float64) for array in case.args))
    bound = cnn.float32_bound(reference.locally_connected2d, *case.args)
    assert_same(student.locally_connected2d(*case.args), want=want, also=case.pytorch, bound=bound, call=case)


@weight(0.25)
def test_output_dtype(student):
    """The output has the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        arguments = (np.array([[[[1, 2]]]], dtype), np.array([3, 5], dtype).reshape(1, 2, 1, 1, 1, 1))
        case = Case("locally_connected2d", (*arguments, np.array([[[1], [2]]], dtype)))
        want = np.array([[[[4.0, 12.0]]]])
        assert_same(student.locally_connected2d(*case.args), want=want, dtype=dtype, call=case)


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    weights, bias = np.arange(1.0, 5.0).reshape(1, 2, 1, 1, 1, 2), np.array([[[10.0], [20.0]]])
    for first in (1.0, -8.0):
        case = Case("locally_connected2d", (np.arange(first, first + 3).reshape(1, 1, 1, 3), weights, bias))
        assert_array(student.locally_connected2d(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(0.25)
def test_places_that_disagree(student):
    """Weights for more or fewer places than there are windows are refused with a ValueError."""
    for places in ((1, 2), (2, 1), (3, 2), (2, 3)):
        case = Case("locally_connected2d", (np.ones((1, 1, 3, 3)), np.ones((*places, 1, 1, 2, 2))))
        with rejects("ValueError", call=case):
            student.locally_connected2d(*case.args)


@weight(0.25)
def test_channels_that_disagree(student):
    """Weights for another number of channels than the images have are refused with a ValueError."""
    for channels, weight_channels in ((2, 1), (2, 3), (1, 2)):
        case = Case("locally_connected2d", (np.ones((1, channels, 1, 1)), np.ones((1, 1, 1, weight_channels, 1, 1))))
        with rejects("ValueError", call=case):
            student.locally_connected2d(*case.args)
