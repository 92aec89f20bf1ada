"""Residual and dense blocks of real convolutions: the worked solutions against PyTorch's autograd."""

from pathlib import Path

import numpy as np
import pytest

from convgrade import cnn
from convgrade.checks.context import load_module

torch = pytest.importorskip("torch")
SOLUTIONS = Path(__file__).parents[2] / "solutions" / "a6_architectures"
RESIDUAL = load_module(SOLUTIONS / "residual_block" / "solution.py")
DENSE = load_module(SOLUTIONS / "dense_block" / "solution.py")


def convolution(in_channels, out_channels, seed):
    """Return a padded 3 x 3 convolution with tanh, as a function of tensors."""
    weight = torch.from_numpy(cnn.numbers((out_channels, in_channels, 3, 3), seed, values="real") / 20)
    return lambda x: torch.tanh(torch.nn.functional.conv2d(x, weight, padding=1))


def as_arrays(layer):
    """Return a function of tensors as one of arrays, and its gradient."""

    def backward(grad_output, x):
        leaf = torch.from_numpy(x.copy()).requires_grad_()
        (grad,) = torch.autograd.grad(layer(leaf), leaf, torch.from_numpy(grad_output.copy()))
        return grad.numpy()

    return (lambda x: layer(torch.from_numpy(x.copy())).numpy()), backward


def by_autograd(block, x, seed):
    """Return what PyTorch makes of a whole block: the output, a gradient for it, and the gradient of x."""
    leaf = torch.from_numpy(x.copy()).requires_grad_()
    out = block(leaf)
    grad_output = cnn.numbers(tuple(out.shape), seed, values="real")
    (grad_x,) = torch.autograd.grad(out, leaf, torch.from_numpy(grad_output))
    return out.detach().numpy(), grad_output, grad_x.numpy()


def test_residual_block():
    """One block is right, forward and backward."""
    x, layer = cnn.numbers((2, 3, 5, 4), 1, values="real"), convolution(3, 3, 2)
    g, g_backward = as_arrays(layer)

    out, grad_output, grad_x = by_autograd(lambda leaf: leaf + layer(leaf), x, 3)

    np.testing.assert_allclose(RESIDUAL.residual_block(x, g), out, rtol=1e-12)
    np.testing.assert_allclose(RESIDUAL.residual_block_backward(grad_output, x, g_backward), grad_x, rtol=1e-10)


def test_residual_block_with_a_shortcut():
    """So is a block that changes the number of channels."""
    x, layer, shortcut = cnn.numbers((2, 3, 5, 4), 4, values="real"), convolution(3, 6, 5), convolution(3, 6, 6)
    (g, g_backward), (s, s_backward) = as_arrays(layer), as_arrays(shortcut)

    out, grad_output, grad_x = by_autograd(lambda leaf: shortcut(leaf) + layer(leaf), x, 7)
    got = RESIDUAL.residual_block_backward(grad_output, x, g_backward, shortcut_backward=s_backward)

    np.testing.assert_allclose(RESIDUAL.residual_block(x, g, shortcut=s), out, rtol=1e-12)
    np.testing.assert_allclose(got, grad_x, rtol=1e-9)


def test_residual_chain():
    """The gradient of a chain of three blocks is right."""
    x, layers = cnn.numbers((2, 3, 5, 4), 8, values="real"), [convolution(3, 3, seed) for seed in (9, 10, 11)]
    gs, g_backwards = zip(*map(as_arrays, layers), strict=True)

    def chain(leaf):
        for layer in layers:
            leaf = leaf + layer(leaf)
        return leaf

    _, grad_output, grad_x = by_autograd(chain, x, 12)

    got = RESIDUAL.residual_chain_backward(grad_output, x, list(gs), list(g_backwards))
    np.testing.assert_allclose(got, grad_x, rtol=1e-9)


def test_dense_block():
    """A dense block of three layers that add 2, 1 and 3 channels is right, forward and backward."""
    x = cnn.numbers((2, 3, 5, 4), 13, values="real")
    layers = [convolution(3, 2, 14), convolution(5, 1, 15), convolution(6, 3, 16)]
    gs, g_backwards = zip(*map(as_arrays, layers), strict=True)

    def block(leaf):
        for layer in layers:
            leaf = torch.cat([leaf, layer(leaf)], dim=1)
        return leaf

    out, grad_output, grad_x = by_autograd(block, x, 17)

    np.testing.assert_allclose(DENSE.dense_block(x, list(gs)), out, rtol=1e-12)
    got = DENSE.dense_block_backward(grad_output, x, list(gs), list(g_backwards))
    np.testing.assert_allclose(got, grad_x, rtol=1e-9)
