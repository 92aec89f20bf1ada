"""Whether the engine's gradcheck rejects every wrong backward function of the bank, and accepts every right one.

Part of ``make gradients``.  Every version is called with recorded inputs, the second time with the opposite
upstream gradient, and its gradients are compared with central differences of the forward function of an earlier
assignment: PyTorch's answers are not looked at.
"""

import sys
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table

from convgrade.checks import gradcheck
from convgrade.checks.bank import alternatives_of, misconceptions_of
from convgrade.checks.cases import Case, load_cases
from convgrade.checks.context import load_module
from convgrade.checks.faults import CheckFailed, StudentRaised
from convgrade.checks.in_process import InProcessCaller

SOLUTIONS = Path(__file__).parents[2] / "solutions"
_TIE_BREAK = 1e-3
_SOME = 14
"""Of an input with more entries so many are nudged; the calls are many."""


@dataclass(frozen=True)
class Layer:
    """A backward function: where its forward function is, and what its calls are gradients of."""

    forward: str
    names: tuple[str, ...]


LAYERS = {
    "conv1d_backward": Layer("a2_convolution/conv1d", ("x", "weight", "bias")),
    "locally_connected2d_backward": Layer("a2_convolution/locally_connected2d", ("x", "weight", "bias")),
    "tie_gradients": Layer("", ("weight",)),
    "conv2d_backward": Layer("a2_convolution/conv2d", ("x", "weight", "bias")),
    "max_pool2d_backward": Layer("a3_pooling/max_pool2d", ("x",)),
    "avg_pool2d_backward": Layer("a3_pooling/avg_pool2d", ("x",)),
}


def forward_of(function: str, case: Case) -> Callable[..., Any]:
    """Return the forward function of a call, as a function of its inputs alone."""
    path = LAYERS[function].forward
    if not path:
        return lambda weight: np.broadcast_to(weight, case.args[0].shape)
    forward = getattr(load_module(SOLUTIONS / path / "solution.py"), path.split("/")[1])
    if function.startswith(("max_pool2d", "avg_pool2d")):
        return lambda x: forward(x, case.args[2], **case.kwargs)
    return lambda x, weight, bias: forward(x, weight, bias, **case.kwargs)


def inputs_of(function: str, case: Case) -> dict[str, Any]:
    """Return where the gradients are wanted; of equal pixels the earlier ones are made larger by a little.

    Where pixels are equal there is no gradient.  The one that the convention asks for is that of images in which
    the first of them is the largest.
    """
    grad_output = case.args[0]
    if function == "tie_gradients":
        return {"weight": np.zeros(grad_output.shape[2:], grad_output.dtype)}
    if function == "avg_pool2d_backward":
        return {"x": np.zeros(case.args[1], grad_output.dtype)}
    x = case.args[1]
    if function == "max_pool2d_backward":
        return {"x": x if _has_small_gaps(x) else _without_ties(x)}
    weight = case.args[2]
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    bias = weight.shape[:3] if function.startswith("locally") else len(weight)
    return {"x": x, "weight": np.asarray(weight, dtype), "bias": np.zeros(bias, dtype)}


def _has_small_gaps(x: Any) -> bool:
    """Return whether some pixels are nearer to each other than the tie break is, but not equal."""
    gaps = np.diff(np.unique(x.astype(np.float64)))
    return bool((gaps < _TIE_BREAK * x.size).any())


def _without_ties(x: Any) -> Any:
    """Return images whose pixels all differ, in the dtype of their gradient."""
    ramp = _TIE_BREAK * np.arange(x.size).reshape(x.shape)
    return (x - ramp).astype(x.dtype if x.dtype.kind == "f" else np.float64)


def cases_of(function: str) -> Iterator[Case]:
    """Yield telling calls: those with all options first, then three of each topic, and one in single precision."""
    cases = load_cases(SOLUTIONS / "a4_backprop" / function / "recorded.npz").cases
    groups: dict[str, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.group, []).append(case)
    first = ["grid"] if "grid" in groups else []
    for group in [*first, *(name for name in groups if name not in first)]:
        chosen = groups[group]
        yield from chosen if len(chosen) < 4 or group in ("grid", "ties") else [chosen[0], *chosen[-2:]]
    single = max(cases, key=lambda case: case.args[0].size)
    args = (a.astype(np.float32) if isinstance(a, np.ndarray) else a for a in single.args)
    yield replace(single, args=tuple(args))


def why_rejected(function: str, version: Callable[..., Any]) -> str | None:
    """Return how the first problem with a version was noticed, or None if there is none."""
    caller = InProcessCaller({function: version})
    names = LAYERS[function].names
    for case in cases_of(function):
        forward, inputs = forward_of(function, case), inputs_of(function, case)
        if _has_kink(function, case):
            continue
        for grad_output in (case.args[0], -case.args[0]):
            try:
                with warnings.catch_warnings(), np.errstate(all="ignore"):
                    warnings.simplefilter("ignore")
                    answer = caller.call(function, (grad_output, *case.args[1:]), dict(case.kwargs))
            except StudentRaised:
                return "raised"
            if caller.observed != ((), ()):
                return "side effect"
            problem = _complaint(answer if len(names) > 1 else (answer,), names, forward, inputs, grad_output, case)
            if problem:
                return problem
    return None


def _complaint(answers: Any, names: tuple[str, ...], *how: Any) -> str | None:
    """Return what gradcheck has against the gradients of one call."""
    forward, inputs, grad_output, case = how
    if not isinstance(answers, tuple | list) or len(answers) != len(names):
        return "type, shape or dtype"
    try:
        for name, gradient in zip(names, answers, strict=True):
            gradcheck({name: gradient}, forward, inputs, grad_output, call=case, entries=_SOME)
    except CheckFailed as failed:
        return "differences" if "nudged" in str(failed) else "type, shape or dtype"
    return None


def _has_kink(function: str, case: Case) -> bool:
    """Return whether pixels are so near to each other that a nudge would change the winner."""
    if function != "max_pool2d_backward":
        return False
    gaps = np.diff(np.unique(inputs_of(function, case)["x"].astype(np.float64)))
    return bool((gaps < 1e-4).any())


def main() -> None:
    """Try all versions of all backward functions, and print what became of them."""
    how = ("differences", "type, shape or dtype", "raised", "side effect")
    table = Table(title="The engine's gradcheck on the bank: wrong versions rejected, and how; right ones accepted")
    for column in ("function", "rejected", *how, "accepted"):
        table.add_column(column, justify="left" if column == "function" else "right")
    mistakes = []
    for function in LAYERS:
        folder = SOLUTIONS / "a4_backprop" / function
        wrong = misconceptions_of(load_module(folder / "misconceptions.py"))
        right = alternatives_of(load_module(folder / "alternatives.py"))
        reasons = {entry.id: why_rejected(function, entry.implementation) for entry in wrong}
        accused = {entry.name: why_rejected(function, entry.implementation) for entry in right}
        counts = Counter(reasons.values())
        rejected, accepted = len(wrong) - counts[None], list(accused.values()).count(None)
        cells = [f"{rejected} of {len(wrong)}", *(str(counts[reason]) for reason in how)]
        table.add_row(function, *cells, f"{accepted} of {len(right)}")
        mistakes += [f"{function}: {name} is not rejected" for name, reason in reasons.items() if reason is None]
        mistakes += [f"{function}: “{name}” is rejected: {reason}" for name, reason in accused.items() if reason]
    Console(width=120).print(table)
    if mistakes:
        sys.exit("\n".join(mistakes))


if __name__ == "__main__":
    main()
