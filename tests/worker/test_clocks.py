"""The clock of a worker's process, and stopping it."""

import time

import pytest

WORKING = """
import threading

count = [0]

def start():
    def work():
        while True:
            count[0] += 1
    threading.Thread(target=work, daemon=True).start()

def add(a, b):
    return a + b

def work(rounds):
    def spin():
        total = 0
        for i in range(rounds):
            total += i
    threads = [threading.Thread(target=spin) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

def wait():
    import time
    time.sleep(0.05)
"""


@pytest.fixture
def worker(start):
    """Return a worker that has loaded the functions above."""
    worker = start(WORKING)
    worker.load("m", seconds=10)
    return worker


def cpu_of(worker, function, *args):
    """Return the processor time that a call takes."""
    before = worker.cpu_seconds()
    worker.time("m", function, args, {}, seconds=20)
    return worker.cpu_seconds() - before


def test_a_timed_call_returns_its_value(worker):
    """A call that is timed returns what any call returns."""
    assert worker.time("m", "add", (2,), {"b": 3}, seconds=10).value == 5


def test_threads_count(worker):
    """Processor time of threads counts, though they have ended when the call returns."""
    assert cpu_of(worker, "work", 400_000) > 2 * cpu_of(worker, "work", 40_000)


def test_waiting_does_not_count(worker):
    """A call that waits uses no processor time: a wait of 50 ms takes less than a tenth of that."""
    assert cpu_of(worker, "wait") < 0.005


def test_a_paused_worker_does_nothing(worker):
    """A process that is paused uses no processor time, whatever its threads would do."""
    worker.time("m", "start", (), {}, seconds=10)
    worker.pause()

    readings = [worker.cpu_seconds()]
    while len(readings) < 200 and readings[-3:] != 3 * readings[-1:]:  # until the signal has arrived
        time.sleep(0.02)
        readings.append(worker.cpu_seconds())

    assert readings[-3:] == 3 * readings[-1:]


def test_a_resumed_worker_answers(worker):
    """A process that goes on answers as before."""
    worker.pause()
    worker.resume()

    assert worker.time("m", "add", (2, 3), {}, seconds=10).value == 5


def test_a_paused_worker_can_be_ended(worker):
    """A process that is paused ends when it is told to."""
    worker.pause()

    worker.close()

    assert worker.ended


def test_an_ended_worker_can_be_paused(worker):
    """Pausing and resuming a process that has ended does nothing."""
    worker.close()

    worker.pause()
    worker.resume()

    assert worker.cpu_seconds() is None
