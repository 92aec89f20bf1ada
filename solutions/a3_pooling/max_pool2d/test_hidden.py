"""Hidden checks of max_pool2d: each option on any images, all options together, dtypes, layouts, refusals."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_SIZES = {"kernel_size": st.integers(1, 4), "stride": None, "padding": 0}
_ONE_MAP = {"square": True, "tiles": True, "layout": "C", "batch": 1, "channels": 1, "sign": "positive"}
_PLAIN = _ONE_MAP | _SIZES


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.max_pool2d(*case.args, **case.kwargs)
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=want, also=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.max_pool2d_cases(**_PLAIN))
def test_any_image(student, reference, case):
    """The output is right for any image that is covered by windows side by side."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"batch": st.integers(1, 3), "channels": st.integers(1, 3)}))
def test_any_images_and_channels(student, reference, case):
    """The output is right for any number of images and channels."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"stride": st.integers(1, 4)}))
def test_any_stride(student, reference, case):
    """The stride is right for any image and kernel size."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"stride": st.integers(1, 3)}))
def test_stride_keeps_every_other_window(student, case):
    """With a stride of s comes out every s-th value of what comes out with a stride of 1."""
    x, side = case.args
    dense = Case("max_pool2d", (x, side), {"stride": 1})
    step = case.kwargs["stride"]
    every = assert_array(student.max_pool2d(*dense.args, **dense.kwargs), call=dense)
    want = every[..., ::step, ::step]
    call = f"{case} beside {dense}[..., ::{step}, ::{step}]"
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=want, call=call)


@weight(0.25)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"kernel_size": st.integers(2, 4), "padding": st.integers(1, 2)}))
def test_any_padding(student, reference, case):
    """The padding is right for any image and kernel size."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("padding and stride")
def test_padding_and_stride(student, case):
    """With a padding and a stride at once, the windows start that many pixels apart in the padded image."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"tiles": False}))
def test_any_uncovered_border(student, reference, case):
    """The output is right where the windows leave rows and columns uncovered."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"square": False}))
def test_any_height_and_width(student, reference, case):
    """The output is right for any height and any width."""
    _assert_right(student, reference, case)


@weight(0.5)
@recorded("pairs")
def test_pairs(student, case):
    """Kernel size, stride and padding may be pairs: the first number is for rows, the second for columns."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"sign": "negative"}))
def test_any_negative_image(student, reference, case):
    """The output is right where all pixels are negative."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("hugely negative")
def test_hugely_negative_pixels(student, case):
    """However negative the pixels are, nothing but a pixel is the largest value."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@recorded("NaN")
def test_nan(student, case):
    """A window that holds a NaN gives NaN, wherever in the window it is, and no other window does."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@given(case=cnn.max_pool2d_cases())
def test_everything_together(student, reference, case):
    """Stride, padding, shapes and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers with several options at a time."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The output does not depend on how the images lie in memory."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(0.125)
@recorded("wide")
def test_wide_image(student, case):
    """An image may be hundreds of pixels wide."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(0.125)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images, of the right shape otherwise."""
    assert_same(student.max_pool2d(*case.args), want=case.pytorch, call=case)


@weight(0.125)
@recorded("padded integers")
def test_padded_integers(student, case):
    """Images of integers can be padded: minus infinity is no integer, but the output is not one either."""
    assert_same(student.max_pool2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.125)
@given(case=cnn.max_pool2d_cases(**_PLAIN | {"sign": "any"}, values="real"))
def test_double_precision(student, reference, case):
    """Images in float64 keep all their digits."""
    _assert_right(student, reference, case)


@weight(0.25)
def test_output_dtype(student):
    """The output has the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("max_pool2d", (np.array([[[[1, 2], [3, 4]]]], dtype), 2))
        assert_same(student.max_pool2d(*case.args), want=np.array([[[[4.0]]]]), dtype=dtype, call=case)


@weight(0.125)
def test_output_dtype_of_integers(student):
    """Images of integers give an output in float64."""
    case = Case("max_pool2d", (np.array([[[[1, 2], [3, 4]]]], np.int64), 2))
    assert_same(student.max_pool2d(*case.args), want=np.array([[[[4.0]]]]), dtype=np.float64, call=case)


@weight(0.375)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    for first, side in ((1.0, 2), (-8.0, 2), (1.0, 1), (5.0, 1)):
        case = Case("max_pool2d", (np.arange(first, first + 16).reshape(1, 1, 4, 4), side))
        assert_array(student.max_pool2d(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(0.25)
def test_no_window(student):
    """Windows that do not fit in the image are refused with a ValueError."""
    for kernel_size in (3, (3, 1), (1, 3)):
        case = Case("max_pool2d", (np.ones((1, 1, 2, 2)), kernel_size))
        with rejects("ValueError", call=case):
            student.max_pool2d(*case.args)


@weight(0.25)
def test_too_much_padding(student):
    """Padding of more than half the kernel size is refused with a ValueError, along either axis."""
    for kernel_size, padding in ((1, 1), (3, 2), ((1, 4), (1, 0)), ((4, 1), (0, 1))):
        case = Case("max_pool2d", (np.ones((1, 1, 4, 4)), kernel_size), {"padding": padding})
        with rejects("ValueError", call=case):
            student.max_pool2d(*case.args, **case.kwargs)
