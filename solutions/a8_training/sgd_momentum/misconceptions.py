"""Wrong versions of sgd_momentum: each is caught by a check, and named."""

import numpy as np

from convgrade.checks import misconception


def _speeds(params, grads, velocity, momentum, decay=0.0):
    """Return the right velocities."""
    zero = {name: np.zeros_like(value) for name, value in params.items()} | velocity
    return {name: momentum * zero[name] + grads[name] + decay * params[name] for name in params}


def _moved(params, speeds, lr):
    """Return parameters that have moved by velocities."""
    return {name: params[name] - lr * speeds[name] for name in params}


@misconception(
    "C830", "The step goes along the gradient, uphill.", hint="Does the loss rise or fall along its gradient?"
)
def uphill(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, weight_decay)
    return _moved(params, speeds, -lr), speeds


@misconception(
    "C831", "The velocity is ignored: there is no momentum.", hint="A gradient of 0: does the ball stop at once?"
)
def no_momentum(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, {}, momentum, weight_decay)
    return _moved(params, speeds, lr), speeds


@misconception(
    "C832",
    "The gradient is multiplied by 1 - momentum.",
    hint="A first step with a gradient of 1: which velocity does the formula give?",
)
def running_mean(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    scaled = {name: (1 - momentum) * (grads[name] + weight_decay * params[name]) for name in params}
    speeds = _speeds(params, scaled, velocity, momentum)
    return _moved(params, speeds, lr), speeds


@misconception(
    "C833",
    "The parameter moves by the velocity of the step before.",
    hint="Does the very first step move anything in your version?",
)
def old_velocity(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    old = {name: np.zeros_like(value) for name, value in params.items()} | velocity
    return _moved(params, old, lr), _speeds(params, grads, velocity, momentum, weight_decay)


@misconception(
    "C834",
    "The learning rate is part of the velocity.",
    hint="Which of the two formulas holds the learning rate? What if it changes from one step to the next?",
)
def lr_in_velocity(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    scaled = {name: lr * (grads[name] + weight_decay * params[name]) for name in params}
    speeds = _speeds(params, scaled, velocity, momentum)
    return _moved(params, speeds, 1.0), speeds


@misconception("C835", "The momentum is always 0.9.", hint="What does the argument momentum change in your function?")
def always_nine_tenths(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, 0.9, weight_decay)
    return _moved(params, speeds, lr), speeds


@misconception("C836", "The default of momentum is 0.", hint="Which default does the docstring name?")
def other_default(params, grads, velocity, *, lr, momentum=0.0, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, weight_decay)
    return _moved(params, speeds, lr), speeds


@misconception(
    "C837",
    "Nesterov's step is taken: the gradient is added a second time.",
    hint="By what does the docstring let a parameter move?",
)
def nesterov(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, weight_decay)
    pull = _speeds(params, grads, {}, momentum, weight_decay)
    return _moved(params, {name: pull[name] + momentum * speeds[name] for name in params}, lr), speeds


@misconception(
    "C838", "Weight decay is ignored.", hint="A gradient of 0 and a weight decay of 0.5: does the parameter move?"
)
def no_decay(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum)
    return _moved(params, speeds, lr), speeds


@misconception(
    "C839",
    "Weight decay goes past the velocity.",
    hint="Does the velocity of the formula hold the weight decay?",
)
def decay_past_velocity(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum)
    return {name: params[name] - lr * (speeds[name] + weight_decay * params[name]) for name in params}, speeds


@misconception(
    "C840", "Weight decay drives parameters away from 0.", hint="Which sign has weight decay in the formula?"
)
def growing(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, -weight_decay)
    return _moved(params, speeds, lr), speeds


@misconception("C841", "Only the first parameter moves.", hint="How many entries does params have?")
def first_alone(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, weight_decay)
    first = next(iter(params))
    return {name: value - lr * speeds[name] * (name == first) for name, value in params.items()}, speeds


@misconception(
    "C842",
    "All parameters share one velocity, that of the parameter before.",
    hint="Two parameters: print the velocity of each.",
)
def shared_velocity(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds, last = {}, 0.0
    for name, value in params.items():
        old = velocity.get(name, np.zeros_like(value)) if isinstance(last, float) else np.full_like(value, last.mean())
        last = momentum * old + grads[name] + weight_decay * value
        speeds[name] = last
    return _moved(params, speeds, lr), speeds


@misconception("C844", "Only the parameters are returned.", hint="How many dicts does the docstring promise?")
def params_alone(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    return _moved(params, _speeds(params, grads, velocity, momentum, weight_decay), lr)


@misconception("C845", "Velocity and parameters come in the other order.", hint="Which does the docstring name first?")
def other_order(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, weight_decay)
    return speeds, _moved(params, speeds, lr)


@misconception(
    "C846",
    "The velocity that was given is returned, not the new one.",
    hint="Let the gradient be 1 in two steps: which velocities come out?",
)
def velocity_never_changes(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, weight_decay)
    zero = {name: np.zeros_like(value) for name, value in params.items()}
    return _moved(params, speeds, lr), {name: value.copy() for name, value in (zero | velocity).items()}


@misconception(
    "C847",
    "A first step needs velocities: an empty dict ends in an error.",
    hint="What does the docstring say of the first step?",
)
def needs_velocity(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = {name: momentum * velocity[name] + grads[name] + weight_decay * params[name] for name in params}
    return _moved(params, speeds, lr), speeds


@misconception("C848", "The gradient is normalised to length 1.", hint="A gradient of 4: how far should the step go?")
def normalised(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    unit = {name: grad / max(np.linalg.norm(grad), 1e-12) for name, grad in grads.items()}
    speeds = _speeds(params, unit, velocity, momentum, weight_decay)
    return _moved(params, speeds, lr), speeds


@misconception("A12", "The parameters are changed in place.", hint="Compare params before and after the call.")
def in_place(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, weight_decay)
    for name in params:
        params[name] -= lr * speeds[name]
    return {name: value.copy() for name, value in params.items()}, speeds


@misconception("A12b", "The velocities are changed in place.", hint="Compare velocity before and after the call.")
def velocity_in_place(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = _speeds(params, grads, velocity, momentum, weight_decay)
    for name in velocity:
        velocity[name][...] = speeds[name]
    return _moved(params, speeds, lr), speeds


@misconception("A15", "Everything is computed in float64.", hint="Which dtype does the docstring promise?")
def always_double(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    speeds = {k: v.astype(np.float64) for k, v in _speeds(params, grads, velocity, momentum, weight_decay).items()}
    return _moved(params, speeds, lr), speeds


@misconception("A25", "A name left over in the notebook is used.", hint="Restart, and run only this cell.")
def left_over_name(params, grads, velocity, *, lr, momentum=0.9, weight_decay=0.0):
    return _moved(net, _speeds(params, grads, velocity, momentum), lr), velocity  # noqa: F821 - the missing name is the mistake
