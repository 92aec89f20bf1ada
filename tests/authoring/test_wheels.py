"""Zips that bring their packages along: the pinned wheels, and nothing from a network where they are set up."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from convgrade.authoring.gradescope import Variant
from convgrade.authoring.layout import unpack
from convgrade.authoring.release import build_gradescope_zips
from convgrade.authoring.wheels import wheels_of
from convgrade.core.errors import ConvgradeError, InputError

PINS = Path(__file__).parents[2] / "autograder" / "gradescope"
THIS_PYTHON = "{}.{}".format(*sys.version_info)


def has_own_network():
    """Return whether a process without any network can be made here: as root, and where that is allowed."""
    return sys.platform == "linux" and os.geteuid() == 0 and shutil.which("unshare") is not None


def test_wheels_have_the_pinned_hashes():
    """What is brought along is what setup.sh would have downloaded; a marker chooses the version for each Python."""
    text = (PINS / "requirements.txt").read_text()
    numpy = text[text.index("\nnumpy==") + 1 : text.index("\npackaging==") + 1]

    wheels = wheels_of({"requirements.txt": numpy}, ["3.11", "3.12"])

    assert [name.split("-")[0::2][:2] for name in wheels] == [["numpy", "cp311"], ["numpy", "cp312"]]
    assert all(name.endswith("x86_64.whl") for name in wheels)
    assert all(f"--hash=sha256:{hashlib.sha256(wheel).hexdigest()}" in numpy for wheel in wheels.values())


def test_another_hash_is_not_taken():
    """A wheel that has not the hash of its pin is refused, with what pip says about it."""
    with pytest.raises(ConvgradeError, match=r"(?s)the wheels of pip.txt for Python 3.12 cannot.*HASH"):
        wheels_of({"pip.txt": f"pip==26.3 --hash=sha256:{'0' * 64}\n"}, ["3.12"])


def test_what_another_system_needs_is_left_out():
    """Wheels are for Linux: a requirement of Windows alone is none."""
    pins = (PINS / "requirements.txt").read_text()
    (colorama,) = [entry for entry in pins.replace("\\\n", "").splitlines() if entry.startswith("colorama")]
    pip = (PINS / "pip.txt").read_text()

    assert [name.split("-")[0] for name in wheels_of({"some.txt": f"{colorama}\n{pip}"}, ["3.12"])] == ["pip"]


def test_an_unknown_python_is_refused(course, tmp_path):
    """A version for which nothing is pinned is named, and those for which something is."""
    with pytest.raises(InputError, match=r"no wheels for Python 3.10: choose from 3.11, 3.12, 3.13"):
        build_gradescope_zips(course, (), tmp_path, Variant(vendored=("3.10",)))


@pytest.mark.skipif(not has_own_network(), reason="only root can take the network away from a process")
def test_a_vendored_zip_is_set_up_without_a_network(course, tmp_path):
    """The same bytes every time; in a place with no network at all, setup.sh installs what the zip brings."""
    variant = Variant(vendored=(THIS_PYTHON,))
    (path,) = build_gradescope_zips(course, (), tmp_path / "dist", variant)
    (again,) = build_gradescope_zips(course, (), tmp_path / "other", variant)
    unpack(path, tmp_path / "autograder" / "source")

    done = subprocess.run(
        ["unshare", "--net", tmp_path / "autograder" / "source" / "setup.sh"],
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHON": sys.executable, "KEEP_SYSTEM": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert (path.name, path.read_bytes()) == ("b1_numbers-gradescope-vendored.zip", again.read_bytes())
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1].startswith("convgrade ")
