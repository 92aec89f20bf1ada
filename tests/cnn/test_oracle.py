"""PyTorch's answers, against plain loops and by hand."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case
from convgrade.cnn import oracle
from convgrade.core.errors import ExerciseError, InputError

pytestmark = pytest.mark.skipif(not oracle.available(), reason="PyTorch is not installed")

THOROUGH = settings(database=None, derandomize=True, max_examples=200, deadline=None)
KERNEL = np.array([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]])


def pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else value


def by_loops(x, weight, bias=None, *, stride=1, padding=0, dilation=1, groups=1):
    """Cross-correlate with one Python loop per index, straight from the definition."""
    (down, right), (rows, cols), (gap_down, gap_right) = map(pair, (stride, padding, dilation))
    per_group = len(weight) // groups
    height = (x.shape[2] + 2 * rows - gap_down * (weight.shape[2] - 1) - 1) // down + 1
    width = (x.shape[3] + 2 * cols - gap_right * (weight.shape[3] - 1) - 1) // right + 1
    out = np.zeros((len(x), len(weight), height, width))
    for n, o, i, j in np.ndindex(out.shape):
        out[n, o, i, j] = 0.0 if bias is None else bias[o]
        for c, r, s in np.ndindex(weight.shape[1:]):
            row, col = i * down - rows + r * gap_down, j * right - cols + s * gap_right
            if 0 <= row < x.shape[2] and 0 <= col < x.shape[3]:
                pixel = float(x[n, o // per_group * weight.shape[1] + c, row, col])
                out[n, o, i, j] += pixel * float(weight[o, c, r, s])
    return out


@THOROUGH
@given(
    case=cnn.conv2d_cases(
        batch=st.integers(0, 3),
        dilation=cnn.ints_or_pairs(1, 2),
        groups=st.integers(1, 2),
        dtype=st.sampled_from([np.float64, np.int64, np.uint8]),
        values=st.sampled_from(["whole", "real"]),
    )
)
def test_conv2d_agrees_with_loops(case):
    """PyTorch accepts every case that is drawn, and answers what the definition says."""
    np.testing.assert_allclose(
        oracle.answer(case), by_loops(*case.args, **case.kwargs), rtol=1e-9, atol=1e-10, strict=True
    )


@THOROUGH
@given(case=cnn.corr2d_cases(dtype=st.sampled_from([np.float64, np.int64, np.uint8])))
def test_corr2d_agrees_with_loops(case):
    """PyTorch's answer to one image and one kernel is that of the definition."""
    image, kernel = case.args

    want = by_loops(image[None, None], kernel[None, None])[0, 0]
    np.testing.assert_allclose(oracle.answer(case), want, rtol=1e-9, atol=1e-10, strict=True)


@THOROUGH
@given(case=cnn.conv2d_cases(dtype=np.float32, values="real", groups=st.integers(1, 2)))
def test_float32_stays_within_its_bound(case):
    """PyTorch answers float32 in float32, with no more error than the bound allows for rounding."""
    answer = oracle.answer(case)

    bound = cnn.float32_bound(by_loops, *case.args, **case.kwargs)
    assert answer.dtype == np.float32
    assert (np.abs(answer - by_loops(*case.args, **case.kwargs)) <= bound).all()


def test_bound_by_hand():
    """The bound is 8 eps times the sum of the magnitudes that are added up."""
    eps = float(np.finfo(np.float32).eps)

    bound = cnn.float32_bound(np.matmul, np.array([[1.0, -2.0]], np.float32), np.array([[-3.0], [4.0]], np.float32))

    assert bound.tolist() == [[8 * eps * 11.0]]


def test_bound_catches_half_precision():
    """Arithmetic with three digits is far outside the bound."""
    x, weight = cnn.numbers((1, 2, 5, 5), 1, values="real"), cnn.numbers((2, 2, 3, 3), 2, values="real")

    error = np.abs(by_loops(x.astype(np.float16), weight.astype(np.float16)) - by_loops(x, weight))

    assert (error > cnn.float32_bound(by_loops, x, weight)).all()


@pytest.mark.parametrize(
    ("image", "want"), [(np.ones((3, 3)), [[0.0]]), (np.triu(100 * np.ones((3, 4)), 1), [[300.0, 300.0]])]
)
def test_lecture_kernel_by_hand(image, want):
    """The lecture's kernel answers as computed on paper."""
    assert oracle.answer(Case("corr2d", (image, KERNEL))).tolist() == want


@pytest.mark.parametrize(
    ("args", "kwargs", "want"),
    [
        ((7, 3), {}, 5),
        ((7, 3), {"padding": 1}, 7),
        ((7, 3), {"stride": 2}, 3),
        ((8, 3), {"stride": 2}, 3),
        ((7, 3), {"dilation": 2}, 3),
    ],
)
def test_conv_output_size(args, kwargs, want):
    """The size of an output is the one that a layer of PyTorch gives."""
    assert oracle.answer(Case("conv_output_size", args, kwargs)) == want


@pytest.mark.parametrize(
    ("args", "kwargs", "want"),
    [
        ((1, 1, 3), {}, 10),
        ((3, 1, 3), {}, 28),
        ((3, 5, 3), {}, 140),
        ((5, 10, 3), {"bias": False}, 450),
        ((4, 6, (3, 2)), {"groups": 2}, 78),
    ],
)
def test_conv_params(args, kwargs, want):
    """The number of parameters is that of a real layer."""
    assert oracle.answer(Case("conv_params", args, kwargs)) == want


def test_unknown_function():
    """A function that PyTorch is not asked about is named, with the nearest that it is."""
    with pytest.raises(ExerciseError, match=r"'conv3d'.*did you mean 'conv2d'"):
        oracle.answer(Case("conv3d"))


def test_illegal_case():
    """A case that PyTorch refuses is the instructor's mistake, and is named."""
    with pytest.raises(ExerciseError, match=r"corr2d\(np\.array.*PyTorch refuses it"):
        oracle.answer(Case("corr2d", (np.ones((1, 1)), np.ones((2, 2)))))


def test_unknown_device():
    """A device that is not there is named, beside those that are."""
    with pytest.raises(InputError, match=r"no device 'abacus'.*cpu"):
        oracle.answer(Case("conv_params", (1, 1, 1)), "abacus")


def test_the_processor_is_a_device():
    """The CPU is always there, and has a name."""
    assert "cpu" in oracle.devices()
    assert oracle.device_name("cpu")


def test_mps_knows_no_float64():
    """Apple's GPUs are asked about float32 alone."""
    single = Case("corr2d", (np.ones((1, 1), np.float32), np.ones((1, 1), np.float32)))
    double = Case("corr2d", (np.ones((1, 1)), np.ones((1, 1))))

    assert [oracle.supports(case, device) for case in (single, double) for device in ("mps", "cpu")] == [
        True,
        True,
        False,
        True,
    ]


def test_answers_use_one_thread():
    """PyTorch computes with one thread, so that it answers alike everywhere and leaves the machine to others."""
    code = "from convgrade.cnn import oracle; oracle.version(); import torch; print(torch.get_num_threads())"

    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "1"
