"""Right versions of the functions of ablations, written in unusual ways: each gets full marks."""

import math
import statistics

import numpy as np

from convgrade.checks import alternative


@alternative("shapes of all arrays")
def by_shapes(model, *, side=14, filters=(16, 32), hidden=64, classes=10):
    """List the shape of every weight and bias, and multiply out."""
    one, two = filters
    kernels = [(one, 1, 3, 3), (one,), (two, one, 3, 3), (two,)]
    last = {"flatten": [(classes, two, side // 2, side // 2)], "global_max": [(classes, two)]}
    last["strided"] = last["global_max"]
    if model == "softmax":
        shapes = [(classes, side**2), (classes,)]
    elif model == "mlp":
        shapes = [(hidden, side**2), (hidden,), (classes, hidden), (classes,)]
    elif model in last:
        shapes = [*kernels, *last[model], (classes,)]
    else:
        raise ValueError(model)
    return np.int64(sum(math.prod(shape) for shape in shapes))


@alternative("seeds outside", function="ablation_table")
def seeds_outside(run, models, seeds):
    """Go through the seeds first, and let the standard library average."""
    found = {model: [] for model in models}
    for seed in seeds:
        for model, values in found.items():
            values.append(run(model, seed))
    rows = []
    for model, values in found.items():
        mean = statistics.fmean(values)
        std = statistics.stdev(values) if len(values) > 1 else 0.0
        rows.append({"error": statistics.fmean(1 - v for v in values), "std": std, "mean": mean, "model": model})
    rows.sort(key=lambda row: row["mean"], reverse=True)
    return tuple(rows)


@alternative("pairs, added up", function="compare_models")
def added_up(first, second):
    """Add up differences and their squares in a loop."""
    if len(first) != len(second):
        raise ValueError("lengths differ")
    count = len(first)
    if count < 2:
        raise ValueError("too few")
    mean = math.fsum(a - b for a, b in zip(first, second, strict=True)) / count
    squares = math.fsum((a - b - mean) ** 2 for a, b in zip(first, second, strict=True))
    error = math.sqrt(squares / (count - 1) / count)
    return [mean, error, bool(mean > 2 * error or -mean > 2 * error)]
