"""Hidden checks of conv2d_torch: any options on any images, dtypes, memory layouts, every device that is there."""

import numpy as np
import pytest
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade import cnn
from convgrade.checks import Case, Tensor, assert_same, assert_unchanged, recorded, rejects

_SHAPES = (2, 3, 6, 5), (4, 3, 3, 2)


def _convolved(x, filters, bias=None, *, stride=1, padding=0):
    """Return the convolution of arrays, in NumPy."""
    (down, right), pads = np.broadcast_to(stride, 2), np.broadcast_to(padding, 2)
    padded = np.pad(x, ((0, 0), (0, 0), *((pad, pad) for pad in pads)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, filters.shape[2:], axis=(2, 3))[:, :, ::down, ::right]
    out = np.moveaxis(np.tensordot(windows, filters, axes=((1, 4, 5), (1, 2, 3))), -1, 1)
    return out if bias is None else out + bias[:, None, None]


def _call(student, case, device="cpu"):
    """Return the call with tensors on a device, what the student's function returns, and what it should."""
    tensors = cnn.with_tensors("conv2d_torch", case, device)
    want = Tensor(_convolved(*case.args, **case.kwargs), device)
    return tensors, student.conv2d_torch(*tensors.args, **tensors.kwargs), want


@weight(1)
@given(case=cnn.conv2d_cases())
def test_everything_together(student, case):
    """Bias, stride, padding, shapes and memory layouts are right together."""
    call, got, want = _call(student, case)
    assert_same(got, want=want, call=call)


@weight(0.5)
@recorded("pairs")
def test_pairs(student, case):
    """Stride and padding may be pairs: the first number is for rows, the second for columns."""
    assert_same(student.conv2d_torch(*case.args, **case.kwargs), want=case.pytorch, call=case)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The sums do not depend on how the tensors lie in memory."""
    assert_same(student.conv2d_torch(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give sums in float64 that neither overflow nor lose their fractions."""
    assert_same(student.conv2d_torch(*case.args), want=case.pytorch, dtype=np.float64, call=case)


@weight(0.25)
@recorded("empty")
def test_empty_batch(student, case):
    """A batch without images gives an output without images, of the right shape otherwise."""
    assert_same(student.conv2d_torch(*case.args), want=case.pytorch, call=case)


@weight(0.75)
@given(case=cnn.conv2d_cases(bias=False, stride=1, padding=0, square=True, layout="C", values="real"))
def test_double_precision(student, case):
    """Images in float64 are added up in float64: the sums are right to nine digits."""
    call, got, want = _call(student, case)
    assert_same(got, want=want, call=call)


@weight(0.5)
def test_every_device(student):
    """On every device that is there, the output lies where the images lie, in their dtype, and is right."""
    for device in student.devices():
        x, filters = (cnn.numbers(shape, seed, dtype=np.float32) for seed, shape in enumerate(_SHAPES, start=1))
        call, got, want = _call(student, Case("conv2d", (x, filters), {"padding": 1}), device)
        assert_same(got, want=want, dtype=np.float32, call=call)
        _assert_digits(student, device)


def _assert_digits(student, device):
    """Fail the check unless sums on a device have nine digits in float64, and in float32 those that it can hold."""
    for dtype in (np.float32,) if device == "mps" else (np.float64, np.float32):
        arrays = [cnn.numbers(shape, seed, dtype=dtype, values="real") for seed, shape in enumerate(_SHAPES, start=1)]
        call, got, _ = _call(student, Case("conv2d", tuple(arrays), {"padding": 1}), device)
        exact = _convolved(*(array.astype(np.float64) for array in arrays), padding=1)
        bound = cnn.float32_bound(_convolved, *arrays, padding=1) if dtype == np.float32 else None
        assert_same(got, want=Tensor(exact, device), bound=bound, dtype=dtype, call=call)


@weight(0)
def test_speed_on_a_gpu(student, speed):
    """On a GPU, a call takes about as long as ours: few operations, on large tensors (no points: it tells)."""
    if "cuda" not in student.devices():
        pytest.skip("no GPU is given to student code here; it costs nothing")
    speed.measured_on_device(cnn.conv2d_device_shape("conv2d_torch")).require_full()


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were, and every call returns a tensor of its own."""
    filters = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    for first in (1.0, -8.0):
        case = Case("conv2d", (np.arange(first, first + 9).reshape(1, 1, 3, 3), filters))
        call, got, want = _call(student, case)
        assert_same(got, want=want, call=call)
        assert_unchanged(student, call=call)


@weight(0.25)
def test_refusals(student):
    """A kernel that does not fit, and filters for another number of channels, are refused with a ValueError."""
    for weight_shape in ((1, 2, 3, 1), (1, 2, 1, 3), (1, 1, 1, 1), (1, 3, 1, 1)):
        case = cnn.with_tensors("conv2d_torch", Case("conv2d", (np.ones((1, 2, 2, 2)), np.ones(weight_shape))))
        with rejects("ValueError", call=case):
            student.conv2d_torch(*case.args)
