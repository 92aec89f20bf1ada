"""PyTorch's answers about layers, whole networks and their training; importing this module teaches the oracle."""

from collections.abc import Mapping
from typing import Any

from convgrade.cnn import backward
from convgrade.cnn.live_torch import Array, float_dtype, tensor, torch
from convgrade.cnn.oracle import answers_to

Arrays = dict[str, Array]


@answers_to("linear")
def _linear(device: str, x: Array, weight: Array, bias: Array) -> Array:
    """Answer by torch.nn.functional.linear, in the dtype of the inputs."""
    tensors = [tensor(array, float_dtype(x), device) for array in (x, weight, bias)]
    out: Array = torch().nn.functional.linear(*tensors).cpu().numpy()
    return out


@answers_to("linear_backward")
def _linear_backward(device: str, grad_output: Array, x: Array, weight: Array) -> tuple[Array, ...]:
    """Answer by the gradients of torch.nn.functional.linear."""

    def forward(*tensors: Any) -> Any:
        return torch().nn.functional.linear(*tensors)

    return backward.gradients(device, forward, grad_output, (x, weight, weight[:, 0]))


@answers_to("relu")
def _relu(device: str, x: Array) -> Array:
    """Answer by torch.nn.functional.relu."""
    out: Array = torch().nn.functional.relu(tensor(x, float_dtype(x), device)).cpu().numpy()
    return out


@answers_to("relu_backward")
def _relu_backward(device: str, grad_output: Array, x: Array) -> Array:
    """Answer by the gradient of torch.nn.functional.relu."""
    return backward.gradients(device, torch().nn.functional.relu, grad_output, (x,))[0]


@answers_to("sgd_momentum")
def _sgd_momentum(
    device: str, params: Arrays, grads: Arrays, velocity: Arrays, **options: float
) -> tuple[Arrays, Arrays]:
    """Answer by one step of torch.optim.SGD, whose buffers hold the velocities."""
    leaves = {name: tensor(value, float_dtype(value), device) for name, value in params.items()}
    optimiser = torch().optim.SGD(leaves.values(), **{"momentum": 0.9, **options})
    for name, leaf in leaves.items():
        leaf.grad = tensor(grads[name], float_dtype(grads[name]), device)
        if name in velocity:
            buffer = tensor(velocity[name], float_dtype(velocity[name]), device)
            optimiser.state[leaf]["momentum_buffer"] = buffer
    if options.get("momentum") == 0.0:  # PyTorch keeps no buffer then
        return _without_momentum(optimiser, leaves, options)
    optimiser.step()
    moved = {name: leaf.cpu().numpy() for name, leaf in leaves.items()}
    return moved, {name: optimiser.state[leaf]["momentum_buffer"].cpu().numpy() for name, leaf in leaves.items()}


def _without_momentum(optimiser: Any, leaves: Mapping[str, Any], options: Mapping[str, float]) -> tuple[Arrays, Arrays]:
    """Return one step, and as velocities by how much it has moved the parameters."""
    before = {name: leaf.clone() for name, leaf in leaves.items()}
    optimiser.step()
    moved = {name: leaf.cpu().numpy() for name, leaf in leaves.items()}
    return moved, {name: (before[name].cpu().numpy() - moved[name]) / options["lr"] for name in leaves}
