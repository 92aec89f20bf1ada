"""The cases of sgd_momentum that PyTorch answers, smallest first in each group; numbers are exact in binary."""

import numpy as np

from convgrade.checks import Case
from convgrade.cnn import optimiser_call


def _one(group, value, grad, velocity=None, **options):
    """Return a step of one parameter with one number."""
    given = {} if velocity is None else {"w": np.array([float(velocity)])}
    arrays = ({"w": np.array([float(value)])}, {"w": np.array([float(grad)])}, given)
    return Case("sgd_momentum", arrays, {"lr": 0.25, **options}, group=group)


def cases():
    """Return all cases."""
    return [
        _one("first step", 1, 2),
        _one("first step", -3, -4, lr=0.5),
        _one("momentum", 1, 0, 4, momentum=0.5),
        _one("momentum", 1, 2, 4, momentum=0.5),
        _one("momentum", 1, 2, -4, momentum=0.25),
        _one("momentum", 1, 2, 4, momentum=0.0),
        _one("default momentum", 1, 0, 1),
        _one("weight decay", 2, 0, weight_decay=0.5),
        _one("weight decay", 2, 3, 4, momentum=0.5, weight_decay=0.25),
        optimiser_call({"w": (2,)}, 3, group="several"),
        optimiser_call({"w": (1,), "b": (1,)}, 4, group="several"),
        optimiser_call({"weight": (2, 1, 1, 2), "bias": (2,)}, 5, group="several"),
    ]
