"""The shapes on which speed is graded, and the calls that explain the result.

Each shape makes one kind of slow code expensive and leaves the honest fast ones alike.  The boundaries lie
in the middle of the gaps between the classes, as measured on a quiet and on a busy machine.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from convgrade.checks.cases import Case
from convgrade.checks.shapes import Explanation, Shape
from convgrade.cnn.columns import with_tensors

_Draw = Callable[[np.random.Generator], Case]
_Sides = tuple[int, int, int, int]

_FULL = 8.0
_TALL = ((1, 1, 4000, 6), (1, 1, 3, 3))
_WIDE = ((1, 1, 6, 4000), (1, 1, 3, 3))
_MANY = ((2500, 1, 4, 4), (1, 1, 2, 2))
_DEEP = ((1, 128, 4, 52), (128, 128, 3, 3))
_DEEP_BACKWARD = ((1, 128, 6, 27), (128, 128, 3, 3))


def conv2d_shapes(function: str) -> tuple[Shape, ...]:
    """Return the shapes on which a function like ``conv2d(x, weight)`` is timed."""

    def draw(x_shape: _Sides, weight_shape: _Sides) -> _Draw:
        return _random(function, x_shape, weight_shape)

    return (*_loops(draw), Shape(_CHANNELS, draw(*_DEEP), full=_FULL, half=40))


def conv2d_backward_shapes(function: str) -> tuple[Shape, ...]:
    """Return the shapes on which a function like ``conv2d_backward(grad_output, x, weight)`` is timed."""

    def draw(x_shape: _Sides, weight_shape: _Sides) -> _Draw:
        return _random(function, _output(x_shape, weight_shape), x_shape, weight_shape)

    return (*_loops(draw), Shape(_CHANNELS, draw(*_DEEP_BACKWARD), full=_FULL, half=24))


def max_pool2d_shapes(function: str, *, backward: bool = False) -> tuple[Shape, ...]:
    """Return the shapes on which ``max_pool2d(x, 2)`` or ``max_pool2d_backward(grad_output, x, 2)`` is timed."""
    named = {
        "a tall image": (1, 1, 8000, 4),
        "a wide image": (1, 1, 4, 8000),
        "many small images": (2500, 1, 4, 4),
        "many small channels": (1, 2500, 4, 4),
    }

    def draw(batch: int, channels: int, height: int, width: int) -> _Draw:
        upstream = [(batch, channels, height // 2, width // 2)] if backward else []
        return _random(function, *upstream, (batch, channels, height, width), more=(2,))

    return tuple(Shape(name, draw(*shape), full=_FULL, half=_FULL) for name, shape in named.items())


def conv2d_device_shape(function: str, device: str = "cuda") -> Shape:
    """Return the shape on which ``conv2d_torch(x, weight)`` is timed on a GPU: small tensors, and many pixels.

    A GPU is idle while Python goes from pixel to pixel, or from filter to filter.  The boundary has not been
    measured on a GPU.
    """
    draw = _random("conv2d", (1, 8, 64, 64), (64, 8, 3, 3))

    def on_device(rng: np.random.Generator) -> Case:
        return with_tensors(function, draw(rng), device)

    return Shape(f"images on {device}", on_device, full=_FULL, half=_FULL)


def conv2d_explanation(function: str) -> Explanation:
    """Return the calls that explain where the time of a function like ``conv2d(x, weight)`` goes."""
    return _convolution(lambda x_shape, weight_shape: _counted(function, x_shape, weight_shape))


def conv2d_backward_explanation(function: str) -> Explanation:
    """Return the calls that explain where the time of ``conv2d_backward(grad_output, x, weight)`` goes."""
    return _convolution(lambda x, weight: _counted(function, _output(x, weight), x, weight))


def max_pool2d_explanation(function: str, *, backward: bool = False) -> Explanation:
    """Return the calls that explain where the time of ``max_pool2d(x, 2)`` or its gradient's goes."""

    def case(batch: int, channels: int, side: int) -> Case:
        x, upstream = (batch, channels, side, side), (batch, channels, side // 2, side // 2)
        return _counted(function, *([upstream] if backward else []), x, more=(2,))

    larger = {"images": case(16, 2, 8), "channels": case(2, 16, 8), "pixels": case(2, 2, 32)}
    return Explanation(case(2, 2, 8), larger, case(2, 8, 32), "the images", 2 * 8 * 32 * 32 * 8)


_CHANNELS = "many channels and filters"


def _convolution(case: Callable[[_Sides, _Sides], Case]) -> Explanation:
    """Return the calls that explain a convolution, forward or backward."""
    larger = {
        "images": case((16, 2, 8, 8), (2, 2, 3, 3)),
        "channels": case((2, 16, 8, 8), (2, 16, 3, 3)),
        "filters": case((2, 2, 8, 8), (16, 2, 3, 3)),
        "pixels": case((2, 2, 24, 24), (2, 2, 3, 3)),
    }
    columns_bytes = (8 * 3 * 3) * (30 * 30) * 8
    memory = case((1, 8, 32, 32), (8, 8, 3, 3))
    return Explanation(case((2, 2, 8, 8), (2, 2, 3, 3)), larger, memory, "the im2col matrix", columns_bytes)


def _counted(function: str, *shapes: tuple[int, ...], more: tuple[Any, ...] = ()) -> Case:
    """Return a call with numbers that do not matter; they are all different, so that no maximum is tied."""
    return Case(function, (*(np.arange(math.prod(shape), 0, -1.0).reshape(shape) for shape in shapes), *more))


def _output(x_shape: _Sides, weight_shape: _Sides) -> _Sides:
    """Return the shape of a convolution's output."""
    (batch, _, height, width), (filters, _, taps_down, taps_right) = x_shape, weight_shape
    return batch, filters, height - taps_down + 1, width - taps_right + 1


def _loops(draw: Callable[[_Sides, _Sides], _Draw]) -> tuple[Shape, ...]:
    """Return the shapes that make loops over rows, columns, pixels and images expensive."""
    return (
        Shape("a tall image", draw(*_TALL), full=_FULL, half=_FULL),
        Shape("a wide image", draw(*_WIDE), full=_FULL, half=_FULL),
        Shape("many small images", draw(*_MANY), full=_FULL, half=_FULL),
    )


def _random(function: str, *shapes: tuple[int, ...], more: tuple[Any, ...] = ()) -> _Draw:
    """Return what draws a call with new random arrays of these shapes, and further arguments behind them."""

    def draw(rng: np.random.Generator) -> Case:
        return Case(function, (*(rng.standard_normal(shape) for shape in shapes), *more))

    return draw
