"""A root file system made of Debian's packages, with nothing in it but a Python."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from convgrade.core.errors import InputError

SUITE = "bookworm"  # the oldest whose Python is new enough
PACKAGES = ("python3", "python3-venv")
_SBIN = "/usr/local/sbin:/usr/sbin:/sbin"
_LEFT_OVER = ("var/cache/apt", "var/lib/apt/lists")
_WITHOUT = "or leave --clean-root out to rehearse without one"
_FOR: Mapping[str, str] = {
    "debootstrap": "makes a clean root from Debian's packages",
    "mount": "puts the layers of a container together",
    "runc": "runs containers",
    "unshare": "keeps a container's mounts from this machine's",
}
_PACKAGE_OF = {"mount": "mount", "unshare": "util-linux"}


def require_tools() -> None:
    """Refuse a machine on which containers cannot be run.

    Raises
    ------
    InputError
        Says what is missing, and how to get it.
    """
    if not sys.platform.startswith("linux"):
        raise InputError(f"a clean root needs Linux, and this is {sys.platform}: use a virtual machine, {_WITHOUT}")
    if os.geteuid() != 0:
        raise InputError(f"a clean root needs root, who alone may mount and make containers: use sudo, {_WITHOUT}")
    for name in ("runc", "mount", "unshare"):
        tool(name)


def tool(name: str) -> str:
    """Return the path of a program.

    Raises
    ------
    InputError
        Says which package has it.
    """
    found = shutil.which(name) or shutil.which(name, path=_SBIN)
    if found is None:
        package = _PACKAGE_OF.get(name, name)
        raise InputError(f"{name} is missing, which {_FOR[name]}: install it (apt-get install {package}), {_WITHOUT}")
    return found


def prepare(folder: Path, suite: str = SUITE, packages: Sequence[str] = PACKAGES) -> Path:
    """Return a folder that holds a root file system; make one there if there is none yet.

    Parameters
    ----------
    folder : Path
        Kept from run to run, and never written to once it is made.  Any other root with bash in it
        will do too, such as an unpacked image.
    suite : str, optional
        Debian's release to make.
    packages : sequence of str, optional
        What it holds beside the least that Debian calls a system.

    Raises
    ------
    InputError
        If the folder holds something else, or a root cannot be made; says what to do.
    """
    if (folder / "bin" / "bash").exists():
        return folder.resolve()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"{folder} holds something that is no root file system (no bin/bash): name another folder")
    unfinished = folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    unfinished.parent.mkdir(parents=True, exist_ok=True)
    _bootstrap(unfinished, suite, packages)
    for name in _LEFT_OVER:
        _empty(unfinished / name)
    unfinished.replace(folder)
    return folder.resolve()


def _bootstrap(folder: Path, suite: str, packages: Sequence[str]) -> None:
    """Run debootstrap; whatever it mounts, this machine does not see."""
    command = [tool("unshare"), "--mount", tool("debootstrap"), "--variant=minbase"]
    command += [f"--include={','.join(packages)}", suite, str(folder)]
    environment = {**os.environ, "PATH": f"{os.environ.get('PATH', os.defpath)}:{_SBIN}"}
    done = subprocess.run(  # noqa: S603 - our own words
        command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        said = "\n".join([*done.stdout.splitlines()[-5:], *done.stderr.splitlines()[-5:]])
        raise InputError(
            f"debootstrap could not make a root of Debian {suite} in {folder}: "
            f"it needs the network, and about 300 MB of disk; its last lines:\n{said}"
        )


def _empty(folder: Path) -> None:
    """Remove what a folder holds."""
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
