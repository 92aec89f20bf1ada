"""Hidden checks of col2im: the adjoint identity, any options, dtypes, memory layouts, refusals."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_ONE_MAP = {"square": True, "layout": "C", "batch": 1, "channels": 1}


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.col2im(*case.args, **case.kwargs)
    assert_same(student.col2im(*case.args, **case.kwargs), want=want, also=case.pytorch, call=case)


def _im2col(x, kernel_size, *, stride=1, padding=0):
    """Return the windows of one-channel, square images as columns."""
    padded = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, (kernel_size, kernel_size), axis=(2, 3))
    windows = windows[:, 0, ::stride, ::stride]
    return windows.transpose(0, 3, 4, 1, 2).reshape(len(x), kernel_size**2, windows.shape[1] * windows.shape[2])


@weight(1)
@given(case=cnn.col2im_cases(**_ONE_MAP, stride=st.integers(1, 2), padding=st.integers(0, 1)), seed=st.integers(0, 99))
def test_adjoint(student, case, seed):
    """It is the adjoint of im2col: sum(im2col(x) * c) equals sum(x * col2im(c)) for any images x and columns c."""
    columns, input_shape, kernel_size = case.args
    x = cnn.numbers(input_shape, seed)
    out = assert_array(student.col2im(*case.args, **case.kwargs), call=case, shape=input_shape)
    want = float(np.sum(_im2col(x, kernel_size, **case.kwargs) * columns))
    assert_same(float(np.sum(x * out)), want=want, call=f"np.sum(x * {case}) for x = {x.tolist()}")


@weight(0.5)
@given(case=cnn.col2im_cases(square=True, layout="C"))
def test_any_images_and_channels(student, reference, case):
    """The images are right for any number of images and channels."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.col2im_cases(**_ONE_MAP, stride=st.integers(2, 3)))
def test_any_stride(student, reference, case):
    """The stride is right for any image and window, even a stride that is larger than the window."""
    _assert_right(student, reference, case)


@weight(0.5)
@recorded("pairs")
def test_pairs(student, case):
    """Stride and padding may be pairs: the first number is for rows, the second for columns."""
    assert_same(student.col2im(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.col2im_cases(stride=cnn.ints_or_pairs(1, 3), padding=cnn.ints_or_pairs(0, 2)))
def test_everything_together(student, reference, case):
    """Stride, padding, shapes and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.5)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers with several options at a time."""
    assert_same(student.col2im(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The images do not depend on how the columns lie in memory."""
    assert_same(student.col2im(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("empty")
def test_empty_batch(student, case):
    """No matrices give a batch without images, of the right shape otherwise."""
    assert_same(student.col2im(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_columns(student, case):
    """Columns of integers give images in float64, whose sums do not overflow."""
    assert_same(student.col2im(*case.args), want=case.pytorch, dtype=np.float64, call=case)


@weight(0.25)
@given(case=cnn.col2im_cases(**_ONE_MAP, values="real"))
def test_double_precision(student, reference, case):
    """Columns in float64 are added up in float64: the sums are right to nine digits."""
    _assert_right(student, reference, case)


@weight(0.25)
def test_output_dtype(student):
    """The images have the dtype of the columns: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("col2im", (np.array([[[1], [2], [3], [4]]], dtype), (1, 1, 2, 2), 2))
        assert_same(student.col2im(*case.args), want=np.array([[[[1.0, 2.0], [3.0, 4.0]]]]), dtype=dtype, call=case)


@weight(0.125)
def test_arguments_unchanged(student):
    """The columns stay as they were, and every call returns an array of its own."""
    for side in (1, 2):
        for first in (1.0, -8.0):
            columns = np.arange(first, first + side**2 * (3 - side + 1) ** 2).reshape(1, side**2, -1)
            case = Case("col2im", (columns, (1, 1, 3, 3), side))
            assert_array(student.col2im(*case.args), call=case)
            assert_unchanged(student, call=case)


@weight(0.125)
def test_columns_of_other_images(student):
    """Columns that do not belong to images of this shape are refused with a ValueError."""
    one, two = (1, 1, 2, 2), (1, 2, 2, 3)
    shapes = (((1, 4, 4), (1, 1, 4, 4)), ((1, 8, 1), one), ((2, 4, 1), one), ((1, 4, 4), two), ((1, 16, 1), two))
    for columns_shape, input_shape in shapes:
        case = Case("col2im", (np.ones(columns_shape), input_shape, 2))
        with rejects("ValueError", call=case):
            student.col2im(*case.args)
