"""PyTorch's gradients, and random calls of backward functions."""

import numpy as np
import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case
from convgrade.cnn import oracle

needs_torch = pytest.mark.skipif(not oracle.available(), reason="PyTorch is not installed")
QUIET = settings(database=None, derandomize=True, max_examples=2000, deadline=None)
MANY = settings(database=None, derandomize=True, max_examples=100, deadline=None)
SIGNAL = np.arange(1.0, 6.0).reshape(1, 1, 5)
KERNEL = np.array([[[1.0, 0.0, -1.0]]])


def answer(function, *args, **kwargs):
    """Return PyTorch's answer to a call."""
    return oracle.answer(Case(function, args, kwargs))


@needs_torch
def test_the_weight_gradient_of_the_first_output():
    """With the bar in its place, the lecture's formula gives 0, 1, 2 for a loss that is the first output."""
    first = np.array([[[1.0, 0, 0, 0, 0]]])

    assert answer("conv1d_backward", first, SIGNAL, KERNEL)[1].tolist() == [[[0, 1, 2]]]


@needs_torch
def test_the_signal_gradient():
    """For the upstream gradient 1 to 5, the signal gets 2, 2, 2, 2, -4; turned round it would be the negative."""
    assert answer("conv1d_backward", SIGNAL, SIGNAL, KERNEL)[0].tolist() == [[[2, 2, 2, 2, -4]]]


@needs_torch
def test_ties_go_to_the_first_maximum():
    """Of equal pixels the first in a window gets the gradient, row by row."""
    got = answer("max_pool2d_backward", np.ones((1, 1, 2, 2)), np.zeros((1, 1, 3, 3)), 2, stride=1)

    assert got[0, 0].tolist() == [[1, 1, 0], [1, 1, 0], [0, 0, 0]]


@needs_torch
def test_the_border_may_count_or_not():
    """The only window holds one pixel of the image and three of the border."""
    upstream = np.array([[[[8.0]]]])
    options = {"stride": 2, "padding": 1}

    counted = answer("avg_pool2d_backward", upstream, (1, 1, 1, 1), 2, **options)
    left_out = answer("avg_pool2d_backward", upstream, (1, 1, 1, 1), 2, **options, count_include_pad=False)

    assert (counted.item(), left_out.item()) == (2, 8)


@needs_torch
def test_tied_weights_get_the_sum():
    """Handing one weight to six places gives it the sum of their gradients."""
    assert answer("tie_gradients", np.ones((2, 3, 1, 1, 1, 2))).tolist() == [[[[6, 6]]]]


@needs_torch
@MANY
@given(case=cnn.conv2d_backward_cases(stride=1, padding=0))
def test_a_convolution_is_a_sum_of_locally_connected_layers(case):
    """The gradient of a convolution is the sum of those of the locally connected layer over all places."""
    grad_output, x, weight = case.args
    untied = np.broadcast_to(weight, (*grad_output.shape[2:], *weight.shape))
    grad_x, of_places, grad_bias = answer("locally_connected2d_backward", grad_output, x, untied)

    want = answer("conv2d_backward", grad_output, x, weight)

    np.testing.assert_allclose(grad_x, want[0], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(answer("tie_gradients", of_places), want[1], rtol=1e-9, atol=1e-9)
    np.testing.assert_allclose(grad_bias.sum(axis=(0, 1)), want[2], rtol=1e-9, atol=1e-9)


@needs_torch
@pytest.mark.parametrize(("dtype", "wanted"), [(np.float32, np.float32), (np.int64, np.float64)])
def test_gradients_have_the_dtype_of_the_images(dtype, wanted):
    """float32 gives float32, and integers give float64."""
    x, weight = np.ones((1, 1, 2, 2), dtype), np.ones((1, 1, 1, 1))

    got = answer("conv2d_backward", np.ones((1, 1, 2, 2)), x, weight)

    assert [part.dtype for part in got] == [wanted] * 3


STRATEGIES = {
    "conv1d_backward": cnn.conv1d_backward_cases(),
    "conv2d_backward": cnn.conv2d_backward_cases(),
    "locally_connected2d_backward": cnn.locally_connected2d_backward_cases(),
    "max_pool2d_backward": cnn.max_pool2d_backward_cases(pixels="drawn"),
    "avg_pool2d_backward": cnn.avg_pool2d_backward_cases(count_include_pad=st.booleans()),
}


@pytest.mark.parametrize("function", STRATEGIES)
@MANY
@given(data=st.data())
def test_the_upstream_gradient_is_never_ones(function, data):
    """What is drawn could not be taken for the gradient of a sum."""
    grad_output = data.draw(STRATEGIES[function]).args[0]

    assert not (np.isin(grad_output, [0, 1])).any()


@needs_torch
@pytest.mark.parametrize("function", STRATEGIES)
@MANY
@given(data=st.data())
def test_every_call_is_legal(function, data):
    """PyTorch accepts what is drawn, and its gradients have the shapes of the inputs."""
    case = data.draw(STRATEGIES[function])
    got = oracle.answer(case)

    shapes = [part.shape for part in got] if isinstance(got, tuple) else [got.shape]
    first = case.args[1] if isinstance(case.args[1], tuple) else case.args[1].shape
    assert shapes[0] == first
    assert shapes[1:2] in ([], [np.shape(case.args[2])])


FEATURES = {
    "an uncovered border": lambda c: c.args[1].shape[2] - c.args[2].shape[2] - 2 * (c.args[0].shape[2] - 1) > 0,
    "overlapping windows": lambda c: c.args[2].shape[2] > 1 and c.args[0].shape[2] > 1,
    "padding and stride at once": lambda c: {"stride", "padding"} <= set(c.kwargs),
    "several images, channels and filters": lambda c: min(*c.args[1].shape[:2], c.args[2].shape[0]) > 1,
}


@pytest.mark.parametrize("feature", FEATURES)
def test_conv2d_backward_cases_reach(feature):
    """The calls reach what students get wrong, without being told to."""
    case = find(cnn.conv2d_backward_cases(), FEATURES[feature], settings=QUIET)

    assert FEATURES[feature](case)


@MANY
@given(case=cnn.max_pool2d_backward_cases(pixels="distinct"))
def test_distinct_pixels_are_distinct(case):
    """No tie decides where the topic is another one."""
    x = case.args[1]

    assert len(np.unique(x)) == x.size


def test_ties_are_reached():
    """Windows with several maxima are drawn where they are the topic."""
    case = find(
        cnn.max_pool2d_backward_cases(pixels="ties", kernel_size=2, batch=1, channels=1),
        lambda c: 0 < c.args[1].sum() < c.args[1].size,
        settings=QUIET,
    )

    assert set(np.unique(case.args[1])) <= {0, 1, 2}


def test_seed_zero_counts_from_two():
    """What a failing check shrinks to is easy to follow by hand, and a single number is not 1."""
    assert cnn.upstream((1, 3), 0).tolist() == [[2, 3, 4]]
