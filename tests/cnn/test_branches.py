"""Branches of blocks: they are what their names say, their gradients are right, and both refuse what is no image."""

import numpy as np
import pytest
from hypothesis import given, settings

from convgrade import cnn
from convgrade.checks.faults import CheckFailed
from convgrade.cnn import branches

THOROUGH = settings(database=None, derandomize=True, max_examples=100, deadline=None)
ALL = {
    "line": branches.line(3, 1),
    "square": branches.SQUARE,
    "rectified": branches.RECTIFIED,
    "upside down": branches.UPSIDE_DOWN,
    "neighbours": branches.NEIGHBOURS,
    "widening": branches.widening(3),
    "widening, curved": branches.widening(2, curved=True),
}
X = cnn.numbers((2, 3, 2, 2), 7, values="real")


def of_all_branches():
    """Parametrise a test over all branches."""
    return pytest.mark.parametrize("branch", ALL.values(), ids=ALL)


def slopes(branch, grad_output):
    """Return the gradient by central differences."""
    grad = np.zeros(X.shape)
    for index in np.ndindex(X.shape):
        step = np.zeros(X.shape)
        step[index] = 1e-5
        grad[index] = ((branch.forward(X + step) - branch.forward(X - step)) * grad_output).sum() / 2e-5
    return grad


@of_all_branches()
def test_a_branch_can_be_pasted(branch):
    """The name of a branch is Python for the same function, and so is that of its gradient."""
    grad_output = cnn.numbers(branch.forward(X).shape, 3)

    forward, backward = (eval(function.__name__, {"np": np}) for function in branch)

    np.testing.assert_array_equal(branch.forward(X), forward(X))
    np.testing.assert_array_equal(branch.backward(grad_output, X), backward(grad_output, X))


@of_all_branches()
def test_gradients_agree_with_differences(branch):
    """The gradient of a branch is what moving each pixel a little gives."""
    grad_output = cnn.numbers(branch.forward(X).shape, 5)

    np.testing.assert_allclose(branch.backward(grad_output, X), slopes(branch, grad_output), rtol=1e-6, atol=1e-6)


@of_all_branches()
def test_results_are_new_arrays(branch):
    """What a branch returns shares no memory with what it was given."""
    out = branch.forward(X)

    assert not np.shares_memory(out, X)
    assert not np.shares_memory(branch.backward(out, X), out)


@pytest.mark.parametrize("x", [[[1.0]], np.ones((2, 2)), None])
def test_what_is_no_image_is_refused(x):
    """A student who passes something else is told so, in the words of a check."""
    with pytest.raises(CheckFailed, match="g"):
        branches.SQUARE.forward(x)


def test_a_gradient_of_another_shape_is_refused():
    """The message names the shape that a gradient should have had."""
    with pytest.raises(CheckFailed, match=r"shape \(2, 1, 2, 2\), as what g returns"):
        branches.widening(1).backward(X, X)


@THOROUGH
@given(cases=branches.residual_cases())
def test_residual_cases_are_legal(cases):
    """Images and what a branch makes of them have one shape, and the gradient has it too."""
    (x, g), (grad_output, same_x, _) = (case.args for case in cases)

    assert g(x).shape == x.shape == grad_output.shape
    assert same_x is x


@THOROUGH
@given(cases=branches.residual_cases(projected=True))
def test_projected_cases_change_the_number_of_channels(cases):
    """Where there is a shortcut, it is needed."""
    x, g = cases[0].args

    assert cases[0].kwargs["shortcut"](x).shape == g(x).shape != x.shape
    assert cases[1].kwargs["shortcut_backward"](cases[1].args[0], x).shape == x.shape


@THOROUGH
@given(cases=branches.dense_cases())
def test_dense_cases_are_legal(cases):
    """The gradient has as many channels as x and all layers together."""
    grad_output, x, gs, g_backwards = cases[1].args

    features = x
    for g in gs:
        features = np.concatenate([features, g(features)], axis=1)

    assert features.shape == grad_output.shape
    assert len(gs) == len(g_backwards)
