"""Where a rehearsal takes place: a throw-away folder of this machine, or what looks the same to it."""

import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, Protocol

from convgrade.authoring.layout import Layout
from convgrade.authoring.limits import Group, limited_group
from convgrade.authoring.running import Ended, Limits, run

PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
SETUP_SECONDS = 1800.0


class Stage(Protocol):
    """A place with Gradescope's folders, in which a zip is set up once and grades many submissions.

    ``variants`` are the surroundings in which each submission is graded, at least one.
    """

    variants: tuple[str, ...]

    def image(self) -> Layout:
        """Return where the zip is to be unpacked."""

    def set_up(self, output: BinaryIO) -> Ended:
        """Run ``setup.sh``; what it prints goes to ``output``."""

    def fresh(self) -> Layout:
        """Return where the next submission is to be put, and where its results will be."""

    def grade(self, variant: str, limits: Limits, output: BinaryIO) -> Ended:
        """Run ``run_autograder`` on what was put into the last `fresh` folders."""


class ThisMachine:
    """A folder of this machine: nobody has to be root, and nothing is installed but into that folder.

    Parameters
    ----------
    folder : Path
        A folder of its own, which whoever calls removes.
    """

    variants: tuple[str, ...] = ("",)

    def __init__(self, folder: Path) -> None:
        folder.chmod(0o755)  # a worker with a user of its own must reach the Python in it
        self._layout = Layout(folder / "autograder")

    def image(self) -> Layout:
        """Return the only folders there are."""
        self._layout.base.mkdir()
        return self._layout

    def set_up(self, output: BinaryIO) -> Ended:
        """Run ``setup.sh`` with the Python that runs us, and without changing the system."""
        own = ("PYTHON", "VIRTUAL_ENV")
        environment = {key: value for key, value in os.environ.items() if not key.startswith(own)}
        environment |= {"PYTHON": getattr(sys, "_base_executable", sys.executable), "KEEP_SYSTEM": "1"}
        command = ["bash", str(self._layout.source / "setup.sh")]
        return run(command, self._layout.base, environment, output, SETUP_SECONDS)

    def fresh(self) -> Layout:
        """Return the same folders: what is put there replaces what the last run left."""
        return self._layout

    def grade(self, variant: str, limits: Limits, output: BinaryIO) -> Ended:  # noqa: ARG002 - there is one variant
        """Run ``run_autograder`` within limits, where the machine lets us set them."""
        environment = {"PATH": PATH, "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
        if sys.platform != "linux":  # Gradescope has Linux; elsewhere there are no filters to require
            environment["REQUIRE_ISOLATION"] = "process"
        with limited_group(limits.memory_mib, limits.cpus) as group:
            command = group.wrap([str(self._layout.run_autograder)])
            ended = run(command, self._layout.base, environment, output, limits.seconds)
            return measured(ended, group)


def measured(ended: Ended, group: Group) -> Ended:
    """Return how a run ended with what all of its processes used, where a group counted them."""
    cpu_seconds, peak_mib = group.cpu_seconds(), group.peak_mib()
    return replace(
        ended,
        cpu_seconds=ended.cpu_seconds if cpu_seconds is None else cpu_seconds,
        peak_mib=ended.peak_mib if peak_mib is None else peak_mib,
        limits=group.words,
    )
