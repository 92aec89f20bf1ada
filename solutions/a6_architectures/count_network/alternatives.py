"""Right versions of count_network, written in unusual ways: each gets full marks."""

import math

import numpy as np

from convgrade.checks import alternative


@alternative("windows listed one by one")
def windows_listed(spec):
    """List where windows start, and add up the parameters filter by filter."""
    shape, rows = tuple(spec["input_shape"]), []
    for layer in spec["layers"]:
        params = 0
        if layer["kind"] == "fc":
            for _ in range(layer["out_features"]):
                params += 1
                for side in [math.prod(shape)]:
                    params += side
            shape = (layer["out_features"],)
        else:
            reach = [size + 2 * layer["padding"] - layer["kernel_size"] for size in shape[1:]]
            starts = [list(range(0, last + 1, layer["stride"])) for last in reach]
            if not all(starts):
                raise ValueError("no window fits")
            filters = layer.get("out_channels", shape[0])
            if layer["kind"] == "conv":
                seen = shape[0] // layer["groups"]
                params = sum(1 + seen * layer["kernel_size"] * layer["kernel_size"] for _ in range(filters))
            shape = (filters, len(starts[0]), len(starts[1]))
        rows.append((layer["name"], shape, params))
    return rows


@alternative("recursion")
def recursion(spec):
    """Count the first layer, and let the function count the rest; rows and shapes are lists."""
    if not spec["layers"]:
        return []
    shape, (layer, *rest) = spec["input_shape"], spec["layers"]
    if layer["kind"] == "fc":
        out, params = [layer["out_features"]], math.prod([*shape, layer["out_features"]]) + layer["out_features"]
    else:
        steps = [(n + 2 * layer["padding"] - layer["kernel_size"]) // layer["stride"] for n in shape[1:]]
        if min(steps) < 0:
            raise ValueError("no window fits")
        out = [layer["out_channels"] if layer["kind"] == "conv" else shape[0], *(step + 1 for step in steps)]
        weight = out[0] * shape[0] * layer["kernel_size"] ** 2 // layer["groups"] if layer["kind"] == "conv" else 0
        params = weight + (out[0] if layer["kind"] == "conv" else 0)
    return [[layer["name"], out, params], *recursion({"input_shape": tuple(out), "layers": rest})]


@alternative("NumPy integers")
def numpy_integers(spec):
    """Count in 64-bit integers of NumPy."""
    shape = np.array(spec["input_shape"], np.int64)
    rows = []
    for layer in spec["layers"]:
        if layer["kind"] == "fc":
            params = (shape.prod() + 1) * np.int64(layer["out_features"])
            shape = np.array([layer["out_features"]], np.int64)
        else:
            sides = (shape[1:] + 2 * layer["padding"] - layer["kernel_size"]) // layer["stride"] + 1
            if (sides < 1).any():
                raise ValueError("no window fits")
            params, maps = np.int64(0), shape[0]
            if layer["kind"] == "conv":
                maps = np.int64(layer["out_channels"])
                params = maps * (shape[0] // layer["groups"] * np.int64(layer["kernel_size"]) ** 2 + 1)
            shape = np.array([maps, *sides])
        rows.append((layer["name"], tuple(shape), params))
    return rows
