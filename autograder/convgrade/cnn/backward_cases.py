"""Legal random calls of the backward functions: calls of a forward function with an upstream gradient in front.

The upstream gradient never consists of ones: with ones, many a wrong gradient looks right.
"""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from convgrade.checks.cases import Case
from convgrade.cnn.layer_cases import conv1d_cases, locally_connected2d_cases
from convgrade.cnn.pooling import max_pool2d_cases
from convgrade.cnn.strategies import Array, Draw, arranged, conv2d_cases, drawn

_SEEDS = st.integers(0, 2**16 - 1)
_UPSTREAM = np.array([-3, -2, 2, 3, 4, 5, 6, 7, 8, 9])
PIXELS = ("distinct", "ties", "drawn")
"""What the pixels of a max pooling are like: all different, often equal, or whatever was drawn."""


def upstream(shape: tuple[int, ...], seed: int, *, dtype: Any = np.float64, real: bool = False) -> Array:
    """Return an upstream gradient that follows from a seed; seed 0 counts 2, 3, 4, ...

    Parameters
    ----------
    shape : tuple of int
        Shape of the forward function's output.
    seed : int
        At least 0.
    dtype : dtype, optional
        A float dtype.
    real : bool, optional
        Draw any numbers, which round, instead of whole numbers that are neither 0 nor 1.
    """
    size = math.prod(shape)
    rng = np.random.default_rng(seed)
    if real:
        flat: Array = rng.normal(1.0, 3.0, size)
    else:
        flat = np.arange(2, size + 2) if seed == 0 else rng.choice(_UPSTREAM, size)
    return flat.astype(dtype).reshape(shape)


@st.composite
def _upstreams(draw: Draw, shape: tuple[int, ...], x: Array, *, values: Any, layout: Any) -> Array:
    """Draw an upstream gradient that goes with some images."""
    dtype = np.float64 if x.dtype.kind in "iu" else x.dtype
    seed, real = draw(_SEEDS), drawn(draw, values) == "real"
    return arranged(upstream(shape, seed, dtype=dtype, real=real), drawn(draw, layout))


@st.composite
def conv2d_backward_cases(draw: Draw, /, *, values: Any = "whole", layout: Any = "C", **options: Any) -> Case:
    """Draw a legal call ``conv2d_backward(grad_output, x, weight, *, stride, padding)``.

    Parameters
    ----------
    values, layout : str or strategy of it
        Of all arrays; see `convgrade.cnn.strategies.numbers` and `arranged`.
    **options
        As of `conv2d_cases`, without bias, dilation and groups.
    """
    values, layout = drawn(draw, values), drawn(draw, layout)
    case = draw(conv2d_cases(bias=False, values=values, layout=layout, **options))
    x, weight = case.args
    sizes = output_sizes(x.shape[2:], weight.shape[2:], case.kwargs)
    grad_output = draw(_upstreams((len(x), len(weight), *sizes), x, values=values, layout=layout))
    return Case("conv2d_backward", (grad_output, x, weight), case.kwargs)


@st.composite
def conv1d_backward_cases(draw: Draw, /, *, values: Any = "whole", layout: Any = "C", **options: Any) -> Case:
    """Draw a legal call ``conv1d_backward(grad_output, x, weight)``; options as of `conv1d_cases`."""
    values, layout = drawn(draw, values), drawn(draw, layout)
    x, weight = draw(conv1d_cases(bias=False, values=values, layout=layout, **options)).args
    grad_output = draw(_upstreams((len(x), len(weight), x.shape[2]), x, values=values, layout=layout))
    return Case("conv1d_backward", (grad_output, x, weight))


@st.composite
def locally_connected2d_backward_cases(
    draw: Draw, /, *, values: Any = "whole", layout: Any = "C", **options: Any
) -> Case:
    """Draw a legal call ``locally_connected2d_backward(grad_output, x, weight)``.

    The options are those of `locally_connected2d_cases`.
    """
    values, layout = drawn(draw, values), drawn(draw, layout)
    x, weight = draw(locally_connected2d_cases(bias=False, values=values, layout=layout, **options)).args
    out_height, out_width, filters = weight.shape[:3]
    shape = (len(x), filters, out_height, out_width)
    grad_output = draw(_upstreams(shape, x, values=values, layout=layout))
    return Case("locally_connected2d_backward", (grad_output, x, weight))


@st.composite
def max_pool2d_backward_cases(
    draw: Draw, /, *, pixels: Any = "distinct", values: Any = "whole", layout: Any = "C", **options: Any
) -> Case:
    """Draw a legal call ``max_pool2d_backward(grad_output, x, kernel_size, *, stride, padding)``.

    Parameters
    ----------
    pixels : str or strategy of it
        One of `PIXELS`.
    values, layout : str or strategy of it
        As of `conv2d_backward_cases`; ``"real"`` pixels are never equal, whatever ``pixels`` says.
    **options
        As of `max_pool2d_cases`.
    """
    values, layout, kind = drawn(draw, values), drawn(draw, layout), drawn(draw, pixels)
    case = draw(max_pool2d_cases(values=values, layout="C", **options))
    x, kernel_size = case.args
    if values != "real":
        x = pool_pixels(x, draw(_SEEDS), kind)
    sizes = output_sizes(x.shape[2:], _pair(kernel_size), {"stride": kernel_size, **case.kwargs})
    grad_output = draw(_upstreams((*x.shape[:2], *sizes), x, values=values, layout=layout))
    return Case("max_pool2d_backward", (grad_output, arranged(x, layout), kernel_size), case.kwargs)


def pool_pixels(x: Array, seed: int, kind: str) -> Array:
    """Return images of the same shape and dtype whose pixels are of one of the `PIXELS`."""
    rng = np.random.default_rng(seed)
    if kind == "distinct":
        flat: Array = np.arange(1, x.size + 1) if seed == 0 else rng.permutation(x.size) - x.size // 2
    elif kind == "ties":
        flat = np.zeros(x.size) if seed == 0 else rng.integers(0, 2, x.size, endpoint=True)
    else:
        return x
    return flat.astype(x.dtype).reshape(x.shape)


@st.composite
def avg_pool2d_backward_cases(
    draw: Draw, /, *, count_include_pad: Any = True, values: Any = "whole", layout: Any = "C", **options: Any
) -> Case:
    """Draw a legal call ``avg_pool2d_backward(grad_output, input_shape, kernel_size, *, stride, padding, ...)``.

    Parameters
    ----------
    count_include_pad : bool or strategy of it
        True leaves the option out.
    values, layout : str or strategy of it
        As of `conv2d_backward_cases`.
    **options
        As of `max_pool2d_cases`.
    """
    values, layout = drawn(draw, values), drawn(draw, layout)
    case = draw(max_pool2d_cases(values=values, layout="C", **options))
    x, kernel_size = case.args
    sizes = output_sizes(x.shape[2:], _pair(kernel_size), {"stride": kernel_size, **case.kwargs})
    grad_output = draw(_upstreams((*x.shape[:2], *sizes), x, values=values, layout=layout))
    counted = {} if drawn(draw, count_include_pad) else {"count_include_pad": False}
    return Case("avg_pool2d_backward", (grad_output, x.shape, kernel_size), {**case.kwargs, **counted})


def output_sizes(
    sides: tuple[int, int], taps: tuple[int, int], options: Mapping[str, int | tuple[int, int]]
) -> tuple[int, int]:
    """Return how many windows there are downwards and to the right.

    Parameters
    ----------
    sides, taps : pair of int
        Height and width of the image, and of the windows.
    options : mapping of str to int or pair
        ``stride`` and ``padding``, where they are not 1 and 0.
    """
    steps, pads = _pair(options.get("stride", 1)), _pair(options.get("padding", 0))
    axes = zip(sides, taps, steps, pads, strict=True)
    down, right = ((side + 2 * pad - size) // step + 1 for side, size, step, pad in axes)
    return down, right


def _pair(value: int | tuple[int, int]) -> tuple[int, int]:
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else value
