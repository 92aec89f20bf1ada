"""Exercise 1: the table of a network, layer by layer."""

### BEGIN SOLUTION
import math


def _side(size, layer):
    """Return how many windows of a layer fit along one axis."""
    last_start = size + 2 * layer["padding"] - layer["kernel_size"]
    if last_start < 0:
        raise ValueError(f"{layer['name']}: a window of {layer['kernel_size']} does not fit in {size} pixels")
    return last_start // layer["stride"] + 1


def _row(shape, layer):
    """Return output shape and parameters of one layer."""
    if layer["kind"] == "fc":
        units = layer["out_features"]
        return (units,), (math.prod(shape) + 1) * units
    channels, height, width = shape
    sides = _side(height, layer), _side(width, layer)
    if layer["kind"] != "conv":
        return (channels, *sides), 0
    filters = layer["out_channels"]
    weights = channels // layer["groups"] * layer["kernel_size"] ** 2
    return (filters, *sides), (weights + 1) * filters


### END SOLUTION
def count_network(spec):
    """Tell for every layer of a network what comes out of it, and how many parameters it has.

    Parameters
    ----------
    spec : dict
        The network.  ``spec["input_shape"]`` is the shape of one image, (channels, height, width), and
        ``spec["layers"]`` is the list of its layers in order.  A layer is a dict with a ``"name"``, a
        ``"kind"``, and the keys of its kind:

        ============== ==============================================================
        kind           other keys, all of them ints
        ============== ==============================================================
        ``"conv"``     out_channels, kernel_size, stride, padding, groups
        ``"max_pool"`` kernel_size, stride, padding
        ``"avg_pool"`` kernel_size, stride, padding
        ``"fc"``       out_features
        ============== ==============================================================

        Windows and kernels are square.  ``groups`` cuts the channels of input and output into so many
        parts, and the filters of a part see its input channels alone; it divides both numbers.  Each
        filter of a convolution has one bias, and so has each unit of a fully connected layer, which takes
        all the numbers that the layer before it gives.

    Returns
    -------
    list of tuple
        One row per layer, in order: ``(name, output_shape, params)``.  The output shape is
        ``(channels, height, width)``, or ``(out_features,)`` for a fully connected layer.  The parameters
        are weights and biases, as an int, exact.

    Raises
    ------
    ValueError
        If not even one window fits.

    Examples
    --------
    >>> conv = {"name": "conv1", "kind": "conv", "out_channels": 5, "kernel_size": 3, "stride": 1, "padding": 0,
    ...         "groups": 1}
    >>> fc = {"name": "fc2", "kind": "fc", "out_features": 10}
    >>> count_network({"input_shape": (3, 7, 7), "layers": [conv, fc]})
    [('conv1', (5, 5, 5), 140), ('fc2', (10,), 1260)]
    """
    ### BEGIN SOLUTION
    shape, rows = spec["input_shape"], []
    for layer in spec["layers"]:
        shape, params = _row(shape, layer)
        rows.append((layer["name"], shape, params))
    return rows
    ### END SOLUTION
