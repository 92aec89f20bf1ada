"""Legal random calls of the vectorised exercises: windows as columns, and the fast versions of earlier functions."""

from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st

from convgrade.checks import Tensor
from convgrade.checks.cases import Case
from convgrade.cnn.strategies import Draw, arrays, drawn, layouts, windows

_BATCHES = st.integers(1, 3)
_LAYOUTS = layouts()


def called(function: str, cases: st.SearchStrategy[Case]) -> st.SearchStrategy[Case]:
    """Return a strategy of the same calls of another function, such as ``conv2d_fast`` for ``conv2d``."""
    return cases.map(lambda case: replace(case, function=function))


@st.composite
def im2col_cases(
    draw: Draw,
    *,
    stride: Any = 1,
    padding: Any = 0,
    batch: Any = _BATCHES,
    channels: Any = _BATCHES,
    square: bool = False,
    dtype: Any = np.float64,
    values: Any = "whole",
    layout: Any = _LAYOUTS,
) -> Case:
    """Draw a legal call ``im2col(x, kernel_size, *, stride, padding)``.

    Parameters
    ----------
    stride, padding : int, pair or strategy of them
        Options of the call.
    batch, channels : int or strategy of it
        N and C; a batch of 0 is legal.
    square : bool, optional
        Draw square windows on square images, whose size is given as one int.
    dtype, values, layout : optional
        As of `conv2d_cases`.
    """
    count, depth = drawn(draw, batch), drawn(draw, channels)
    sides, kernel, options = draw(windows(stride=stride, padding=padding, square=square))
    x = draw(arrays((count, depth, *sides), dtype=drawn(draw, dtype), values=values, layout=drawn(draw, layout)))
    return Case("im2col", (x, kernel[0] if square else kernel), options)


@st.composite
def col2im_cases(draw: Draw, /, **options: Any) -> Case:
    """Draw a legal call ``col2im(columns, input_shape, kernel_size, *, stride, padding)``.

    The options are those of `im2col_cases`, of whose images the shape is taken.
    """
    dtype, values, layout = (options.pop(name, default) for name, default in _COLUMNS.items())
    case = draw(im2col_cases(**options, layout="C"))
    x, kernel_size = case.args
    rows, places = columns_shape(x.shape, kernel_size, case.kwargs)
    shape = (len(x), rows, places)
    columns = draw(arrays(shape, dtype=drawn(draw, dtype), values=values, layout=drawn(draw, layout)))
    return Case("col2im", (columns, x.shape, kernel_size), case.kwargs)


_COLUMNS: dict[str, Any] = {"dtype": np.float64, "values": "whole", "layout": _LAYOUTS}


def columns_shape(x_shape: tuple[int, ...], kernel_size: Any, options: Any) -> tuple[int, int]:
    """Return how many rows and columns the matrix of an image's windows has.

    Parameters
    ----------
    x_shape : tuple of int
        (N, C, H, W).
    kernel_size : int or pair of int
        Size of the windows.
    options : mapping of str to int or pair
        ``stride`` and ``padding``, where they are not 1 and 0.
    """
    kernel = _pair(kernel_size)
    axes = zip(x_shape[2:], kernel, _pair(options.get("stride", 1)), _pair(options.get("padding", 0)), strict=True)
    down, right = ((side + 2 * pad - taps) // step + 1 for side, taps, step, pad in axes)
    return x_shape[1] * kernel[0] * kernel[1], down * right


def _pair(value: int | tuple[int, int]) -> tuple[int, int]:
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else value


def with_tensors(function: str, case: Case, device: str = "cpu") -> Case:
    """Return the same call of a function that takes tensors on a device instead of arrays."""
    args = tuple(Tensor(value, device) if isinstance(value, np.ndarray) else value for value in case.args)
    return replace(case, function=function, args=args)
