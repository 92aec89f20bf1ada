# Generated from solutions/a1_counting/receptive_field/solution.py by `convgrade release --write`; your code goes below.
"""Find the pixels of the image that a hidden unit can see."""


def receptive_field(row, col, layers):
    """Find the region of the image that a unit can see through a stack of layers.

    The layers are convolutions or poolings, listed from the image upwards, and the unit belongs to the last of
    them.  The region is the smallest rectangle that holds every pixel on which the unit depends.

    Rows and columns are counted from 0, at the top left pixel of the image *without* padding.  The size of
    the image is not given and nothing is cut off: a unit that sees padding has a region that leaves the
    image, and its first row or column may be negative.

    Parameters
    ----------
    row, col : int
        Position of the unit in its map, from 0.
    layers : list of (kernel_size, stride, padding)
        One tuple per layer.  Each of its three entries is an int or a pair (height, width), as in the
        exercises before.  An empty list means that the unit is a pixel of the image.

    Returns
    -------
    tuple of int
        ``(row_start, row_stop, col_start, col_stop)``.  Both ranges are half-open, as in a Python slice: the
        unit sees the rows ``row_start``, ..., ``row_stop - 1``.  Exact; NumPy's integers will do, if they
        are large enough.

    Examples
    --------
    The first unit of the lecture's 3 x 3 layer, without and with padding, and a unit of a layer with stride 2:

    >>> receptive_field(0, 0, [(3, 1, 0)])
    (0, 3, 0, 3)
    >>> receptive_field(0, 0, [(3, 1, 1)])
    (-1, 2, -1, 2)
    >>> receptive_field(1, 1, [(3, 2, 0)])
    (2, 5, 2, 5)
    """
    raise NotImplementedError("write receptive_field, then run: convgrade check receptive_field")
