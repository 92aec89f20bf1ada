"""Wheels that a release brings along, so that it can be set up without a network."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from packaging.requirements import Requirement

from convgrade.core.errors import ConvgradeError, InputError

PYTHONS = ("3.11", "3.12", "3.13")
_NEWEST_GLIBC, _OLDEST_GLIBC = 28, 5  # 2.28 is what PyTorch's wheels ask for; Ubuntu has had newer ones since 20.04
_PLATFORMS = (
    *(f"manylinux_2_{minor}_x86_64" for minor in range(_NEWEST_GLIBC, _OLDEST_GLIBC - 1, -1)),
    *("manylinux2014_x86_64", "manylinux2010_x86_64", "manylinux1_x86_64"),
)
_LINUX = {
    "implementation_name": "cpython",
    "os_name": "posix",
    "platform_machine": "x86_64",
    "platform_python_implementation": "CPython",
    "platform_system": "Linux",
    "sys_platform": "linux",
}


def wheels_of(pins: Mapping[str, str], pythons: Sequence[str]) -> dict[str, bytes]:
    """Return the wheels that some pins ask for on Linux on x86_64, by file name.

    They are downloaded by pip, which keeps them in its cache, and have the hashes that the pins name:
    the same pins always give the same bytes.

    Parameters
    ----------
    pins : mapping of str to str
        Texts of requirements files in which everything has a version and hashes, by name.
    pythons : sequence of str
        Versions of Python such as ``"3.12"``.

    Raises
    ------
    InputError
        If a version of Python is not among those that convgrade's packages are pinned for.
    ConvgradeError
        If a wheel cannot be had; the message ends with what pip said.
    """
    unknown = [python for python in pythons if python not in PYTHONS]
    if unknown:
        raise InputError(f"there are no wheels for Python {unknown[0]}: choose from {', '.join(PYTHONS)}")
    with tempfile.TemporaryDirectory(prefix="convgrade-wheels-") as folder:
        for python in pythons:
            for name, text in pins.items():
                wanted = Path(folder) / f"{python}-{name}"
                wanted.write_text("".join(f"{line}\n" for line in _for_python(text, python)), encoding="utf-8")
                _download(wanted, python, f"{name} for Python {python}")
        return {path.name: path.read_bytes() for path in sorted(Path(folder).glob("*.whl"))}


def _for_python(text: str, python: str) -> Iterator[str]:
    """Yield the options, and the requirements that a Python needs, without the markers that say when."""
    environment = {**_LINUX, "python_version": python, "python_full_version": f"{python}.0"}
    for line in text.replace("\\\n", " ").splitlines():
        if line.startswith("--"):
            yield line
        elif line.strip() and not line.lstrip().startswith("#"):
            words, *hashes = line.split(" --hash=")
            requirement = Requirement(words.strip())
            if requirement.marker is None or requirement.marker.evaluate(environment):
                pinned = f"{requirement.name}{requirement.specifier}"
                yield " --hash=".join([pinned, *(each.strip() for each in hashes)])


def _download(wanted: Path, python: str, what: str) -> None:
    """Have pip download wheels for another Python, and perhaps another system, than ours."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"]
    command += ["--only-binary", ":all:", "--implementation", "cp", "--python-version", python]
    command += [word for platform in _PLATFORMS for word in ("--platform", platform)]
    command += ["--dest", str(wanted.parent), "--requirement", str(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        said = "\n".join(done.stderr.strip().splitlines()[-5:])
        raise ConvgradeError(
            f"the wheels of {what} cannot be downloaded, which a vendored zip brings along: "
            f"try again with a network, or leave --vendored out; pip said:\n{said}"
        )
