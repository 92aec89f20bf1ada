"""Hidden checks of im2col: any options on any images, dtypes, memory layouts, refusals."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_ONE_MAP = {"square": True, "layout": "C", "batch": 1, "channels": 1}


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.im2col(*case.args, **case.kwargs)
    assert_same(student.im2col(*case.args, **case.kwargs), want=want, also=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.im2col_cases(square=True, layout="C"))
def test_any_images_and_channels(student, reference, case):
    """The columns are right for any number of images and channels."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.im2col_cases(**_ONE_MAP, stride=st.integers(2, 3)))
def test_any_stride(student, reference, case):
    """The stride is right for any image and window, even a stride that is larger than the window."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.im2col_cases(**_ONE_MAP, padding=st.integers(1, 2)))
def test_any_padding(student, reference, case):
    """The padding is right for any image and window, even a window that fits only because of it."""
    _assert_right(student, reference, case)


@weight(0.5)
@recorded("pairs")
def test_pairs(student, case):
    """Stride and padding may be pairs: the first number is for rows, the second for columns."""
    assert_same(student.im2col(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.im2col_cases(stride=cnn.ints_or_pairs(1, 3), padding=cnn.ints_or_pairs(0, 2)))
def test_everything_together(student, reference, case):
    """Stride, padding, shapes and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.5)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers with several options at a time."""
    assert_same(student.im2col(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@recorded("layout")
def test_memory_layouts(student, case):
    """The columns do not depend on how the images lie in memory."""
    assert_same(student.im2col(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives no matrices, of the right shape otherwise."""
    assert_same(student.im2col(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give columns in float64."""
    assert_same(student.im2col(*case.args, **case.kwargs), want=case.pytorch, dtype=np.float64, call=case)


@weight(0.25)
@given(case=cnn.im2col_cases(**_ONE_MAP, values="real"))
def test_double_precision(student, reference, case):
    """Pixels in float64 arrive in the columns as they are."""
    _assert_right(student, reference, case)


@weight(0.25)
def test_output_dtype(student):
    """The columns have the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("im2col", (np.array([[[[1, 2], [3, 4]]]], dtype), 2))
        want = np.array([[[1.0], [2.0], [3.0], [4.0]]])
        assert_same(student.im2col(*case.args), want=want, dtype=dtype, call=case)


@weight(0.25)
def test_arguments_unchanged(student):
    """The images stay as they were, and every call returns an array of its own."""
    for side in (1, 2):
        for first in (1.0, -8.0):
            case = Case("im2col", (np.arange(first, first + 9).reshape(1, 1, 3, 3), side))
            assert_array(student.im2col(*case.args), call=case)
            assert_unchanged(student, call=case)


@weight(0.25)
def test_no_window(student):
    """A window that does not fit in the image is refused with a ValueError."""
    for kernel_size in ((3, 1), (1, 3), 3):
        case = Case("im2col", (np.ones((1, 1, 2, 2)), kernel_size))
        with rejects("ValueError", call=case):
            student.im2col(*case.args)
