"""Legal random calls of the smaller exercises around convolution; see `strategies` for what they have in common."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from convgrade.checks.cases import Case
from convgrade.cnn.strategies import (
    Array,
    Draw,
    arrays,
    biases,
    corr2d_cases,
    drawn,
    images,
    ints_or_pairs,
    layouts,
    weights_beside,
    windows,
)

MAX_RADIUS = 3
_FEW = st.integers(1, 2)
_CHANNELS = st.integers(1, 3)
_LENGTHS = st.integers(1, 9)
_RADII = st.integers(0, MAX_RADIUS)
_EITHER = st.booleans()
_LAYOUTS = layouts()
_BORDER_VALUES = st.sampled_from([0.0, 0.5, -7.0, -np.inf])


def match_template_cases(**options: Any) -> st.SearchStrategy[Case]:
    """Draw a legal call ``match_template(image, template)``; options as of `corr2d_cases`."""
    return _renamed(corr2d_cases(**options), "match_template")


def true_convolve2d_cases(**options: Any) -> st.SearchStrategy[Case]:
    """Draw a legal call ``true_convolve2d(image, kernel)``; options as of `corr2d_cases`."""
    return _renamed(corr2d_cases(**options), "true_convolve2d")


def _renamed(cases: st.SearchStrategy[Case], function: str) -> st.SearchStrategy[Case]:
    """Return the same calls of another function."""
    return cases.map(lambda case: replace(case, function=function))


def borders(smallest: int = 0, largest: int = 3) -> st.SearchStrategy[Any]:
    """Return a strategy of borders: an int, a pair (rows, columns), or ((top, bottom), (left, right))."""
    one = st.integers(smallest, largest)
    side = st.tuples(one, one)
    return ints_or_pairs(smallest, largest) | st.tuples(side, side)


_BORDERS = borders()


@st.composite
def pad2d_cases(draw: Draw, /, *, padding: Any = _BORDERS, value: Any = _BORDER_VALUES, **options: Any) -> Case:
    """Draw a legal call ``pad2d(x, padding, *, value)``.

    Parameters
    ----------
    padding : int, pair, pair of pairs, or strategy of them
        The border.
    value : float or strategy of it
        What fills the border; 0 is left out of the call.
    **options
        As of `images`.
    """
    filling = drawn(draw, value)
    return Case("pad2d", (draw(images(**options)), drawn(draw, padding)), {"value": filling} if filling else {})


@st.composite
def locally_connected2d_cases(
    draw: Draw,
    *,
    bias: Any = _EITHER,
    batch: Any = _FEW,
    channels: Any = _CHANNELS,
    filters: Any = _CHANNELS,
    square: bool = False,
    tied: bool = False,
    dtype: Any = np.float64,
    values: Any = "whole",
    layout: Any = _LAYOUTS,
) -> Case:
    """Draw a legal call ``locally_connected2d(x, weight, bias)``.

    Parameters
    ----------
    bias : bool or strategy of it
        Whether there is a bias; all its numbers differ.
    tied : bool, optional
        Give every place the same weights.
    batch, channels, filters, square, dtype, values, layout : optional
        As of `conv2d_cases`.
    """
    sides, kernel_size, _ = draw(windows(square=square))
    in_channels, out_channels = drawn(draw, channels), drawn(draw, filters)
    pixels = drawn(draw, dtype)
    x = draw(arrays((drawn(draw, batch), in_channels, *sides), dtype=pixels, values=values, layout=layout))
    places = tuple(side - taps + 1 for side, taps in zip(sides, kernel_size, strict=True))
    weights = weights_beside(pixels, values)
    one_place = (out_channels, in_channels, *kernel_size)
    if tied:
        weight: Array = np.tile(draw(arrays(one_place, **weights)), (*places, 1, 1, 1, 1))
    else:
        weight = draw(arrays((*places, *one_place), **weights, layout=layout))
    args: tuple[Array, ...] = (x, weight)
    if drawn(draw, bias):
        units = draw(biases(places[0] * places[1] * out_channels, dtype=weights["dtype"]))
        args = (*args, units.reshape(*places, out_channels))
    return Case("locally_connected2d", args)


@st.composite
def conv1d_cases(
    draw: Draw,
    *,
    length: Any = _LENGTHS,
    radius: Any = _RADII,
    bias: Any = _EITHER,
    batch: Any = _FEW,
    channels: Any = _CHANNELS,
    filters: Any = _CHANNELS,
    dtype: Any = np.float64,
    values: Any = "whole",
    layout: Any = _LAYOUTS,
) -> Case:
    """Draw a legal call ``conv1d(x, weight, bias)``.

    Parameters
    ----------
    length : int or strategy of it
        T, the number of samples of a signal; it may be smaller than the kernel.
    radius : int or strategy of it
        R: a kernel has 2R + 1 entries.
    bias, batch, channels, filters, dtype, values, layout : optional
        As of `conv2d_cases`.
    """
    in_channels, out_channels = drawn(draw, channels), drawn(draw, filters)
    pixels = drawn(draw, dtype)
    shape = (drawn(draw, batch), in_channels, drawn(draw, length))
    x = draw(arrays(shape, dtype=pixels, values=values, layout=layout))
    weights = weights_beside(pixels, values)
    taps = 2 * drawn(draw, radius) + 1
    weight = draw(arrays((out_channels, in_channels, taps), **weights, layout=layout))
    args: tuple[Array, ...] = (x, weight)
    if drawn(draw, bias):
        args = (*args, draw(biases(out_channels, dtype=weights["dtype"])))
    return Case("conv1d", args)
