"""Call one function and observe what it does to its arguments, and what its value is made of.

Used on the student's side of a worker, and in the grader for functions that are trusted.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from convgrade.worker.kinds import DEPTH_LIMIT
from convgrade.worker.tensors import as_array, is_tensor

Array = np.ndarray[Any, Any]

_REMEMBERED_BYTES = 32 * 2**20


@dataclass(frozen=True)
class Observed:
    """A function's value, the names of the arguments it changed, and notes on where the value lies in memory."""

    value: Any
    changed: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


class Memory:
    """The arrays that the last call returned, with copies of what was in them."""

    def __init__(self) -> None:
        self._returned: list[tuple[Array, bytes]] = []

    def remember(self, value: Any) -> None:
        """Keep the arrays in a value that a call has returned."""
        arrays = list(_arrays(value))
        small = sum(array.nbytes for array in arrays) <= _REMEMBERED_BYTES
        self._returned = [(array, array.tobytes()) for array in arrays] if small else []

    def was_overwritten(self) -> bool:
        """Return whether an array that the last call returned has other contents now."""
        return any(array.tobytes() != contents for array, contents in self._returned)


def observed_call(
    function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any], memory: Memory
) -> Observed:
    """Call ``function(*args, **kwargs)`` and look at what it did to its arguments.

    Parameters
    ----------
    function : callable
        Exceptions that it raises are let through.
    args, kwargs
        Arrays, numbers, texts, and containers of those; arrays lie apart from each other in memory.
    memory : Memory
        One for all calls whose values might share a buffer.

    Returns
    -------
    Observed
        Arguments count as changed if any bit of them, or their shape or type, is another afterwards.
    """
    arguments = [*args, *kwargs.values()]
    before = [_picture(argument) for argument in arguments]
    value = function(*args, **kwargs)
    changed = [i for i, (old, now) in enumerate(zip(before, arguments, strict=True)) if old != _picture(now)]
    returned = list(_arrays(value))
    shared = [i for i, argument in enumerate(arguments) if _share_memory(returned, argument)]
    names = [*_positional_names(function, len(args)), *kwargs] if changed or shared else []  # names take time to find
    notes = [
        f"what it returned is a view of its argument {names[i]}: later changes to one change the other" for i in shared
    ]
    if memory.was_overwritten():
        notes.append("it changed an array that an earlier call had returned: it uses one buffer for all calls")
    memory.remember(value)
    return Observed(value, tuple(names[i] for i in changed), tuple(notes))


def _share_memory(returned: Sequence[Array], argument: Any) -> bool:
    """Return whether some array of those returned may share memory with an array in an argument."""
    return any(np.may_share_memory(mine, theirs) for theirs in _arrays(argument) for mine in returned)


def _positional_names(function: Callable[..., Any], count: int) -> list[str]:
    """Return the names that the function's signature gives to its first ``count`` arguments."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (TypeError, ValueError):
        parameters = []
    named = [p.name for p in parameters if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    return [named[i] if i < len(named) else f"argument {i + 1}" for i in range(count)]


def _picture(value: Any, depth: int = 0) -> Any:
    """Return something that is equal to a later picture only if nothing has changed, bit by bit."""
    value = _plain(value)
    if isinstance(value, np.ndarray):
        return (value.dtype.str, value.shape, value.tobytes())
    if isinstance(value, float):
        return value.hex()
    if isinstance(value, list | tuple) and depth <= DEPTH_LIMIT:
        return (type(value), [_picture(item, depth + 1) for item in value])
    if isinstance(value, dict) and depth <= DEPTH_LIMIT:
        return (dict, [(key, _picture(item, depth + 1)) for key, item in value.items()])
    return (type(value), value) if isinstance(value, int | str | bytes) else id(value)


def _plain(value: Any) -> Any:
    """Return the array in a tensor's memory, and any other value as it is."""
    array = as_array(value) if is_tensor(value) else None
    return value if array is None else array


def _arrays(value: Any, depth: int = 0) -> Iterator[Array]:
    """Yield the arrays in a value, also those in containers and in tensors."""
    value = _plain(value)
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, list | tuple | dict) and depth <= DEPTH_LIMIT:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _arrays(item, depth + 1)
