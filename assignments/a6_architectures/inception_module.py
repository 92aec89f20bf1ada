# Generated from solutions/a6_architectures/inception_module/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 2: an inception module, and the parameters of GoogLeNet."""


def inception_module(in_channels, widths, *, large_kernel=5):
    """Count the parameters of an inception module, branch by branch.

    The module has four branches.  Each of them takes all input channels, and the module joins the channels
    that they give:

    ========== =====================================================================
    branch     what it does
    ========== =====================================================================
    ``"1x1"``  a 1 x 1 convolution
    ``"3x3"``  a 1 x 1 convolution that reduces the channels, then a 3 x 3 convolution
    ``"5x5"``  a 1 x 1 convolution that reduces the channels, then a large convolution
    ``"pool"`` a 3 x 3 max pooling, then a 1 x 1 convolution
    ========== =====================================================================

    No convolution has biases.  After each convolution, those that reduce the channels included, there is
    batch normalization, which learns two numbers for every channel: a factor and an offset.

    Parameters
    ----------
    in_channels : int
        Number of channels that go into the module.
    widths : dict of str to int
        How many channels each convolution gives: ``"1x1"``, ``"3x3_reduce"``, ``"3x3"``, ``"5x5_reduce"``,
        ``"5x5"`` and ``"pool"``.
    large_kernel : int, optional
        Kernel size of the large convolution.  The paper takes 5; some programs take 3, and save weights.

    Returns
    -------
    dict of str to int
        With exactly these keys: ``"1x1"``, ``"3x3"``, ``"5x5"`` and ``"pool"`` for the parameters of the
        branches, ``"params"`` for those of the module, and ``"out_channels"``.

    Examples
    --------
    >>> widths = {"1x1": 1, "3x3_reduce": 1, "3x3": 2, "5x5_reduce": 1, "5x5": 1, "pool": 3}
    >>> inception_module(2, widths)
    {'1x1': 4, '3x3': 26, '5x5': 31, 'pool': 12, 'params': 73, 'out_channels': 7}
    """
    raise NotImplementedError("write inception_module, then run: convgrade check inception_module")


def googlenet_params(layers, *, in_channels=3, large_kernel=5):
    """Tell for every layer of a network with inception modules how many channels come out, and its parameters.

    Parameters
    ----------
    layers : list of dict
        The layers in order, each with a ``"name"``, a ``"kind"``, and the keys of its kind:

        =============== =========================================================================
        kind            other keys
        =============== =========================================================================
        ``"conv_bn"``   out_channels, kernel_size: a convolution without biases, and its batch normalization
        ``"inception"`` widths, as of `inception_module`
        ``"fc"``        out_features: fully connected, with biases, on one number per channel
        =============== =========================================================================

        Pooling layers are left out, since they have no parameters and keep the channels.  A global average
        pooling stands before the fully connected layer.
    in_channels : int, optional
        Number of channels of the images.
    large_kernel : int, optional
        As of `inception_module`, for all modules.

    Returns
    -------
    list of tuple
        One row per layer, in order: ``(name, out_channels, params)``.  For a fully connected layer the second
        entry is ``out_features``.

    Examples
    --------
    >>> layers = [{"name": "conv1", "kind": "conv_bn", "out_channels": 4, "kernel_size": 3},
    ...           {"name": "fc", "kind": "fc", "out_features": 10}]
    >>> googlenet_params(layers)
    [('conv1', 4, 116), ('fc', 10, 50)]
    """
    raise NotImplementedError("write googlenet_params, then run: convgrade check inception_module")
