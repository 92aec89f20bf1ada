# Generated from solutions/a6_architectures/count_network/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 1: the table of a network, layer by layer."""


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
    raise NotImplementedError("write count_network, then run: convgrade check count_network")
