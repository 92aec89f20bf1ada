"""Right versions of the functions of inception_module, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


def _convolutions(in_channels, widths, large_kernel):
    """Return the convolutions of each branch: (in, out, kernel size)."""
    return {
        "pool": [(in_channels, widths["pool"], 1)],
        "5x5": [(in_channels, widths["5x5_reduce"], 1), (widths["5x5_reduce"], widths["5x5"], large_kernel)],
        "3x3": [(in_channels, widths["3x3_reduce"], 1), (widths["3x3_reduce"], widths["3x3"], 3)],
        "1x1": [(in_channels, widths["1x1"], 1)],
    }


@alternative("table of convolutions")
def table_of_convolutions(in_channels, widths, *, large_kernel=5):
    """List the convolutions of each branch, then count them all alike."""
    counts = {"out_channels": 0, "params": 0}
    for branch, convolutions in _convolutions(in_channels, widths, large_kernel).items():
        counts[branch] = sum(out * (1 + 1) + out * seen * side * side for seen, out, side in convolutions)
        counts["params"] += counts[branch]
        counts["out_channels"] += convolutions[-1][1]
    return counts


@alternative("sizes of arrays that take no memory")
def array_sizes(in_channels, widths, *, large_kernel=5):
    """Build the weights as arrays without memory, and let NumPy count them."""
    counts = {}
    for branch, convolutions in _convolutions(in_channels, widths, large_kernel).items():
        shapes = [shape for seen, out, side in convolutions for shape in ((out, seen, side, side), (2, out))]
        counts[branch] = sum(np.broadcast_to(np.int8(0), shape).size for shape in shapes)
    return {
        **counts,
        "params": np.int64(sum(counts.values())),
        "out_channels": sum(widths[name] for name in ("1x1", "3x3", "5x5", "pool")),
    }


@alternative("fold over the layers", function="googlenet_params")
def fold(layers, *, in_channels=3, large_kernel=5):
    """Handle the first layer, and let the function do the rest; rows are lists."""
    if not layers:
        return []
    layer = layers[0]
    if layer["kind"] == "inception":
        counts = table_of_convolutions(in_channels, layer["widths"], large_kernel=large_kernel)
        channels, params = counts["out_channels"], counts["params"]
    else:
        channels = layer.get("out_channels", layer.get("out_features"))
        params = channels * (in_channels * layer.get("kernel_size", 1) ** 2 + (2 if "out_channels" in layer else 1))
    return [[layer["name"], channels, params], *fold(layers[1:], in_channels=channels, large_kernel=large_kernel)]
