"""How far the backward functions are from PyTorch: the largest deviation over 200 random calls of each.

Part of ``make gradients``.  The calls are the same every time; on a machine with a GPU it is asked as well.
"""

import sys
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from rich.table import Table

from convgrade import cnn
from convgrade.checks.cases import Case
from convgrade.checks.context import load_module
from convgrade.cnn import oracle

ROOT = Path(__file__).parents[2]
CALLS = 200
AGREEMENT = 1e-9
_HOW = {"values": st.sampled_from(["whole", "real"]), "layout": cnn.layouts()}
_PIXELS = st.sampled_from(["distinct", "ties", "drawn"])


@st.composite
def _untied(draw: st.DrawFn) -> Case:
    """Draw a call of tie_gradients."""
    shape, seed = draw(st.tuples(*[st.integers(1, 4)] * 6)), draw(st.integers(0, 999))
    return Case("tie_gradients", (cnn.upstream(shape, seed, real=draw(st.booleans())),))


STRATEGIES = {
    "conv1d_backward": cnn.conv1d_backward_cases(**_HOW),
    "locally_connected2d_backward": cnn.locally_connected2d_backward_cases(**_HOW),
    "tie_gradients": _untied(),
    "conv2d_backward": cnn.conv2d_backward_cases(**_HOW),
    "max_pool2d_backward": cnn.max_pool2d_backward_cases(**_HOW, pixels=_PIXELS),
    "avg_pool2d_backward": cnn.avg_pool2d_backward_cases(**_HOW, count_include_pad=st.booleans()),
}


def largest_deviation(function: str, device: str = "cpu", calls: int = CALLS) -> float:
    """Return the largest difference between any number of the solution's answers and PyTorch's.

    Parameters
    ----------
    function : str
        One of `STRATEGIES`; the solution of the exercise of this name is asked.
    device : str, optional
        Where PyTorch computes, in float64.
    calls : int, optional
        How many random calls to make.
    """
    solution = getattr(load_module(ROOT / "solutions" / "a4_backprop" / function / "solution.py"), function)
    largest = 0.0

    @settings(max_examples=calls, derandomize=True, database=None, deadline=None)
    @given(case=STRATEGIES[function])
    def compare(case: Case) -> None:
        nonlocal largest
        got, want = solution(*case.args, **case.kwargs), oracle.answer(case, device)
        pairs = zip(got, want, strict=True) if isinstance(want, tuple) else [(got, want)]
        for mine, theirs in pairs:
            assert mine.shape == theirs.shape, f"{case}: shape {mine.shape}, PyTorch's {theirs.shape}"
            largest = max(largest, float(np.abs(mine - theirs).max(initial=0)))

    compare()
    return largest


def main() -> None:
    """Measure and print; fail where a function is further off than it may be."""
    devices = [device for device in oracle.devices() if device != "mps"]  # which has no float64
    table = Table(title=f"Largest deviation from PyTorch {oracle.version()} in {CALLS} random calls")
    table.add_column("function")
    for device in devices:
        table.add_column(f"{device} ({oracle.device_name(device)})" if device != "cpu" else device, justify="right")
    worst = 0.0
    for function in STRATEGIES:
        found = [largest_deviation(function, device) for device in devices]
        worst = max(worst, *found)
        table.add_row(function, *(f"{deviation:.1e}" for deviation in found))
    Console(width=100).print(table)
    if not worst <= AGREEMENT:
        sys.exit(f"a function is off by {worst:.1e}, more than {AGREEMENT:.0e}")


if __name__ == "__main__":
    main()
