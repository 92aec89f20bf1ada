# Generated from solutions/a1_counting/layer_report/solution.py by `convgrade release --write`; your code goes below.
"""Tell what comes out of a layer, and what it costs."""


def layer_report(input_shape, layer):
    """Report the output shape of a layer, and count its units, parameters and multiply-adds.

    ``layer`` is a dict.  Its key ``"kind"`` says what the layer is; each kind has the keys in its row, all of
    them and no others:

    ========================== ======================================================
    kind                       other keys
    ========================== ======================================================
    ``"fc"``                   out_features, bias (True or False)
    ``"conv"``                 out_channels, kernel_size, stride, padding, bias (True or False)
    ``"locally_connected"``    out_channels, kernel_size, stride, padding, bias ("unit", "filter" or "none")
    ``"max_pool"``             kernel_size, stride, padding
    ``"avg_pool"``             kernel_size, stride, padding
    ========================== ======================================================

    They mean what they mean in the exercises before: fully connected, convolutional, locally connected.
    Each of kernel_size, stride and padding is an int or a pair (height, width).  Pooling treats every
    channel by itself and keeps their number; its windows slide like those of a convolution.

    Parameters
    ----------
    input_shape : tuple of int
        ``(channels, height, width)`` of one image.  A fully connected layer takes all its numbers as inputs.
    layer : dict
        The layer, as described above.

    Returns
    -------
    dict
        With exactly these keys:

        ``"output_shape"``
            ``(out_features,)`` of a fully connected layer, ``(channels, height, width)`` of all others.
        ``"units"``
            Number of values in the output, in all channels together.
        ``"params"``
            Number of weights and biases.  Pooling has none.
        ``"macs"``
            Number of multiply-adds for one image: every unit needs one for each weight that it uses, and
            those that meet a padded zero count too.  Adding a bias does not count.  Pooling needs none.

        All counts are ints, exact.  NumPy's integers will do, if they are large enough.

    Raises
    ------
    ValueError
        If not even one window fits.

    Examples
    --------
    The lecture's five filters on a small colour image:

    >>> layer = {"kind": "conv", "out_channels": 5, "kernel_size": 3, "stride": 1, "padding": 0, "bias": True}
    >>> layer_report((3, 7, 7), layer)
    {'output_shape': (5, 5, 5), 'units': 125, 'params': 140, 'macs': 3375}
    """
    raise NotImplementedError("write layer_report, then run: convgrade check layer_report")
