"""Right versions of sgd_momentum, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


@alternative("comprehensions")
def comprehensions(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    """Make the velocities first, then the parameters."""
    speeds = {k: (momentum * velocity[k] if k in velocity else 0) + weight_decay * params[k] + grads[k] for k in params}
    speeds = {k: v.astype(params[k].dtype) for k, v in speeds.items()}
    return {k: params[k] - np.float32(lr) * speeds[k] for k in params}, speeds


@alternative("in place, in copies")
def in_place(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    """Copy everything first, then work in place."""
    params = {name: value.copy() for name, value in params.items()}
    speeds = {name: velocity[name].copy() if velocity else np.zeros(v.shape, v.dtype) for name, v in params.items()}
    for name in sorted(params):
        speeds[name] *= momentum
        speeds[name] += grads[name]
        speeds[name] += weight_decay * params[name]
        params[name] -= lr * speeds[name]
    return [params, speeds]


@alternative("the velocity without its sign")
def other_way(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    """Subtract the two parts of a step one after the other."""
    moved, speeds = dict.fromkeys(params), dict.fromkeys(params)
    for name in reversed(list(params)):
        value, pull = params[name], grads[name] + weight_decay * params[name]
        old = velocity.get(name)
        coasting = np.zeros(value.shape, value.dtype) if old is None else old * momentum
        moved[name] = value - coasting * lr - pull * lr
        speeds[name] = coasting + pull
    return moved, speeds
