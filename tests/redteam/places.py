"""Where graders run: as the user of this process, or, where that is root, as an ordinary one as well."""

import json
import os
import random
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import numpy as np

import convgrade

TESTS = Path(__file__).parents[1]
_LIBRARIES = (
    "convgrade py _hypothesis_globals _hypothesis_ftz_detector "
    "numpy numpy.libs pytest _pytest pluggy iniconfig packaging hypothesis sortedcontainers gradescope_utils notebook "
    "fastjsonschema rich typer click markdown_it mdurl pygments shellingham typing_extensions annotated_doc"
)


class NoOrdinaryUserError(Exception):
    """No ordinary user can run the graders on this machine; the text says why."""


@dataclass(frozen=True)
class Place:
    """A user, and the programs and folders that it can read.

    ``uid`` is None where it is the user of this process.
    """

    base: Path
    uid: int | None
    python: str
    path: tuple[Path, ...]

    @cached_property
    def ordinary(self) -> "Place":
        """Return the place of an ordinary user: this one, if it is."""
        return self if self.uid is not None or os.geteuid() != 0 else ordinary_place(self.base)

    def another(self) -> "Place":
        """Return the same place for another user, where there are users to choose from."""
        return self if self.uid is None else replace(self, uid=self.uid + 1)

    @property
    def home(self) -> Path:
        """Return the user's home folder."""
        return self.base / f"home-{self.uid or 'own'}"

    @property
    def site(self) -> Path:
        """Return a folder with a package called torch, which the graders' users could import."""
        return self.base / "site"

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of the graders."""
        paths = os.pathsep.join(map(str, (self.site, *self.path)))
        threads = {f"{library}_NUM_THREADS": "1" for library in ("OMP", "OPENBLAS", "MKL")}
        self.home.mkdir(mode=0o700, exist_ok=True)
        give_to(self.uid, self.home)
        plain = {"PATH": os.defpath, "HOME": str(self.home), "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1"}
        return {**plain, **threads, "PYTHONPATH": paths}

    def as_user(self) -> dict[str, object]:
        """Return what makes subprocess start a program as this user."""
        return {} if self.uid is None else {"user": self.uid, "group": self.uid, "extra_groups": []}


def own_place() -> Place:
    """Return the place of this process's own user, with a new folder; `remove` it in the end."""
    base = Path(tempfile.mkdtemp(prefix="redteam-", dir="/tmp"))
    base.chmod(0o711)
    (base / "site" / "torch").mkdir(parents=True)
    (base / "site" / "torch" / "__init__.py").write_text("def total(numbers):\n    return float(sum(numbers))\n")
    site_packages = Path(np.__file__).parents[1]
    return Place(base, None, sys.executable, (TESTS, Path(convgrade.__file__).parents[1], site_packages))


def remove(place: Place) -> None:
    """Remove the folder of a place."""
    shutil.rmtree(place.base, ignore_errors=True)


def ordinary_place(base: Path) -> Place:
    """Return the place of an ordinary user, made by root.

    Raises
    ------
    NoOrdinaryUserError
        If this process is not root, or there is no Python that others can start.
    """
    if os.geteuid() != 0:
        raise NoOrdinaryUserError("only root can become an ordinary user; this user is one already")
    uid = random.SystemRandom().randrange(200_000, 2**30, 2)
    paths = (TESTS, Path(convgrade.__file__).parents[1], Path(np.__file__).parents[1])
    path = tuple(_open_to_all(path, base / "copy" / str(i)) for i, path in enumerate(dict.fromkeys(paths)))
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    reasons = []
    for python in (sys.executable, f"/usr/bin/{version}", f"/usr/local/bin/{version}"):
        place = Place(base, uid, python, path)
        reason = _why_not(place)
        if not reason:
            return place
        reasons.append(f"{python}: {reason}")
    raise NoOrdinaryUserError(f"no {version} here can be started by an ordinary user ({'; '.join(reasons)})")


def _why_not(place: Place) -> str:
    """Return why the graders cannot run in a place, or nothing."""
    command = [place.python, "-c", "import numpy, pytest, hypothesis, convgrade"]
    try:
        done = subprocess.run(command, env=place.environment, cwd="/", capture_output=True, **place.as_user())
    except OSError as error:
        return str(error)
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return "" if done.returncode == 0 else "".join(said[-1:]) or f"exit code {done.returncode}"


def _open_to_all(path: Path, copy: Path) -> Path:
    """Return a folder that everybody can read: this one, or a copy of what is needed of it."""
    if all(folder.stat().st_mode & 0o5 == 0o5 for folder in (path, *path.parents)):
        return path
    names = _LIBRARIES.split() if path.name == "site-packages" else [entry.name for entry in path.iterdir()]
    skip = shutil.ignore_patterns("__pycache__", "submissions", "tests" if path.name == "site-packages" else "")
    for name in names:
        source = path / name if (path / name).exists() else path / f"{name}.py"
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=skip)
        elif source.is_file():
            copy.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, copy)
    return copy


def give_to(uid: int | None, folder: Path) -> None:
    """Make everything in a folder a user's own."""
    if uid is not None:
        for path in (folder, *folder.rglob("*")):
            os.chown(path, uid, uid, follow_symlinks=False)


class Server:
    """A program that takes orders, one line each, and answers them, one line each; started anew when it is gone.

    Parameters
    ----------
    place : Place
        As which user.
    module : str
        Which program.
    secret : dict
        More of the environment.
    arguments : sequence of str, optional
        More of the command line.
    """

    def __init__(self, place: Place, module: str, secret: dict[str, str], arguments: tuple[str, ...] = ()) -> None:
        self._place = place
        self._command = [place.python, "-s", "-m", module, *arguments]
        self._environment = {**place.environment, **secret}
        self._process: subprocess.Popen | None = None
        self._words: Path = place.base / f"words-{module}-{id(self)}"

    def ask(self, order: dict, seconds: float) -> dict | None:
        """Return the answer to an order; None if there is none within some seconds."""
        process = self._running()
        try:
            process.stdin.write(json.dumps(order).encode() + b"\n")
            process.stdin.flush()
            ready, _, _ = select.select([process.stdout], [], [], seconds)
            line = process.stdout.readline() if ready else b""
            return json.loads(line)
        except (OSError, ValueError):
            self.close()
            return None

    def said(self) -> str:
        """Return what it wrote as errors since it was asked last."""
        if not self._words.exists():
            return ""
        text = self._words.read_text("utf-8", "replace")
        with suppress(OSError):
            os.truncate(self._words, 0)
        return text

    def close(self) -> None:
        """End it, and whatever its own user runs."""
        if self._process is None:
            return
        with suppress(OSError):
            self._process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(2.0)
        self._process.kill()
        self._process.wait()
        self._process.stdout.close()
        self._process = None
        if self._place.uid is not None:
            end_user(self._place.uid)

    def _running(self) -> subprocess.Popen:
        if self._process is None:
            with self._words.open("ab") as words:
                self._process = subprocess.Popen(
                    self._command,
                    env=self._environment,
                    cwd="/",
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=words,
                    start_new_session=True,
                    **self._place.as_user(),
                )
        return self._process


def end_user(uid: int) -> None:
    """Kill the processes of a user that was made up here."""
    for entry in os.scandir("/proc"):
        with suppress(OSError):
            if entry.name.isdigit() and f"\nUid:\t{uid}\t" in Path(f"{entry.path}/status").read_text():
                os.kill(int(entry.name), signal.SIGKILL)
