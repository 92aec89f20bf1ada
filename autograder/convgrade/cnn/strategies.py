"""Legal random calls of the course's functions, as Hypothesis strategies.

What a failing check shrinks to is to be checked by hand.  So a case is drawn as a few small integers:
its shapes, its options, and per array a memory layout and a seed; seed 0 counts 1, 2, 3, ...  That also
shrinks fast, since there is one draw for an array and not one for each of its values.

Every keyword takes a strategy or a fixed value.  An option that has its default value is left out of the
call, so that a student's function without, say, ``dilation`` meets it only where it is asked for.
"""

import functools
import math
from typing import Any, Literal

import numpy as np
from hypothesis import strategies as st

from convgrade.checks.cases import Case

Array = np.ndarray[Any, Any]
Draw = st.DrawFn
Values = Literal["whole", "quarters", "real"]

MAX_SIDE = 9
MAX_KERNEL = 4
MAX_CHANNELS = 4
_SEEDS = st.integers(0, 2**16 - 1)
_DEFAULTS = {"stride": 1, "padding": 0, "dilation": 1, "groups": 1}


integers = functools.cache(st.integers)
"""As in Hypothesis, for bounds that are drawn themselves: a strategy takes longer to make than to draw from."""


def ints_or_pairs(smallest: int, largest: int) -> st.SearchStrategy[int | tuple[int, int]]:
    """Return a strategy of one int for both axes, or of a pair (rows, columns)."""
    one = st.integers(smallest, largest)
    return one | st.tuples(one, one)


def layouts() -> st.SearchStrategy[str]:
    """Return a strategy of the memory layouts that `arranged` knows, C order first."""
    return st.sampled_from(["C", "Fortran", "transposed", "sliced", "channels last"])


def arranged(array: Array, layout: str) -> Array:
    """Return the same values, laid out in another way in memory.

    Parameters
    ----------
    array : ndarray
        The values.
    layout : str
        ``"C"``; ``"Fortran"``; ``"transposed"``: a view that swaps the last two axes; ``"sliced"``: every
        other column of a wider array; ``"channels last"``: a view that moves the last axis to place 1.
    """
    match layout:
        case "Fortran":
            return np.asfortranarray(array)
        case "transposed" if array.ndim > 1:
            return np.ascontiguousarray(array.swapaxes(-1, -2)).swapaxes(-1, -2)
        case "sliced":
            wide: Array = np.full((*array.shape[:-1], 2 * array.shape[-1] + 1), 7, array.dtype)
            wide[..., 1::2] = array
            return wide[..., 1::2]
        case "channels last" if array.ndim > 2:
            return np.moveaxis(np.ascontiguousarray(np.moveaxis(array, 1, -1)), -1, 1)
    return np.ascontiguousarray(array)


def numbers(shape: tuple[int, ...], seed: int, *, dtype: Any = np.float64, values: Values = "whole") -> Array:
    """Return numbers that follow from a seed; seed 0 counts 1, 2, 3, ...

    Parameters
    ----------
    shape : tuple of int
        Shape of the array.
    seed : int
        At least 0.
    dtype : dtype, optional
        An integer or float dtype; uint8 uses its whole range, so that arithmetic in it overflows.
    values : str, optional
        ``"whole"``: whole numbers from -3 to 9, whose sums of products are exact, in float32 too;
        ``"quarters"``: those divided by 4, exact as well; ``"real"``: any numbers, which round.
    """
    kind = np.dtype(dtype)
    size = math.prod(shape)
    flat: Array
    rng = np.random.default_rng(seed)
    if kind == np.uint8:
        flat = 200 + np.arange(size) % 56 if seed == 0 else rng.integers(0, 255, size, endpoint=True)
        return flat.astype(kind).reshape(shape)
    if values == "real":
        flat = np.arange(1, size + 1) / 3 if seed == 0 else rng.normal(1.0, 3.0, size)
    else:
        flat = np.arange(1, size + 1) if seed == 0 else rng.integers(-3, 9, size, endpoint=True)
    scale = 4.0 if values == "quarters" else 1.0
    return (flat / scale).astype(kind).reshape(shape)


_BATCHES = st.integers(1, 3)
_CHANNELS = st.integers(1, MAX_CHANNELS)
_SIDES = st.integers(1, MAX_SIDE)
_TAPS = st.integers(1, MAX_KERNEL)
_KERNEL_SIZES = st.tuples(_TAPS, _TAPS)
_STRIDES = ints_or_pairs(1, 3)
_PADDINGS = ints_or_pairs(0, 2)
_LAYOUTS = layouts()
_EITHER = st.booleans()


@st.composite
def arrays(
    draw: Draw, shape: tuple[int, ...], *, dtype: Any = np.float64, values: Any = "whole", layout: Any = "C"
) -> Array:
    """Draw an array of this shape; see `numbers` for the values and `arranged` for the layouts."""
    return _array(draw, shape, dtype=dtype, values=values, layout=layout)


def _array(draw: Draw, shape: tuple[int, ...], *, dtype: Any, values: Any, layout: Any) -> Array:
    """Draw an array within another strategy: a strategy of its own takes as long again to draw from."""
    array = numbers(shape, draw(_SEEDS), dtype=drawn(draw, dtype), values=drawn(draw, values))
    return arranged(array, drawn(draw, layout))


@st.composite
def images(
    draw: Draw,
    *,
    batch: Any = _BATCHES,
    channels: Any = _CHANNELS,
    height: Any = _SIDES,
    width: Any = _SIDES,
    dtype: Any = np.float64,
    values: Any = "whole",
    layout: Any = "C",
) -> Array:
    """Draw a batch of images, shape (N, C, H, W)."""
    shape = tuple(drawn(draw, side) for side in (batch, channels, height, width))
    return _array(draw, shape, dtype=dtype, values=values, layout=layout)


@st.composite
def kernels(
    draw: Draw,
    *,
    filters: Any = _CHANNELS,
    channels: Any = _CHANNELS,
    height: Any = _TAPS,
    width: Any = _TAPS,
    dtype: Any = np.float64,
    values: Any = "whole",
    layout: Any = "C",
) -> Array:
    """Draw a bank of filters, shape (C_out, C_in // groups, K_h, K_w)."""
    shape = tuple(drawn(draw, side) for side in (filters, channels, height, width))
    return _array(draw, shape, dtype=dtype, values=values, layout=layout)


@st.composite
def biases(draw: Draw, filters: int, *, dtype: Any = np.float64) -> Array:
    """Draw one number per filter: tens, neither zero nor equal, so that a wrong one shows."""
    tens = 10 * np.arange(1, filters + 1)
    seed = draw(_SEEDS)
    signs = np.ones(filters) if seed == 0 else np.random.default_rng(seed).choice([-1, 1], filters)
    order = np.arange(filters) if seed == 0 else np.random.default_rng(seed).permutation(filters)
    bias: Array = (tens[order] * signs).astype(dtype)
    return bias


@st.composite
def windows(
    draw: Draw,
    *,
    stride: Any = 1,
    padding: Any = 0,
    dilation: Any = 1,
    kernel_size: Any = _KERNEL_SIZES,
    square: bool = False,
) -> tuple[tuple[int, int], tuple[int, int], dict[str, Any]]:
    """Draw how windows slide: the size of an image, the size of a kernel, and options with which it fits.

    Parameters
    ----------
    stride, padding, dilation : int, pair or strategy of them
        The options that the exercise has.
    kernel_size : pair of int, or strategy of it
        Height and width of the kernel.
    square : bool, optional
        Draw a square kernel on a square image.

    Returns
    -------
    tuple
        (height, width), (kernel_height, kernel_width), and the options that differ from their default.
    """
    kernel_height, kernel_width = drawn(draw, kernel_size)
    kernel = (kernel_height, kernel_height if square else kernel_width)
    asked = {"stride": stride, "padding": padding, "dilation": dilation}
    options = {name: drawn(draw, option) for name, option in asked.items()}
    gaps, pads = _pair(options["dilation"]), _pair(options["padding"])
    extents = [gap * (taps - 1) + 1 for gap, taps in zip(gaps, kernel, strict=True)]
    smallest = [max(1, extent - 2 * pad) for extent, pad in zip(extents, pads, strict=True)]
    if square:
        smallest = [max(smallest)] * 2
    height, width = (draw(integers(side, max(side, MAX_SIDE))) for side in smallest)
    return (height, height if square else width), kernel, _not_default(options)


@st.composite
def corr2d_cases(
    draw: Draw, *, square: bool = False, dtype: Any = np.float64, values: Any = "whole", layout: Any = _LAYOUTS
) -> Case:
    """Draw a legal call ``corr2d(image, kernel)``.

    Parameters
    ----------
    square : bool, optional
        Draw a square kernel on a square image.
    dtype, values, layout : optional
        As of `conv2d_cases`.
    """
    sides, kernel_size, _ = draw(windows(square=square))
    pixels = drawn(draw, dtype)
    image = _array(draw, sides, dtype=pixels, values=values, layout=layout)
    kernel = _array(draw, kernel_size, **weights_beside(pixels, values), layout=layout)
    return Case("corr2d", (image, kernel))


@st.composite
def conv2d_cases(
    draw: Draw,
    *,
    stride: Any = _STRIDES,
    padding: Any = _PADDINGS,
    dilation: Any = 1,
    groups: Any = 1,
    bias: Any = _EITHER,
    batch: Any = _BATCHES,
    channels: Any = _CHANNELS,
    filters: Any = _CHANNELS,
    square: bool = False,
    dtype: Any = np.float64,
    values: Any = "whole",
    layout: Any = _LAYOUTS,
) -> Case:
    """Draw a legal call ``conv2d(x, weight, bias, *, stride, padding, dilation, groups)``.

    Parameters
    ----------
    stride, padding, dilation : int, pair or strategy of them
        Options of the call.
    groups : int or strategy of it
        With more than one group ``channels`` and ``filters`` are rounded up to multiples of it.
    bias : bool or strategy of it
        Whether there is a bias.
    batch, channels, filters : int or strategy of it
        N, C_in and C_out; a batch of 0 is legal.
    square : bool, optional
        Draw square kernels on square images.
    dtype : dtype or strategy of it
        Of all arrays; where it is an integer dtype, of the images alone: the filters are quarters in float64.
    values, layout : str or strategy of it
        See `numbers` and `arranged`.
    """
    parts = drawn(draw, groups)
    in_channels, out_channels = (-(-drawn(draw, count) // parts) * parts for count in (channels, filters))
    count = drawn(draw, batch)
    sides, kernel_size, options = draw(windows(stride=stride, padding=padding, dilation=dilation, square=square))
    pixels = drawn(draw, dtype)
    shape = (count, in_channels, *sides)
    x = _array(draw, shape, dtype=pixels, values=values, layout=layout)
    weights = weights_beside(pixels, values)
    weight = _array(draw, (out_channels, in_channels // parts, *kernel_size), **weights, layout=layout)
    args: tuple[Array, ...] = (x, weight)
    if drawn(draw, bias):
        args = (*args, draw(biases(out_channels, dtype=weights["dtype"])))
    return Case("conv2d", args, {**options, **_not_default({"groups": parts})})


def weights_beside(pixels: Any, values: Any) -> dict[str, Any]:
    """Return dtype and values of filters: fractions for integer images, so that an integer buffer shows."""
    if np.dtype(pixels).kind == "f":
        return {"dtype": pixels, "values": values}
    return {"dtype": np.float64, "values": "quarters"}


def drawn(draw: Draw, option: Any) -> Any:
    """Return a fixed value as it is, and a value drawn from a strategy."""
    return draw(option) if isinstance(option, st.SearchStrategy) else option


def _not_default(options: dict[str, Any]) -> dict[str, Any]:
    """Return the options that a call has to name."""
    return {name: value for name, value in options.items() if value != _DEFAULTS[name]}


def _pair(value: int | tuple[int, int]) -> tuple[int, int]:
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else value
