"""The shapes on which speed is graded, and the calls that explain the result."""

import numpy as np
import pytest

from convgrade import cnn

SHAPES = {
    "conv2d_fast": cnn.conv2d_shapes("conv2d_fast"),
    "conv2d_backward_fast": cnn.conv2d_backward_shapes("conv2d_backward_fast"),
    "max_pool2d_fast": cnn.max_pool2d_shapes("max_pool2d_fast"),
    "max_pool2d_backward_fast": cnn.max_pool2d_shapes("max_pool2d_backward_fast", backward=True),
}


@pytest.mark.parametrize("function", SHAPES)
def test_every_call_is_new(function):
    """Two calls of a shape have other numbers, in arrays of the same shapes."""
    rng = np.random.default_rng(1)
    for shape in SHAPES[function]:
        first, second = shape.draw(rng), shape.draw(rng)

        assert first.function == function
        assert not np.array_equal(first.args[0], second.args[0])
        assert first.args[0].shape == second.args[0].shape


@pytest.mark.parametrize("function", SHAPES)
def test_boundaries_are_in_order(function):
    """Half of the points never take a faster call than all of them."""
    assert all(1 < shape.full <= shape.half for shape in SHAPES[function])


def test_explanations_make_one_thing_larger_at_a_time():
    """Each call of an explanation is the small one with more of one thing."""
    explanation = cnn.conv2d_explanation("conv2d_fast")
    x, weight = explanation.small.args

    assert list(explanation.larger) == ["images", "channels", "filters", "pixels"]
    assert explanation.larger["images"].args[0].shape[1:] == x.shape[1:]
    assert explanation.larger["filters"].args[1].shape[1:] == weight.shape[1:]
    assert explanation.larger["pixels"].args[0].shape[:2] == x.shape[:2]


def test_gradients_are_explained_with_fitting_arrays():
    """The upstream gradients of the explaining calls have the shape of the output."""
    for case in (cnn.conv2d_backward_explanation("f").small, cnn.max_pool2d_explanation("f", backward=True).small):
        upstream, x = case.args[:2]

        assert upstream.ndim == x.ndim
        assert upstream.shape[2] < x.shape[2]
