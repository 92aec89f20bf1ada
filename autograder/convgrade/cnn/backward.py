"""PyTorch's answers to backward functions: vector-Jacobian products by autograd.

Each answerer is called as the course's function is, with the device in front; `oracle` lists them.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from convgrade.cnn.live_torch import float_dtype, tensor, torch

Array = np.ndarray[Any, Any]
Pair = int | tuple[int, int]


def conv1d_backward(device: str, grad_output: Array, x: Array, weight: Array) -> tuple[Array, ...]:
    """Answer by torch.nn.functional.conv1d, with as many zeros on each side as the kernel reaches out."""

    def forward(*tensors: Any) -> Any:
        return torch().nn.functional.conv1d(*tensors, padding=weight.shape[2] // 2)

    return gradients(device, forward, grad_output, (x, weight, np.zeros(len(weight))))


def conv2d_backward(
    device: str, grad_output: Array, x: Array, weight: Array, *, stride: Pair = 1, padding: Pair = 0
) -> tuple[Array, ...]:
    """Answer by torch.nn.functional.conv2d."""

    def forward(*tensors: Any) -> Any:
        return torch().nn.functional.conv2d(*tensors, stride=stride, padding=padding)

    return gradients(device, forward, grad_output, (x, weight, np.zeros(len(weight))))


def max_pool2d_backward(
    device: str, grad_output: Array, x: Array, kernel_size: Pair, *, stride: Pair | None = None, padding: Pair = 0
) -> Array:
    """Answer by torch.nn.functional.max_pool2d; of equal pixels the first one in a window wins, row by row."""

    def forward(images: Any) -> Any:
        return torch().nn.functional.max_pool2d(images, kernel_size, stride=stride, padding=padding)

    return gradients(device, forward, grad_output, (x,))[0]


def avg_pool2d_backward(
    device: str,
    grad_output: Array,
    input_shape: tuple[int, int, int, int],
    kernel_size: Pair,
    *,
    stride: Pair | None = None,
    padding: Pair = 0,
    count_include_pad: bool = True,
) -> Array:
    """Answer by torch.nn.functional.avg_pool2d of zeros: a mean's gradient does not depend on the pixels."""
    options = {"stride": stride, "padding": padding, "count_include_pad": count_include_pad}

    def forward(images: Any) -> Any:
        return torch().nn.functional.avg_pool2d(images, kernel_size, **options)

    return gradients(device, forward, grad_output, (np.zeros(input_shape, float_dtype(grad_output)),))[0]


def locally_connected2d_backward(device: str, grad_output: Array, x: Array, weight: Array) -> tuple[Array, ...]:
    """Answer by torch.nn.functional.unfold, and one product of every window with weights of its own."""
    out_height, out_width, filters, _, *taps = weight.shape

    def forward(images: Any, weights: Any, bias: Any) -> Any:
        columns = torch().nn.functional.unfold(images, tuple(taps))
        own = weights.reshape(out_height * out_width, filters, -1)
        out = torch().einsum("nkl,lfk->nfl", columns, own).reshape(len(x), filters, out_height, out_width)
        return out + bias.permute(2, 0, 1)

    return gradients(device, forward, grad_output, (x, weight, np.zeros(weight.shape[:3])))


def tie_gradients(device: str, grad_weight_untied: Array) -> Array:
    """Answer by the gradient of handing one bank of filters to every place: torch.Tensor.expand."""

    def forward(shared: Any) -> Any:
        return shared.expand(grad_weight_untied.shape)

    shared = np.zeros(grad_weight_untied.shape[2:], float_dtype(grad_weight_untied))
    return gradients(device, forward, grad_weight_untied, (shared,))[0]


def gradients(
    device: str, forward: Callable[..., Any], grad_output: Array, arrays: tuple[Array, ...]
) -> tuple[Array, ...]:
    """Return the gradients with respect to each array, in the dtype of the first one."""
    dtype = float_dtype(arrays[0])
    leaves = [tensor(array, dtype, device).requires_grad_() for array in arrays]
    with torch().enable_grad():
        found = torch().autograd.grad(forward(*leaves), leaves, tensor(grad_output, dtype, device))
    return tuple(gradient.cpu().numpy() for gradient in found)


ANSWERERS: dict[str, Callable[..., Any]] = {
    answerer.__name__: answerer
    for answerer in (
        conv1d_backward,
        conv2d_backward,
        max_pool2d_backward,
        avg_pool2d_backward,
        locally_connected2d_backward,
        tie_gradients,
    )
}
