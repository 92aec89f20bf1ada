"""Where workers come from: the fork server, its loss, and fresh interpreters."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import numpy as np
import pytest

from convgrade.core.errors import WorkerError
from convgrade.worker import forked, fresh
from convgrade.worker.client import Crashed, Loaded, Returned, TimedOut, start_workers
from convgrade.worker.levels import CALLS

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="the fork server is for Linux")
pytestmark = linux_only

ECHO = {"m.py": b"import os\ndef f(x=1): return x\ndef parent(): return os.getppid()\ndef leave(): os._exit(0)\n"}


def call(worker, function="f", *args):
    """Call one function of m.py."""
    return worker.call("m", function, args, {}, seconds=10)


def is_gone(pid, seconds=5.0):
    """Wait until a process has ended; return whether it has."""
    deadline = time.monotonic() + seconds
    while is_alive(pid):
        if time.monotonic() >= deadline:
            return False
        time.sleep(0.01)
    return True


def is_alive(pid):
    """Return whether a process runs; one that ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_starting_does_not_wait_for_the_server():
    """The server imports numpy while the grader goes on."""
    with start_workers("fork") as source:
        assert not source._spawner._server._is_ready


def test_a_source_can_be_closed_unused_and_twice():
    """Nothing needs to have been started."""
    source = start_workers("fork")
    process = source._spawner._server._process

    source.close()
    source.close()

    assert process.returncode is not None


def test_a_closed_source_starts_nothing():
    """A worker from a closed source is a mistake with a message."""
    source = start_workers("fork")
    source.close()

    with pytest.raises(WorkerError, match="closed"):
        source.start({})


def test_closing_a_source_ends_its_workers():
    """Workers that nobody closed end with their source."""
    with start_workers("fork") as source:
        worker = source.start(ECHO)

    assert is_gone(worker._process.pid, 0)
    assert call(worker) == Crashed("not started: the process had ended before")


def test_a_crashed_worker_can_be_replaced(workers):
    """Another one from the same source works."""
    with workers.start(ECHO) as worker:
        crashed = call(worker, "leave")
    with workers.start(ECHO) as worker:
        again = call(worker)

    assert isinstance(crashed, Crashed)
    assert again == Returned(1)


def test_workers_run_side_by_side(workers):
    """Two workers of one source do not mix up their answers."""
    with workers.start(ECHO) as one, workers.start(ECHO) as two:
        values = [call(worker, "f", x).value for x in range(3) for worker in (one, two)]

    assert values == [0, 0, 1, 1, 2, 2]


def test_a_lost_server_is_replaced():
    """Killing the fork server costs its workers, and the next one comes from a new server."""
    with start_workers("fork") as source:
        worker = source.start(ECHO)
        os.kill(call(worker, "parent").value, signal.SIGKILL)
        assert is_gone(worker._process.pid)
        after = call(worker)
        with source.start(ECHO) as another:
            again = call(another)

    assert isinstance(after, Crashed)
    assert again == Returned(1)


def test_a_server_that_cannot_start_is_an_error_for_people(monkeypatch):
    """The message has the last thing that the program said."""
    monkeypatch.setattr(forked, "command", lambda *_: [sys.executable, "-c", "raise SystemExit('numpy is broken')"])

    with start_workers("fork") as source, pytest.raises(WorkerError, match="numpy is broken"):
        source.start({})


def test_a_process_that_cannot_be_ended_stops_grading(monkeypatch):
    """After such a find no further worker is started."""
    source = start_workers("fork")
    worker = source.start(ECHO)
    monkeypatch.setattr(source._spawner, "end", lambda *_: source._spawner._require_nothing_of([4711]))

    with pytest.raises(WorkerError, match="4711"):
        worker.close()
    with pytest.raises(WorkerError, match="4711"):
        source.start({})
    source.close()


def test_an_interrupt_ends_the_worker(workers, monkeypatch):
    """Ctrl-C while student code runs leaves no worker in the middle of a call."""
    worker = workers.start(ECHO)

    def interrupt(_deadline):
        raise KeyboardInterrupt

    monkeypatch.setattr(worker._channel, "receive", interrupt)

    with pytest.raises(KeyboardInterrupt):
        call(worker)
    assert worker.ended


GRADER = """
import sys
from convgrade.worker.client import start_workers
worker = start_workers().start({"m.py": sys.argv[1].encode()})
print(*worker.call("m", "f", (), {}, seconds=10).value, flush=True)
worker.call("m", "g", (), {}, seconds=60)
"""


def test_everything_ends_when_the_grader_is_killed():
    """Neither server nor worker survives a grader that dies without a word."""
    command = [
        sys.executable,
        "-c",
        GRADER,
        "import os\ndef f(): return os.getpid(), os.getppid()\ndef g():\n    while True: pass",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as grader:
        pids = [int(pid) for pid in grader.stdout.readline().split()]
        grader.kill()

    assert len(pids) == 2
    assert all(is_gone(pid) for pid in pids)


def test_a_server_started_by_a_thread_outlives_the_thread():
    """Only the main thread's end is the grader's."""
    sources = []
    thread = threading.Thread(target=lambda: sources.append(start_workers("fork")))
    thread.start()
    thread.join()
    with sources[0] as source, source.start(ECHO) as worker:
        assert call(worker) == Returned(1)


@pytest.fixture(scope="module", params=["inherited", "loopback"])
def interpreters(request):
    """Return a source of fresh interpreters, reached either way."""
    with start_workers("fresh", connection=request.param) as source:
        yield source


HONEST = b"""
import numpy as np
print("hello")
def f(x): return x.strides, x.sum()
def g(h): return h(2)
def e(): return 1 / 0
"""


def test_a_fresh_interpreter_answers_alike(interpreters):
    """Loading, calling, calling back, raising and printing work as they do with a fork server."""
    with interpreters.start({"m.py": HONEST}) as worker:
        loaded = worker.load("m", seconds=10)
        outcomes = [call(worker, "f", np.ones((2, 3)).T), call(worker, "g", lambda x: x + 1), call(worker, "e")]

    assert loaded == Loaded(("e", "f", "g"))
    assert outcomes[:2] == [Returned(((8, 24), np.float64(6))), Returned(3)]
    assert (outcomes[2].kind, outcomes[2].line) == ("ZeroDivisionError", 6)
    assert worker.printed == "hello\n"


def test_a_fresh_interpreter_is_ended_too(interpreters):
    """A time-out and a crash are what they are with a fork server."""
    sources = {"m.py": b"import os\ndef f():\n    while True: pass\ndef g(): os._exit(3)\n"}
    outcomes = []
    for function in "fg":
        with interpreters.start(sources) as worker:
            outcomes.append(worker.call("m", function, (), {}, seconds=0.5 if function == "f" else 10))
        assert is_gone(worker._process.pid, 0)

    assert outcomes == [TimedOut(0.5), Crashed("ended itself with exit code 3 (os._exit or similar)")]


def test_a_fresh_interpreter_holds_no_more_than_a_fork(interpreters):
    """Environment, path and descriptors are clean, and standard input is empty."""
    text = b"import os, sys\ndef f(): return sorted(os.environ), sys.stdin.read(), os.getcwd(), sys.path\n"
    with interpreters.start({"m.py": text}) as worker:
        value = call(worker).value

    assert value[:3] == (sorted(forked.clean_environment()), "", "/")
    assert not [folder for folder in value[3] if "site-packages" in folder]


@pytest.mark.parametrize("connection", ["inherited", "loopback"])
def test_processes_of_a_fresh_interpreter_end_with_it(connection):
    """Where it can start any, those in its process group are gone, and for root those elsewhere too."""
    move = b"os.setsid()" if os.geteuid() == 0 else b"pass"
    text = (
        b"import os, time\ndef f():\n    pid = os.fork()\n    if not pid: %s; time.sleep(60)\n    return pid\n" % move
    )
    with (
        start_workers("fresh", connection=connection, without={CALLS}) as source,
        source.start({"m.py": text}) as worker,
    ):
        pid = call(worker).value

    assert is_gone(pid)


def test_a_stranger_on_the_port_is_turned_away():
    """Whoever connects without the password is not taken for the worker."""
    password = b"secret\n"
    with (
        socket.create_server(("127.0.0.1", 0)) as server,
        subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process,
    ):
        connections = []
        for word in (b"guess!\n", password):
            connections.append(socket.create_connection(server.getsockname()))
            connections[-1].sendall(word)

        accepted = fresh._accepted(server, password, process)
        connections[1].sendall(b"it is me")

        assert accepted.recv(100) == b"it is me"
        for connection in (*connections, accepted):
            connection.close()
        process.kill()


def test_an_interpreter_that_does_not_start_is_an_error_for_people(monkeypatch):
    """The message has what it said."""
    monkeypatch.setattr(fresh, "command", lambda *_: [sys.executable, "-c", "raise SystemExit('numpy is broken')"])

    for connection in ("inherited", "loopback"):
        with (
            start_workers("fresh", connection=connection) as source,
            pytest.raises(WorkerError, match="numpy is broken"),
        ):
            source.start({})
