"""Random calls of the small exercises around convolution: legal, small, and answered by PyTorch as defined."""

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case
from convgrade.cnn import oracle

QUIET = settings(database=None, derandomize=True, max_examples=2000, deadline=None)
THOROUGH = settings(database=None, derandomize=True, max_examples=100, deadline=None)
needs_torch = pytest.mark.skipif(not oracle.available(), reason="PyTorch is not installed")
DTYPES = st.sampled_from([np.float64, np.int64, np.uint8])


def answers_equal(case, want):
    """Fail unless PyTorch's answer to a case is this array."""
    np.testing.assert_allclose(oracle.answer(case), want, rtol=1e-9, atol=1e-10, strict=True)


@needs_torch
@THOROUGH
@given(case=cnn.match_template_cases(dtype=DTYPES))
def test_match_template_agrees_with_loops(case):
    """The place is the first one whose sum is the largest, row by row."""
    image, template = (array.astype(np.float64) for array in case.args)
    (height, width), places = template.shape, []
    for i, j in np.ndindex(image.shape[0] - height + 1, image.shape[1] - width + 1):
        places.append((-(image[i : i + height, j : j + width] * template).sum(), i, j))

    assert oracle.answer(case) == min(places)[1:]


@needs_torch
@THOROUGH
@given(case=cnn.true_convolve2d_cases(dtype=DTYPES, values=st.sampled_from(["whole", "real"])))
def test_true_convolve2d_agrees_with_loops(case):
    """Every pixel of a window meets the kernel entry at the opposite place."""
    image, kernel = (array.astype(np.float64) for array in case.args)
    want = np.zeros(tuple(side - taps + 1 for side, taps in zip(image.shape, kernel.shape, strict=True)))
    for i, j in np.ndindex(want.shape):
        for r, c in np.ndindex(kernel.shape):
            want[i, j] += kernel[r, c] * image[i + kernel.shape[0] - 1 - r, j + kernel.shape[1] - 1 - c]

    answers_equal(case, want)


@needs_torch
@THOROUGH
@given(case=cnn.pad2d_cases(batch=st.integers(0, 2), dtype=DTYPES, layout=cnn.layouts()))
def test_pad2d_agrees_with_numpy(case):
    """The border lies where numpy.pad would put it: top, bottom, left, right, in this order."""
    x, padding = case.args
    rows, cols = (padding, padding) if isinstance(padding, int) else padding
    sides = [(side, side) if isinstance(side, int) else side for side in (rows, cols)]

    answers_equal(case, np.pad(x.astype(float), ((0, 0), (0, 0), *sides), constant_values=case.kwargs.get("value", 0)))


@needs_torch
@THOROUGH
@given(case=cnn.locally_connected2d_cases(batch=st.integers(0, 2), dtype=DTYPES))
def test_locally_connected2d_agrees_with_loops(case):
    """Every unit multiplies its own window by its own weights, and adds its own bias."""
    x, weight, *bias = (array.astype(np.float64) for array in case.args)
    height, width = weight.shape[4:]
    want = np.zeros((len(x), weight.shape[2], *weight.shape[:2]))
    for n, f, i, j in np.ndindex(want.shape):
        want[n, f, i, j] = (x[n, :, i : i + height, j : j + width] * weight[i, j, f]).sum()
        want[n, f, i, j] += bias[0][i, j, f] if bias else 0

    answers_equal(case, want)


@needs_torch
@THOROUGH
@given(case=cnn.locally_connected2d_cases(tied=True, bias=False))
def test_tied_weights_make_a_convolution(case):
    """With equal weights at all places a locally connected layer answers what a convolution answers."""
    x, weight = case.args

    answers_equal(case, oracle.answer(Case("conv2d", (x, weight[0, 0]))))


@needs_torch
@THOROUGH
@given(case=cnn.conv1d_cases(batch=st.integers(0, 2), dtype=DTYPES, values=st.sampled_from(["whole", "real"])))
def test_conv1d_agrees_with_loops(case):
    """The sums are those of the lecture's formula, with zeros before the first sample and behind the last."""
    x, weight, *bias = (array.astype(np.float64) for array in case.args)
    radius, length = weight.shape[2] // 2, x.shape[2]
    want = np.zeros((len(x), len(weight), length))
    for n, i, t in np.ndindex(want.shape):
        want[n, i, t] = bias[0][i] if bias else 0
        for j, tau in ((j, tau) for j in range(x.shape[1]) for tau in range(-radius, radius + 1)):
            if 0 <= t + tau < length:
                want[n, i, t] += weight[i, j, radius + tau] * x[n, j, t + tau]

    answers_equal(case, want)


@needs_torch
@pytest.mark.parametrize(("kernel", "want"), [([1, 0, -1], [-2, -2, -2, -2, 4]), ([-1, 0, 1], [2, 2, 2, 2, -4])])
def test_conv1d_by_hand(kernel, want):
    """The differences of 1, 2, 3, 4, 5 are as computed on paper, and negated where the kernel is turned."""
    case = Case("conv1d", (np.arange(1.0, 6.0).reshape(1, 1, 5), np.array([[kernel]], np.float64)))

    assert oracle.answer(case).tolist() == [[want]]


@needs_torch
def test_ties_by_hand():
    """Of equal sums the first place counts."""
    assert oracle.answer(Case("match_template", (np.array([[0.0, 3.0], [3.0, 0.0]]), np.array([[1.0]])))) == (0, 1)


REACHED = {
    "a single number": (cnn.pad2d_cases, lambda c: c.args[1] == 2),
    "a pair of different numbers": (cnn.pad2d_cases, lambda c: c.args[1] == (1, 2)),
    "four different sides": (cnn.pad2d_cases, lambda c: np.ndim(c.args[1]) == 2 and len(set(np.ravel(c.args[1]))) == 4),
    "a border that is not zero": (cnn.pad2d_cases, lambda c: c.kwargs.get("value") == -np.inf),
    "no border": (cnn.pad2d_cases, lambda c: c.args[1] == 0),
    "more rows than columns of places": (
        cnn.locally_connected2d_cases,
        lambda c: c.args[1].shape[0] > c.args[1].shape[1] > 1,
    ),
    "biases of several filters": (
        cnn.locally_connected2d_cases,
        lambda c: len(c.args) == 3 and min(c.args[2].shape) > 1,
    ),
    "a kernel longer than the signal": (cnn.conv1d_cases, lambda c: c.args[1].shape[2] > c.args[0].shape[2] > 1),
    "a kernel of one entry": (cnn.conv1d_cases, lambda c: c.args[1].shape[2] == 1 and c.args[0].shape[2] > 1),
    "more filters than channels": (cnn.conv1d_cases, lambda c: c.args[1].shape[0] > c.args[1].shape[1] > 1),
}


@pytest.mark.parametrize("feature", REACHED)
def test_cases_reach(feature):
    """The cases reach what students get wrong, without being told to."""
    cases, has_feature = REACHED[feature]

    assert has_feature(find(cases(), has_feature, settings=QUIET))


@THOROUGH
@given(case=cnn.locally_connected2d_cases())
def test_places_are_those_of_the_windows(case):
    """There are weights for every window, and biases for every unit."""
    x, weight, *bias = case.args

    assert weight.shape[:2] == tuple(s - k + 1 for s, k in zip(x.shape[2:], weight.shape[4:], strict=True))
    assert all(units.shape == weight.shape[:3] for units in bias)


@THOROUGH
@given(case=cnn.conv1d_cases())
def test_kernels_have_a_middle(case):
    """Kernels of conv1d have an odd number of entries."""
    assert case.args[1].shape[2] % 2 == 1


@THOROUGH
@given(padding=cnn.borders(1, 3))
def test_borders_keep_to_their_limits(padding):
    """All sides of a border lie within the limits that are asked for."""
    assert 1 <= np.min(padding) <= np.max(padding) <= 3
