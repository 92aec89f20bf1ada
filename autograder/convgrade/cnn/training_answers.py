"""PyTorch's answers about layers, whole networks and their training; importing this module teaches the oracle."""

from collections.abc import Mapping
from typing import Any

import numpy as np

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


@answers_to("network_scores")
def _network_scores(device: str, params: Arrays, x: Array) -> Array:
    """Answer by PyTorch's layers, one after the other."""
    with torch().no_grad():
        out = _scores(*_tensors(device, params, x))
    scores: Array = out.cpu().numpy()
    return scores


@answers_to("network_gradients")
def _network_gradients(device: str, params: Arrays, x: Array, targets: Array) -> tuple[float, Arrays]:
    """Answer by autograd, through all layers and torch.nn.functional.cross_entropy."""
    leaves, images = _tensors(device, params, x)
    for leaf in leaves.values():
        leaf.requires_grad_()
    with torch().enable_grad():
        scores = _scores(leaves, images)
        loss = torch().nn.functional.cross_entropy(scores, tensor(targets, np.int64, device))
        found = torch().autograd.grad(loss, list(leaves.values()))
    return float(loss.detach().cpu()), {name: grad.cpu().numpy() for name, grad in zip(leaves, found, strict=True)}


def _tensors(device: str, params: Arrays, x: Array) -> tuple[dict[str, Any], Any]:
    """Return parameters and images as tensors in the dtype of the images."""
    dtype = float_dtype(x)
    return {name: tensor(value, dtype, device) for name, value in params.items()}, tensor(x, dtype, device)


def _scores(params: Mapping[str, Any], x: Any) -> Any:
    """Return the scores of the network: two convolutions, each with ReLU and max pooling, and a linear layer."""
    layers = torch().nn.functional
    for layer in ("conv1", "conv2"):
        weight = params[f"{layer}_weight"]
        x = layers.relu(layers.conv2d(x, weight, params[f"{layer}_bias"], padding=weight.shape[2] // 2))
        x = layers.max_pool2d(x, 2 if layer == "conv1" else tuple(x.shape[2:]))
    return layers.linear(x[:, :, 0, 0], params["linear_weight"], params["linear_bias"])


@answers_to("train")
def _train(
    device: str,
    params: Arrays,
    images: Array,
    labels: Array,
    *,
    epochs: int,
    batch_size: int,
    lr: float,
    momentum: float = 0.9,
    seed: int = 0,
) -> tuple[Arrays, list[float]]:
    """Answer by torch.optim.SGD on batches of orders that NumPy draws."""
    leaves, x = _tensors(device, params, images)
    leaves = {name: leaf.clone().requires_grad_() for name, leaf in leaves.items()}
    targets, rng = tensor(labels, np.int64, device), np.random.default_rng(seed)
    optimiser, losses = torch().optim.SGD(leaves.values(), lr=lr, momentum=momentum), []
    for order in [rng.permutation(len(images)) for _ in range(epochs)]:
        total = 0.0
        for batch in (order[begin : begin + batch_size] for begin in range(0, len(order), batch_size)):
            with torch().enable_grad():
                loss = torch().nn.functional.cross_entropy(_scores(leaves, x[batch]), targets[batch])
                optimiser.zero_grad()
                loss.backward()
            optimiser.step()
            total += float(loss.detach().cpu()) * len(batch)
        losses.append(total / len(order))
    return {name: leaf.detach().cpu().numpy() for name, leaf in leaves.items()}, losses


@answers_to("model_params")
def _model_params(
    _device: str,
    model: str,
    *,
    side: int = 14,
    filters: tuple[int, int] = (16, 32),
    hidden: int = 64,
    classes: int = 10,
) -> int:
    """Answer by counting the parameters of PyTorch's layers, which hold no data."""
    nn, (first, second) = torch().nn, filters
    flat, pool = nn.Flatten(), nn.MaxPool2d(2)
    stride = 2 if model == "strided" else 1
    layers = {
        "softmax": [flat],
        "mlp": [flat, nn.LazyLinear(hidden, device="meta"), nn.ReLU()],
    }.get(model) or [
        nn.Conv2d(1, first, 3, padding=1, stride=stride, device="meta"),
        *([pool] if stride == 1 else []),
        nn.Conv2d(first, second, 3, padding=1, device="meta"),
        *([nn.AdaptiveMaxPool2d(1)] if model != "flatten" else []),
        flat,
    ]
    network = nn.Sequential(*layers, nn.LazyLinear(classes, device="meta"))
    network(torch().empty(1, 1, side, side, device="meta"))
    return sum(int(parameter.numel()) for parameter in network.parameters())
