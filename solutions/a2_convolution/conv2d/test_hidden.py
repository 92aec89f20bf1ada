"""Hidden checks of conv2d: each option on any images, all options together, dtypes, memory layouts, refusals."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import tags, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_PLAIN = {"stride": 1, "padding": 0, "bias": False, "square": True, "layout": "C"}
_ONE_MAP = _PLAIN | {"batch": 1, "channels": 1, "filters": 1}


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.conv2d(*case.args, **case.kwargs)
    assert_same(student.conv2d(*case.args, **case.kwargs), want=want, also=case.pytorch, call=case)


@weight(1)
@given(case=cnn.conv2d_cases(**_ONE_MAP))
def test_any_image(student, reference, case):
    """The sums are right for any image and kernel."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=cnn.conv2d_cases(**_PLAIN))
def test_any_channels_and_filters(student, reference, case):
    """The sums are right for any number of images, channels and filters."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=cnn.conv2d_cases(**_PLAIN | {"bias": True, "batch": 1}))
def test_any_bias(student, case):
    """With a bias comes out what comes out without it, plus the bias of each filter."""
    x, weights, bias = case.args
    without = Case("conv2d", (x, weights))
    out = assert_array(student.conv2d(*without.args), call=without)
    maps = assert_array(student.conv2d(*case.args), call=case, shape=(len(x), len(bias), *out.shape[2:]))
    assert_same(maps, want=out + bias[:, None, None], call=f"{case} beside {without}")


@weight(1.5)
@given(case=cnn.conv2d_cases(**_ONE_MAP | {"stride": st.integers(2, 3)}))
def test_any_stride(student, reference, case):
    """The stride is right for any image and kernel, even a stride that is larger than the kernel."""
    _assert_right(student, reference, case)


@weight(1.5)
@given(case=cnn.conv2d_cases(**_ONE_MAP | {"padding": st.integers(1, 2)}))
def test_any_padding(student, reference, case):
    """The padding is right for any image and kernel, even a kernel that fits only because of it."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=cnn.conv2d_cases(**_ONE_MAP | {"square": False}))
def test_any_shape(student, reference, case):
    """The sums are right for any height and width of images and kernels."""
    _assert_right(student, reference, case)


@weight(1)
@recorded("pairs")
def test_pairs(student, case):
    """Stride and padding may be pairs: the first number is for rows, the second for columns."""
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.conv2d_cases())
def test_everything_together(student, reference, case):
    """Bias, stride, padding, shapes and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.5)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers with several options at a time."""
    assert_same(student.conv2d(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@recorded("layout")
def test_memory_layouts(student, case):
    """The sums do not depend on how the arrays lie in memory."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("wide")
def test_wide_image(student, case):
    """An image may be hundreds of pixels wide."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images, of the right shape otherwise."""
    assert_same(student.conv2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.conv2d_cases(**_ONE_MAP, dtype=st.sampled_from([np.int64, np.uint8])))
def test_any_integer_image(student, reference, case):
    """The sums are right for any image of integers, 8 bits or 64."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.conv2d_cases(**_ONE_MAP, values="real"))
def test_double_precision(student, reference, case):
    """Images in float64 are added up in float64: the sums are right to nine digits."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.conv2d_cases(**_ONE_MAP, values="real", dtype=np.float32))
def test_single_precision(student, reference, case):
    """Images in float32 are added up without more rounding than float32 brings with it."""
    want = reference.conv2d(*(array.astype(np.float64) for array in case.args))
    bound = cnn.float32_bound(reference.conv2d, *case.args)
    assert_same(student.conv2d(*case.args), want=want, also=case.pytorch, bound=bound, call=case)


@weight(0.5)
def test_output_dtype(student):
    """The output has the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("conv2d", (np.array([[[[1, 2], [3, 4]]]], dtype), np.array([[[[5]]]], dtype)))
        want = np.array([[[[5.0, 10.0], [15.0, 20.0]]]])
        assert_same(student.conv2d(*case.args), want=want, dtype=dtype, call=case)


@weight(0.5)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    weights = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    for first in (1.0, -8.0):
        case = Case("conv2d", (np.arange(first, first + 9).reshape(1, 1, 3, 3), weights))
        assert_array(student.conv2d(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(0.5)
def test_no_window(student):
    """A kernel that does not fit in the image is refused with a ValueError."""
    for kernel_size in ((3, 1), (1, 3), (3, 3)):
        case = Case("conv2d", (np.ones((1, 1, 2, 2)), np.ones((1, 1, *kernel_size))))
        with rejects("ValueError", call=case):
            student.conv2d(*case.args)


@weight(0.5)
def test_channels_that_disagree(student):
    """Filters for another number of channels than the images have are refused with a ValueError."""
    for filter_channels in (1, 3):
        case = Case("conv2d", (np.ones((1, 2, 2, 2)), np.ones((1, filter_channels, 1, 1))))
        with rejects("ValueError", call=case):
            student.conv2d(*case.args)


@weight(1)
@tags("bonus")
@given(case=cnn.conv2d_cases(**_ONE_MAP | {"padding": st.integers(0, 2)}, dilation=cnn.ints_or_pairs(1, 3)))
def test_any_dilation(student, reference, case):
    """Bonus: the dilation is right for any image, kernel and padding."""
    _assert_right(student, reference, case)


@weight(1)
@tags("bonus")
@given(case=cnn.conv2d_cases(**_PLAIN | {"batch": 1}, groups=st.integers(1, 3)))
def test_any_groups(student, reference, case):
    """Bonus: groups are right for any number of channels and filters."""
    _assert_right(student, reference, case)


@weight(0.5)
@tags("bonus")
@given(case=cnn.conv2d_cases(dilation=cnn.ints_or_pairs(1, 2), groups=st.integers(1, 2)))
def test_dilation_and_groups(student, reference, case):
    """Bonus: dilation, groups and all other options are right together."""
    _assert_right(student, reference, case)


@weight(0.5)
@tags("bonus")
def test_groups_that_do_not_divide(student):
    """Bonus: groups into which the channels or the filters do not divide evenly are refused with a ValueError."""
    for channels, weight_shape in ((3, (2, 1, 1, 1)), (4, (3, 2, 1, 1))):
        case = Case("conv2d", (np.ones((1, channels, 2, 2)), np.ones(weight_shape)), {"groups": 2})
        with rejects("ValueError", call=case):
            student.conv2d(*case.args, **case.kwargs)
