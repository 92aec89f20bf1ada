"""Start as a fork server or as one worker, with numpy imported and everything else out of reach."""

import builtins
import gc
import importlib
import os
import socket
import sys
from collections.abc import Sequence

from convgrade.worker import confine, ending, landlock

_NUMPY = "numpy numpy.linalg numpy.fft numpy.random numpy.polynomial numpy.ma"
_NUMPY += " numpy.lib.stride_tricks numpy.testing numpy.typing numpy.char numpy.rec"
_LIBRARY = """
    abc array ast bisect calendar cmath collections collections.abc concurrent.futures.thread contextlib copy csv
    dataclasses datetime decimal enum fractions functools glob hashlib heapq inspect io itertools json logging math
    numbers operator os pathlib pprint queue random re secrets shutil statistics string struct tempfile textwrap
    threading time timeit traceback types typing unicodedata warnings weakref zlib
    encodings.ascii encodings.idna encodings.latin_1 encodings.unicode_escape encodings.utf_16 encodings.utf_8_sig
"""


def start(home: str, role: str, numpy_parent: str, *packages: str) -> None:
    """Be what the command line asks for until the grader is gone.

    Parameters
    ----------
    home : str
        Folder that holds convgrade; on ``sys.path``, and removed from it.
    role : str
        ``serve:FD`` (fork server on an inherited socket), ``inherit:FD`` (worker on an inherited
        socket), ``connect:PORT`` (worker that connects, with a password from standard input) or
        ``end:UID:SHIELD`` (end all processes of a user).
    numpy_parent : str
        Folder that holds numpy.
    *packages : str
        ``NAME=FOLDER`` for each further package that student code may use, and the folder that holds it;
        `landlock.GPU` lets it use NVIDIA's devices, too.
    """
    kind, *where = role.split(":")
    numbers = [int(number) for number in where]
    if kind == "end":
        ending.kill_all_of(*numbers)
        return
    confine.first_to_die()
    confine.hide_memory()
    connection = _connected(*numbers) if kind == "connect" else _inherited(*numbers, alone=kind == "inherit")
    sys.path.append(numpy_parent)
    from convgrade.worker import forkserver, student  # noqa: PLC0415 - they need numpy

    _import_all()
    folders = _import_packages(packages)
    if sys.platform == "linux":
        landlock.allowed()  # found out once, and while everything can still be looked at
    sys.path[:] = [folder for folder in sys.path if folder not in (home, numpy_parent, *folders)]
    _forget_the_way_here()
    if kind == "serve":
        forkserver.ForkServer(connection).run()
    else:
        student.run(connection, None)
        os._exit(0)


def _inherited(descriptor: int, *, alone: bool) -> socket.socket:
    """Return an inherited socket, with a number out of the way of those that workers have."""
    if alone:
        confine.keep_descriptors(descriptor, 1)
        return socket.socket(fileno=confine.CHANNEL)
    moved = confine.moved_up(descriptor)
    os.close(descriptor)
    return socket.socket(fileno=moved)


def _connected(port: int) -> socket.socket:
    """Return a connection to the grader, which knows by the password that it is this process."""
    password = sys.stdin.buffer.readline()
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    connection.sendall(password)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    return connection


def _import_all() -> None:
    """Import what students may use: later neither numpy's folder nor the library need be readable."""
    for name in f"{_NUMPY} {_LIBRARY}".split():
        importlib.import_module(name)


def _import_packages(packages: Sequence[str]) -> list[str]:
    """Import further packages for student code, and let their folders be read; return where they are."""
    folders = []
    if landlock.GPU in packages:
        landlock.also_allow_gpu()
    for name, _, folder in (package.partition("=") for package in packages if package != landlock.GPU):
        sys.path.append(folder)
        folders.append(folder)
        importlib.import_module(name)
        landlock.also_allow(name)
    return folders


def _forget_the_way_here() -> None:
    """Make convgrade, and what lies beside numpy, no longer importable; ready the heap for forks."""
    sys.path_importer_cache.clear()
    for name in [name for name in sys.modules if name.partition(".")[0] == "convgrade"]:
        del sys.modules[name]
    setattr(builtins, "exit", sys.exit)  # noqa: B010 - as the module `site` has it
    setattr(builtins, "quit", sys.exit)  # noqa: B010
    gc.collect()
    gc.freeze()
