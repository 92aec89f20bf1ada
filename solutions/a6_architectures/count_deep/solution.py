"""Exercise 5: the tables of ResNets and DenseNets, block by block."""


### BEGIN SOLUTION
def _conv(seen, out, kernel_size):
    """Return the weights of a convolution; it has no biases."""
    return out * seen * kernel_size**2


def _norm(channels):
    """Return what batch normalization learns: a factor and an offset for each channel."""
    return 2 * channels


def _shrunk(sides, kernel_size, stride, padding):
    """Return height and width after windows have slid."""
    return tuple((side + 2 * padding - kernel_size) // stride + 1 for side in sides)


def _residual_block(shape, layer):
    """Return output shape and parameters of a residual block."""
    seen, *sides = shape
    out, stride = layer["out_channels"], layer["stride"]
    if layer["kind"] == "basic_block":
        convs = [(seen, out, 3), (out, out, 3)]
    else:
        convs = [(seen, layer["width"], 1), (layer["width"], layer["width"], 3), (layer["width"], out, 1)]
    if stride != 1 or seen != out:
        convs.append((seen, out, 1))
    params = sum(_conv(*conv) + _norm(conv[1]) for conv in convs)
    return (out, *_shrunk(sides, 3, stride, 1)), params


def _dense_part(shape, layer):
    """Return output shape and parameters of a dense layer, or of a transition."""
    seen, *sides = shape
    if layer["kind"] == "transition":
        out = layer["out_channels"]
        return (out, *_shrunk(sides, 2, 2, 0)), _norm(seen) + _conv(seen, out, 1)
    width, growth = layer["width"], layer["growth"]
    params = _norm(seen) + _conv(seen, width, 1) + _norm(width) + _conv(width, growth, 3)
    return (seen + growth, *sides), params


def _other(shape, layer):
    """Return output shape and parameters of a layer that is no block."""
    seen, *sides = shape
    windows = [layer.get(key) for key in ("kernel_size", "stride", "padding")]
    match layer["kind"]:
        case "conv_bn":
            out = layer["out_channels"]
            return (out, *_shrunk(sides, *windows)), _conv(seen, out, windows[0]) + _norm(out)
        case "max_pool":
            return (seen, *_shrunk(sides, *windows)), 0
        case "batch_norm":
            return tuple(shape), _norm(seen)
        case "global_avg_pool":
            return (seen,), 0
        case _:
            return (layer["out_features"],), (seen + 1) * layer["out_features"]


### END SOLUTION
def count_deep(spec):
    """Tell for every block of a deep network what comes out of it, and how many parameters it has.

    Parameters
    ----------
    spec : dict
        The network.  ``spec["input_shape"]`` is the shape of one image, (channels, height, width), and
        ``spec["layers"]`` is the list of its layers and blocks in order.  Each is a dict with a ``"name"``,
        a ``"kind"``, and the keys of its kind:

        ====================== ==================================================================
        kind                   other keys, all of them ints
        ====================== ==================================================================
        ``"conv_bn"``          out_channels, kernel_size, stride, padding
        ``"max_pool"``         kernel_size, stride, padding
        ``"basic_block"``      out_channels, stride
        ``"bottleneck_block"`` width, out_channels, stride
        ``"dense_layer"``      width, growth
        ``"transition"``       out_channels
        ``"batch_norm"``       none
        ``"global_avg_pool"``  none
        ``"fc"``               out_features
        ====================== ==================================================================

        Convolutions have no biases.  Batch normalization learns two numbers for every channel that goes
        through it.

        conv_bn
            A convolution, then batch normalization.
        basic_block
            Two 3 x 3 convolutions with padding 1, each followed by batch normalization.  Both give
            out_channels; the first one has the stride.
        bottleneck_block
            A 1 x 1 convolution to so many channels as width says, a 3 x 3 convolution with padding 1 and
            the stride that keeps them, and a 1 x 1 convolution to out_channels, each followed by batch
            normalization.
        shortcut of both blocks
            What goes into the block is added to what comes out.  Where the stride is not 1 or the number
            of channels changes, it goes through a 1 x 1 convolution with the stride first, which is followed
            by batch normalization.
        dense_layer
            Batch normalization, a 1 x 1 convolution to so many channels as width says, batch normalization,
            and a 3 x 3 convolution with padding 1 to so many channels as growth says.  They are appended
            to those that went in.
        transition
            Batch normalization, a 1 x 1 convolution to out_channels, and an average pooling of 2 x 2 with
            stride 2.
        fc
            Fully connected, with one bias per unit; it follows on a global average pooling.

    Returns
    -------
    list of tuple
        One row per layer or block, in order: ``(name, output_shape, params)``.  The output shape is
        ``(channels, height, width)``, and after the global pooling it has one entry.  The parameters are an
        int, exact.

    Examples
    --------
    >>> block = {"name": "block", "kind": "basic_block", "out_channels": 2, "stride": 1}
    >>> count_deep({"input_shape": (2, 8, 8), "layers": [block]})
    [('block', (2, 8, 8), 80)]
    """
    ### BEGIN SOLUTION
    counters = {"basic_block": _residual_block, "bottleneck_block": _residual_block}
    counters |= {"dense_layer": _dense_part, "transition": _dense_part}
    shape, rows = tuple(spec["input_shape"]), []
    for layer in spec["layers"]:
        shape, params = counters.get(layer["kind"], _other)(shape, layer)
        rows.append((layer["name"], shape, params))
    return rows
    ### END SOLUTION
