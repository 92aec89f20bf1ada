# Generated from solutions/a8_training/sgd_momentum/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 2: one step of stochastic gradient descent with momentum."""

import numpy as np


def sgd_momentum(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    """Return the parameters of a network, and their velocities, after one step downhill.

    For each parameter ``p`` with gradient ``g`` and velocity ``v``, all of the same shape::

        v_new = momentum * v + g + weight_decay * p
        p_new = p - lr * v_new

    Parameters
    ----------
    params : dict of str to ndarray of float
        The parameters by name.  Neither the dict nor its arrays are modified.
    grads : dict of str to ndarray of float
        The gradient of the loss with respect to each parameter, by the same names.  Not modified.
    velocity : dict of str to ndarray of float
        What the step before returned; ``{}`` before the first step, when all velocities are 0.  Not modified.
    lr : float
        The learning rate.
    momentum : float, optional
        Which share of its velocity a parameter keeps.
    weight_decay : float, optional
        How strongly every parameter is drawn towards 0.

    Returns
    -------
    params, velocity : dict of str to ndarray
        New dicts of new arrays, by the same names, of the shapes and dtypes of the parameters.

    References
    ----------
    torch.optim.SGD (docs.pytorch.org), with ``dampening=0`` and ``nesterov=False``.

    Examples
    --------
    >>> params, velocity = sgd_momentum({"w": np.array([1.0])}, {"w": np.array([2.0])}, {}, lr=0.25)
    >>> params["w"], velocity["w"]
    (array([0.5]), array([2.]))
    >>> params, velocity = sgd_momentum(params, {"w": np.array([0.0])}, velocity, lr=0.25, momentum=0.5)
    >>> params["w"], velocity["w"]
    (array([0.25]), array([1.]))
    """
    raise NotImplementedError("write sgd_momentum, then run: convgrade check sgd_momentum")
