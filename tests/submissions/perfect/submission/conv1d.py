"""Exercise 7: the lecture's formula of a convolution layer, for signals."""

import numpy as np


def conv1d(x, weight, bias=None):
    """Cross-correlate a batch of signals with a bank of filters, by the lecture's formula.

    Output i at time t is the sum of ``w[i, j, tau] * x[j, t + tau]`` over all channels j of the signal and
    over all tau from -R to R.  Where t + tau lies before the signal's first sample or behind its last one,
    the signal counts as zero.  So the output is as long as the signal.

    Parameters
    ----------
    x : ndarray, shape (N, J, T)
        Signals: N of them, with J channels and T samples each, of float or integer dtype, in any memory
        layout.  N may be 0, and T may be smaller than the kernel.  Not modified.
    weight : ndarray, shape (I, J, 2 * R + 1)
        Filters.  As an array cannot count from -R, the formula's ``w[i, j, tau]`` is
        ``weight[i, j, R + tau]``: the number for tau = 0 lies in the middle.  Not modified.
    bias : ndarray, shape (I,), optional
        One number per filter, added to all of its outputs.  Not modified.

    Returns
    -------
    out : ndarray, shape (N, I, T)
        A new array, of the dtype of ``x`` if that is a float dtype; integers are promoted to float64.

    Raises
    ------
    ValueError
        If ``x`` and ``weight`` disagree about the channels, or if the kernels have an even number of
        entries, so that none of them lies in the middle.

    Examples
    --------
    >>> x = np.array([[[1.0, 2.0, 3.0, 4.0, 5.0]]])
    >>> conv1d(x, np.array([[[1.0, 0.0, -1.0]]]))
    array([[[-2., -2., -2., -2.,  4.]]])
    """
    batch, in_channels, length = x.shape
    out_channels, filter_channels, taps = weight.shape
    if filter_channels != in_channels:
        raise ValueError(f"filters for {filter_channels} channels do not go with signals of {in_channels}")
    if taps % 2 == 0:
        raise ValueError(f"a kernel of {taps} entries has no middle")
    radius = taps // 2
    dtype = x.dtype if x.dtype.kind == "f" else np.float64
    filters = weight.astype(dtype)
    padded = np.pad(x.astype(dtype), ((0, 0), (0, 0), (radius, radius)))
    out = np.zeros((batch, out_channels, length), dtype)
    for tap in range(taps):
        out += np.einsum("njt,ij->nit", padded[:, :, tap : tap + length], filters[:, :, tap])
    return out if bias is None else out + bias.astype(dtype)[:, None]
