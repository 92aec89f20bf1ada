"""Build convgrade's own wheel, which every release carries: no index needs to know it."""

import functools
import os
import subprocess
import sys
import tempfile
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import convgrade
from convgrade.core.archive import unzip, zip_bytes
from convgrade.core.errors import ConvgradeError, InputError
from convgrade.core.hashing import content_hash, folder_files

WHEEL_NAME = f"convgrade-{convgrade.__version__}-py3-none-any.whl"
_SOURCES = ("pyproject.toml", "README.md", "LICENSE")
_EPOCH = "315532800"  # 1980-01-01, the first time that a zip file can hold


def project_root() -> Path:
    """Return the folder of convgrade's sources.

    Raises
    ------
    InputError
        If convgrade was installed from a wheel, so that its sources are not at hand.
    """
    package = Path(convgrade.__file__).resolve().parent
    root = package.parents[1]
    if not all((root / name).is_file() for name in _SOURCES) or package != root / "autograder" / "convgrade":
        raise InputError(
            "releases are built from convgrade's sources, which are not at hand: "
            "run this in a clone of the project, after `pip install --editable .`"
        )
    return root


def wheel_bytes() -> bytes:
    """Return the bytes of convgrade's wheel: the same for the same sources.

    Raises
    ------
    InputError
        If the sources or hatchling are missing.
    ConvgradeError
        If the build fails; the message quotes hatchling.
    """
    root = project_root()
    sources = folder_files(root / "autograder" / "convgrade")
    sources |= {f"../{name}": (root / name).read_bytes() for name in _SOURCES}
    return _build(root, content_hash(sources))


def students_wheel_bytes() -> bytes:
    """Return the wheel that students get: without the modules that pyproject.toml calls private.

    Raises
    ------
    InputError, ConvgradeError
        As in `wheel_bytes`.
    """
    settings = tomllib.loads((project_root() / "pyproject.toml").read_text(encoding="utf-8"))
    private: list[str] = settings["tool"]["convgrade"]["private"]
    files = unzip(wheel_bytes())
    kept = {name: data for name, data in files.items() if not any(fnmatch(name, pattern) for pattern in private)}
    (record,) = (name for name in kept if name.endswith(".dist-info/RECORD"))
    lines = kept[record].decode().splitlines(keepends=True)
    kept[record] = "".join(line for line in lines if line.partition(",")[0] in kept).encode()
    return zip_bytes(kept)


@functools.lru_cache(maxsize=2)
def _build(root: Path, sources_hash: str) -> bytes:  # noqa: ARG001 - the hash is the cache's key
    with tempfile.TemporaryDirectory(prefix="convgrade-wheel-") as folder:
        command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        environment = {**os.environ, "SOURCE_DATE_EPOCH": _EPOCH}
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
        wheel = Path(folder) / WHEEL_NAME
        if "No module named hatchling" in done.stderr:
            raise InputError("hatchling is not installed, which builds convgrade's wheel: pip install hatchling")
        if done.returncode or not wheel.is_file():
            raise ConvgradeError(f"hatchling could not build convgrade's wheel in {root}:\n{done.stderr.strip()}")
        return zip_bytes(unzip(wheel.read_bytes()))
