"""Hidden checks of true_convolve2d: any image and kernel, dtypes, memory layouts, and what is refused."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.true_convolve2d(*case.args)
    assert_same(student.true_convolve2d(*case.args), want=want, also=case.pytorch, call=case)


@weight(0.25)
@given(case=cnn.true_convolve2d_cases(square=True, layout="C"))
def test_any_square_image(student, reference, case):
    """The convolution is right for every square image and kernel."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.true_convolve2d_cases(layout="C"))
def test_any_image(student, reference, case):
    """The convolution is right for every image and kernel, square or not."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The convolution does not depend on how the arrays lie in memory."""
    assert_same(student.true_convolve2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@given(case=cnn.true_convolve2d_cases(square=True, layout="C", dtype=st.sampled_from([np.int64, np.uint8])))
def test_any_integer_image(student, reference, case):
    """The convolution is right for every image of integers, 8 bits or 64."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.true_convolve2d_cases(square=True, layout="C", values="real"))
def test_double_precision(student, reference, case):
    """Images in float64 are added up in float64: the sums are right to nine digits."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.true_convolve2d_cases(square=True, layout="C", values="real", dtype=np.float32))
def test_single_precision(student, reference, case):
    """Images in float32 are added up without more rounding than float32 brings with it."""
    want = reference.true_convolve2d(*(array.astype(np.float64) for array in case.args))
    bound = cnn.float32_bound(reference.true_convolve2d, *case.args)
    assert_same(student.true_convolve2d(*case.args), want=want, also=case.pytorch, bound=bound, call=case)


@weight(0.25)
def test_output_dtype(student):
    """The output has the dtype of the image: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("true_convolve2d", (np.array([[1, 2], [3, 4]], dtype), np.array([[5]], dtype)))
        want = np.array([[5.0, 10.0], [15.0, 20.0]])
        assert_same(student.true_convolve2d(*case.args), want=want, dtype=dtype, call=case)


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    kernel = np.array([[1.0, 2.0], [3.0, 4.0]])
    for first in (1.0, -8.0):
        case = Case("true_convolve2d", (np.arange(first, first + 9).reshape(3, 3), kernel))
        assert_array(student.true_convolve2d(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(0.25)
def test_no_window(student):
    """A kernel that is higher or wider than the image is refused with a ValueError."""
    for kernel_size in ((3, 1), (1, 3), (3, 3)):
        case = Case("true_convolve2d", (np.ones((2, 2)), np.ones(kernel_size)))
        with rejects("ValueError", call=case):
            student.true_convolve2d(*case.args)
