"""Average over a moving window."""

import numpy as np


def moving_average(values, window):
    """Return the mean of every run of ``window`` neighbouring values.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        The sequence.  Not modified.
    window : int
        Length of a run, at least 1.

    Returns
    -------
    means : ndarray of float64, shape (n - window + 1,)
        ``means[i]`` is the mean of ``values[i:i + window]``.

    Raises
    ------
    ValueError
        If ``window`` is longer than the sequence.
    """
    ### BEGIN SOLUTION
    if window > len(values):
        raise ValueError(f"a window of {window} does not fit into {len(values)} values")
    return np.lib.stride_tricks.sliding_window_view(values, window).mean(axis=1)
    ### END SOLUTION
