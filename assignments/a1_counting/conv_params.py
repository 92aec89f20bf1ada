# Generated from solutions/a1_counting/conv_params/solution.py by `convgrade release --write`; your code goes below.
"""Count the numbers that a convolutional layer learns."""


def conv_params(in_channels, out_channels, kernel_size, *, bias=True, groups=1):
    """Count the parameters of a convolutional layer.

    The layer has ``out_channels`` filters.  The same filter is used at every position of the image, so the
    size of the image does not matter.  A filter has one weight for every pixel of its window in every
    channel that it sees, and, with ``bias=True``, a single bias.

    Parameters
    ----------
    in_channels : int
        Channels of the input, at least 1.
    out_channels : int
        Number of filters, which is the number of output channels, at least 1.
    kernel_size : int or pair of int
        Height and width of the window, at least 1; an int stands for a square window.
    bias : bool, optional
        Whether every filter also has a bias.
    groups : int, optional
        With more than one group, the input channels and the filters are split into ``groups`` equal parts,
        and a filter sees the input channels of its own group alone.  Divides ``in_channels`` and
        ``out_channels``.

    Returns
    -------
    int
        Number of parameters, exact.  NumPy's integers will do, if they are large enough; a float will not.

    Examples
    --------
    The lecture's 3 x 3 kernel on a grey image, on a colour image, and five such filters.  The lecture
    writes the last one ``3 x 3 x 3 x 5``: input channels, height, width, filters.

    >>> conv_params(1, 1, 3)
    10
    >>> conv_params(3, 1, 3)
    28
    >>> conv_params(3, 5, 3)
    140
    """
    raise NotImplementedError("write conv_params, then run: convgrade check conv_params")
