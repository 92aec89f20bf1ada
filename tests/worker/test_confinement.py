"""What a worker can reach, measured from inside."""

import os
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

import convgrade
from convgrade.core.errors import WorkerError
from convgrade.worker import forked, spawn
from convgrade.worker.client import Limits, start_workers
from convgrade.worker.confine import ConfinementError, clean_environment, take_own_user
from convgrade.worker.ending import kill_all_of

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="these layers are Linux's")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can change users")


def test_the_environment_holds_nothing_of_the_graders(ask):
    """Variables are those that are set on purpose, and no others."""
    assert ask("import os\ndef f(): return dict(os.environ)").value == clean_environment()


def test_the_command_line_is_public_and_says_nothing(student):
    """It names the interpreter, the worker's own file, and the folder of numpy."""
    worker = student("import os\ndef f(): return os.getppid()")
    server = worker.call("m", "f", (), {}, seconds=10).value
    words = Path(f"/proc/{server}/cmdline").read_bytes().decode().split("\0")[:-1]

    assert re.fullmatch(r"serve:\d+", words[6])
    assert words[:6] + words[7:] == spawn.command("")[:6] + spawn.command("")[7:]


@pytest.mark.parametrize("name", ["torch", "pytest", "hypothesis", "convgrade", "convgrade.worker.protocol", "pip"])
def test_what_lies_beside_numpy_cannot_be_imported(ask, name):
    """Neither the engine, nor PyTorch, nor anything else that is installed is importable by name."""
    outcome = ask(f"import importlib\ndef f(): importlib.import_module({name!r})")

    assert outcome.kind == "ModuleNotFoundError"


def test_no_folder_of_the_grader_is_on_the_path(ask):
    """The path has the standard library and nothing else."""
    path = ask("import sys\ndef f(): return sys.path").value

    assert not [folder for folder in path if "site-packages" in folder or "convgrade" in folder]


NUMPY = """
import numpy as np, numpy.ma, numpy.polynomial
def f():
    np.testing.assert_allclose(1, 1)
    square = np.eye(3)
    windows = np.lib.stride_tricks.sliding_window_view(square, (2, 2))
    return [np.linalg.svd(square)[1].shape, np.fft.fft(square).shape, np.random.rand(2).shape, windows.shape,
            numpy.polynomial.Polynomial([1]).degree() + 1]
"""


def test_numpy_works_as_a_whole(ask):
    """Its lazily imported parts are there, although its folder may not be readable."""
    assert ask(NUMPY).value == [(3,), (3, 3), (2,), (2, 2, 2, 2), 1]


@pytest.mark.parametrize(
    "name", ["math", "collections.abc", "dataclasses", "random", "statistics", "csv", "pathlib", "queue"]
)
def test_the_modules_that_students_use_are_there(ask, name):
    """The standard library's everyday modules can be imported."""
    assert ask(f"import {name}\ndef f(): return 1").value == 1


DESCRIPTORS = """
import os
def f():
    found = []
    for number in range(200):
        try:
            os.fstat(number)
            found.append(number)
        except OSError:
            pass
    return found, os.getcwd()
"""


@linux_only
def test_there_are_four_descriptors(ask):
    """Nothing, prints twice, and the channel: no other file or socket is open."""
    assert ask(DESCRIPTORS).value == ([0, 1, 2, 3], "/")


@as_root
def test_two_workers_have_two_users(student):
    """Each has a user and a group of its own, no other group, and no way back."""
    text = "import os\ndef f(): return os.getresuid(), os.getresgid(), os.getgroups()\ndef g(): os.setuid(0)"
    workers = [student(text), student(text)]
    [first, second] = [worker.call("m", "f", (), {}, seconds=10).value for worker in workers]
    uid = first[0][0]

    assert uid >= 200_000
    assert first == ((uid, uid, uid), (uid, uid, uid), [])
    assert second[0] != first[0]
    assert workers[0].call("m", "g", (), {}, seconds=10).kind == "PermissionError"


LITTER = """
import os, tempfile
def f():
    folder = tempfile.mkdtemp()
    open(os.path.join(folder, "inside"), "w").close()
    return folder
"""


@as_root
def test_files_that_a_worker_leaves_are_removed(unfiltered):
    """Where it may write, what its user wrote to the folders that anybody may write to is gone after the end."""
    worker = unfiltered(LITTER)
    folder = Path(worker.call("m", "f", (), {}, seconds=10).value)
    was_there = folder.is_dir()

    worker.close()

    assert was_there
    assert not folder.exists()


LIMITS = """
import resource
def f(): return [resource.getrlimit(getattr(resource, "RLIMIT_" + name)) for name in ("AS", "FSIZE", "NOFILE", "CORE")]
"""


@linux_only
def test_limits_are_in_force(start):
    """Memory, file size and descriptors are limited for good."""
    worker = start(LIMITS, Limits(memory_mib=256))

    limits = worker.call("m", "f", (), {}, seconds=10).value

    assert limits == [(2**28, 2**28), (2**20, 2**20), (64, 64), (0, 0)]


@linux_only
def test_cpu_time_is_limited(start):
    """A worker that uses up its processor time is ended by the system."""
    worker = start("def f():\n    while True: pass", Limits(cpu_seconds=0))

    outcome = worker.call("m", "f", (), {}, seconds=30)

    assert outcome.reason.startswith("killed by signal SIGXCPU (it used up its processor time)")


STATE = """
import ctypes
def f():
    prctl = ctypes.CDLL(None).prctl
    no_new_privileges, dumpable = prctl(39, 0, 0, 0, 0), prctl(3, 0, 0, 0, 0)
    return no_new_privileges, dumpable
"""


@linux_only
def test_the_process_is_closed_to_others(student):
    """It can gain no privileges, is not dumpable, and is the first to go when memory runs out."""
    worker = student(STATE)

    assert worker.call("m", "f", (), {}, seconds=10).value == (1, 0)
    assert Path(f"/proc/{worker._process.pid}/oom_score_adj").read_text() == "1000\n"


PEEK = """
import ctypes, os
def f(pid):
    refused = []
    for name in ("mem", "environ", "fd", "maps"):
        try:
            os.listdir(f"/proc/{pid}/fd") if name == "fd" else open(f"/proc/{pid}/{name}", "rb").read(1)
        except PermissionError:
            refused.append(name)
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.ptrace(16, pid, 0, 0) == -1 and ctypes.get_errno() == 1:
        refused.append("ptrace")
    return refused
def parent():
    return os.getppid()
"""


@linux_only
def test_a_worker_cannot_look_into_its_server_or_a_sibling(unfiltered):
    """Memory, environment and descriptors of the others are closed without the filters, to the same user too."""
    worker, sibling = unfiltered(PEEK), unfiltered("")
    server = worker.call("m", "parent", (), {}, seconds=10).value

    seen = [worker.call("m", "f", (pid,), {}, seconds=10).value for pid in (server, sibling._process.pid)]

    assert seen == [["mem", "environ", "fd", "maps", "ptrace"]] * 2


GRADER = """
import os, sys
from convgrade.worker.client import start_workers
from convgrade.worker.confine import protect_grader
assert protect_grader()
with start_workers() as source, source.start({"m.py": sys.argv[1].encode()}) as worker:
    print(worker.call("m", "f", (os.getpid(),), {}, seconds=10).value)
"""


@linux_only
def test_a_protected_grader_is_closed_to_its_worker():
    """A worker cannot look into the grader, even where both have one user."""
    done = subprocess.run([sys.executable, "-c", GRADER, PEEK], capture_output=True, text=True, timeout=60)

    assert done.stdout.strip() == "['mem', 'environ', 'fd', 'maps', 'ptrace']", done.stderr


THREADED = """
import threading
from convgrade.worker.confine import ConfinementError, Limits, apply
waiting = threading.Event()
threading.Thread(target=waiting.wait).start()
try:
    apply(Limits(), None, None)
except ConfinementError as error:
    print(error)
waiting.set()
"""


@linux_only
def test_a_process_with_threads_is_not_taken_for_a_worker():
    """The filters would not hold for threads that run already."""
    done = subprocess.run([sys.executable, "-c", THREADED], capture_output=True, text=True, timeout=60)

    assert "2 threads run before any student code does" in done.stdout, done.stderr


def test_a_layer_that_fails_keeps_student_code_from_running(monkeypatch):
    """A user that is none of a worker's is refused before anything is loaded."""
    monkeypatch.setattr(forked, "own_user", lambda: (5, 300_000))

    with start_workers("fork") as source, pytest.raises(WorkerError):
        source.start({"m.py": b""})


@pytest.mark.parametrize("uid", [0, 1, 1000])
def test_people_and_services_are_never_a_workers_user(uid):
    """Neither is such a user taken, nor are its processes killed."""
    with pytest.raises(ConfinementError):
        take_own_user(uid)
    with pytest.raises(ConfinementError):
        kill_all_of(uid, 300_000)
    with pytest.raises(ConfinementError):
        kill_all_of(300_000, uid)


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("         0          0 4294967295\n", (200_000, 2**30)),
        ("0 100000 65536\n", (20_000, 65_534)),
        ("0 1000 1\n1 100000 65535\n", (20_000, 65_534)),
        ("0 1000 1\n", (0, 0)),
    ],
)
def test_users_come_from_those_that_the_container_has(table, expected):
    """A container that runs without root maps few users: one of those is taken, or none."""
    assert spawn._mapped_range(table) == expected


def ordinary_user(command):
    """Run a command as a user of no importance, with this project and its packages on the path."""
    folders = [Path(convgrade.__file__).parents[1], Path(np.__file__).parents[1]]
    environment = {"PATH": os.defpath, "PYTHONPATH": os.pathsep.join(map(str, folders)), "PYTHONDONTWRITEBYTECODE": "1"}
    user = {"user": 54_321, "group": 54_321, "extra_groups": []}
    return subprocess.run(command, **user, env=environment, capture_output=True, text=True, timeout=120, cwd="/")


def reachable_python():
    """Return an interpreter, of this version, that any user may run; None if there is none."""
    name = "python{}.{}".format(*sys.version_info)
    for python in (sys.executable, f"/usr/bin/{name}", f"/usr/local/bin/{name}"):
        with suppress(OSError):
            if ordinary_user([python, "-c", "import numpy, pytest, convgrade"]).returncode == 0:
                return python
    return None


@linux_only
@as_root
def test_an_ordinary_user_can_grade_too():
    """The attacks end as they do for root, without users to change to."""
    python = reachable_python()
    if python is None:
        pytest.skip("no interpreter with numpy and pytest can be read by another user")
    chosen = "background or for_ever or sibling or endless_loop or closed_to or crash_says or grader_is_closed"
    tests = [str(Path(__file__)), str(Path(__file__).with_name("test_attacks.py"))]

    done = ordinary_user([python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", chosen, *tests])

    assert done.returncode == 0, done.stdout
