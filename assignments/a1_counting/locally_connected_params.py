# Generated from solutions/a1_counting/locally_connected_params/solution.py by `convgrade release --write`; your code goes below.
"""Find out what a convolutional layer would cost if its weights were not shared."""


def locally_connected_params(
    in_channels, height, width, out_channels, kernel_size, *, stride=1, padding=0, bias="unit"
):
    """Count the parameters of a locally connected layer.

    The layer looks at the same windows as a convolution with the same options and has the same units: one
    per window and output channel.  But nothing is shared: every unit has weights of its own, one for every
    pixel of its window in every input channel.  Weights that meet a padded zero count like all others.

    Parameters
    ----------
    in_channels, height, width : int
        Shape of the input image, at least 1 each.
    out_channels : int
        Number of units that look at each window, at least 1.
    kernel_size : int or pair of int
        Height and width of the window, at least 1; an int stands for both.
    stride : int or pair of int, optional
        Step from one window to the next, at least 1, down and to the right; an int stands for both.
    padding : int or pair of int, optional
        Zeros added on *each* side: rows above and below, columns left and right; an int stands for both.
    bias : {"unit", "filter", "none"}, optional
        Who has a bias: every unit; every output channel, whose units then share it (as in a convolution);
        or nobody.

    Returns
    -------
    int
        Number of parameters, exact.  NumPy's integers will do, if they are large enough; a float will not.

    Raises
    ------
    ValueError
        If not even one window fits.

    Examples
    --------
    The lecture's grey 7 x 7 image and 3 x 3 window, with one unit per window:

    >>> locally_connected_params(1, 7, 7, 1, 3)
    250
    >>> locally_connected_params(1, 7, 7, 1, 3, bias="filter")
    226
    """
    raise NotImplementedError("write locally_connected_params, then run: convgrade check locally_connected_params")
