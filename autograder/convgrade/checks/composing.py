"""Put two wrong versions together: the one, with the other in place of the right version that it calls."""

from collections.abc import Callable, Mapping
from types import CodeType, FunctionType
from typing import Any


def composed(outer: Callable[..., Any], base: str, inner: Callable[..., Any]) -> Callable[..., Any] | None:
    """Return a function that has the mistakes of both.

    Parameters
    ----------
    outer : callable
        A wrong version that calls the right one, itself or by way of helpers in its file.
    base : str
        The right version's name in that file.
    inner : callable
        What is called in its place, by the wrong version and its helpers; it calls the right version itself.

    Returns
    -------
    callable
        None if ``outer`` does not call the right version.
    """
    if not isinstance(outer, FunctionType):
        return None
    names = outer.__globals__
    calling = _callers(names, base)
    if not _names_in(outer.__code__) & (calling.keys() | {base}):
        return None
    own = dict(names)
    own |= {name: _with_globals(function, own) for name, function in calling.items()}
    own[base] = inner
    return _with_globals(outer, own)


def _callers(names: Mapping[str, Any], base: str) -> dict[str, FunctionType]:
    """Return the functions of a file from which the right version is called, directly or not."""
    functions = {n: f for n, f in names.items() if isinstance(f, FunctionType) and f.__globals__ is names and n != base}
    found: dict[str, FunctionType] = {}
    while more := {n: f for n, f in functions.items() if n not in found and _names_in(f.__code__) & {base, *found}}:
        found |= more
    return found


def _names_in(code: CodeType) -> set[str]:
    """Return the names that code uses, with those of the functions within it."""
    inner = (_names_in(constant) for constant in code.co_consts if isinstance(constant, CodeType))
    return set(code.co_names).union(*inner)


def _with_globals(function: FunctionType, names: dict[str, Any]) -> FunctionType:
    """Return the same function, which finds other things under its global names."""
    copy = FunctionType(function.__code__, names, function.__name__, function.__defaults__, function.__closure__)
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy
