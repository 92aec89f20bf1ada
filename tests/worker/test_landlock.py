"""The filter for files: the rights of each version, and that it holds inside a worker."""

import errno
import os
import struct
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import pytest

from convgrade.worker import landlock
from convgrade.worker.landlock import READ_DIR, READ_FILE, WRITE_FILE, Rights, rights_of

has_landlock = pytest.mark.skipif(not landlock.version()[0], reason="this kernel has no Landlock")


@pytest.mark.parametrize(
    ("version", "rights", "length"),
    [
        (1, Rights(0x1FFF), 8),
        (2, Rights(0x3FFF), 8),
        (3, Rights(0x7FFF), 8),
        (4, Rights(0x7FFF, 3), 16),
        (5, Rights(0xFFFF, 3), 16),
        (6, Rights(0xFFFF, 3, 3), 24),
        (7, Rights(0xFFFF, 3, 3), 24),
    ],
)
def test_each_version_is_asked_for_what_it_knows(version, rights, length):
    """A bit or a field that the kernel does not know would be an error."""
    assert rights_of(version) == rights
    assert len(rights.packed) == length
    assert struct.unpack_from("=Q", rights.packed) == (rights.files,)


@pytest.mark.parametrize("error", [errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP])
def test_a_kernel_or_container_without_it_is_a_reason(monkeypatch, error):
    """An old kernel, one that has it off, and an old container engine all count as missing."""
    monkeypatch.setattr(landlock, "_system_call", lambda *_: (-1, error))

    assert os.strerror(error) in landlock.restrict()


def test_any_other_error_keeps_student_code_from_running(monkeypatch):
    """What is not known to mean "not there" may mean "broken"."""
    monkeypatch.setattr(landlock, "_system_call", lambda *_: (-1, errno.EINVAL))

    with pytest.raises(landlock.LandlockError):
        landlock.restrict()


def test_other_systems_have_none(monkeypatch):
    """They are not asked."""
    monkeypatch.setattr(sys, "platform", "darwin")

    assert landlock.version() == (0, errno.ENOSYS)


def test_the_allowlist_names_python_and_numpy_and_no_other_package():
    """Neither site-packages nor the grader's folders are in it; only one device can be written to."""
    landlock.allowed.cache_clear()
    rules = dict(landlock.allowed())
    numpy = str(Path(np.__file__).resolve().parent)
    readable = [path for path, access in rules.items() if access & READ_FILE]

    assert rules[numpy] == READ_FILE | READ_DIR
    assert rules[str(Path(os.__file__).resolve().parent)] == READ_DIR
    assert [path for path in readable if path.endswith("-packages")] == []
    assert not any(str(Path(landlock.__file__)).startswith(path) for path in readable)
    assert [path for path, access in rules.items() if access & WRITE_FILE] == [os.devnull]


READING = """
import errno, os
def f(paths):
    answers = []
    for path in paths:
        try:
            os.listdir(path) if os.path.isdir(path) else open(path, "rb").read(1)
            answers.append("")
        except OSError as error:
            answers.append(errno.errorcode[error.errno])
    return answers
"""


@has_landlock
def test_the_system_and_the_grader_are_closed(student):
    """Users, processes, devices, folders for everybody, and this project cannot be read."""
    paths = ["/", "/etc/passwd", "/etc", "/proc", "/proc/self/status", "/sys", "/tmp", "/dev", "/dev/shm", "/usr/bin"]
    paths += [__file__, str(Path(landlock.__file__).parent), str(Path(np.__file__).parents[1])]

    answers = student(READING).call("m", "f", (paths,), {}, seconds=10).value

    assert [(path, answer) for path, answer in zip(paths, answers, strict=True) if answer != "EACCES"] == []


@has_landlock
def test_what_computing_needs_is_open(student):
    """The devices that give nothing and random bytes can be read."""
    paths = [os.devnull, "/dev/zero", "/dev/urandom"]

    assert student(READING).call("m", "f", (paths,), {}, seconds=10).value == ["", "", ""]


WRITING = """
import errno, os, socket
def attempt(function, *arguments):
    try:
        function(*arguments)
    except OSError as error:
        return errno.errorcode[error.errno]
    return ""
def f(folder, path):
    inside = os.path.join(folder, "new")
    return {
        "create": attempt(open, inside, "w"),
        "make folder": attempt(os.mkdir, inside),
        "write": attempt(os.open, path, os.O_WRONLY),
        "empty": attempt(os.open, path, os.O_RDONLY | os.O_TRUNC),
        "rename": attempt(os.rename, path, path + "x"),
        "remove": attempt(os.unlink, path),
        "remove folder": attempt(os.rmdir, os.path.join(folder, "empty")),
        "pipe": attempt(os.mkfifo, inside),
        "link": attempt(os.link, path, inside),
        "symbolic link": attempt(os.symlink, path, inside),
        "mode": attempt(os.chmod, path, 0o777),
        "cut off": attempt(os.truncate, path, 0),
        "times": attempt(os.utime, path),
    }
"""


@has_landlock
def test_nothing_can_be_written(student):
    """Not even where modes let everybody write: files stay as they are, and none comes into being."""
    with tempfile.TemporaryDirectory() as name:
        folder, path = Path(name), Path(name, "file")
        (folder / "empty").mkdir()
        path.write_text("content")
        for place in (folder, path, folder / "empty"):
            place.chmod(0o777)

        answers = student(WRITING).call("m", "f", (name, str(path)), {}, seconds=10).value

        assert {what: answer for what, answer in answers.items() if answer not in ("EACCES", "EPERM")} == {}
        assert path.read_text() == "content"
        assert sorted(p.name for p in folder.iterdir()) == ["empty", "file"]


LATE = """
import importlib, sys
def f(names): return [importlib.import_module(name).__name__ for name in names]
"""


@has_landlock
def test_modules_that_were_not_loaded_before_can_be(student):
    """Where its user may read the library, a worker may import all of it, and numpy's rare parts."""
    folders = Path(os.__file__).resolve().parents
    if os.geteuid() == 0 and not all(folder.stat().st_mode & 0o001 for folder in folders):
        pytest.skip("the library lies in a folder that only root can enter")
    names = ["html.parser", "numpy.f2py", "sqlite3", "unittest.mock", "xml.dom.minidom"]

    assert student(LATE).call("m", "f", (names,), {}, seconds=20).value == names


OLD_CONTAINER = """
import ctypes, struct
from convgrade.worker.client import start_workers
libc = ctypes.CDLL(None, use_errno=True)
program = [(0x20, 0, 0, 0), (0x15, 0, 1, 444), (0x06, 0, 0, 0x00050001), (0x06, 0, 0, 0x7FFF0000)]
room = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *one) for one in program))
head = ctypes.create_string_buffer(struct.pack("@HP", len(program), ctypes.addressof(room)))
assert libc.prctl(38, 1, 0, 0, 0) == 0 and libc.prctl(22, 2, head, 0, 0) == 0
with start_workers() as workers:
    print("; ".join(workers.isolation.missing))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="containers are Linux's")
def test_workers_start_in_a_container_that_hides_it():
    """Old container engines answer EPERM to calls that they do not know; the other layers are put on all the same."""
    done = subprocess.run([sys.executable, "-c", OLD_CONTAINER], capture_output=True, text=True, timeout=60)

    assert "no Landlock: Operation not permitted" in done.stdout, done.stderr
    assert "seccomp" not in done.stdout
