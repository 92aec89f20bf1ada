"""Functions of the grader that are handed to a student's function, which calls them back.

They stay in the grader: the student's process sees a number and gets values.
"""

import functools
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np

from convgrade.worker.kinds import Misused

__all__ = ["Misused", "callback"]


def callback(
    function: Callable[..., Any],
    source: str,
    *,
    misuse: Callable[..., str | None] | None = None,
    restart: Callable[[], None] | None = None,
) -> Callable[..., Any]:
    """Return a function of the grader, ready to be handed to a student's function.

    Parameters
    ----------
    function : callable
        What it computes.  It gets copies of the arrays it is called with, and never sees later changes to them.
    source : str
        What a student reads in its place, such as ``"lambda x: x ** 2"``.  Functions with the same source count
        as the same function.
    misuse : callable, optional
        Called with the arguments first: says in words what is wrong with them, or returns None.
    restart : callable, optional
        Called before each call of a student's function that gets the callback, to forget what it remembers.

    Returns
    -------
    callable
        Raises `Misused` where it is called with arguments that make no sense, which the student's code sees as
        a TypeError; any other exception fails the check, as a call with what the function cannot take.
    """

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        problem = misuse(*args, **kwargs) if misuse else None
        if problem:
            raise Misused(problem)
        own = [np.array(arg) if isinstance(arg, np.ndarray) else arg for arg in args]
        answer = function(*own, **kwargs)
        return answer.copy() if isinstance(answer, np.ndarray) else answer

    called.__name__ = source
    setattr(called, "known_as", f"callback {source}")  # noqa: B010 - mypy knows no such attribute
    setattr(called, _RESTART, restart)
    return called


_RESTART = "__convgrade_restart__"


def restart_all(args: Iterable[Any]) -> None:
    """Have the callbacks among some arguments forget what they remember."""
    for arg in args:
        restart = getattr(arg, _RESTART, None) if callable(arg) else None
        if restart is not None:
            restart()


def takes_shape(shape: tuple[int, ...]) -> Callable[[Any], str | None]:
    """Return what says how the one argument of a callback is not an array of numbers of this shape."""

    def problem(x: Any) -> str | None:
        if not isinstance(x, np.ndarray):
            return f"f was called with a {type(x).__name__}, and takes an array of shape {shape}"
        if x.shape != shape:
            return f"f was called with an array of shape {x.shape}, and takes one of shape {shape}"
        return None if x.dtype.kind in "biuf" else f"f was called with an array of dtype {x.dtype}, not of numbers"

    return problem
