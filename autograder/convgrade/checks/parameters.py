"""The names that a task gives to the parameters of its functions: reports speak of arguments by them."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from typing import Any

_SIGNATURE = 1000
_MOST_BYTES = 256 * 1024

parameters_of: ContextVar[Callable[[str], Sequence[str]]] = ContextVar("parameters_of", default=lambda _: ())
"""Set while a check runs: from the name of a function to the names of its parameters."""


def named_arguments(names: Sequence[str], args: Sequence[Any], kwargs: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the arguments of a call with their names; ``argument 2`` where there is none.

    Parameters
    ----------
    names : sequence of str
        Those of the function's parameters.
    args, kwargs
        The call's arguments.
    """
    for place, value in enumerate(args):
        yield (names[place] if place < len(names) else f"argument {place + 1}"), value
    yield from kwargs.items()


def of_function(function: Callable[..., Any]) -> list[str]:
    """Return the names of the parameters of a (trusted) function that may be given by their place."""
    parameters = inspect.signature(function).parameters.values()
    return [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]


def in_source(text: str, function: str) -> list[str]:
    """Return the names of a function's parameters from its source, without running or parsing it.

    Parameters
    ----------
    text : str
        A student's file.
    function : str
        Which function of it; of several definitions the last one counts, as in Python.

    Returns
    -------
    list of str
        Up to the first that is no plain name; none where the function is not found.
    """
    heads = list(re.finditer(rf"^def[ \t]+{re.escape(function)}[ \t]*\(", text[:_MOST_BYTES], re.MULTILINE))
    if not heads:
        return []
    names = []
    for parameter in _parts(text[heads[-1].end() :][:_SIGNATURE]):
        name = re.split("[:=]", parameter, maxsplit=1)[0].strip()
        if not (name.isascii() and name.isidentifier()):
            break
        names.append(name)
    return names


def _parts(text: str) -> Iterator[str]:
    """Yield what stands between commas, up to the closing parenthesis; none of it where that is missing."""
    depth, begin, parts = 0, 0, []
    for at, character in enumerate(text):
        if character == "," and not depth:
            parts.append(text[begin:at])
            begin = at + 1
        elif character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
        if depth < 0:
            yield from [*parts, text[begin:at]]
            return
