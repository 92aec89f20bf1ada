"""Run a command with as much memory and processor as Gradescope gives, where this machine lets us.

Linux control groups of either version, which only root or a delegated user may make.  Elsewhere
nothing is limited, and the words say so.
"""

import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from uuid import uuid4

from convgrade.authoring.running import Limits

MOUNTS = Path("/proc/self/mounts")
_PERIOD_MICROSECONDS = 100_000
_NO_LIMITS = (
    "none on memory and processor, as this machine lets us set none; peak memory is that of the largest process alone"
)
_JOIN = 'while [ "$1" != -- ]; do echo $$ > "$1" || exit 125; shift; done; shift; exec "$@"'


@dataclass(frozen=True)
class Group:
    """The control groups of one run; ``folders`` is empty where there are none.

    ``words`` says what is limited; ``second_version`` tells whose files the folders hold.
    """

    folders: tuple[Path, ...]
    words: str
    second_version: bool = False

    def wrap(self, command: Sequence[str]) -> list[str]:
        """Return a command that enters the groups before it becomes the given one."""
        if not self.folders:
            return list(command)
        doors = [str(folder / "cgroup.procs") for folder in self.folders]
        return ["/bin/sh", "-c", _JOIN, "sh", *doors, "--", *command]

    def peak_mib(self) -> float | None:
        """Return the most memory that the run held, file cache included, in MiB; None if unknown."""
        value = self._number("memory.peak" if self.second_version else "memory.max_usage_in_bytes")
        return None if value is None else value / 2**20

    def cpu_seconds(self) -> float | None:
        """Return the processor time of all processes of the run, in seconds; None if unknown."""
        if not self.second_version:
            value = self._number("cpuacct.usage")
            return None if value is None else value / 1e9
        with suppress(OSError, StopIteration, ValueError, IndexError):
            lines = (self.folders[0] / "cpu.stat").read_text().splitlines()
            return int(next(line.split()[1] for line in lines if line.startswith("usage_usec"))) / 1e6
        return None

    def end(self, patience_seconds: float = 5.0) -> None:
        """End every process that is still in the groups, and remove the groups."""
        deadline = time.monotonic() + patience_seconds
        for folder in self.folders:
            while folder.exists() and time.monotonic() < deadline:
                _kill_and_remove(folder)

    def _number(self, file_name: str) -> int | None:
        for folder in self.folders:
            with suppress(OSError, ValueError):
                return int((folder / file_name).read_text())
        return None


@contextmanager
def limited_group(memory_mib: int, cpus: float) -> Iterator[Group]:
    """Make control groups with these limits for the time of a ``with`` block.

    Parameters
    ----------
    memory_mib : int
        Memory of all processes together, in MiB.
    cpus : float
        Processors, such as 0.5.

    Yields
    ------
    Group
        Without folders where the machine lets us make none.
    """
    group = _second_version(memory_mib, cpus) or _first_version(memory_mib, cpus)
    group = group or Group((), _NO_LIMITS)
    try:
        yield group
    finally:
        group.end()


def group_of_another(name: str, limits: Limits | None) -> Group:
    """Return the control groups that another program makes by this name below the mounted hierarchies.

    Parameters
    ----------
    name : str
        A name of its own: whatever is still in groups of that name when they end is killed.
    limits : Limits or None
        What the other program limits; None for nothing.
    """
    second = [mount for kind, mount, _ in _mounts() if kind == "cgroup2"]
    first = {option: mount for kind, mount, options in reversed(_mounts()) if kind == "cgroup" for option in options}
    places = [first[option] for option in ("memory", "cpu", "cpuacct") if option in first]
    words = _words(limits.memory_mib, limits.cpus) if limits else _NO_LIMITS
    folders = tuple(dict.fromkeys(mount / name for mount in places or second[:1]))
    return Group(folders, words, second_version=bool(second) and not places)


@cache
def limits_memory_and_cpu() -> bool:
    """Return whether control groups that limit both can be made here."""
    with limited_group(64, 0.5) as group:
        return group.words == _words(64, 0.5)


def swap_is_counted() -> bool:
    """Return whether a limit on memory and swap together can be set."""
    if any(kind == "cgroup" and "memory" in options for kind, _, options in _mounts()):
        return any((mount / "memory.memsw.limit_in_bytes").exists() for _, mount, _ in _mounts())
    return Path("/proc/swaps").exists()


def _second_version(memory_mib: int, cpus: float) -> Group | None:
    """Return a group of the unified hierarchy, if it rules memory and processor here."""
    for kind, mount, _ in _mounts():
        if kind == "cgroup2":
            settings = {
                "memory.max": memory_mib * 2**20,
                "cpu.max": f"{_quota(cpus)} {_PERIOD_MICROSECONDS}",
            }
            folder = _make(mount, settings, {"memory.swap.max": 0})
            if folder is not None:
                return Group((folder,), _words(memory_mib, cpus), second_version=True)
    return None


def _first_version(memory_mib: int, cpus: float) -> Group | None:
    """Return groups of the separate hierarchies: memory, processor, and the clock of all processes."""
    places = {name: mount for kind, mount, names in reversed(_mounts()) if kind == "cgroup" for name in names}
    limit = memory_mib * 2**20
    memory = cpu = None
    if "memory" in places:
        memory = _make(places["memory"], {"memory.limit_in_bytes": limit}, {"memory.memsw.limit_in_bytes": limit})
    if "cpu" in places:
        settings = {"cpu.cfs_period_us": _PERIOD_MICROSECONDS, "cpu.cfs_quota_us": _quota(cpus)}
        cpu = _make(places["cpu"], settings)
    if memory is None and cpu is None:
        return None
    clock = None
    if "cpuacct" in places and places["cpuacct"] != places.get("cpu"):
        clock = _make(places["cpuacct"], {})
    words = _words(memory_mib if memory else None, cpus if cpu else None)
    return Group(tuple(folder for folder in (memory, cpu, clock) if folder), words)


def _make(parent: Path, settings: Mapping[str, object], wishes: Mapping[str, object] | None = None) -> Path | None:
    """Make a group with these settings and, where they exist, these wishes; None if it cannot be made."""
    folder = parent / f"convgrade-{os.getpid()}-{uuid4().hex[:8]}"
    try:
        folder.mkdir()
    except OSError:
        return None
    try:
        for name, value in settings.items():
            _set(folder / name, value)
    except OSError:
        with suppress(OSError):
            folder.rmdir()
        return None
    for name, value in (wishes or {}).items():
        with suppress(OSError):
            _set(folder / name, value)
    return folder


def _set(path: Path, value: object) -> None:
    """Write to a control file that exists: a group without it does not rule what we want ruled."""
    with path.open("r+") as file:
        file.write(str(value))


def _mounts() -> list[tuple[str, Path, list[str]]]:
    """Return kind, place and options of every mounted hierarchy."""
    if not sys.platform.startswith("linux") or not shutil.which("sh"):
        return []
    try:
        rows = [line.split() for line in MOUNTS.read_text().splitlines()]
    except OSError:
        return []
    return [(row[2], Path(row[1]), row[3].split(",")) for row in rows if row[2] in ("cgroup", "cgroup2")]


def _kill_and_remove(folder: Path) -> None:
    """Try to end a group: its processes take a moment to go, and only an empty group can be removed."""
    with suppress(OSError):
        for pid in (folder / "cgroup.procs").read_text().split():
            os.kill(int(pid), signal.SIGKILL)
    try:
        folder.rmdir()
    except OSError:
        time.sleep(0.01)


def _quota(cpus: float) -> int:
    return round(cpus * _PERIOD_MICROSECONDS)


def _words(memory_mib: int | None, cpus: float | None) -> str:
    memory = f"{memory_mib} MiB of memory" if memory_mib else "no limit on memory"
    return f"{memory}, {f'{cpus:g} processors' if cpus else 'no limit on processors'}"
