"""How far an answer computed in float32 may be from the exact one."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, Any]

FLOAT32_ROUNDINGS = 8.0
"""Allowed error in units of float32's eps times the sum of magnitudes; numpy and PyTorch were never above 2.6."""


def float32_bound(
    x: Array,
    weight: Array,
    bias: Array | None = None,
    *,
    stride: int | tuple[int, int] = 1,
    padding: int | tuple[int, int] = 0,
    dilation: int | tuple[int, int] = 1,
    groups: int = 1,
) -> Array:
    """Bound the rounding errors of a cross-correlation in float32, value by value.

    Rounding is relative to what was added up, not to the sum, which may be near zero.  So the bound is
    8 eps times the same cross-correlation of the magnitudes, computed in float64.

    Parameters
    ----------
    x : ndarray, shape (N, C_in, H, W) or (H, W)
        Images, or one image without batch and channels.
    weight : ndarray, shape (C_out, C_in // groups, K_h, K_w) or (K_h, K_w)
        Filters, or one kernel.
    bias : ndarray, shape (C_out,), optional
        One number per filter.
    stride, padding, dilation, groups
        As in the call whose answer is compared.

    Returns
    -------
    ndarray of float64
        To be passed as ``bound`` to `assert_same`; shaped as the answer.

    References
    ----------
    Higham, Accuracy and Stability of Numerical Algorithms, section 3.1: error of an inner product.
    """
    if x.ndim == 2:
        one_map: Array = float32_bound(x[None, None], weight[None, None])[0, 0]
        return one_map
    (step_down, step_right), (pad_rows, pad_cols), (gap_down, gap_right) = map(_pair, (stride, padding, dilation))
    out_channels, group_channels, kernel_height, kernel_width = weight.shape
    magnitudes = np.pad(np.abs(x.astype(np.float64)), ((0, 0), (0, 0), (pad_rows, pad_rows), (pad_cols, pad_cols)))
    extent = (gap_down * (kernel_height - 1) + 1, gap_right * (kernel_width - 1) + 1)
    patches = np.lib.stride_tricks.sliding_window_view(magnitudes, extent, axis=(2, 3))
    patches = patches[:, :, ::step_down, ::step_right, ::gap_down, ::gap_right]
    patches = patches.reshape(len(x), groups, group_channels, *patches.shape[2:])
    filters = np.abs(weight.astype(np.float64)).reshape(groups, out_channels // groups, *weight.shape[1:])
    sums = np.einsum("ngchwij,gfcij->ngfhw", patches, filters)
    sums = sums.reshape(len(x), out_channels, *sums.shape[3:])
    if bias is not None:
        sums += np.abs(bias.astype(np.float64))[:, None, None]
    bound: Array = FLOAT32_ROUNDINGS * float(np.finfo(np.float32).eps) * sums
    return bound


def _pair(value: int | tuple[int, int]) -> tuple[int, int]:
    """Return the value for rows and the value for columns."""
    return (value, value) if isinstance(value, int) else value
