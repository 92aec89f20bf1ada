"""Hidden checks of conv1d: each topic on any signals, everything together, dtypes, memory layouts, refusals."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded, rejects

_PLAIN = {"bias": False, "layout": "C", "length": st.integers(5, 9), "radius": st.integers(1, 2)}
_ONE = _PLAIN | {"batch": 1, "channels": 1, "filters": 1}


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.conv1d(*case.args)
    assert_same(student.conv1d(*case.args), want=want, also=case.pytorch, call=case)


@weight(0.75)
@given(case=cnn.conv1d_cases(**_ONE | {"length": st.integers(7, 9), "radius": st.integers(1, 3)}))
def test_any_signal(student, reference, case):
    """The sums are right for any signal and any kernel that is not longer."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=cnn.conv1d_cases(**_PLAIN))
def test_any_channels_and_filters(student, reference, case):
    """The sums are right for any number of signals, channels and filters."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=cnn.conv1d_cases(**_PLAIN | {"bias": True, "batch": 1}))
def test_any_bias(student, case):
    """With a bias comes out what comes out without it, plus the bias of each filter."""
    x, weights, bias = case.args
    without = Case("conv1d", (x, weights))
    shape = (1, len(bias), x.shape[2])
    out = assert_array(student.conv1d(*without.args), call=without, shape=shape)
    biased = assert_array(student.conv1d(*case.args), call=case, shape=shape)
    assert_same(biased, want=out + bias[:, None], call=f"{case} beside {without}")


@weight(0.5)
@recorded("short")
def test_short_signals(student, case):
    """A signal may be shorter than the kernel: the output is as long as the signal all the same."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.conv1d_cases())
def test_everything_together(student, reference, case):
    """Bias, channels, lengths and memory layouts are right together."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("grid")
def test_grid(student, case):
    """PyTorch gives the same answers with several signals, channels, filters and biases at a time."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The sums do not depend on how the arrays lie in memory."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("long")
def test_long_signal(student, case):
    """A signal may have hundreds of samples."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without signals gives an output without signals, of the right shape otherwise."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@given(case=cnn.conv1d_cases(**_ONE, dtype=st.sampled_from([np.int64, np.uint8])))
def test_any_integer_signal(student, reference, case):
    """The sums are right for any signal of integers, 8 bits or 64."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.conv1d_cases(**_ONE, values="real"))
def test_double_precision(student, reference, case):
    """Signals in float64 are added up in float64: the sums are right to nine digits."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.conv1d_cases(**_ONE, values="real", dtype=np.float32))
def test_single_precision(student, reference, case):
    """Signals in float32 are added up without more rounding than float32 brings with it."""
    want = reference.conv1d(*(array.astype(np.float64) for array in case.args))
    bound = cnn.float32_bound(reference.conv1d, *case.args)
    assert_same(student.conv1d(*case.args), want=want, also=case.pytorch, bound=bound, call=case)


@weight(0.25)
def test_output_dtype(student):
    """The output has the dtype of the signals: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        arrays = (np.array([[[1, 2, 4]]], dtype), np.array([[[0, 5, 1]]], dtype), np.array([3], dtype))
        case = Case("conv1d", arrays)
        assert_same(student.conv1d(*case.args), want=np.array([[[10.0, 17.0, 23.0]]]), dtype=dtype, call=case)


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns an array of its own."""
    kernel, bias = np.array([[[1.0, 2.0, 3.0]]]), np.array([10.0])
    for first in (1.0, -8.0):
        case = Case("conv1d", (np.arange(first, first + 3).reshape(1, 1, 3), kernel, bias))
        assert_array(student.conv1d(*case.args), call=case)
        assert_unchanged(student, call=case)


@weight(0.25)
def test_even_kernel(student):
    """A kernel with an even number of entries, which has no middle, is refused with a ValueError."""
    for taps in (2, 4):
        case = Case("conv1d", (np.ones((1, 1, 5)), np.ones((1, 1, taps))))
        with rejects("ValueError", call=case):
            student.conv1d(*case.args)


@weight(0.25)
def test_channels_that_disagree(student):
    """Filters for another number of channels than the signals have are refused with a ValueError."""
    for channels, filter_channels in ((2, 1), (2, 3), (1, 2)):
        case = Case("conv1d", (np.ones((1, channels, 3)), np.ones((1, filter_channels, 3))))
        with rejects("ValueError", call=case):
            student.conv1d(*case.args)
