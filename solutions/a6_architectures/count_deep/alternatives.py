"""Right versions of count_deep, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _steps(layer, seen):  # noqa: PLR0911 - one for each kind
    """Return what a layer does, step by step: ("conv", in, out, kernel, stride, padding), ("norm", channels), ..."""
    kind, stride = layer["kind"], layer.get("stride", 1)
    if kind == "conv_bn":
        out = layer["out_channels"]
        return [("conv", seen, out, layer["kernel_size"], stride, layer["padding"]), ("norm", out)]
    if kind == "basic_block":
        out = layer["out_channels"]
        return [("conv", seen, out, 3, stride, 1), ("norm", out), ("conv", out, out, 3, 1, 1), ("norm", out)]
    if kind == "bottleneck_block":
        width, out = layer["width"], layer["out_channels"]
        path = [("conv", seen, width, 1, 1, 0), ("norm", width), ("conv", width, width, 3, stride, 1)]
        return [*path, ("norm", width), ("conv", width, out, 1, 1, 0), ("norm", out)]
    if kind == "dense_layer":
        width, growth = layer["width"], layer["growth"]
        path = [("norm", seen), ("conv", seen, width, 1, 1, 0), ("norm", width)]
        return [*path, ("conv", width, growth, 3, 1, 1)]
    if kind == "transition":
        out = layer["out_channels"]
        return [("norm", seen), ("conv", seen, out, 1, 1, 0), ("pool", 2, 2, 0)]
    if kind == "max_pool":
        return [("pool", layer["kernel_size"], stride, layer["padding"])]
    return [("norm", seen)]


def _owned(step):
    """Return the parameters of a step."""
    if step[0] == "conv":
        return step[1] * step[2] * step[3] * step[3]
    return step[1] + step[1] if step[0] == "norm" else 0


@alternative("step by step")
def step_by_step(spec):
    """Expand every block into its steps, and walk through them."""
    shape, rows = list(spec["input_shape"]), []
    for layer in spec["layers"]:
        before = list(shape)
        if layer["kind"] in ("global_avg_pool", "fc"):
            params = 0 if layer["kind"] == "global_avg_pool" else (shape[0] + 1) * layer["out_features"]
            shape = [shape[0] if layer["kind"] == "global_avg_pool" else layer["out_features"]]
            rows.append((layer["name"], tuple(shape), params))
            continue
        steps = _steps(layer, shape[0])
        params = sum(map(_owned, steps))
        for step in steps:
            if step[0] != "norm":
                kernel, stride, padding = step[-3:]
                shape[1:] = [len(range(0, size + 2 * padding - kernel + 1, stride)) for size in shape[1:]]
                shape[0] = step[2] if step[0] == "conv" else shape[0]
        if layer["kind"].endswith("_block") and (shape[0] != before[0] or layer["stride"] > 1):
            params += before[0] * shape[0] + 2 * shape[0]
        if layer["kind"] == "dense_layer":
            shape[0] += before[0]
        rows.append((layer["name"], tuple(shape), params))
    return rows


@alternative("recursion, rows as lists")
def recursion(spec):
    """Count the first layer through a network of its own, and let the function do the rest."""
    if not spec["layers"]:
        return []
    first, *rest = spec["layers"]
    ((name, shape, params),) = step_by_step({**spec, "layers": [first]})
    return [[name, list(shape), params], *recursion({"input_shape": list(shape), "layers": rest})]


@alternative("NumPy integers")
def numpy_integers(spec):
    """Return NumPy's integers of 64 bits everywhere."""
    return [(name, tuple(np.array(shape)), np.int64(params)) for name, shape, params in step_by_step(spec)]
