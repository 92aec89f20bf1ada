"""PyTorch's answers to cases, on every device it sees.

`live_torch` imports PyTorch when it is asked.  To teach the oracle another function of the course, add a
function below `answers_to`, here or in a module beside this one whose name ends in ``_answers``, or, for a
gradient, to `backward`.  Students do not get these modules, as many an answer could be copied from them:
pyproject.toml lists them, and nothing that public checks import may import one.
"""

import functools
import importlib.util
import pkgutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from convgrade.checks.cases import Case
from convgrade.cnn import backward
from convgrade.cnn.devices import build, device_name, devices, driver, version, why_no_cuda
from convgrade.cnn.live_torch import float_dtype, tensor, torch
from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.suggest import did_you_mean

__all__ = [
    "answer",
    "answers_to",
    "available",
    "build",
    "device_name",
    "devices",
    "driver",
    "supports",
    "version",
    "why_no_cuda",
]

Array = np.ndarray[Any, Any]
Pair = int | tuple[int, int]

_ANSWERERS: dict[str, Callable[..., Any]] = dict(backward.ANSWERERS)


def available() -> bool:
    """Return whether PyTorch is installed."""
    return importlib.util.find_spec("torch") is not None


def supports(case: Case, device: str) -> bool:
    """Return whether a device can answer a case in the dtype that it asks for: mps knows no float64."""
    arrays = [value for value in case.args if isinstance(value, np.ndarray)]
    return device != "mps" or all(array.dtype == np.float32 for array in arrays)


def answer(case: Case, device: str = "cpu") -> Any:
    """Return what PyTorch answers to a case.

    float64 is answered in float64 and float32 in float32 (TF32 is off); integers are promoted to
    float64, as the course's conventions say.

    Parameters
    ----------
    case : Case
        The call; its function decides what PyTorch is asked.
    device : str, optional
        One of `devices`.

    Returns
    -------
    ndarray, int or tuple
        As the exercise's function returns it.

    Raises
    ------
    InputError
        If the device is not there, or cannot compute in the dtype of the case.
    ExerciseError
        If PyTorch has no answer: the function is unknown here, or its arguments are not legal.
    """
    answerers = _taught()
    if case.function not in answerers:
        raise ExerciseError(f"PyTorch is not asked about {case.function!r}{did_you_mean(case.function, answerers)}")
    if device not in devices():
        raise InputError(f"there is no device {device!r} here; PyTorch sees {', '.join(devices())}")
    if not supports(case, device):
        raise InputError(f"{case}: the device {device!r} computes in float32 alone; ask another device")
    try:
        return answerers[case.function](device, *case.args, **case.kwargs)
    except (RuntimeError, TypeError, ValueError) as error:
        raise ExerciseError(f"{case}: PyTorch refuses it: {error}; correct the case") from error


@functools.cache
def _taught() -> dict[str, Callable[..., Any]]:
    """Return who answers for which function, after importing the modules beside this one that teach it."""
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name.endswith("_answers"):
            importlib.import_module(f"{__package__}.{module.name}")
    return _ANSWERERS


def answers_to(function: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register who answers for a function: called as the function is, with the device in front."""

    def register(answerer: Callable[..., Any]) -> Callable[..., Any]:
        _ANSWERERS[function] = answerer
        return answerer

    return register


@answers_to("corr2d")
def _corr2d(device: str, image: Array, kernel: Array) -> Array:
    """Answer by conv2d with one image, one channel and one filter."""
    answered: Array = _conv2d(device, image[None, None], kernel[None, None])[0, 0]
    return answered


@answers_to("conv2d")
def _conv2d(
    device: str,
    x: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: Pair = 1,
    padding: Pair = 0,
    dilation: Pair = 1,
    groups: int = 1,
) -> Array:
    """Answer by torch.nn.functional.conv2d, in the dtype of the images."""
    tensors = [None if array is None else tensor(array, float_dtype(x), device) for array in (x, weight, bias)]
    with torch().no_grad():
        out = torch().nn.functional.conv2d(*tensors, stride=stride, padding=padding, dilation=dilation, groups=groups)
    answered: Array = out.cpu().numpy()
    return answered


@answers_to("match_template")
def _match_template(device: str, image: Array, template: Array) -> tuple[int, int]:
    """Answer by the first maximum of conv2d's sums, row by row; whole numbers give exact sums, and so exact ties."""
    sums = _corr2d(device, image, template)
    row, col = np.unravel_index(sums.argmax(), sums.shape)
    return int(row), int(col)


@answers_to("true_convolve2d")
def _true_convolve2d(device: str, image: Array, kernel: Array) -> Array:
    """Answer by conv2d with the kernel turned by 180 degrees."""
    convolved: Array = _corr2d(device, image, kernel[::-1, ::-1])
    return convolved


@answers_to("pad2d")
def _pad2d(device: str, x: Array, padding: Pair | tuple[Pair, Pair], *, value: float = 0.0) -> Array:
    """Answer by torch.nn.functional.pad, which wants the last axis first."""
    rows, cols = (padding, padding) if isinstance(padding, int) else padding
    (top, bottom), (left, right) = ((side, side) if isinstance(side, int) else side for side in (rows, cols))
    pixels = tensor(x, float_dtype(x), device)
    padded: Array = torch().nn.functional.pad(pixels, (left, right, top, bottom), value=value).cpu().numpy()
    return padded


@answers_to("locally_connected2d")
def _locally_connected2d(device: str, x: Array, weight: Array, bias: Array | None = None) -> Array:
    """Answer by torch.nn.functional.unfold, and one product of every window with weights of its own."""
    out_height, out_width, filters, *one_filter = weight.shape
    pixels, weights = (tensor(array, float_dtype(x), device) for array in (x, weight))
    columns = torch().nn.functional.unfold(pixels, tuple(one_filter[1:]))
    own = weights.reshape(out_height * out_width, filters, -1)
    out = torch().einsum("nkl,lfk->nfl", columns, own).reshape(len(x), filters, out_height, out_width)
    if bias is not None:
        out = out + tensor(bias, float_dtype(x), device).permute(2, 0, 1)
    answered: Array = out.cpu().numpy()
    return answered


@answers_to("conv1d")
def _conv1d(device: str, x: Array, weight: Array, bias: Array | None = None) -> Array:
    """Answer by torch.nn.functional.conv1d with as many zeros on each side as the kernel reaches out."""
    tensors = [None if array is None else tensor(array, float_dtype(x), device) for array in (x, weight, bias)]
    answered: Array = torch().nn.functional.conv1d(*tensors, padding=weight.shape[2] // 2).cpu().numpy()
    return answered


@answers_to("conv_output_size")
def _conv_output_size(
    _device: str, size: int, kernel_size: int, *, stride: int = 1, padding: int = 0, dilation: int = 1
) -> int:
    """Answer by the shape that torch.nn.Conv1d gives to a signal that holds no data."""
    layer = torch().nn.Conv1d(1, 1, kernel_size, stride=stride, padding=padding, dilation=dilation, device="meta")
    return int(layer(torch().empty(1, 1, size, device="meta")).shape[-1])


@answers_to("conv_params")
def _conv_params(
    _device: str, in_channels: int, out_channels: int, kernel_size: Pair, *, bias: bool = True, groups: int = 1
) -> int:
    """Answer by counting the parameters of a torch.nn.Conv2d that holds no data."""
    layer = torch().nn.Conv2d(in_channels, out_channels, kernel_size, bias=bias, groups=groups, device="meta")
    return sum(int(parameter.numel()) for parameter in layer.parameters())


@answers_to("max_pool2d")
def _max_pool2d(device: str, x: Array, kernel_size: Pair, *, stride: Pair | None = None, padding: Pair = 0) -> Array:
    """Answer by torch.nn.functional.max_pool2d."""
    return _pooled(device, "max_pool2d", x, kernel_size, stride=stride, padding=padding)


@answers_to("avg_pool2d")
def _avg_pool2d(
    device: str,
    x: Array,
    kernel_size: Pair,
    *,
    stride: Pair | None = None,
    padding: Pair = 0,
    count_include_pad: bool = True,
) -> Array:
    """Answer by torch.nn.functional.avg_pool2d."""
    options = {"stride": stride, "padding": padding, "count_include_pad": count_include_pad}
    return _pooled(device, "avg_pool2d", x, kernel_size, **options)


@answers_to("global_avg_pool2d")
def _global_avg_pool2d(device: str, x: Array) -> Array:
    """Answer by torch.nn.functional.adaptive_avg_pool2d with an output of one pixel."""
    return _pooled(device, "adaptive_avg_pool2d", x, 1)[:, :, 0, 0]


@answers_to("consolidate")
def _consolidate(device: str, x: Array, weight: Array, bias: Array | None, how: str) -> dict[str, Any]:
    """Answer by a convolution of stride 2, or by one of stride 1 and a pooling layer; count real layers."""
    nn = torch().nn
    strided = how == "strided_conv"
    out = _conv2d(device, x, weight, bias, stride=2 if strided else 1, padding=1)
    layer = {
        "max_pool": lambda: nn.MaxPool2d(2),
        "avg_pool": lambda: nn.AvgPool2d(2),
        "strided_conv": lambda: nn.Conv2d(
            x.shape[1], len(weight), 3, stride=2, padding=1, bias=bias is not None, device="meta"
        ),
    }[how]()
    if not strided:
        out = _pooled(device, f"{how}2d", out, 2)
    params = sum(int(parameter.numel()) for parameter in layer.parameters())
    return {"out": out, "units": int(np.prod(out.shape[1:])), "params": params}


def _pooled(device: str, function: str, x: Array, size: Pair, **options: Any) -> Array:
    """Return what a pooling function of PyTorch answers, in the dtype of the images."""
    with torch().no_grad():
        out = getattr(torch().nn.functional, function)(tensor(x, float_dtype(x), device), size, **options)
    answered: Array = out.cpu().numpy()
    return answered
