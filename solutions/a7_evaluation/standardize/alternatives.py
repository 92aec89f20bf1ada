"""Right versions of standardize, written in unusual ways: each gets full marks."""

import numpy as np

from convgrade.checks import alternative


@alternative("channel by channel")
def channel_by_channel(train, test):
    """Treat each channel by itself, in a loop."""
    dtype = train.dtype if train.dtype.kind == "f" else np.float64
    outs = [np.empty(images.shape, dtype) for images in (train, test)]
    for channel in range(train.shape[1]):
        pixels = train[:, channel].astype(dtype)
        mean, std = pixels.mean(), pixels.std()
        for out, images in zip(outs, (train, test), strict=True):
            out[:, channel] = (images[:, channel].astype(dtype) - mean) / (std or 1)
    return tuple(outs)


@alternative("sums of squares")
def sums_of_squares(train, test):
    """Compute the variance in a second pass, from distances, in float64; return a list."""
    dtype = train.dtype if train.dtype.kind == "f" else np.dtype("float64")
    wide, wide_test = train.astype(np.float64), test.astype(np.float64)
    count = train[:, 0].size
    mean = np.einsum("nchw->c", wide)[:, None, None] / count
    variance = np.einsum("nchw,nchw->c", wide - mean, wide - mean)[:, None, None] / count
    std = np.where(variance > 0, np.sqrt(variance), 1.0)
    return [((wide - mean) / std).astype(dtype), ((wide_test - mean) / std).astype(dtype)]


@alternative("channels as rows")
def channels_as_rows(train, test):
    """Lay the pixels of each channel in one row, and broadcast back."""
    dtype = np.result_type(train.dtype, np.float32) if train.dtype.kind == "f" else np.float64
    rows = np.moveaxis(train, 1, 0).reshape(train.shape[1], -1).astype(dtype)
    mean = rows.mean(axis=1)
    std = np.sqrt(((rows - mean[:, None]) ** 2).mean(axis=1))
    std = np.where(std == 0, np.ones_like(std), std)
    back = (slice(None), None, None)
    return (train - mean[back]) / std[back], (test.astype(dtype) - mean[back]) / std[back]
