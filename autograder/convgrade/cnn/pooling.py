"""Legal random calls of the pooling functions, built from the blocks of `strategies`.

A check keeps to one topic, so the cases can leave the others out: ``tiles`` leaves no pixel uncovered,
``square`` makes rows and columns alike, and ``sign`` keeps a maximum from being compared with zero.
"""

from typing import Any, Literal

import numpy as np
from hypothesis import strategies as st

from convgrade.checks.cases import Case
from convgrade.cnn.strategies import (
    MAX_KERNEL,
    MAX_SIDE,
    Array,
    Draw,
    arranged,
    arrays,
    biases,
    images,
    integers,
    ints_or_pairs,
    layouts,
)

Pair = tuple[int, int]
Sign = Literal["any", "positive", "negative"]

HOW = ("max_pool", "avg_pool", "strided_conv")
"""The three ways in which `consolidate` halves the sides of an image."""

_BATCHES = st.integers(1, 3)
_SIDES = st.integers(2, 7)
_KERNEL_SIZES = ints_or_pairs(1, MAX_KERNEL)
_STRIDES = st.none() | ints_or_pairs(1, MAX_KERNEL)
_PADDINGS = ints_or_pairs(0, MAX_KERNEL // 2)
_LAYOUTS = layouts()
_HOWS = st.sampled_from(HOW)
_EITHER = st.booleans()


@st.composite
def max_pool2d_cases(
    draw: Draw,
    *,
    kernel_size: Any = _KERNEL_SIZES,
    stride: Any = _STRIDES,
    padding: Any = _PADDINGS,
    tiles: bool = False,
    square: bool = False,
    batch: Any = _BATCHES,
    channels: Any = _BATCHES,
    sign: Sign = "any",
    dtype: Any = np.float64,
    values: Any = "whole",
    layout: Any = _LAYOUTS,
) -> Case:
    """Draw a legal call ``max_pool2d(x, kernel_size, *, stride, padding)``.

    Parameters
    ----------
    kernel_size : int, pair or strategy of them
        Size of the windows.
    stride : int, pair, None or strategy of them
        None leaves the option out.
    padding : int, pair or strategy of them
        Cut down to half the kernel size, beyond which a call is not legal.
    tiles : bool, optional
        Draw images whose every pixel lies between the first window and the last one.
    square : bool, optional
        Draw square images; for options that are the same along both axes.
    batch, channels : int or strategy of it
        N and C; a batch of 0 is legal.
    sign : str, optional
        ``"positive"``: no pixel is below 0; ``"negative"``: all pixels are.
    dtype, values, layout : optional
        See `convgrade.cnn.strategies.numbers` and `arranged`.
    """
    sides, kernel, options = _pool(draw, kernel_size, stride, padding, tiles=tiles, square=square)
    shape = (_drawn(draw, batch), _drawn(draw, channels), *sides)
    pixels = draw(arrays(shape, dtype=_drawn(draw, dtype), values=values))
    return Case("max_pool2d", (arranged(_signed(pixels, sign), _drawn(draw, layout)), kernel), options)


@st.composite
def avg_pool2d_cases(draw: Draw, /, *, count_include_pad: Any = True, **options: Any) -> Case:
    """Draw a legal call ``avg_pool2d(x, kernel_size, *, stride, padding, count_include_pad)``.

    Parameters
    ----------
    count_include_pad : bool or strategy of it
        True leaves the option out.
    **options
        As of `max_pool2d_cases`.
    """
    case = draw(max_pool2d_cases(**options))
    counted = _drawn(draw, count_include_pad)
    return Case("avg_pool2d", case.args, {**case.kwargs, **({} if counted else {"count_include_pad": False})})


@st.composite
def global_avg_pool2d_cases(draw: Draw, /, **options: Any) -> Case:
    """Draw a legal call ``global_avg_pool2d(x)``; the options are those of `images`."""
    return Case("global_avg_pool2d", (draw(images(**options)),))


@st.composite
def consolidate_cases(
    draw: Draw,
    *,
    how: Any = _HOWS,
    even: bool = False,
    square: bool = False,
    bias: Any = _EITHER,
    batch: Any = _BATCHES,
    channels: Any = _BATCHES,
    filters: Any = _BATCHES,
    dtype: Any = np.float64,
    layout: Any = _LAYOUTS,
) -> Case:
    """Draw a legal call ``consolidate(x, weight, bias, how)``.

    Parameters
    ----------
    how : str or strategy of it
        One of `HOW`.
    even : bool, optional
        Draw images with an even number of rows and of columns.
    square : bool, optional
        Draw square images.
    bias : bool, "zeros" or strategy of them
        Whether there is a bias; None is passed otherwise, and zeros where the check is about something else.
    batch, channels, filters : int or strategy of it
        N, C_in and C_out.
    dtype, layout : optional
        Of the images; filters and biases are in float64 where the images are integers.
    """
    count, in_channels, out_channels = (_drawn(draw, number) for number in (batch, channels, filters))
    rows = draw(_SIDES)
    sides = [side + side % 2 if even else side for side in (rows, rows if square else draw(_SIDES))]
    pixels, layout = _drawn(draw, dtype), _drawn(draw, layout)
    dense = pixels if np.dtype(pixels).kind == "f" else np.float64
    x = draw(arrays((count, in_channels, *sides), dtype=pixels, layout=layout))
    weight = draw(arrays((out_channels, in_channels, 3, 3), dtype=dense, layout=layout))
    biased = _drawn(draw, bias)
    offsets = draw(biases(out_channels, dtype=dense)) if biased else None
    offsets = np.zeros(out_channels, dense) if biased == "zeros" else offsets
    return Case("consolidate", (x, weight, offsets, _drawn(draw, how)))


def _pool(
    draw: Draw, kernel_size: Any, stride: Any, padding: Any, *, tiles: bool, square: bool
) -> tuple[list[int], int | Pair, dict[str, Any]]:
    """Draw the sides of an image, a kernel size, and the options that a call has to name."""
    kernel, step = _drawn(draw, kernel_size), _drawn(draw, stride)
    taps, steps = _pair(kernel), _pair(kernel if step is None else step)
    pad = _at_most_half(_drawn(draw, padding), taps)
    axes = list(zip(taps, steps, _pair(pad), strict=True))
    rows = _side(draw, *axes[0], tiles=tiles)
    sides = [rows, rows if square else _side(draw, *axes[1], tiles=tiles)]
    options = ({} if step is None else {"stride": step}) | ({} if pad == 0 else {"padding": pad})
    return sides, kernel, options


def _side(draw: Draw, taps: int, step: int, pad: int, *, tiles: bool) -> int:
    """Draw how many pixels an image has along one axis, so that some window fits."""
    smallest = max(1, taps - 2 * pad)
    if not tiles:
        return draw(integers(smallest, MAX_SIDE))
    fewest = -((taps - 2 * pad - smallest) // step)
    steps = draw(integers(fewest, max(fewest, (MAX_SIDE + 2 * pad - taps) // step)))
    return taps - 2 * pad + steps * step


def _at_most_half(padding: int | Pair, taps: Pair) -> int | Pair:
    """Return the padding, cut down to half the kernel size along each axis."""
    if isinstance(padding, int):
        return min(padding, min(taps) // 2)
    return min(padding[0], taps[0] // 2), min(padding[1], taps[1] // 2)


def _signed(x: Array, sign: Sign) -> Array:
    """Return the pixels with the sign that is asked for; bytes have none."""
    if sign == "any" or x.dtype.kind == "u":
        return x
    magnitudes: Array = np.abs(x)
    return magnitudes if sign == "positive" else -magnitudes - 1


def _drawn(draw: Draw, option: Any) -> Any:
    """Return a fixed value as it is, and a value drawn from a strategy."""
    return draw(option) if isinstance(option, st.SearchStrategy) else option


def _pair(value: int | Pair) -> Pair:
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else value
