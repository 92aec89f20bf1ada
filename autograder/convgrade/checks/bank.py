"""Mark wrong versions (misconceptions) and unusual right ones (alternatives) of an exercise."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from types import ModuleType
from typing import Any, TypeVar

_Function = TypeVar("_Function", bound=Callable[..., Any])
_MARK = "__convgrade_bank__"


@dataclass(frozen=True)
class Misconception:
    """A wrong version: what the mistake is, and the hint that it deserves.

    ``grows_with`` is None unless the version is right, but slow.
    """

    id: str
    what: str
    hint: str
    function: str | None
    implementation: Callable[..., Any]
    grows_with: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Alternative:
    """A right version, written in an unusual way: it must get full marks."""

    name: str
    function: str | None
    implementation: Callable[..., Any]


@dataclass(frozen=True)
class Base:
    """The right version on which the wrong ones of a bank are built, by its name in the file.

    ``common`` are the ids of the commonest misconceptions, whose pairs are tried; empty for the first of the bank.
    """

    name: str
    common: tuple[str, ...] = ()


def misconception(
    id: str,  # noqa: A002 - the bank's own word
    what: str,
    *,
    hint: str,
    function: str | None = None,
    grows_with: Sequence[str] | None = None,
) -> Callable[[_Function], _Function]:
    """Mark a function as a wrong version of the exercise.

    Parameters
    ----------
    id : str
        The row of the misconception bank, such as ``"X01"``.
    what : str
        One sentence that says what is wrong.
    hint : str
        What a teacher would ask; never the fix.
    function : str, optional
        Which function it stands for, where the exercise has several.
    grows_with : sequence of str, optional
        For a version that is right, but slow: what it loops over in Python, by the names in the `Explanation`
        of the speed check; empty where it has no such loop.
    """
    loops = None if grows_with is None else tuple(grows_with)

    def mark(implementation: _Function) -> _Function:
        setattr(implementation, _MARK, Misconception(id, what, hint, function, implementation, loops))
        return implementation

    return mark


def alternative(name: str, *, function: str | None = None) -> Callable[[_Function], _Function]:
    """Mark a function as a right version that is written in an unusual way.

    Parameters
    ----------
    name : str
        What is unusual, such as ``"im2col"``.
    function : str, optional
        Which function it stands for, where the exercise has several.
    """

    def mark(implementation: _Function) -> _Function:
        setattr(implementation, _MARK, Alternative(name, function, implementation))
        return implementation

    return mark


def base(*, common: Sequence[str] = ()) -> Callable[[_Function], _Function]:
    """Mark the right version that the wrong versions of a bank call, so that two of them can be put together.

    Code with two mistakes is recognised by a pair of wrong versions: the one, with the other in place of the
    right version.  Without a base there are no pairs.

    Parameters
    ----------
    common : sequence of str, optional
        The ids of the misconceptions that students fall for most, the commonest first: their pairs are tried.
        By default they are the first ones of the bank.
    """

    def mark(implementation: _Function) -> _Function:
        setattr(implementation, _MARK, Base(implementation.__name__, tuple(common)))
        return implementation

    return mark


def base_of(module: ModuleType) -> Base | None:
    """Return what a module marks as the right version of its bank, if anything."""
    return next((entry for entry in _marked(module) if isinstance(entry, Base)), None)


def misconceptions_of(module: ModuleType) -> list[Misconception]:
    """Return the misconceptions that a module defines, in the order of its lines."""
    return [entry for entry in _marked(module) if isinstance(entry, Misconception)]


def alternatives_of(module: ModuleType) -> list[Alternative]:
    """Return the alternatives that a module defines, in the order of its lines."""
    return [entry for entry in _marked(module) if isinstance(entry, Alternative)]


def _marked(module: ModuleType) -> list[Any]:
    return [getattr(value, _MARK) for value in vars(module).values() if hasattr(value, _MARK)]
