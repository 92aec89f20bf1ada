"""What starting a worker takes, whichever way it is started."""

import importlib.util
import os
import random
import re
import signal
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from convgrade.core.errors import WorkerError
from convgrade.worker.channel import Prints
from convgrade.worker.confine import LOWEST_UID

_FREE = (200_000, 2**30)  # containers of one kernel share these numbers, so a few would not do
_ENOUGH = 1000
_NEEDED_CAPABILITIES = (5, 6, 7)  # CAP_KILL, CAP_SETGID, CAP_SETUID


class Process(Protocol):
    """A worker's process and the grader's ends of what leads to it; ``user`` is as `own_user` returned it."""

    connection: socket.socket
    prints: Prints
    pid: int
    user: tuple[int, int] | None

    def signal(self, number: int) -> None:
        """Send it a signal; do nothing where it has ended."""

    def end(self, *, crashed: bool) -> str:
        """End it with all that it started.

        Parameters
        ----------
        crashed : bool
            Whether it has closed its channel; then it is given a moment to end by itself.

        Returns
        -------
        str
            How it ended.

        Raises
        ------
        WorkerError
            If something is left.
        """


class Spawner(Protocol):
    """Starts processes for workers."""

    def spawn(self) -> Process:
        """Start one.

        Raises
        ------
        WorkerError
            If that is not possible.
        """

    def close(self) -> None:
        """End whatever belongs to this object and not to one of its processes."""


def command(role: str, packages: Sequence[str] = ()) -> list[str]:
    """Return the command line of a role (see `entry.start`); it is public, so it holds no secret.

    Parameters
    ----------
    role : str
        What the process is to be.
    packages : sequence of str, optional
        As `located` returns them.
    """
    main = Path(__file__).with_name("__main__.py")
    return [sys.executable, "-s", "-S", "-P", "-B", str(main), role, str(Path(np.__file__).parents[1]), *packages]


def located(packages: Sequence[str]) -> tuple[str, ...]:
    """Return ``NAME=FOLDER`` for each package, with the folder that holds it; none is imported.

    Raises
    ------
    PackageMissing
        If one is not installed.
    """
    return tuple(f"{name}={_folder_of(name)}" for name in packages)


def _folder_of(package: str) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise PackageMissing(f"{package} is not installed here: pip install {package}")
    return Path(spec.origin).parents[1]


class PackageMissing(WorkerError):  # noqa: N818 - a fact about the machine
    """Student code needs a package that is not installed; the text says how to get it."""


def how_it_ended(status: int | None) -> str:
    """Return in words what a wait status says; None is that of a process that had to be killed.

    Parameters
    ----------
    status : int or None
        As ``os.waitstatus_to_exitcode`` returns it: negative for a signal.
    """
    if status is None:
        return "ended, or closed its connection to the grader"
    if status >= 0:
        return f"ended itself with exit code {status} (os._exit or similar)"
    try:
        name = signal.Signals(-status).name
    except ValueError:
        name = str(-status)
    reasons = {"SIGXCPU": " (it used up its processor time)", "SIGKILL": " (perhaps memory ran out)"}
    return f"killed by signal {name}{reasons.get(name, '')}"


def own_user() -> tuple[int, int] | None:
    """Return a user for one worker alone, and one for the process that will end it.

    Returns
    -------
    tuple of int or None
        Two users that, in all likelihood, nobody is; None where this process cannot become another.
    """
    if sys.platform == "win32" or os.geteuid() != 0:
        return None
    low, high = _free_range() if sys.platform == "linux" else _FREE
    if high - low < _ENOUGH:
        return None
    uid, shield = random.SystemRandom().sample(range(low, high), 2)
    return uid, shield


def _free_range() -> tuple[int, int]:
    """Return from and before which number this process may become any user and group; 0 and 0 if it may not."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
        maps = [Path(f"/proc/self/{kind}_map").read_text("ascii") for kind in ("uid", "gid")]
    except OSError:
        return 0, 0
    held = int(re.findall(r"^CapEff:\t(\w+)$", status, re.MULTILINE)[0], 16)
    if not all(held >> capability & 1 for capability in _NEEDED_CAPABILITIES):
        return 0, 0
    (low, high), (low_group, high_group) = (_mapped_range(table) for table in maps)
    return max(low, low_group), max(min(high, high_group), low, low_group)


def _mapped_range(table: str) -> tuple[int, int]:
    """Return the best range of a namespace's map: containers without root map few users, which are theirs alone."""
    rows = [[int(number) for number in row.split()] for row in table.splitlines()]
    for wanted_low, wanted_high in (_FREE, (LOWEST_UID, 65_534)):
        for first, _outside, count in rows:
            low, high = max(first, wanted_low), min(first + count, wanted_high)
            if high - low >= _ENOUGH:
                return low, high
    return 0, 0
