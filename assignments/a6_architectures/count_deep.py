# Generated from solutions/a6_architectures/count_deep/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 5: the tables of ResNets and DenseNets, block by block."""


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
    raise NotImplementedError("write count_deep, then run: convgrade check count_deep")
