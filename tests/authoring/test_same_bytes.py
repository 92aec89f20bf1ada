"""`release all` gives the same bytes: again, from another folder, by another user, in other surroundings."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from convgrade.authoring.release_all import build_all
from convgrade.authoring.wheel import project_root

NOBODY = "65534"
OTHER_SURROUNDINGS = {
    "LC_ALL": "C",
    "LANG": "de_DE.ISO-8859-1",
    "PYTHONHASHSEED": "1234",
    "TZ": "Pacific/Kiritimati",
    "COLUMNS": "40",
}


def as_somebody_else():
    """Return what runs a command as another user: one that may read everything, as the interpreter may be root's."""
    tool = shutil.which("setpriv")
    if not tool or os.name != "posix" or os.geteuid() != 0:
        return []
    may_read = [f"--{kind}-caps=+dac_read_search" for kind in ("inh", "ambient")]
    command = [tool, f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", *may_read]
    return command if subprocess.run([*command, "true"]).returncode == 0 else []


@pytest.fixture
def released(course):
    """Return the course to release: the tiny one, or the one that `make same-bytes` names."""
    named = os.environ.get("CONVGRADE_COURSE")
    return project_root() / named if named else course


@pytest.fixture
def elsewhere():
    """Copy convgrade's sources, without what git ignores, to a folder that other users may enter and write into."""
    root = project_root()
    with tempfile.TemporaryDirectory(prefix="convgrade elsewhere ") as name:
        copy = Path(name)
        shutil.copytree(root / "autograder", copy / "autograder", ignore=shutil.ignore_patterns("__pycache__"))
        for file in ("pyproject.toml", "README.md", "LICENSE", ".gitignore"):
            shutil.copyfile(root / file, copy / file)
        copy.chmod(0o777)
        yield copy


def everything_in(folder):
    """Return the content of every file below a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def contents(path):
    """Return the content of a file, or of every file below a folder."""
    return [path.read_bytes()] if path.is_file() else list(everything_in(path).values())


def test_release_all_gives_the_same_bytes_everywhere(released, tmp_path, elsewhere):
    """Another folder, user, umask, locale, time zone, hash seed and an earlier build change no byte of any artefact."""
    first = [one.path for one in build_all(released, (), tmp_path / "here")]
    shutil.copytree(released, elsewhere / "a colleague's" / released.name)
    command = [*as_somebody_else(), sys.executable, "-m", "convgrade", "release", "all", "--no-selfcheck"]
    command += ["--assignments", f"a colleague's/{released.name}", "--out", "dist"]
    places = {"PYTHONPATH": str(elsewhere / "autograder"), "HOME": str(elsewhere), "TMPDIR": str(elsewhere)}
    surroundings = {**os.environ, **OTHER_SURROUNDINGS, **places}

    done = subprocess.run(command, cwd=elsewhere, env=surroundings, umask=0o077, capture_output=True)

    assert done.returncode == 0, done.stderr.decode()
    assert {path.name for path in first} <= {path.name for path in (elsewhere / "dist").iterdir()}
    assert everything_in(elsewhere / "dist") == everything_in(tmp_path / "here")


def test_the_table_tells_what_was_built(course, tmp_path):
    """Each artefact has its size, and the SHA-256 of its bytes."""
    built = list(build_all(course, ["b1_numbers"], tmp_path / "dist"))

    there = {path.name: sum(map(len, contents(path))) for path in (tmp_path / "dist").iterdir()}
    assert {one.path.name: one.size for one in built} == there
    assert len({one.digest for one in built}) == len(built)
