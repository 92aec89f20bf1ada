"""Hidden checks of global_avg_pool2d: any images, dtypes, memory layouts."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded

_SIX_DIGITS = {"rtol": 1e-6, "atol": 1e-6}  # more of them are asked for by one hidden check alone
_SIDE = st.shared(st.integers(1, 9), key="the side of a square image")
_ONE_MAP = {"batch": 1, "channels": 1, "height": _SIDE, "width": _SIDE}


def _assert_right(student, reference, case, **tolerance):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.global_avg_pool2d(*case.args)
    assert_same(student.global_avg_pool2d(*case.args), want=want, also=case.pytorch, call=case, **tolerance)


@weight(0.5)
@given(case=cnn.global_avg_pool2d_cases(height=_SIDE, width=_SIDE))
def test_any_square_image(student, reference, case):
    """The means are right for any number of square images and channels."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.375)
@given(case=cnn.global_avg_pool2d_cases())
def test_any_image(student, reference, case):
    """The means are right for images of any height and width."""
    _assert_right(student, reference, case, **_SIX_DIGITS)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The means do not depend on how the images lie in memory."""
    assert_same(student.global_avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.125)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output of shape (0, C)."""
    assert_same(student.global_avg_pool2d(*case.args), want=case.pytorch, call=case, **_SIX_DIGITS)


@weight(0.25)
@given(case=cnn.global_avg_pool2d_cases(**_ONE_MAP, values="real"))
def test_double_precision(student, reference, case):
    """Images in float64 are added up in float64: the means are right to nine digits."""
    _assert_right(student, reference, case)


@weight(0.125)
@given(case=cnn.global_avg_pool2d_cases(**_ONE_MAP, values="real", dtype=np.float32))
def test_single_precision(student, reference, case):
    """Images in float32 are added up without more rounding than float32 brings with it."""
    (x,) = case.args
    want = reference.global_avg_pool2d(x.astype(np.float64))
    bound = cnn.float32_bound(reference.global_avg_pool2d, x)
    assert_same(student.global_avg_pool2d(x), want=want, also=case.pytorch, bound=bound, call=case)


@weight(0.25)
def test_output_dtype(student):
    """The output has the dtype of the images: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("global_avg_pool2d", (np.array([[[[1, 2], [3, 4]]]], dtype),))
        assert_same(student.global_avg_pool2d(*case.args), want=np.array([[2.5]]), dtype=dtype, call=case)


@weight(0.125)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    for shape in ((1, 1, 2, 2), (1, 2, 1, 1)):
        for seed in (1, 2):
            case = Case("global_avg_pool2d", (cnn.numbers(shape, seed),))
            assert_array(student.global_avg_pool2d(*case.args), call=case)
            assert_unchanged(student, call=case)
