# Generated from solutions/a8_training/ablations/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 5: take one thing away at a time, and see what it was worth."""

import numpy as np


def model_params(model, *, side=14, filters=(16, 32), hidden=64, classes=10):
    """Return how many parameters a model has that reads images of one channel.

    Parameters
    ----------
    model : str
        ``"softmax"``: a linear layer from all pixels to the classes.
        ``"mlp"``: a linear layer from all pixels to ``hidden`` units, and one from these to the classes.
        ``"flatten"``: a convolution with ``filters[0]`` filters, max pooling of 2 x 2 pixels (an odd last row or
        column is left out), a convolution with ``filters[1]`` filters, and a linear layer from all that is left
        of all maps to the classes.
        ``"global_max"``: the same, but only the maximum of each map goes into the linear layer.
        ``"strided"``: as ``"global_max"``, but the first convolution has a stride of 2 in place of the pooling.
        All kernels are 3 x 3, all images are padded by 1; every filter and every unit has a bias.
    side : int, optional
        Height and width of the images.
    filters : tuple of int, optional
        Filters of the two convolutions.
    hidden : int, optional
        Units of the multi-layer perceptron.
    classes : int, optional
        Classes.

    Returns
    -------
    count : int

    Raises
    ------
    ValueError
        If there is no such model.

    Examples
    --------
    >>> model_params("softmax"), model_params("mlp"), model_params("flatten", filters=(8, 16))
    (1970, 13258, 9098)
    """
    raise NotImplementedError("write model_params, then run: convgrade check ablations")


def ablation_table(run, models, seeds):
    """Return a table of models: each is trained once with every seed.

    Parameters
    ----------
    run : callable
        ``run(model, seed)`` trains a model, a text, and returns its accuracy on the test images, a float from 0
        to 1.  It takes long, so call it once for each model and seed.
    models : sequence of str
        The models' names, no two the same.
    seeds : sequence of int
        At least one seed, no two the same.

    Returns
    -------
    rows : list of dict
        One for each model, the best first (of equal ones the one that comes first in ``models``), with the keys
        ``"model"``; ``"mean"``, the mean accuracy; ``"std"``, the standard deviation between seeds, where the
        sum of squares is divided by their number less 1 (0.0 if there is but one seed); and ``"error"``, the
        mean share of images that are wrong.

    Examples
    --------
    >>> ablation_table(lambda model, seed: {"a": 0.5, "b": 0.75}[model], ["a", "b"], [0, 1])[0]
    {'model': 'b', 'mean': 0.75, 'std': 0.0, 'error': 0.25}
    """
    raise NotImplementedError("write ablation_table, then run: convgrade check ablations")


def compare_models(first, second):
    """Return how much better the first of two models is, and whether that can be more than luck.

    Both were trained with the same seeds, so that they are compared seed by seed: what matters is how much the
    *differences* vary, not how much the accuracies do.

    Parameters
    ----------
    first, second : sequence of float
        The accuracies of both models, in the same order of at least two seeds.

    Returns
    -------
    difference : float
        The mean of the differences, first minus second.
    standard_error : float
        The standard deviation of the differences (divided by their number less 1), divided by the square root of
        how many there are.
    is_clear : bool
        Whether the difference, whatever its sign, is more than twice its standard error.

    Raises
    ------
    ValueError
        If the two have different lengths, or fewer than two entries.

    Examples
    --------
    >>> compare_models([0.75, 1.0], [0.5, 0.75])
    (0.25, 0.0, True)
    """
    raise NotImplementedError("write compare_models, then run: convgrade check ablations")
