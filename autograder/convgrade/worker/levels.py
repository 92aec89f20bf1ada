"""Isolation levels: what the layers in force amount to, in words that an instructor can rely on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """What student code cannot do, from weak to strong; each level includes the ones before."""

    PROCESS = "process"
    """Touch the grader's memory or verdicts, or outlive its deadline."""
    GUARDED = "guarded"
    """Start a process, reach a network, signal other processes, inspect or limit the grader's."""
    CLOSED = "closed"
    """Open a file of the grader: solutions, checks, results, other submissions."""
    SEALED = "sealed"
    """Read anything but Python and numpy, or write anything; the grader's files are closed twice over."""

    def reaches(self, other: "Level") -> bool:
        """Return whether this level is the other one or a stronger one."""
        order = list(Level)
        return order.index(self) >= order.index(other)


OWN_PROCESS = "own process"
CLEAN_ENVIRONMENT = "clean environment"
FIRST_TO_DIE = "first to go when memory runs out"
LIMITS = "resource limits"
OWN_USER = "own user"
NO_PRIVILEGES = "no new privileges"
HIDDEN = "memory hidden from other processes"
ENDS_WITH_PARENT = "ends with its parent"
FILES = "files closed (Landlock)"
CALLS = "system calls filtered (seccomp)"


@dataclass(frozen=True)
class Layer:
    """One layer; ``missing`` says why it is not in force, and is empty where it is."""

    name: str
    missing: str = ""


@dataclass(frozen=True)
class Exposure:
    """Which files of the grader a worker was able to open.

    ``files`` were open to a worker with all layers, ``to_its_user`` to one that only its user holds
    back: those whose modes are too wide.
    """

    files: tuple[str, ...] = ()
    to_its_user: tuple[str, ...] = ()


@dataclass(frozen=True)
class Isolation:
    """What keeps student code in: a level, the layers in force, and those missing with their reasons."""

    level: Level
    layers: tuple[str, ...]
    missing: tuple[str, ...]
    exposure: Exposure | None = None

    @property
    def sentence(self) -> str:
        """Return one sentence for a report's footer."""
        text = f"Student code ran at isolation level '{self.level}' ({', '.join(self.layers)})"
        return f"{text}; missing: {'; '.join(self.missing)}." if self.missing else f"{text}."


def isolation_of(layers: Sequence[Layer], exposure: Exposure | None = None) -> Isolation:
    """Return what the layers, as a worker reported them, amount to.

    Parameters
    ----------
    layers : sequence of Layer
        All of them.
    exposure : Exposure, optional
        What was found when a worker tried to open the grader's files.  A user of its own alone
        closes them only where that has been tried.
    """
    held = tuple(layer.name for layer in layers if not layer.missing)
    missing = [f"{layer.name} ({layer.missing})" for layer in layers if layer.missing]
    if exposure and exposure.files:
        missing.append(f"closed files of the grader ({_count(exposure.files)} could be opened)")
    elif exposure and exposure.to_its_user and OWN_USER in held:
        missing.append(f"modes that close the grader's files too ({_count(exposure.to_its_user)} open to everybody)")
    return Isolation(_level(held, exposure), held, tuple(missing), exposure)


def _level(held: Collection[str], exposure: Exposure | None) -> Level:
    if not {NO_PRIVILEGES, HIDDEN, CALLS}.issubset(held):
        return Level.PROCESS
    by_filter = FILES in held
    by_user = OWN_USER in held and exposure is not None and not exposure.to_its_user
    if (exposure and exposure.files) or not (by_filter or by_user):
        return Level.GUARDED
    return Level.SEALED if by_filter and by_user else Level.CLOSED


def _count(files: Sequence[str]) -> str:
    return f"{len(files)} file" if len(files) == 1 else f"{len(files)} files"
