"""Student code that crashes, hangs or cheats: each ends in an outcome, and nothing is left."""

import time
from pathlib import Path

import numpy as np
import pytest

from convgrade.worker.client import Crashed, Raised, Returned, TimedOut, Violation

ENDINGS = Raised | TimedOut | Crashed | Violation


def is_alive(pid):
    """Return whether a process runs; one that ended and waits for its parent does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def test_an_endless_loop_is_stopped(student):
    """The deadline ends it, and the worker with it."""
    worker = student("def f():\n    while True: pass")

    assert worker.call("m", "f", (), {}, seconds=0.2) == TimedOut(0.2)
    assert not is_alive(worker._process.pid)


def test_an_endless_loop_at_import_is_stopped(start):
    """So does the one for loading."""
    assert start("while True: pass").load("m", seconds=0.2) == TimedOut(0.2)


def test_ignored_signals_do_not_help(ask):
    """Nothing but SIGKILL is used."""
    text = (
        "import signal\ndef f():\n    for s in signal.valid_signals() - {9, 19}: signal.signal(s, signal.SIG_IGN)\n"
        "    while True: pass"
    )

    assert ask(text, seconds=0.3) == TimedOut(0.3)


def test_a_stopped_process_times_out(ask):
    """A process that uses no time is no exception."""
    assert ask("import os, signal\ndef f(): os.kill(os.getpid(), signal.SIGSTOP)", seconds=0.3) == TimedOut(0.3)


def test_a_dead_worker_answers_at_once(student):
    """After a time-out every call says that it was not started."""
    worker = student("def f():\n    while True: pass")
    worker.call("m", "f", (), {}, seconds=0.1)

    outcome = worker.call("m", "f", (), {}, seconds=10)

    assert outcome == Crashed("not started: the process had ended before")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("os._exit(0)", "ended itself with exit code 0 (os._exit or similar)"),
        ("os._exit(7)", "ended itself with exit code 7 (os._exit or similar)"),
        ("os.kill(os.getpid(), 9)", "killed by signal SIGKILL (perhaps memory ran out)"),
        ("ctypes.string_at(0)", "killed by signal SIGSEGV (m.py, line 2)"),
        ("os.abort()", "killed by signal SIGABRT (m.py, line 2)"),
    ],
)
def test_a_crash_says_how_and_where(ask, body, reason):
    """The outcome names the exit code, or the signal and the student's line."""
    assert ask(f"import os, ctypes\ndef f(): {body}") == Crashed(reason)


def test_leaving_at_import_is_a_crash(start):
    """A module that ends its process while it loads does not pass for loaded."""
    assert isinstance(start("import os\nos._exit(0)").load("m", seconds=10), Crashed)


def test_a_crash_keeps_the_prints(student):
    """What was printed before the crash can be read."""
    worker = student("import os\ndef f():\n    print('so far')\n    os._exit(1)\n")

    worker.call("m", "f", (), {}, seconds=10)

    assert "so far" in worker.printed


@pytest.mark.parametrize("body", ["import numpy as np; np.ones(10**10)", "[' ' * 10**6 for _ in range(10**6)]"])
def test_too_much_memory_is_a_memory_error_in_the_students_line(ask, body):
    """A huge array, or many small objects, meet the limit."""
    outcome = ask(f"def f():\n    {body}", seconds=30)

    assert (outcome.kind, outcome.line) == ("MemoryError", 2)


def test_no_memory_at_all_is_a_memory_error_too(ask):
    """Where the smallest object does not fit any more, the worker can still say so."""
    outcome = ask("x = None\ndef f():\n    global x\n    while True: x = (x,)", seconds=30)

    assert (outcome.kind, outcome.line) == ("MemoryError", 4)


def test_endless_recursion_beyond_the_limit_ends(ask):
    """Raising the recursion limit changes how it ends, not that it does."""
    outcome = ask("import sys\nsys.setrecursionlimit(10**9)\ndef f(x): return f([x])", 0, seconds=1)

    assert isinstance(outcome, ENDINGS)


FORGER = """
import gc, json, os, struct, time
def frame(kind, nonce, trees):
    header = json.dumps([kind, nonce, trees]).encode()
    return struct.pack("<4sIQ", b"cvg1", len(header), 0) + header
def nonce():
    return next(o._nonce for o in gc.get_objects() if type(o).__name__ == "Student")
"""


def send(data):
    """Return a file whose f writes an expression's bytes to the channel and then returns 1."""
    return f"{FORGER}def f():\n    os.write(3, {data})\n    return 1\n"


@pytest.mark.parametrize(
    "data",
    [
        "b'garbage' * 10",
        "b'cvg1' + b'\\xff' * 12",
        "frame('returned', '0' * 32, [1, ['l', []], ['l', []]])",
        "frame('returned', '\\ud800', [1, ['l', []], ['l', []]])",
        "frame('returned', nonce(), [])",
        "frame('returned', nonce(), [1, 2, 3])",
        "frame('loaded', nonce(), [['l', []]])",
        "frame('ready', nonce(), [['l', []]])",
        "frame('raised', nonce(), [['d', {'kind': 1}]])",
        "frame('callback', nonce(), [0, ['t', []], ['d', {}]])",
        "frame('callback', nonce(), [])",
        "struct.pack('<4sIQ', b'cvg1', 10**9, 0)",
        "struct.pack('<4sIQ', b'cvg1', 10, 2**60)",
    ],
)
def test_a_frame_that_no_honest_worker_sends_is_a_violation(ask, data):
    """Garbage, foreign nonces, replies to other questions and absurd lengths end the worker."""
    assert isinstance(ask(send(data)), Violation)


def test_a_forged_reply_is_worth_what_it_says(ask):
    """A frame with the right nonce equals returning its value: nothing more than a value comes out."""
    assert ask(send("frame('returned', nonce(), [2, ['l', []], ['l', []]])")) == Returned(2)


def test_a_second_reply_is_a_violation(student):
    """A worker that answers twice is ended before the next request."""
    worker = student(send("frame('returned', nonce(), [2, ['l', []], ['l', []]])"))
    worker.call("m", "f", (), {}, seconds=10)
    time.sleep(0.2)

    outcome = worker.call("m", "f", (), {}, seconds=10)

    assert outcome == Violation("it sent something without being asked")


def test_a_reply_before_the_request_is_a_violation(student):
    """A thread that speaks between requests is found out."""
    worker = student("import os, threading\ndef f(): threading.Timer(0.05, os.write, (3, b'x')).start()")
    worker.call("m", "f", (), {}, seconds=10)
    time.sleep(0.3)

    assert isinstance(worker.call("m", "f", (), {}, seconds=10), Violation)


def test_a_reply_byte_by_byte_meets_the_deadline(ask):
    """A slow frame does not stretch the time."""
    text = "def f():\n    for b in frame('returned', '0' * 32, []): os.write(3, bytes([b])); time.sleep(0.05)\n"

    assert ask(FORGER + text, seconds=0.4) == TimedOut(0.4)


def test_a_closed_channel_is_a_crash(ask):
    """Without its descriptor the worker cannot answer, and ends."""
    assert isinstance(ask("import os\ndef f(): os.close(3)"), Crashed)


def test_a_worker_that_lives_on_without_a_channel_is_ended(student):
    """Closing the channel does not let it get away."""
    worker = student("import socket, time\ndef f():\n    socket.socket(fileno=3).close()\n    time.sleep(60)\n")

    outcome = worker.call("m", "f", (), {}, seconds=10)

    assert outcome == Crashed("ended, or closed its connection to the grader")
    assert not is_alive(worker._process.pid)


DAEMON = """
import os, signal, time
def f():
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            for s in signal.valid_signals() - {9, 19}:
                signal.signal(s, signal.SIG_IGN)
            os.write(writing, str(os.getpid()).encode())
            time.sleep(60)
        os._exit(0)
    return int(os.read(reading, 20))
"""


def test_a_process_in_the_background_ends_with_the_worker(unfiltered):
    """A double fork in a session of its own, deaf to signals, is gone after the end."""
    worker = unfiltered(DAEMON)
    pid = worker.call("m", "f", (), {}, seconds=10).value
    was_alive = is_alive(pid)

    worker.close()

    assert was_alive
    assert not is_alive(pid)


HOPPER = """
import os
def f():
    if os.fork() == 0:
        while True:
            if os.fork():
                os._exit(0)
    return 1
"""


def test_processes_that_fork_and_exit_for_ever_end_with_the_worker(unfiltered):
    """A process that hops from number to number is caught: ending the worker would fail if one were left."""
    worker = unfiltered(HOPPER)
    outcome = worker.call("m", "f", (), {}, seconds=10)

    worker.close()

    assert outcome == Returned(1)
    assert worker.ended


def test_a_sibling_lives_on(unfiltered):
    """Ending one worker with all its processes leaves another alone."""
    sibling = unfiltered("def f(): return 1")
    worker = unfiltered(DAEMON)
    worker.call("m", "f", (), {}, seconds=10)

    worker.close()

    assert sibling.call("m", "f", (), {}, seconds=10) == Returned(1)


def test_patches_stay_in_the_worker(ask):
    """Replacing numpy's comparison there changes nothing here."""
    ask("import numpy as np\nnp.array_equal = np.allclose = lambda *a, **k: True\ndef f(): return 1")

    assert not np.allclose(1, 2)


def test_hostile_exceptions_are_described(ask):
    """An exception that fails when it is shown, with a name full of escape codes, is still one outcome."""
    text = (
        "class E(Exception):\n    def __str__(self): raise SystemExit\n"
        "E.__name__ = '\\x1b[31mE' * 1000\ndef f(): raise E\n"
    )

    outcome = ask(text)

    assert outcome.message == "(its message cannot be shown)"
    assert "\x1b" not in outcome.kind
    assert len(outcome.kind) < 250


def test_hostile_values_run_no_code_in_the_grader(ask):
    """An object that claims to be equal to everything arrives as the name of its type."""
    text = "class Yes(float):\n    def __eq__(self, other): return True\n    __hash__ = None\ndef f(): return Yes(1)"

    assert ask(text).value.type_name == "m.Yes"


def test_no_descriptors_are_left(workers):
    """A worker that was used and ended leaves nothing open in the grader."""
    workers.start({}).close()
    before = sorted(Path("/proc/self/fd").iterdir())
    for text in (b"def f(): return 1", b"import os\nos._exit(0)", b"while True: pass"):
        with workers.start({"m.py": text}) as worker:
            worker.load("m", seconds=0.3)

    assert sorted(Path("/proc/self/fd").iterdir()) == before


def test_a_worker_that_reads_nothing_times_out(student):
    """A large request to a process that does not take it does not block the grader."""
    worker = student(
        "import os, signal, threading\ndef f(x=None): threading.Timer(0.05, os.kill, (os.getpid(), 19)).start()"
    )
    worker.call("m", "f", (), {}, seconds=10)
    time.sleep(0.3)

    outcome = worker.call("m", "f", (np.zeros(10**6),), {}, seconds=0.3)

    assert outcome == TimedOut(0.3)
