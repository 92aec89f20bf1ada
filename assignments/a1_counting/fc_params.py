# Generated from solutions/a1_counting/fc_params/solution.py by `convgrade release --write`; your code goes below.
"""Count the numbers that a fully connected layer learns."""


def fc_params(in_features, out_features, *, bias=True):
    """Count the parameters of a fully connected layer.

    Every unit of the layer is connected to every input, and every connection has a weight of its own.
    The parameters are all the numbers that training can change: weights and biases.

    Parameters
    ----------
    in_features : int
        Number of inputs, at least 1.  An image enters as ``channels * height * width`` numbers.
    out_features : int
        Number of units, at least 1.
    bias : bool, optional
        Whether every unit also has a bias.

    Returns
    -------
    int
        Number of parameters, exact.  NumPy's integers will do, if they are large enough; a float will not.

    Examples
    --------
    A grey image of 28 x 28 pixels, and 500 units:

    >>> fc_params(28 * 28, 500)
    392500
    """
    raise NotImplementedError("write fc_params, then run: convgrade check fc_params")
