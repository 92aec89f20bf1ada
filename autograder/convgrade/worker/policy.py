"""What an exercise lets student code import and call.  A rule of the task, and no wall: those are the layers."""

import builtins
import importlib
import sys
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, NoReturn

_NEEDED = frozenset({"argsort", "asarray", "dtype", "empty", "frombuffer", "may_share_memory", "ndarray", "zeros"})
_ROOT = "numpy"


class NotAllowed(Exception):  # noqa: N818 - students read the name
    """A call that the exercise does not allow."""


class PolicyError(Exception):
    """The exercise bans something that cannot be banned."""


@dataclass(frozen=True)
class Policy:
    """Which modules a submission may import, and which calls are closed to it, with the reason for each.

    ``allowed_imports`` of None stands for numpy, the ``packages`` that the worker offers beside it, and
    the whole standard library; other modules are not there in any case.
    """

    allowed_imports: tuple[str, ...] | None = None
    banned_calls: Mapping[str, str] = field(default_factory=dict)
    packages: tuple[str, ...] = ()

    def allows(self, module: str) -> bool:
        """Return whether a submission may import a module, by its full name."""
        root = module.partition(".")[0]
        if self.allowed_imports is None:
            return root in self.roots or root in sys.stdlib_module_names
        return root in self.allowed_imports

    @property
    def roots(self) -> tuple[str, ...]:
        """Return numpy and the packages beside it."""
        return (_ROOT, *self.packages)

    @property
    def sentence(self) -> str:
        """Return which modules are allowed, for a student."""
        everything = (*self.roots, "Python's standard library")
        names = everything if self.allowed_imports is None else self.allowed_imports
        listed = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
        return f"this exercise allows {listed} only"

    def refusal(self, name: str) -> str:
        """Return why a call is closed, for a student."""
        return f"{name} is not allowed in this exercise: {self.banned_calls[name]}"


def enforce(policy: Policy) -> None:
    """Put a function that refuses in place of every banned call, wherever numpy, or another package, keeps it.

    Parameters
    ----------
    policy : Policy
        A name that is a module stands for all functions in it.

    Raises
    ------
    PolicyError
        If a name is none of theirs, or one that a worker itself needs.
    """
    refusals: dict[int, Callable[..., NoReturn]] = {}
    for name in policy.banned_calls:
        refuse = _refusing(policy.refusal(name))
        refusals |= {id(banned): refuse for banned in _functions(name, policy)}
    if refusals:
        _replace(refusals, policy)


def importer_of(policy: Policy, own_modules: Collection[str]) -> dict[str, Any]:
    """Return the builtins of a student's module: as they are, or with an ``import`` that keeps to a list."""
    if policy.allowed_imports is None:
        return vars(builtins)

    def checked_import(name: str, *arguments: Any, **keywords: Any) -> Any:
        if not policy.allows(name) and name.partition(".")[0] not in own_modules:
            raise ImportError(f"{name} cannot be imported: {policy.sentence}", name=name)
        return __import__(name, *arguments, **keywords)

    return {**vars(builtins), "__import__": checked_import}


def _functions(name: str, policy: Policy) -> list[Any]:
    """Return the function of a dotted name, or the functions of the module of this name."""
    parent, _, last = name.rpartition(".")
    root = name.partition(".")[0]
    if root not in policy.roots or (root == _ROOT and last in _NEEDED):
        where = " or ".join(policy.roots)
        raise PolicyError(f"banned_calls: {name!r} is no function of {where} that student code can do without")
    try:
        found = getattr(importlib.import_module(parent), last)
    except (ImportError, AttributeError, ValueError):
        raise PolicyError(f"banned_calls: {root} has no {name!r}") from None
    if not isinstance(found, ModuleType):
        return [found]
    return [value for key, value in vars(found).items() if callable(value) and not key.startswith("_")]


def _refusing(sentence: str) -> Callable[..., NoReturn]:
    def not_allowed(*_args: Any, **_kwargs: Any) -> NoReturn:
        raise NotAllowed(sentence)

    return not_allowed


def _replace(refusals: Mapping[int, Callable[..., NoReturn]], policy: Policy) -> None:
    """Put the refusing functions, by the ids of what they stand for, into all modules of the packages."""
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in policy.roots:
            for key, value in list(vars(module).items()):
                if id(value) in refusals:
                    setattr(module, key, refusals[id(value)])
