"""PyTorch's answers about the vectorised exercises; the oracle imports this module."""

from typing import Any

from convgrade.checks import Tensor
from convgrade.cnn import backward
from convgrade.cnn.live_torch import Array, float_dtype, tensor, torch
from convgrade.cnn.oracle import Pair, _conv2d, _max_pool2d, answers_to

answers_to("conv2d_fast")(_conv2d)
answers_to("max_pool2d_fast")(_max_pool2d)
answers_to("conv2d_backward_fast")(backward.conv2d_backward)
answers_to("max_pool2d_backward_fast")(backward.max_pool2d_backward)


@answers_to("conv2d_torch")
def _conv2d_torch(device: str, *tensors: Tensor, **options: Any) -> Tensor:
    """Answer as to conv2d; the answer is kept as a tensor on the cpu, wherever it was computed."""
    return Tensor(_conv2d(device, *(one.array for one in tensors), **options))


@answers_to("im2col")
def _im2col(device: str, x: Array, kernel_size: Pair, *, stride: Pair = 1, padding: Pair = 0) -> Array:
    """Answer by torch.nn.functional.unfold."""
    pixels = tensor(x, float_dtype(x), device)
    columns: Array = torch().nn.functional.unfold(pixels, kernel_size, stride=stride, padding=padding).cpu().numpy()
    return columns


@answers_to("col2im")
def _col2im(
    device: str, columns: Array, input_shape: tuple[int, ...], kernel_size: Pair, *, stride: Pair = 1, padding: Pair = 0
) -> Array:
    """Answer by torch.nn.functional.fold."""
    values, options = tensor(columns, float_dtype(columns), device), {"stride": stride, "padding": padding}
    x: Array = torch().nn.functional.fold(values, tuple(input_shape[2:]), kernel_size, **options).cpu().numpy()
    return x
