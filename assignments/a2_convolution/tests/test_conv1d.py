# Generated from solutions/a2_convolution/conv1d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of conv1d: worked examples, properties of the lecture's formula, and PyTorch's answers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded


@weight(0.5)
def test_differences(student):
    """The kernel 1, 0, -1 takes the next sample from the one before: 1, 2, 3, 4, 5 gives -2, -2, -2, -2, 4."""
    case = Case("conv1d", (np.arange(1.0, 6.0).reshape(1, 1, 5), np.array([[[1.0, 0.0, -1.0]]])))
    assert_same(student.conv1d(*case.args), want=np.array([[[-2.0, -2.0, -2.0, -2.0, 4.0]]]), call=case)


@weight(1.5)
def test_single_one_in_the_kernel(student):
    """A kernel that holds a single 1, for some tau, shifts the signal by tau and fills up with zeros."""
    signal = np.arange(1.0, 6.0)
    for tau, shifted in ((0, [1, 2, 3, 4, 5]), (1, [2, 3, 4, 5, 0]), (-1, [0, 1, 2, 3, 4]), (2, [3, 4, 5, 0, 0])):
        kernel = np.zeros(5)
        kernel[2 + tau] = 1.0
        case = Case("conv1d", (signal.reshape(1, 1, 5), kernel.reshape(1, 1, 5)))
        assert_same(student.conv1d(*case.args), want=np.array([[shifted]], np.float64), call=case)


@weight(0.5)
@recorded("one sample")
def test_one_sample(student, case):
    """A signal of a single sample meets the middle of the kernel alone."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("kernel of one")
def test_kernel_of_one(student, case):
    """A kernel with R = 0 multiplies every sample by the same number."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("slide")
def test_slide(student, case):
    """Every output adds up the samples from R before to R behind it, as far as there are any."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("channels")
def test_channels(student, case):
    """One filter adds up all channels of a signal."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("filters")
def test_filters(student, case):
    """Every filter gives an output channel of its own, in the order of the filters."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("signals")
def test_signals(student, case):
    """Every signal of a batch is treated alike, and on its own."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(1)
@recorded("bias")
def test_bias(student, case):
    """The bias is added once to every output of its filter."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("integers")
def test_integer_samples(student, case):
    """Signals of integers give sums that neither overflow nor lose their fractions."""
    assert_same(student.conv1d(*case.args), want=case.pytorch, call=case)


_ONE_SIGNAL = cnn.conv1d_cases(bias=False, batch=1, channels=1, filters=1, layout="C", radius=st.integers(1, 3))


@weight(0.5)
@given(case=_ONE_SIGNAL, by=st.integers(1, 3))
def test_shift(student, case, by):
    """A signal that comes later gives the same output later: the layer looks for the same thing at any time."""
    signal, kernel = case.args
    radius = kernel.shape[2] // 2
    quiet = [Case("conv1d", (np.pad(signal, ((0, 0), (0, 0), (radius + more, radius))), kernel)) for more in (0, by)]
    lengths = [call.args[0].shape[2] for call in quiet]
    out, later = (
        assert_array(student.conv1d(*call.args), call=call, shape=(1, 1, length))
        for call, length in zip(quiet, lengths, strict=True)
    )
    assert_same(later[:, :, by:], want=out, call=f"{quiet[1]}[:, :, {by}:] beside {quiet[0]}")


@weight(0.5)
@given(radius=st.integers(1, 3), more=st.integers(0, 5), seed=st.integers(0, 99))
def test_true_convolution_turns_the_kernel(student, radius, more, seed):
    """With the kernel turned round it is the convolution of mathematics, as numpy.convolve computes it."""
    taps = 2 * radius + 1
    signal, kernel = cnn.numbers((taps + more,), seed), cnn.numbers((taps,), seed + 100)
    case = Case("conv1d", (signal.reshape(1, 1, -1), kernel[::-1].reshape(1, 1, -1)))
    want = np.convolve(signal, kernel, mode="same").reshape(1, 1, -1)
    assert_same(student.conv1d(*case.args), want=want, call=case)
