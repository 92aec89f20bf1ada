"""The cases of the network that PyTorch answers, smallest first in each group."""

import numpy as np

from convgrade.checks import Case
from convgrade.cnn.network_cases import network_call

_TINY = {"channels": (1, 1, 1), "classes": 2, "kernels": (1, 1)}
_ONE_IMAGE = {"shape": (1, 2, 2), **_TINY}
_ZERO_BIASES = {"conv1_bias": np.zeros(1), "conv2_bias": np.zeros(1)}
_QUIET_THEN_LOUD = {"conv1_bias": np.zeros(1), "conv2_bias": np.array([0.5])}
_ONE_ASLEEP = np.array([-20.0, 0.5])


def _both(group, **options):
    """Return a call of network_scores and one of network_gradients, in groups of their own."""
    gradients = network_call(group=f"{group}, gradients", **options)
    params, x, _ = gradients.args
    return [Case("network_scores", (params, x), group=f"{group}, scores"), gradients]


def cases():
    """Return all cases."""
    plain = [
        {"shape": (1, 2, 2), **_TINY, "seed": 1},
        {"shape": (1, 2, 2), **_TINY, "seed": 2, "classes": 3},
        {"shape": (1, 4, 4), "channels": (1, 1, 1), "classes": 2, "kernels": (1, 3), "seed": 3},
        {"shape": (1, 4, 4), "channels": (1, 1, 1), "classes": 2, "kernels": (3, 1), "seed": 4},
        {"shape": (1, 4, 4), "channels": (1, 1, 1), "classes": 2, "seed": 5},
        {"shape": (2, 4, 4), "channels": (1, 2, 2), "classes": 2, "seed": 6},
        {"shape": (2, 6, 6), "channels": (2, 2, 3), "classes": 3, "seed": 7},
    ]
    wider = [
        {"shape": (1, 2, 4), **_TINY, "seed": 11},
        {"shape": (1, 3, 3), **_TINY, "seed": 12},
        {"shape": (2, 5, 8), "channels": (1, 3, 2), "classes": 4, "kernels": (3, 5), "seed": 13},
    ]
    quiet = [
        {**_ONE_IMAGE, "changes": {"conv2_bias": np.array([-9.0])}, "seed": 21},
        {**_ONE_IMAGE, "changes": {"conv1_bias": np.array([-9.0])}, "seed": 22},
        {"shape": (2, 4, 4), "channels": (1, 2, 2), "classes": 2, "seed": 23, "changes": {"conv2_bias": _ONE_ASLEEP}},
    ]
    return [
        *(case for options in plain for case in _both("plain", **options)),
        *(case for options in quiet for case in _both("quiet", **options)),
        *(case for options in wider for case in _both("not square", **options)),
        *(network_call(group="ties", **options) for options in _ties()),
        network_call(group="kink", x=np.zeros((1, 1, 2, 2)), seed=41, changes=_ZERO_BIASES, **_ONE_IMAGE),
        network_call(group="kink", x=np.zeros((1, 1, 2, 2)), seed=44, changes=_QUIET_THEN_LOUD, **_ONE_IMAGE),
        network_call(group="large scores", seed=42, changes={"linear_bias": np.array([1000.0, 1001.0])}, **_ONE_IMAGE),
        network_call(group="large scores", seed=43, changes={"linear_bias": np.array([-900.0, -990.0])}, **_ONE_IMAGE),
    ]


def _ties():
    """Yield networks whose kernels look at their centre alone, and images with equal pixels."""
    centre = np.zeros((1, 1, 3, 3))
    centre[0, 0, 1, 1] = 1
    changes = {"conv1_weight": centre, "conv2_weight": centre}
    sizes = {"channels": (1, 1, 1), "classes": 2, "changes": changes}
    for seed, rows in enumerate(([[1, 1], [0, 1]], [[2, 2, 1, 0], [0, 2, 3, 3], [3, 1, 3, 0], [0, 3, 3, 2]]), 31):
        x = np.array([[rows]], np.float64)
        yield {"shape": (1, *x.shape[2:]), **sizes, "x": x, "seed": seed}
