"""A rehearsal in containers like Gradescope's: a clean root, ``setup.sh`` in it once, every run in a fresh copy."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from convgrade.authoring import docker
from convgrade.authoring.clean_root import tool
from convgrade.authoring.layout import Layout
from convgrade.authoring.limits import Group, group_of_another, limits_memory_and_cpu, swap_is_counted
from convgrade.authoring.pip_settings import carried, pip_environment
from convgrade.authoring.running import Ended, Limits, last_lines, run
from convgrade.authoring.stages import PATH, SETUP_SECONDS, measured
from convgrade.core.errors import InputError

BASE = "/autograder"
_NETWORK_FILES = ("/etc/hosts", "/etc/resolv.conf")
# Names without a colon or a comma, which mount would take for separators: that is what the links are for.
_ENTER = 'mount -t overlay overlay -o "$1" merged && shift && exec "$@"'


class CleanRoot:
    """Layers over a root file system: what ``setup.sh`` left, and over that what one run writes.

    Parameters
    ----------
    root : Path
        A root file system, which stays as it is.
    folder : Path
        An empty folder, which whoever calls removes.
    variants : sequence of str
        Keys of `docker.VARIANTS`.

    Raises
    ------
    InputError
        If no container can be started here; quotes what the system said.
    """

    def __init__(self, root: Path, folder: Path, variants: Sequence[str] = ("docker",)) -> None:
        self.variants = tuple(variants)
        self._folder = folder
        (folder / "root").symlink_to(root)
        for name in ("image", "run", "bundle", "merged"):
            _open_folder(folder / name)
        self._try()

    def image(self) -> Layout:
        """Return Gradescope's folders in the layer in which ``setup.sh`` runs."""
        return self._layout("image")

    def set_up(self, output: BinaryIO) -> Ended:
        """Run ``setup.sh`` with this machine's network, and pip told what it is told here."""
        environment, binds = _of_the_network()
        order = docker.Order(
            [f"{BASE}/source/setup.sh"],
            BASE,
            {"PATH": PATH, "HOME": "/root", **environment},
            self.variants[0],
            network=True,
            binds=binds,
        )
        return self._run(order, "image", "root", SETUP_SECONDS, output)

    def fresh(self) -> Layout:
        """Return Gradescope's folders in a new layer, over what ``setup.sh`` left."""
        shutil.rmtree(self._folder / "run")
        _open_folder(self._folder / "run")
        return self._layout("run")

    def grade(self, variant: str, limits: Limits, output: BinaryIO) -> Ended:
        """Run ``run_autograder`` without a network."""
        return self.execute([f"{BASE}/run_autograder"], variant, limits, output)

    def execute(
        self,
        command: Sequence[str],
        variant: str,
        limits: Limits,
        output: BinaryIO,
        shown: Mapping[str, Path] | None = None,
        *,
        network: bool = False,
    ) -> Ended:
        """Run any command as `grade` runs ``run_autograder``.

        Parameters
        ----------
        command : sequence of str
            Program and arguments, by their names in the container.
        variant : str
            A key of `docker.VARIANTS`.
        limits : Limits
            Of all its processes together.
        output : file
            Where everything that it prints goes.
        shown : mapping of str to Path, optional
            What of this machine is shown in the container, read-only, by where it is there.
        network : bool, optional
            Give it the network of this machine, and tell pip what it is told here, as `set_up` does.
        """
        environment, binds = _of_the_network() if network else ({}, {})
        environment = {"PATH": PATH, "HOME": "/root", "LANG": "C.UTF-8", **environment}
        binds |= shown or {}
        order = docker.Order(command, BASE, environment, variant, network=network, binds=binds, limits=limits)
        return self._run(order, "run", "image:root", limits.seconds, output)

    def _layout(self, layer: str) -> Layout:
        layout = Layout(self._folder / layer / BASE[1:])
        _open_folder(layout.base)
        return layout

    def _try(self) -> None:
        """Start a container that does nothing, for each variant."""
        for variant in self.variants:
            order = docker.Order(["/bin/true"], "/", {"PATH": PATH}, variant)
            with tempfile.TemporaryFile() as output:
                if self._run(order, "run", "root", 60.0, output).exit_code == 0:
                    continue
                raise InputError(
                    "no container can be started here (inside of a container that may not mount, for instance), so a "
                    f"clean root is of no use; rehearse without --clean-root.  The system said:\n{last_lines(output)}"
                )

    def _run(self, order: docker.Order, upper: str, lower: str, seconds: float, output: BinaryIO) -> Ended:
        """Run a container whose root is the layers ``lower`` under ``upper``; nothing of it is left running."""
        name = f"convgrade-{os.getpid()}-{uuid4().hex[:8]}"
        if order.limits is not None and not limits_memory_and_cpu():
            order = replace(order, limits=None)
        group = group_of_another(name, order.limits)
        self._write(docker.config(order, self._folder / "merged", cgroup=f"/{name}", swap=swap_is_counted()))
        work = self._folder / f"work-{name}"
        work.mkdir()
        runc = [tool("runc"), "--root", "state"]
        command = [*runc, "run", "--keep", "--bundle", "bundle", name]
        layers = f"lowerdir={lower},upperdir={upper},workdir={work.name}"
        environment = {"PATH": PATH}
        try:
            enter = [tool("unshare"), "--mount", "sh", "-c", _ENTER, "sh", layers, *command]
            return measured(run(enter, self._folder, environment, output, seconds), group)
        finally:
            self._end([*runc, "delete", "--force", name], group)
            shutil.rmtree(work, ignore_errors=True)

    def _end(self, command: Sequence[str], group: Group) -> None:
        """End what may still run in a container, and remove its groups."""
        subprocess.run(command, cwd=self._folder, capture_output=True, check=False)  # noqa: S603 - our own words
        group.end()

    def _write(self, config: docker.Config) -> None:
        (self._folder / "bundle" / "config.json").write_text(json.dumps(config, indent=2), encoding="utf-8")


def _of_the_network() -> tuple[dict[str, str], dict[str, Path]]:
    """Return the variables with which pip finds packages, and the files that this and names of machines need."""
    environment, binds = carried(pip_environment())
    return environment, binds | {path: Path(path) for path in _NETWORK_FILES if Path(path).exists()}


def _open_folder(path: Path) -> None:
    """Make a folder that every user of the container may enter, whatever the umask here."""
    path.mkdir()
    path.chmod(0o755)
