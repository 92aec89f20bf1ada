"""Right versions of consolidate, written in unusual ways: each gets full marks."""

import math

import numpy as np

from convgrade.checks import alternative

_HOW = ("max_pool", "avg_pool", "strided_conv")


def _refuse(x, weight, how):
    """Refuse what is not legal."""
    if how not in _HOW:
        raise ValueError("unknown way")
    if x.shape[1] != weight.shape[1]:
        raise ValueError("channels and filters do not go together")
    if how != "strided_conv" and min(x.shape[2:]) < 2:
        raise ValueError("no grid fits")


def _dtype(x):
    """Return the dtype of the output."""
    return x.dtype if x.dtype.kind == "f" else np.dtype(np.float64)


def _padded(x):
    """Return the images in the output's dtype with a rim of zeros."""
    return np.pad(x.astype(_dtype(x)), ((0, 0), (0, 0), (1, 1), (1, 1)))


def _with_bias(out, bias):
    """Return maps with the bias added, in the dtype they have."""
    return out if bias is None else out + bias.astype(out.dtype).reshape(1, -1, 1, 1)


def _result(out, weight, bias, how):
    """Return the dict that is asked for."""
    params = 0 if how != "strided_conv" else weight.size + (0 if bias is None else len(bias))
    return {"out": out, "units": math.prod(out.shape[1:]), "params": params}


@alternative("loops over plain numbers")
def plain_loops(x, weight, bias, how):
    """Add up product by product, and then compare or average four numbers."""
    _refuse(x, weight, how)
    height, width = x.shape[2:]
    maps = np.zeros((len(x), len(weight), height, width), _dtype(x))
    for n, o, i, j in np.ndindex(maps.shape):
        total = 0.0 if bias is None else float(bias[o])
        for c, r, s in np.ndindex(weight.shape[1:]):
            row, col = i + r - 1, j + s - 1
            if 0 <= row < height and 0 <= col < width:
                total += float(x[n, c, row, col]) * float(weight[o, c, r, s])
        maps[n, o, i, j] = total
    if how == "strided_conv":
        return _result(np.ascontiguousarray(maps[:, :, ::2, ::2]), weight, bias, how)
    out = np.zeros((len(x), len(weight), height // 2, width // 2), maps.dtype)
    for n, o, i, j in np.ndindex(out.shape):
        grid = [maps[n, o, 2 * i + a, 2 * j + b] for a in (0, 1) for b in (0, 1)]
        out[n, o, i, j] = max(grid) if how == "max_pool" else sum(grid) / 4
    return _result(out, weight, bias, how)


@alternative("the stride as every other output")
def every_other_output(x, weight, bias, how):
    """Compute all outputs in each case; the stride then throws three of four away."""
    _refuse(x, weight, how)
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x), (3, 3), axis=(2, 3))
    maps = _with_bias(np.einsum("nchwrs,ocrs->nohw", windows, weight.astype(windows.dtype)), bias)
    height, width = maps.shape[2] // 2 * 2, maps.shape[3] // 2 * 2
    grids = np.stack([maps[:, :, a:height:2, b:width:2] for a in (0, 1) for b in (0, 1)])
    outs = {"max_pool": grids.max(axis=0), "avg_pool": grids.mean(axis=0), "strided_conv": maps[:, :, ::2, ::2].copy()}
    return _result(outs[how], weight, bias, how)


@alternative("four convolutions with stride 2")
def four_strided(x, weight, bias, how):
    """Pool by convolving with stride 2 four times, with the windows shifted by 0 or 1 pixels."""
    _refuse(x, weight, how)
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x), (3, 3), axis=(2, 3))

    def strided(down, right):
        own = windows[:, :, down::2, right::2]
        return _with_bias(np.einsum("nchwrs,ocrs->nohw", own, weight.astype(own.dtype)), bias)

    if how == "strided_conv":
        return _result(strided(0, 0), weight, bias, how)
    height, width = x.shape[2] // 2, x.shape[3] // 2
    four = [strided(down, right)[:, :, :height, :width] for down, right in np.ndindex(2, 2)]
    out = np.maximum.reduce(four) if how == "max_pool" else sum(four) / 4
    return _result(out, weight, bias, how)


@alternative("average pooling folded into the kernel")
def folded_average(x, weight, bias, how):
    """Average pooling is linear: a convolution with a blurred 4 x 4 kernel and stride 2 does both at once."""
    _refuse(x, weight, how)
    if how != "avg_pool":
        return every_other_output(x, weight, bias, how)
    blurred = np.zeros((*weight.shape[:2], 4, 4), _dtype(x))
    for a, b in np.ndindex(2, 2):
        blurred[:, :, a : a + 3, b : b + 3] += weight.astype(blurred.dtype) / 4
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x), (4, 4), axis=(2, 3))[:, :, ::2, ::2]
    out = _with_bias(np.einsum("nchwrs,ocrs->nohw", windows, blurred), bias)
    return _result(out, weight, bias, how)


@alternative("im2col, counts as NumPy integers")
def im2col(x, weight, bias, how):
    """Make one matrix product of all windows, and count with NumPy."""
    _refuse(x, weight, how)
    step = 2 if how == "strided_conv" else 1
    windows = np.lib.stride_tricks.sliding_window_view(_padded(x), (3, 3), axis=(2, 3))[:, :, ::step, ::step]
    batch, channels, height, width = windows.shape[:4]
    columns = windows.transpose(0, 1, 4, 5, 2, 3).reshape(batch, channels * 9, height * width)
    flat = weight.astype(columns.dtype).reshape(len(weight), channels * 9)
    maps = _with_bias((flat @ columns).reshape(batch, len(weight), height, width), bias)
    if step == 1:
        covered = maps[:, :, : height // 2 * 2, : width // 2 * 2]
        grids = covered.reshape(batch, len(weight), height // 2, 2, width // 2, 2)
        maps = grids.max(axis=(3, 5)) if how == "max_pool" else grids.mean(axis=(3, 5))
    params = np.int64(0 if step == 1 else weight.size + (0 if bias is None else bias.size))
    return {"params": params, "units": np.prod(maps.shape[1:], dtype=np.int64), "out": maps}


@alternative("the bias after the pooling")
def late_bias(x, weight, bias, how):
    """Pool first, then add the bias: neither the largest value nor the mean minds."""
    result = every_other_output(x, weight, None, how)
    return _result(_with_bias(result["out"], bias), weight, bias, how)
