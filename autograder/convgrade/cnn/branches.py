"""Small functions that stand for the branch ``g`` of a residual or dense block, with their gradients.

Each is written as one line of Python, which is also its name in messages, so a failing call can be pasted.
They work on whole numbers exactly, and on any number of channels.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from convgrade.checks.cases import Case
from convgrade.checks.compare import assert_array
from convgrade.checks.faults import CheckFailed
from convgrade.cnn.strategies import Array, Draw, drawn, images, numbers

Function = Callable[..., Array]


class Branch(NamedTuple):
    """A function of a batch of images, and its gradient: ``backward(grad_output, x)`` gives that of ``x``."""

    forward: Function
    backward: Function


def branch(forward: str, backward: str) -> Branch:
    """Return a branch from two expressions.

    Parameters
    ----------
    forward : str
        What becomes of images ``x``, such as ``"x * x"``.
    backward : str
        The gradient of ``x``, given that of the result: ``"2 * x * grad_output"``.
    """
    g = _function(f"lambda x: {forward}")
    gradient = _function(f"lambda grad_output, x: {backward}")

    def call(x: Array) -> Array:
        """Refuse what is no batch of images, and return a new array."""
        return np.array(g(_batch(x, "g", "x")))

    def call_backward(grad_output: Array, x: Array) -> Array:
        """Refuse gradients that do not fit, and return a new array."""
        wanted = np.shape(g(_batch(x, "the gradient of g", "x")))
        grad = _batch(grad_output, "the gradient of g", "grad_output")
        if grad.shape != wanted:
            raise CheckFailed(
                f"The gradient of g was called with a grad_output of shape {grad.shape}; for this x it should have "
                f"shape {wanted}, as what g returns"
            )
        return np.array(gradient(grad, x))

    call.__name__, call_backward.__name__ = f"lambda x: {forward}", f"lambda grad_output, x: {backward}"
    return Branch(call, call_backward)


def _function(source: str) -> Function:
    """Return the function that a line of our own spells."""
    function: Function = eval(source, {"np": np})  # noqa: S307 - our own text, so that what is shown is what is called
    return function


def _batch(value: Any, function: str, name: str) -> Array:
    """Return a value that is a batch of images; fail the check otherwise."""
    array = assert_array(value, call=f"{function}, called with {name}")
    if array.ndim != 4:
        raise CheckFailed(
            f"{function} was called with {name} of shape {array.shape}; it takes images, shape (N, C, H, W)"
        )
    return array


def line(times: int, plus: int) -> Branch:
    """Return ``times * x + plus``."""
    return branch(f"{times} * x + {plus}" if plus else f"{times} * x", f"{times} * grad_output")


SQUARE = branch("x * x", "2 * x * grad_output")
RECTIFIED = branch("np.maximum(x, 0)", "grad_output * (x > 0)")
UPSIDE_DOWN = branch("3 * x[:, :, ::-1]", "3 * grad_output[:, :, ::-1]")
NEIGHBOURS = branch("x * np.roll(x, 1, axis=1)", "grad_output * np.roll(x, 1, 1) + np.roll(grad_output * x, -1, 1)")


def branches(*, curved: bool = True) -> st.SearchStrategy[Branch]:
    """Return a strategy of branches that keep the shape; without curved ones, gradients do not depend on ``x``."""
    lines = st.builds(line, st.integers(2, 3), st.integers(0, 2))
    others = [SQUARE, RECTIFIED, UPSIDE_DOWN, NEIGHBOURS] if curved else [UPSIDE_DOWN]
    return lines | st.sampled_from(others)


def widening(out_channels: int, *, curved: bool = False) -> Branch:
    """Return a branch with so many channels: multiples 1, 2, ... of the sum over the channels of ``x``."""
    multiples = f"np.arange(1, {out_channels + 1}).reshape(1, -1, 1, 1) * "
    steps = multiples if out_channels > 1 else ""
    if curved:
        return branch(f"{steps}(x * x).sum(1, keepdims=True)", f"2 * x * ({steps}grad_output).sum(1, keepdims=True)")
    return branch(f"{steps}x.sum(1, keepdims=True)", f"({steps}grad_output).sum(1, keepdims=True) + np.zeros(x.shape)")


_BATCHES = st.integers(1, 2)
_SIDES = st.integers(1, 3)
_BLOCKS = st.integers(1, 3)
_BRANCHES = branches()
_SEEDS = st.integers(1, 2**16 - 1)
_GROWTHS = st.integers(1, 3)
_EITHER = st.booleans()


def upstream_of(out: Array, seed: int) -> Array:
    """Return a gradient for an output: small whole numbers, neither all alike nor all of one sign."""
    return numbers(out.shape, seed)


def _images(**options: Any) -> st.SearchStrategy[Array]:
    """Return a strategy of small batches."""
    return images(**{"batch": _BATCHES, "channels": _BATCHES, "height": _SIDES, "width": _SIDES, **options})


@st.composite
def residual_cases(draw: Draw, *, g: Any = _BRANCHES, projected: bool = False) -> tuple[Case, Case]:
    """Draw legal calls ``residual_block(x, g)`` and ``residual_block_backward(grad_output, x, g_backward)``.

    Parameters
    ----------
    g : Branch or strategy of it
        The branch.
    projected : bool, optional
        Give the blocks a shortcut, and another number of channels.
    """
    x = draw(_images())
    inner, shortcut = drawn(draw, g), None
    if projected:
        channels = x.shape[1] + draw(_GROWTHS)
        inner, shortcut = widening(channels, curved=draw(_EITHER)), widening(channels, curved=draw(_EITHER))
    grad_output = upstream_of(inner.forward(x), draw(_SEEDS))
    options, options_backward = (
        ({"shortcut": shortcut.forward}, {"shortcut_backward": shortcut.backward}) if shortcut else ({}, {})
    )
    return (
        Case("residual_block", (x, inner.forward), options),
        Case("residual_block_backward", (grad_output, x, inner.backward), options_backward),
    )


@st.composite
def residual_chain_cases(draw: Draw, *, blocks: Any = _BLOCKS, g: Any = _BRANCHES) -> Case:
    """Draw a legal call ``residual_chain_backward(grad_output, x, gs, g_backwards)``.

    Parameters
    ----------
    blocks : int or strategy of it
        How many blocks there are.
    g : Branch or strategy of it
        The branch of each block.
    """
    x = draw(_images())
    inner = [drawn(draw, g) for _ in range(drawn(draw, blocks))]
    return Case("residual_chain_backward", (upstream_of(x, draw(_SEEDS)), x, *unzipped(inner)))


@st.composite
def dense_cases(
    draw: Draw, *, layers: Any = _BLOCKS, growth: Any = _GROWTHS, curved: Any = _EITHER
) -> tuple[Case, Case]:
    """Draw legal calls ``dense_block(x, gs)`` and ``dense_block_backward(grad_output, x, gs, g_backwards)``.

    Parameters
    ----------
    layers : int or strategy of it
        How many layers there are.
    growth : int or strategy of it
        How many channels each layer adds.
    curved : bool or strategy of it
        Whether gradients depend on ``x``.
    """
    x = draw(_images())
    inner = [widening(drawn(draw, growth), curved=drawn(draw, curved)) for _ in range(drawn(draw, layers))]
    return dense_calls(x, inner, draw(_SEEDS))


def dense_calls(x: Array, inner: Sequence[Branch], seed: int) -> tuple[Case, Case]:
    """Return the calls of a dense block forward and backward."""
    added = sum(np.shape(one.forward(x))[1] for one in inner)
    out = np.zeros((len(x), x.shape[1] + added, *x.shape[2:]))
    gs, g_backwards = unzipped(inner)
    return (
        Case("dense_block", (x, gs)),
        Case("dense_block_backward", (upstream_of(out, seed), x, gs, g_backwards)),
    )


def unzipped(inner: Sequence[Branch]) -> tuple[list[Function], list[Function]]:
    """Return the functions of some branches, and their gradients."""
    return [one.forward for one in inner], [one.backward for one in inner]
