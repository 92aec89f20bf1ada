"""The solutions of conv2d_fast and of its gradients beside PyTorch with one thread, as ratios of processor time.

Run with ``make bench``.  Fails if a geometric mean is above its target.
"""

import sys
import time
from pathlib import Path
from statistics import geometric_mean, median

import numpy as np
from rich.console import Console
from rich.table import Table

from convgrade.checks.context import load_module
from convgrade.cnn.live_torch import torch

TARGET, PAIRS = 1.25, 25
ASSIGNMENT = Path(__file__).parents[2] / "solutions" / "a5_vectorised"
SHAPES = [
    ((8, 16, 32, 32), (32, 16, 3, 3), 1),
    ((10, 3, 31, 31), (25, 3, 3, 3), 2),
    ((1, 3, 128, 128), (8, 3, 3, 3), 1),
    ((1, 1, 200, 200), (5, 1, 3, 3), 1),
    ((1, 64, 14, 14), (64, 64, 3, 3), 1),
    ((4, 32, 28, 28), (32, 32, 5, 5), 1),
]


def seconds(function):
    """Return the processor time of one call."""
    begun = time.process_time()
    function()
    return time.process_time() - begun


def ratio(ours, theirs):
    """Return the median of the ratios of pairs of calls, one of each in turn."""
    for warm_up in (ours, theirs):
        warm_up()
    return median(seconds(ours) / seconds(theirs) for _ in range(PAIRS))


def main():
    """Measure both functions on all shapes."""
    forward = load_module(ASSIGNMENT / "conv2d_fast" / "solution.py").conv2d_fast
    backward = load_module(ASSIGNMENT / "conv2d_backward_fast" / "solution.py").conv2d_backward_fast
    library, rng = torch(), np.random.default_rng(0)
    table, means = Table("x", "weight", "stride", "forward", "backward", box=None), {"forward": [], "backward": []}
    for x_shape, weight_shape, stride in SHAPES:
        x, weight = rng.standard_normal(x_shape), rng.standard_normal(weight_shape)
        tensors = [library.from_numpy(array).requires_grad_() for array in (x, weight)]
        out = library.nn.functional.conv2d(*tensors, stride=stride)
        upstream = rng.standard_normal(tuple(out.shape))
        given = library.from_numpy(upstream)

        def pytorch_forward(tensors=tensors, stride=stride):
            with library.no_grad():
                library.nn.functional.conv2d(*tensors, stride=stride)

        def pytorch_backward(out=out, tensors=tensors, given=given):
            library.autograd.grad(out, tensors, given, retain_graph=True)

        means["forward"].append(ratio(lambda x=x, w=weight, s=stride: forward(x, w, stride=s), pytorch_forward))
        gradients = ratio(lambda g=upstream, x=x, w=weight, s=stride: backward(g, x, w, stride=s), pytorch_backward)
        means["backward"].append(gradients)
        table.add_row(str(x_shape), str(weight_shape), str(stride), *(f"{means[key][-1]:.2f}" for key in means))
    total = {key: geometric_mean(values) for key, values in means.items()}
    table.add_row("geometric mean", "", "", *(f"{value:.2f}" for value in total.values()))
    Console().print("Our processor time as a multiple of PyTorch's, one thread each:", table)
    return any(value > TARGET for value in total.values())


if __name__ == "__main__":
    sys.exit(main())
