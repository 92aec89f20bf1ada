# Generated from solutions/a7_evaluation/relative_drops/solution.py by `convgrade release --write`; your code goes below.
"""Exercise 4: by which share each year's winner made fewer mistakes."""


def relative_drops(errors):
    """Return which share of the errors before it each step has removed.

    From 50 to 25, half of the errors have gone, and the drop is 0.5.  An error that rises has a negative
    drop: from 50 to 60 it is -0.2.

    Parameters
    ----------
    errors : list of float
        Errors in the order of time, all above 0, as shares or in percent: the result is the same.  Not
        modified.

    Returns
    -------
    list of float
        One drop for each error but the first.  An array of NumPy with one axis is fine as well.

    Examples
    --------
    >>> relative_drops([50.0, 25.0, 30.0])
    [0.5, -0.2]
    """
    raise NotImplementedError("write relative_drops, then run: convgrade check relative_drops")
