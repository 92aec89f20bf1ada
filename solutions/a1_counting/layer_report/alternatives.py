"""Right versions of layer_report, written in unusual ways: each gets full marks."""

import itertools
import math

import numpy as np

from convgrade.checks import alternative

_KEYS = ("output_shape", "units", "params", "macs")


def _both(value):
    """Return an option for height and for width."""
    return tuple(np.broadcast_to(value, 2).tolist())


def _starts(size, kernel_size, stride, padding):
    """Return the pixels on which a window may start."""
    starts = range(-padding, size + padding - kernel_size + 1, stride)
    if not starts:
        raise ValueError("no window fits")
    return starts


@alternative("brute force")
def brute_force(input_shape, layer):
    """Enumerate the windows, and add up what the units of each own and do."""
    channels, height, width = input_shape
    if layer["kind"] == "fc":
        layer = {**layer, "kind": "conv", "out_channels": layer["out_features"], "kernel_size": (height, width)}
        report = brute_force(input_shape, {**layer, "stride": 1, "padding": 0})
        return {**report, "output_shape": report["output_shape"][:1]}
    kernel, stride, padding = (_both(layer[key]) for key in ("kernel_size", "stride", "padding"))
    rows, cols = map(_starts, (height, width), kernel, stride, padding)
    maps = layer.get("out_channels", channels)
    used = 0 if "pool" in layer["kind"] else channels * math.prod(kernel)
    shares = layer["kind"] == "conv"
    units = params = macs = 0
    for _ in itertools.product(rows, cols):
        units += maps
        macs += maps * used
        params += 0 if shares else maps * (used + (layer.get("bias") == "unit"))
    params += maps * (used + layer["bias"]) if shares else maps * (layer.get("bias") == "filter")
    return dict(zip(_KEYS, ((maps, len(rows), len(cols)), units, params, macs), strict=True))


@alternative("dispatch table")
def dispatch_table(input_shape, layer):
    """Look the formulas of each kind up in a table; the shape is a list."""
    channels, height, width = input_shape
    if layer["kind"] == "fc":
        shape, used = [layer["out_features"]], channels * height * width
    else:
        options = (_both(layer[key]) for key in ("kernel_size", "stride", "padding"))
        sizes = [len(_starts(*axis)) for axis in zip((height, width), *options, strict=True)]
        shape = [layer.get("out_channels", channels), *sizes]
        used = channels * math.prod(_both(layer["kernel_size"]))
    units = math.prod(shape)
    local_biases = {"unit": units, "filter": shape[0], "none": 0}
    formulas = {
        "fc": lambda: (units * (used + layer["bias"]), units * used),
        "conv": lambda: (shape[0] * (used + layer["bias"]), units * used),
        "locally_connected": lambda: (units * used + local_biases[layer["bias"]], units * used),
    }
    params, macs = formulas.get(layer["kind"], lambda: (0, 0))()
    return {"macs": macs, "params": params, "units": units, "output_shape": shape}


@alternative("sizes of arrays that take no memory")
def array_sizes(input_shape, layer):
    """Build image, windows, weight and output as arrays without memory, and let NumPy count."""
    image = np.broadcast_to(np.int8(0), input_shape)
    if layer["kind"] == "fc":
        weight = np.broadcast_to(np.int8(0), (layer["out_features"], image.size))
        params = weight.size + (weight.shape[0] if layer["bias"] else 0)
        return dict(zip(_KEYS, (weight.shape[:1], weight.shape[0], params, weight.size), strict=True))
    (down, right), (rows, cols) = _both(layer["stride"]), _both(layer["padding"])
    padded = np.broadcast_to(np.int8(0), (input_shape[0], input_shape[1] + 2 * rows, input_shape[2] + 2 * cols))
    windows = np.lib.stride_tricks.sliding_window_view(padded, _both(layer["kernel_size"]), axis=(1, 2))
    windows = windows[:, ::down, ::right]
    out = np.broadcast_to(np.int8(0), (layer.get("out_channels", input_shape[0]), *windows.shape[1:3]))
    if layer["kind"].endswith("pool"):
        return dict(zip(_KEYS, (out.shape, out.size, 0, 0), strict=True))
    macs = len(out) * windows.size
    weights = macs if layer["kind"] == "locally_connected" else len(out) * windows[:, 0, 0].size
    owners = {True: len(out), "filter": len(out), "unit": out.size}
    return dict(zip(_KEYS, (out.shape, out.size, weights + owners.get(layer["bias"], 0), macs), strict=True))


@alternative("NumPy integers")
def numpy_integers(input_shape, layer):
    """Count in 64-bit integers; every number in the report is one of NumPy's."""
    image = np.array(input_shape, dtype=np.int64)
    if layer["kind"] == "fc":
        units = np.int64(layer["out_features"])
        macs = image.prod() * units
        return {"output_shape": (units,), "units": units, "params": macs + units * layer["bias"], "macs": macs}
    kernel, step, zeros = (
        np.broadcast_to(layer[key], 2).astype(np.int64) for key in ("kernel_size", "stride", "padding")
    )
    sizes = (image[1:] + 2 * zeros - kernel) // step + 1
    if sizes.min() < 1:
        raise ValueError("no window fits")
    maps = np.int64(layer.get("out_channels", image[0]))
    units, used = maps * sizes.prod(), image[0] * kernel.prod()
    report = {"output_shape": (maps, *sizes), "units": units, "params": np.int64(0), "macs": np.int64(0)}
    if layer["kind"] in ("conv", "locally_connected"):
        tied = layer["kind"] == "conv"
        biases = {True: maps, "filter": maps, "unit": units, False: 0, "none": 0}[layer["bias"]]
        report |= {"params": (maps if tied else units) * used + biases, "macs": units * used}
    return report
