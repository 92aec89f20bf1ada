"""The cases of train that PyTorch answers, smallest first in each group."""

from convgrade.checks import Case
from convgrade.cnn.network_cases import network_call

_TINY = {"channels": (1, 1, 1), "classes": 2, "kernels": (1, 1)}
_WIDER = {"channels": (1, 2, 2), "classes": 3, "kernels": (3, 3)}


def _training(group, shape, network, drawn_from, **options):
    """Return a call of train."""
    params, x, targets = network_call(shape=shape, seed=drawn_from, **network).args
    return Case("train", (params, x, targets), {"lr": 0.1, **options}, group=group)


def cases():
    """Return all cases."""
    whole, slow = {"batch_size": 8}, {"momentum": 0.0}
    small = (3, 2, 2), _TINY
    return [
        _training("one step", (1, 2, 2), _TINY, 1, epochs=1, **whole, **slow),
        _training("one step", (2, 2, 2), _TINY, 2, epochs=1, **whole, **slow),
        _training("one step", (2, 4, 4), _WIDER, 3, epochs=1, **whole, **slow),
        _training("epochs", (1, 2, 2), _TINY, 4, epochs=2, **whole, **slow),
        _training("epochs", (1, 2, 2), _TINY, 5, epochs=3, **whole, momentum=0.5),
        _training("epochs", (2, 4, 4), _WIDER, 6, epochs=2, **whole, momentum=0.5),
        _training("batches", *small, 7, epochs=1, batch_size=1, **slow),
        _training("batches", (4, 2, 2), _TINY, 8, epochs=1, batch_size=2, seed=1, **slow),
        _training("batches", (5, 2, 2), _TINY, 9, epochs=2, batch_size=2, seed=2, momentum=0.5),
        _training("losses", (2, 2, 2), _TINY, 10, epochs=1, **whole, lr=0.0),
        _training("losses", *small, 11, epochs=2, batch_size=2, lr=0.0),
        _training("losses", (5, 2, 2), _TINY, 12, epochs=1, batch_size=3, seed=3, momentum=0.5),
        _training("default momentum", (1, 2, 2), _TINY, 13, epochs=2, **whole),
        _training("wider", (3, 4, 5), _WIDER, 14, epochs=2, batch_size=2, seed=4, momentum=0.5),
        _training("wider", (5, 6, 6), {**_WIDER, "channels": (2, 2, 3)}, 15, epochs=2, batch_size=3, momentum=0.75),
        _training("wider", (2, 7, 5), {**_WIDER, "kernels": (5, 3)}, 18, epochs=2, batch_size=1, momentum=0.5),
        *(_training("wider", (4, 2, 2), _TINY, seed, epochs=3, batch_size=1, seed=seed) for seed in (16, 17)),
    ]
