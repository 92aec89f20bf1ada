"""Clean roots: made once, used as they are, and every reason why not said with its remedy."""

import os
import shutil
from pathlib import Path

import pytest

from convgrade.authoring import clean_root
from convgrade.authoring.clean_root import prepare, require_tools
from convgrade.core.errors import InputError

MAKES_A_ROOT = """\
for last; do :; done
mkdir -p "$last/bin" "$last/var/cache/apt/archives" "$last/var/lib/apt/lists"
touch "$last/bin/bash" "$last/var/cache/apt/pkgcache.bin" "$last/var/lib/apt/lists/list"
echo "$*" > "$last/called-with"
"""
FAILS = 'for last; do :; done\nmkdir -p "$last"\necho "I: Retrieving InRelease"\necho "E: no network" >&2\nexit 1\n'


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Return a function that makes this look like Linux, as root, with these programs alone."""
    tools = tmp_path / "tools"
    tools.mkdir()

    def have(**programs):
        for name, text in programs.items():
            path = tools / name
            path.write_text(f"#!/bin/sh\n{text}")
            path.chmod(0o755)

    monkeypatch.setattr(clean_root.sys, "platform", "linux")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    which = shutil.which
    monkeypatch.setattr(shutil, "which", lambda name, path=None: which(name, path=str(tools)))
    return have


def test_a_root_is_made_once(tmp_path, machine):
    """Debootstrap makes a small root with a Python, without what apt keeps; the next time it is used as it is."""
    machine(unshare='shift\nexec "$@"', debootstrap=MAKES_A_ROOT)
    folder = tmp_path / "cache" / "root"

    first = prepare(folder)
    machine(debootstrap="exit 1")
    second = prepare(folder)

    assert first == second == folder
    assert (folder / "called-with").read_text().startswith("--variant=minbase --include=python3,python3-venv bookworm ")
    assert list((folder / "var/cache/apt").iterdir()) == list((folder / "var/lib/apt/lists").iterdir()) == []
    assert [path.name for path in folder.parent.iterdir()] == ["root"]


def test_a_root_that_was_given_up_is_begun_anew(tmp_path, machine):
    """What an interrupted attempt left beside the folder is replaced."""
    machine(unshare='shift\nexec "$@"', debootstrap=MAKES_A_ROOT)
    (tmp_path / "root.unfinished" / "half").mkdir(parents=True)

    folder = prepare(tmp_path / "root")

    assert not (folder / "half").exists()
    assert not (tmp_path / "root.unfinished").exists()


def test_without_network_the_last_lines_are_told(tmp_path, machine):
    """If debootstrap fails, what it needs and what it said last are told, and no half root is taken for one."""
    machine(unshare='shift\nexec "$@"', debootstrap=FAILS)

    with pytest.raises(InputError, match="it needs the network, and about 300 MB of disk") as caught:
        prepare(tmp_path / "root")

    assert str(caught.value).endswith("I: Retrieving InRelease\nE: no network")
    assert not (tmp_path / "root").exists()


def test_a_folder_of_something_else_is_left_alone(tmp_path, machine):
    """A folder that holds other things is refused, and keeps them."""
    machine(debootstrap="exit 1")
    (tmp_path / "homework.txt").touch()

    with pytest.raises(InputError, match="holds something that is no root file system"):
        prepare(tmp_path)

    assert (tmp_path / "homework.txt").exists()


def test_a_missing_debootstrap_is_named_with_its_package(tmp_path, machine):
    """Without debootstrap the message says what to install."""
    machine(unshare="")

    with pytest.raises(InputError, match=r"debootstrap is missing, .*\(apt-get install debootstrap\), or leave"):
        prepare(tmp_path / "root")


@pytest.mark.parametrize(("name", "package"), [("runc", "runc"), ("mount", "mount"), ("unshare", "util-linux")])
def test_a_missing_program_is_named_with_its_package(machine, name, package):
    """Without one of the programs that containers take, the message says what to install."""
    machine(**{other: "" for other in ("runc", "mount", "unshare") if other != name})

    with pytest.raises(InputError, match=rf"{name} is missing, which .*\(apt-get install {package}\)"):
        require_tools()


def test_without_root_the_way_out_is_told(machine, monkeypatch):
    """An ordinary user is told about sudo, and that a rehearsal works without a clean root."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)

    with pytest.raises(InputError, match=r"a clean root needs root.*use sudo, or leave --clean-root out"):
        require_tools()


def test_other_systems_are_told(machine, monkeypatch):
    """Elsewhere than on Linux a virtual machine is the way."""
    monkeypatch.setattr(clean_root.sys, "platform", "darwin")

    with pytest.raises(InputError, match="needs Linux, and this is darwin: use a virtual machine"):
        require_tools()


def test_everything_there_is_fine(machine):
    """With all programs there is nothing to say."""
    machine(runc="", mount="", unshare="")

    assert require_tools() is None
    assert Path(clean_root.tool("runc")).name == "runc"
