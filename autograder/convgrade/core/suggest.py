"""Suggest the name that was probably meant."""

import difflib
from collections.abc import Iterable


def did_you_mean(name: str, names: Iterable[str]) -> str:
    """Return ``"; did you mean 'X'?"``, or what there is where nothing is near.

    Parameters
    ----------
    name : str
        What was typed.
    names : iterable of str
        What could have been meant.
    """
    candidates = list(names)
    near = difflib.get_close_matches(name, candidates, n=1)
    if near:
        return f"; did you mean {near[0]!r}?"
    return f"; there is {', '.join(candidates)}" if candidates else ""
