"""Check gradients by finite differences: without a reference, and without code from the one who is checked.

A gradient says how the sum of ``grad_output * forward(inputs)`` moves when one entry of an input is nudged.
So it can be checked by nudging, with a forward function that is trusted.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from convgrade.checks.compare import Difference, assert_array, beside
from convgrade.checks.faults import CheckFailed, CheckMistake
from convgrade.checks.show import number

Array = np.ndarray[Any, Any]
Index = tuple[int, ...]

STEP = 1e-5
"""How far an entry is nudged to either side; the differences are right to 3e-10 (linear) or 2e-9 (curved)."""
AGREEMENT = 1e-7
"""Largest distance between gradient and differences, in units of the two norms together, in float64."""
AGREEMENT_IN_SINGLE = 1e-4
"""The same where an input, and with it the gradient, is in float32."""
ENTRIES = 60
"""Of an array with more entries than this a sample is nudged."""
_KINK, _ROUNDINGS = 0.01, 8.0
_SHOWN = 1e-6


@dataclass(frozen=True)
class Slopes:
    """How the sum moves at some entries of an input, by differences in float64.

    ``at`` are the entries, ``central`` the central differences; ``kinked`` is True where the slopes to the
    left and to the right differ, so that there is no gradient.  ``noise`` is how far rounding may have moved
    each difference.
    """

    at: tuple[Index, ...]
    central: Array
    kinked: Array
    noise: float


def slopes(
    forward: Callable[..., Array],
    inputs: Mapping[str, Array],
    name: str,
    grad_output: Array,
    *,
    step: float = STEP,
    entries: int = ENTRIES,
    seed: int = 0,
) -> Slopes:
    """Return how the sum of ``grad_output * forward(*inputs)`` moves when entries of one input are nudged.

    Parameters
    ----------
    forward : callable
        Trusted; called with the inputs in float64, in their order.
    inputs : mapping of str to ndarray
        Its arguments by name.
    name : str
        Whose entries to nudge.
    grad_output : ndarray
        Of the shape of the output.
    step : float, optional
        How far, to either side.
    entries : int, optional
        How many entries to nudge where there are more; which ones follows from ``seed``.
    """
    arrays = {key: np.array(value, np.float64) for key, value in inputs.items()}
    nudged, weights = arrays[name], np.asarray(grad_output, np.float64)

    def total() -> float:
        return float((weights * forward(*arrays.values())).sum())

    middle, found = total(), []
    chosen = tuple(_chosen(nudged.shape, entries, seed))
    for at in chosen:
        before = nudged[at]
        sums = []
        for sign in (1, -1):
            nudged[at] = before + sign * step
            sums.append(total())
        nudged[at] = before
        found.append((sums[0] - middle, middle - sums[1]))
    right, left = np.array(found, np.float64).reshape(-1, 2).T / step
    kinked = np.abs(right - left) > _KINK * (1 + np.abs(right) + np.abs(left))
    sizes = float(np.abs(weights * forward(*arrays.values())).sum())
    return Slopes(chosen, (right + left) / 2, kinked, _ROUNDINGS * float(np.finfo(np.float64).eps) * sizes / step)


def gradcheck(
    gradients: Mapping[str, Any],
    forward: Callable[..., Array],
    inputs: Mapping[str, Array],
    grad_output: Array,
    *,
    call: object,
    step: float = STEP,
    rtol: float | None = None,
    entries: int = ENTRIES,
    seed: int = 0,
) -> None:
    """Fail the check unless gradients are those that central differences of a trusted forward function give.

    Parameters
    ----------
    gradients : mapping of str to object
        What the student's function returned as the gradient with respect to each of some inputs, by the
        input's name.
    forward : callable
        The function whose gradients they should be; it gets the inputs in float64, in their order.
    inputs : mapping of str to ndarray
        Where.  Of integers or float64 the gradients should be in float64, of float32 in float32.
    grad_output : ndarray
        The upstream gradient, of the shape of the output.  Random numbers show more than ones.
    call : object
        The call, in words.
    step : float, optional
        How far to nudge; a function that bends needs a small one.
    rtol : float, optional
        How far the nudged entries may be from the differences, as a vector: ``norm(got - differences)`` is at
        most ``rtol * (norm(got) + norm(differences))``, apart from rounding; 1e-7 by default, 1e-4 for float32.
    entries, seed : int, optional
        Arrays of more entries are checked at so many, drawn from this seed.

    Raises
    ------
    CheckFailed
        If a gradient is no array, of another shape or dtype, not finite, or off; the worst entry is named.
    CheckMistake
        If an input lies at a kink, where no gradient exists: choose another.
    """
    __tracebackhide__ = True
    for name, got in gradients.items():
        label, source = f"grad_{name}", inputs[name]
        array = _gradient_array(got, source, label, call)
        wanted = slopes(forward, inputs, name, grad_output, step=step, entries=entries, seed=seed)
        if wanted.kinked.any():
            at = wanted.at[int(np.argmax(wanted.kinked))]
            raise CheckMistake(f"{call}: {_entry(name, at)} lies at a kink of the function; choose another input")
        picked = np.array([array[at] for at in wanted.at], np.float64)
        single = array.dtype == np.float32
        allowed = rtol if rtol is not None else AGREEMENT_IN_SINGLE if single else AGREEMENT
        if not _close(picked, wanted, allowed):
            problem = _difference(array, picked, wanted, name, step)
            lines = [f"  {line}" if line else "" for line in (*problem.text.splitlines(), *beside(problem, call))]
            raise CheckFailed("\n".join([str(call), *lines]), call=str(call), got=array)


def _gradient_array(got: Any, source: Array, label: str, call: object) -> Array:
    """Return a gradient that has type, shape and dtype of one."""
    array = assert_array(got, call=f"{call}, {label}", shape=source.shape)
    dtype = source.dtype if source.dtype.kind == "f" else np.dtype(np.float64)
    if array.dtype != dtype:
        raise CheckFailed(f"{call}\n  {label} has dtype {array.dtype}, should have {dtype}", call=str(call))
    return array


def _close(got: Array, wanted: Slopes, rtol: float) -> bool:
    """Return whether a gradient agrees with differences; infinities and NaN agree with nothing."""
    if not np.isfinite(got).all():
        return False
    distance = np.linalg.norm(got - wanted.central)
    size = np.linalg.norm(got) + np.linalg.norm(wanted.central)
    return bool(distance <= rtol * size + wanted.noise * np.sqrt(got.size))


def _difference(gradient: Array, got: Array, wanted: Slopes, name: str, step: float) -> Difference:
    """Say which of the nudged entries is off the most, and show all if all of them were nudged."""
    errors = np.abs(got - wanted.central)
    worst = int(np.argmax(np.where(np.isfinite(errors), errors, np.inf)))
    entry, want = _entry(name, wanted.at[worst]), number(_rounded(float(wanted.central[worst])))
    text = (
        f"grad_{entry} is {number(got[worst])}, should be {want}: nudged by {step:g},\n"
        f"{entry} moves the sum of grad_output * output by {want} times as much"
    )
    if len(wanted.at) < gradient.size:
        return Difference(text)
    right = np.array([_rounded(slope) for slope in wanted.central])
    wrong = ~(errors <= _SHOWN * (1 + np.abs(right)))
    wrong[worst] = True
    return Difference(text, f"grad_{name}", (gradient, right.reshape(gradient.shape), wrong.reshape(gradient.shape)))


def _rounded(value: float) -> float:
    """Return a difference without the digits that it cannot know."""
    return float(f"{value:.6g}") if abs(value) > STEP else 0.0


def _entry(name: str, at: Index) -> str:
    return f"{name}[{', '.join(map(str, at))}]" if at else name


def _chosen(shape: tuple[int, ...], entries: int, seed: int) -> Iterator[Index]:
    """Yield the entries to nudge: all of them, or a sample in their order."""
    size = int(np.prod(shape, dtype=np.int64))
    flat = np.arange(size) if size <= entries else np.sort(np.random.default_rng(seed).choice(size, entries, False))
    for number_ in flat:
        yield tuple(int(i) for i in np.unravel_index(int(number_), shape))
