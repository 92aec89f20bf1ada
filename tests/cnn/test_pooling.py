"""Random cases of the pooling functions, and PyTorch's answers to them, against plain loops and by hand."""

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case
from convgrade.cnn import oracle
from convgrade.core.errors import ExerciseError

QUIET = settings(database=None, derandomize=True, max_examples=1000, deadline=None)
THOROUGH = settings(database=None, derandomize=True, max_examples=100, deadline=None)

needs_pytorch = pytest.mark.skipif(not oracle.available(), reason="PyTorch is not installed")


def pair(value):
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else value


def plan(case):
    """Return kernel size, stride, padding and what is left over at the end, each for rows and columns."""
    x, kernel_size = case.args
    kernel = pair(kernel_size)
    stride, padding = pair(case.kwargs.get("stride", kernel_size)), pair(case.kwargs.get("padding", 0))
    spare = [x.shape[2 + i] + 2 * padding[i] - kernel[i] for i in range(2)]
    return kernel, stride, padding, spare


def windows_of(case):
    """Yield, straight from the definition, the place of each output and the pixels of its window."""
    x, _ = case.args
    kernel, stride, padding, spare = plan(case)
    sizes = [left // step + 1 for left, step in zip(spare, stride, strict=True)]
    for n, c, i, j in np.ndindex(*x.shape[:2], *sizes):
        top, left = i * stride[0] - padding[0], j * stride[1] - padding[1]
        rows = range(max(top, 0), min(top + kernel[0], x.shape[2]))
        cols = range(max(left, 0), min(left + kernel[1], x.shape[3]))
        yield (n, c, i, j), [float(x[n, c, row, col]) for row in rows for col in cols]


FEATURES = {
    "windows side by side": lambda c: "stride" not in c.kwargs and max(pair(c.args[1])) > 1,
    "windows that overlap": lambda c: min(k - s for k, s in zip(*plan(c)[:2], strict=True)) > 0,
    "a stride larger than the kernel": lambda c: min(s - k for k, s in zip(*plan(c)[:2], strict=True)) > 0,
    "an uncovered border": lambda c: any(rest % s for s, rest in zip(plan(c)[1], plan(c)[3], strict=True)),
    "windows that are not square": lambda c: len(set(pair(c.args[1]))) == 2,
    "an image that is not square": lambda c: c.args[0].shape[2] != c.args[0].shape[3],
    "a pair as stride": lambda c: len(set(pair(c.kwargs.get("stride", 1)))) == 2,
    "a pair as padding": lambda c: len(set(pair(c.kwargs.get("padding", 0)))) == 2,
    "the largest padding": lambda c: plan(c)[2] == (2, 2),
    "a window that fits only because of padding": lambda c: plan(c)[0][0] > c.args[0].shape[2],
    "a window beyond the border with negative pixels alone": lambda c: any(
        max(pixels) < 0 and len(pixels) < np.prod(plan(c)[0]) for _, pixels in windows_of(c)
    ),
    "several images and channels": lambda c: min(c.args[0].shape[:2]) > 1,
    "an image with gaps in memory": lambda c: not c.args[0].flags.forc and c.args[0].size > 1,
}


@pytest.mark.parametrize("feature", FEATURES)
def test_max_pool2d_cases_reach(feature):
    """The cases reach what the list of edge cases asks for, without being told to."""
    case = find(cnn.max_pool2d_cases(), FEATURES[feature], settings=QUIET)

    assert FEATURES[feature](case)


@THOROUGH
@given(case=cnn.max_pool2d_cases())
def test_cases_are_legal(case):
    """Some window fits, and the padding is never more than half the kernel size."""
    kernel, _, padding, spare = plan(case)

    assert min(spare) >= 0
    assert all(2 * pad <= taps for pad, taps in zip(padding, kernel, strict=True))


@THOROUGH
@given(case=cnn.max_pool2d_cases(tiles=True))
def test_tiles(case):
    """No pixel lies behind the last window, if that is asked for."""
    _, stride, _, spare = plan(case)

    assert all(left % step == 0 for step, left in zip(stride, spare, strict=True))


@THOROUGH
@given(case=cnn.max_pool2d_cases(kernel_size=st.integers(1, 4), stride=None, padding=st.integers(0, 2), square=True))
def test_square(case):
    """Square cases have square images."""
    assert case.args[0].shape[2] == case.args[0].shape[3]


@THOROUGH
@given(case=cnn.max_pool2d_cases(stride=None, padding=0))
def test_default_options_are_left_out(case):
    """A call names no option that has its default value."""
    assert dict(case.kwargs) == {}


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64, np.uint8])
@pytest.mark.parametrize("strategy", [cnn.max_pool2d_cases, cnn.avg_pool2d_cases, cnn.global_avg_pool2d_cases])
@THOROUGH
@given(data=st.data())
def test_dtype(strategy, dtype, data):
    """Images have the dtype that is asked for."""
    assert data.draw(strategy(dtype=dtype)).args[0].dtype == dtype


@THOROUGH
@given(positive=cnn.max_pool2d_cases(sign="positive"), negative=cnn.max_pool2d_cases(sign="negative"))
def test_sign(positive, negative):
    """Pixels have the sign that is asked for, and zero is not a negative number."""
    assert positive.args[0].min() >= 0
    assert negative.args[0].max() < 0


def test_a_wrong_stride_shrinks_to_few_pixels():
    """A case on which the stride matters shrinks to one image, one channel and counting numbers."""
    case = find(
        cnn.max_pool2d_cases(),
        lambda c: plan(c)[1] != plan(c)[0] and max(plan(c)[3]) >= max(max(plan(c)[:2])),
        settings=QUIET,
    )

    assert case.args[0].size <= 4
    assert sorted(case.args[0].ravel()) == list(range(1, case.args[0].size + 1))


@THOROUGH
@given(case=cnn.consolidate_cases(even=True, square=True))
def test_consolidate_cases_are_even_and_square(case):
    """Images have sides that can be halved, and are square, if that is asked for."""
    height, width = case.args[0].shape[2:]

    assert (height, height % 2) == (width, 0)


@THOROUGH
@given(case=cnn.consolidate_cases(bias=st.sampled_from([True, False, "zeros"])))
def test_consolidate_cases_go_together(case):
    """Filters go with the images, biases with the filters."""
    x, weight, bias, how = case.args

    assert weight.shape[1:] == (x.shape[1], 3, 3)
    assert bias is None or bias.shape == weight.shape[:1]
    assert how in cnn.HOW


def test_consolidate_cases_have_biases_of_zero():
    """Biases can be there and change nothing."""
    case = find(cnn.consolidate_cases(bias="zeros", filters=3), lambda _: True, settings=QUIET)

    assert case.args[2].tolist() == [0.0, 0.0, 0.0]


DTYPES = st.sampled_from([np.float64, np.int64, np.uint8])


@needs_pytorch
@THOROUGH
@given(case=cnn.max_pool2d_cases(batch=st.integers(0, 2), dtype=DTYPES))
def test_max_pool2d_agrees_with_loops(case):
    """PyTorch accepts every case that is drawn, and answers the largest pixel of each window."""
    answer = oracle.answer(case)

    assert answer.dtype == np.float64
    assert all(answer[place] == max(pixels) for place, pixels in windows_of(case))
    assert answer.size == len(list(windows_of(case)))


@needs_pytorch
@THOROUGH
@given(case=cnn.avg_pool2d_cases(batch=st.integers(0, 2), dtype=DTYPES, count_include_pad=st.booleans()))
def test_avg_pool2d_agrees_with_loops(case):
    """PyTorch divides by the number of positions, or of pixels alone where the zeros are not to be counted."""
    answer, (rows, cols) = oracle.answer(case), plan(case)[0]

    counted = case.kwargs.get("count_include_pad", True)
    want = {place: sum(pixels) / (rows * cols if counted else len(pixels)) for place, pixels in windows_of(case)}
    assert [float(answer[place]) for place in want] == pytest.approx(list(want.values()), rel=1e-12, abs=1e-12)
    assert answer.size == len(want)


@needs_pytorch
def test_corner_of_ones():
    """In a corner of ones, 4 of 9 positions are pixels."""
    x = np.ones((1, 1, 4, 4))

    answers = [
        oracle.answer(Case("avg_pool2d", (x, 3), {"padding": 1, "count_include_pad": counted}))
        for counted in (True, False)
    ]

    assert [round(float(answer[0, 0, 0, 0]), 3) for answer in answers] == [0.444, 1.0]


@needs_pytorch
@THOROUGH
@given(case=cnn.global_avg_pool2d_cases(batch=st.integers(0, 2), dtype=DTYPES))
def test_global_avg_pool2d_is_the_mean(case):
    """PyTorch's adaptive pooling to one pixel is the mean of each map."""
    np.testing.assert_allclose(oracle.answer(case), case.args[0].mean(axis=(2, 3)), rtol=1e-12, strict=True)


@needs_pytorch
@THOROUGH
@given(case=cnn.consolidate_cases(how="strided_conv"))
def test_stride_2_is_every_other_output(case):
    """PyTorch's convolution with stride 2 gives every other output of the one with stride 1."""
    x, weight, bias, _ = case.args
    args = (x, weight) if bias is None else (x, weight, bias)

    dense = oracle.answer(Case("conv2d", args, {"padding": 1}))
    assert np.array_equal(oracle.answer(case)["out"], dense[:, :, ::2, ::2])


@needs_pytorch
@pytest.mark.parametrize(
    ("how", "bias", "want"),
    [
        ("max_pool", np.zeros(5), (1280, 0)),
        ("avg_pool", np.zeros(5), (1280, 0)),
        ("strided_conv", np.zeros(5), (1280, 140)),
        ("strided_conv", None, (1280, 135)),
    ],
)
def test_counts_of_the_lecture_image(how, bias, want):
    """On the lecture's image all three ways keep a quarter of the units; only the convolution has parameters."""
    answer = oracle.answer(Case("consolidate", (np.ones((2, 3, 32, 32)), np.ones((5, 3, 3, 3)), bias, how)))

    assert (answer["units"], answer["params"]) == want


@needs_pytorch
def test_too_much_padding():
    """PyTorch refuses padding of more than half the kernel size, as the exercises do."""
    with pytest.raises(ExerciseError, match="PyTorch refuses it"):
        oracle.answer(Case("max_pool2d", (np.ones((1, 1, 4, 4)), 3), {"padding": 2}))
