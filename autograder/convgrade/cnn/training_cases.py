"""Legal random calls of the layers and the optimiser from which a network is trained."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from hypothesis import strategies as st

from convgrade.checks.callbacks import callback
from convgrade.checks.cases import Case
from convgrade.checks.compare import assert_array
from convgrade.checks.faults import CheckFailed
from convgrade.checks.show import describe_value
from convgrade.cnn.strategies import Array, Draw, drawn, numbers

_SEEDS = st.integers(0, 2**16 - 1)
_SIZES = st.integers(1, 5)
_SHAPES = st.lists(st.integers(1, 3), min_size=1, max_size=4)


def _drawn_arrays(draw: Draw, *shapes: tuple[int, ...]) -> tuple[Array, ...]:
    """Draw an array of whole numbers for each shape."""
    return tuple(numbers(shape, draw(_SEEDS)) for shape in shapes)


@st.composite
def linear_cases(draw: Draw, *, batch: Any = _SIZES, inputs: Any = _SIZES, outputs: Any = _SIZES) -> Case:
    """Draw a legal call ``linear(x, weight, bias)``.

    Parameters
    ----------
    batch, inputs, outputs : int or strategy of it
        N, D and K.
    """
    count, given, made = (drawn(draw, size) for size in (batch, inputs, outputs))
    return Case("linear", _drawn_arrays(draw, (count, given), (made, given), (made,)))


@st.composite
def linear_backward_cases(draw: Draw, *, batch: Any = _SIZES, inputs: Any = _SIZES, outputs: Any = _SIZES) -> Case:
    """Draw a legal call ``linear_backward(grad_output, x, weight)``; the options are those of `linear_cases`."""
    count, given, made = (drawn(draw, size) for size in (batch, inputs, outputs))
    return Case("linear_backward", _drawn_arrays(draw, (count, made), (count, given), (made, given)))


@st.composite
def relu_cases(draw: Draw) -> Case:
    """Draw a legal call ``relu(x)``, of whole numbers in an array of one to four axes."""
    return Case("relu", _drawn_arrays(draw, tuple(draw(_SHAPES))))


@st.composite
def relu_backward_cases(draw: Draw) -> Case:
    """Draw a legal call ``relu_backward(grad_output, x)``; no entry of ``x`` is 0."""
    shape = tuple(draw(_SHAPES))
    grad_output, x = _drawn_arrays(draw, shape, shape)
    return Case("relu_backward", (grad_output, np.where(x == 0, -1.0, x)))


def optimiser_call(shapes: Mapping[str, tuple[int, ...]], seed: int, *, first: bool = False, group: str = "") -> Case:
    """Return a call ``sgd_momentum(params, grads, velocity, *, lr, momentum)`` whose numbers are exact in binary.

    Parameters
    ----------
    shapes : mapping of str to tuple of int
        The parameters' names and shapes.
    seed : int
        What its numbers follow from.
    first : bool, optional
        Give no velocities.
    group : str, optional
        As of `Case`.
    """
    rng = np.random.default_rng(seed)
    params, grads, speeds = (
        {name: numbers(shape, seed + 8 * k + i) for i, (name, shape) in enumerate(shapes.items())} for k in range(3)
    )
    options = {"lr": float(rng.choice([0.25, 0.5])), "momentum": float(rng.choice([0.25, 0.5, 0.75]))}
    return Case("sgd_momentum", (params, grads, {} if first else speeds), options, group)


@st.composite
def sgd_momentum_cases(draw: Draw, *, first: bool = False) -> Case:
    """Draw a legal call of sgd_momentum, of one to three parameters; see `optimiser_call`."""
    shapes = {name: tuple(draw(_SHAPES)) for name in "wbu"[: draw(st.integers(1, 3))]}
    return optimiser_call(shapes, draw(_SEEDS), first=first)


def entry(values: Any, name: str, *, call: object) -> Array:
    """Return one array of a dict that a student's function returned; fail the check if there is none.

    Parameters
    ----------
    values : object
        What was returned.
    name : str
        The key.
    call : object
        The call, in words.
    """
    if not isinstance(values, dict):
        text = f"{call}\n  grads is {describe_value(values)}, should be a dict"
        raise CheckFailed(text, call=str(call))
    if name not in values:
        raise CheckFailed(f"{call}\n  grads lacks the key {name!r}", call=str(call))
    return assert_array(values[name], call=f"{call}, {name}")


def experiment(
    accuracies: Mapping[str, Sequence[float]], seeds: Sequence[int] | None = None, *, once: bool = False
) -> Callable[[str, int], float]:
    """Return what stands for training: ``run(model, seed)`` looks an accuracy up.

    Parameters
    ----------
    accuracies : mapping of str to sequence of float
        For each model, its accuracy with every seed.
    seeds : sequence of int, optional
        The seeds; 0, 1, ... by default.
    once : bool, optional
        Fail the check where the same model is trained twice with the same seed.
    """
    known = {
        (model, seed): value
        for model, values in accuracies.items()
        for seed, value in zip(seeds or range(len(values)), values, strict=True)
    }
    done: set[tuple[str, int]] = set()

    def run(model: str, seed: int) -> float:
        if once and (model, seed) in done:
            raise CheckFailed(f"run({model!r}, {seed}) was called twice: training takes long")
        done.add((model, seed))
        return known[model, seed]

    def misuse(*args: Any, **kwargs: Any) -> str | None:
        asked = (*args, *kwargs.values())
        if len(asked) == len(("model", "seed")) and asked in known:
            return None
        return f"run takes one of the models and one of the seeds, not {', '.join(map(repr, asked))}"

    return callback(run, f"lambda model, seed: {known}[model, seed]", misuse=misuse, restart=done.clear)
