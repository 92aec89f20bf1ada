"""Hidden checks of avg_pool2d: each option on any images, all options together, dtypes, layouts, refusals."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_SIX_DIGITS = {"rtol": 1e-6, "atol": 1e-6}  # more of them are asked for by one hidden check alone
_ONE_MAP = {"square": True, "tiles": True, "layout": "C", "batch": 1, "channels": 1}
_PLAIN = _ONE_MAP | {"kernel_size": st.integers(1, 4), "stride": None, "padding": 0}
_PADDED = _PLAIN | {"kernel_size": st.integers(2, 4), "padding": st.integers(1, 2)}


def _assert_right(student, reference, case, **tolerance):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.avg_pool2d(*case.args, **case.kwargs)
    assert_same(student.avg_pool2d(*case.args, **case.kwargs), want=want, also=case.pytorch, call=case, **tolerance)


@weight(0.5)
@given(case=cnn.avg_pool2d_cases(**_PLAIN | {"batch": st.integers(1, 3), "channels": st.integers(1, 3)}))
def test_any_image(student, reference, case):
    """The means are right for any images that are covered by windows side by side."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.5)
@given(case=cnn.avg_pool2d_cases(**_PLAIN | {"stride": st.integers(1, 4)}))
def test_any_stride(student, reference, case):
    """The stride is right for any image and kernel size."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.5)
@given(case=cnn.avg_pool2d_cases(**_PADDED))
def test_any_padding(student, reference, case):
    """The padding is right for any image and kernel size."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.5)
@given(case=cnn.avg_pool2d_cases(**_PADDED, count_include_pad=False))
def test_any_pixels_alone(student, reference, case):
    """Without the padding's zeros, the means are right for any image and kernel size."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.125)
@given(case=cnn.avg_pool2d_cases(**_PLAIN | {"stride": st.integers(1, 3)}, count_include_pad=False))
def test_without_padding_nothing_changes(student, reference, case):
    """Without padding, count_include_pad=False changes nothing: every position of a window is a pixel."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.25)
@recorded("padding and stride")
def test_padding_and_stride(student, case):
    """With a padding and a stride at once, the windows start that many pixels apart in the padded image."""
    assert_same(student.avg_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.25)
@given(case=cnn.avg_pool2d_cases(**_PLAIN | {"tiles": False}))
def test_any_uncovered_border(student, reference, case):
    """The means are right where the windows leave rows and columns uncovered."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.25)
@given(case=cnn.avg_pool2d_cases(**_PLAIN | {"square": False}))
def test_any_height_and_width(student, reference, case):
    """The means are right for any height and any width."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.25)
@recorded("pairs")
def test_pairs(student, case):
    """Kernel size, stride and padding may be pairs: the first number is for rows, the second for columns."""
    assert_same(student.avg_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.125)
@given(case=cnn.avg_pool2d_cases(count_include_pad=st.booleans()))
def test_everything_together(student, reference, case):
    """Stride, padding, shapes and memory layouts are right together."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.125)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers with several options at a time."""
    assert_same(student.avg_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.125)
@recorded("layout")
def test_memory_layouts(student, case):
    """The means do not depend on how the images lie in memory."""
    assert_same(student.avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.0625)
@recorded("wide")
def test_wide_image(student, case):
    """An image may be hundreds of pixels wide."""
    assert_same(student.avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.0625)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images, of the right shape otherwise."""
    assert_same(student.avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.125)
@given(case=cnn.avg_pool2d_cases(**_PLAIN, dtype=st.sampled_from([np.int64, np.uint8])))
def test_any_integer_image(student, reference, case):
    """The means are right for any image of integers, 8 bits or 64."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.125)
@given(case=cnn.avg_pool2d_cases(**_PLAIN, values="real"))
def test_double_precision(student, reference, case):
    """Images in float64 are added up in float64: the means are right to nine digits."""
    _assert_right(student, reference, case)


@weight(0.125)
@given(case=cnn.avg_pool2d_cases(**_PLAIN, values="real", dtype=np.float32))
def test_single_precision(student, reference, case):
    """Images in float32 are added up without more rounding than float32 brings with it."""
    x, side = case.args
    bound = cnn.float32_bound(lambda image: reference.avg_pool2d(image, side), x)
    want = reference.avg_pool2d(x.astype(np.float64), side)
    assert_same(student.avg_pool2d(*case.args), want=want, also=case.pytorch, bound=bound, call=case)


@weight(0.125)
def test_output_dtype(student):
    """The output has the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("avg_pool2d", (np.array([[[[1, 2], [3, 4]]]], dtype), 2))
        assert_same(student.avg_pool2d(*case.args), want=np.array([[[[2.5]]]]), dtype=dtype, call=case)


@weight(0.125)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    for first, side in ((1.0, 2), (-8.0, 2), (1.0, 1), (5.0, 1)):
        case = Case("avg_pool2d", (np.arange(first, first + 16).reshape(1, 1, 4, 4), side))
        assert_array(student.avg_pool2d(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(0.125)
def test_no_window(student):
    """Windows that do not fit in the image are refused with a ValueError."""
    for kernel_size in (3, (3, 1), (1, 3)):
        case = Case("avg_pool2d", (np.ones((1, 1, 2, 2)), kernel_size))
        with rejects("ValueError", call=case):
            student.avg_pool2d(*case.args)


@weight(0.125)
def test_too_much_padding(student):
    """Padding of more than half the kernel size is refused with a ValueError, along either axis."""
    for kernel_size, padding in ((1, 1), (3, 2), ((1, 4), (1, 0)), ((4, 1), (0, 1))):
        case = Case("avg_pool2d", (np.ones((1, 1, 4, 4)), kernel_size), {"padding": padding})
        with rejects("ValueError", call=case):
            student.avg_pool2d(*case.args, **case.kwargs)
