"""Workers for the tests: one source for all, and a worker per test."""

import pytest

from convgrade.worker.client import Limits, Loaded, start_workers
from convgrade.worker.levels import CALLS, FILES

DEFAULT = Limits()


@pytest.fixture(scope="session")
def workers():
    """Start a source of workers that the tests share."""
    with start_workers() as source:
        yield source


@pytest.fixture(scope="session")
def unfiltered_workers():
    """Start a source of workers without the filters for files and system calls, as some machines have them."""
    with start_workers(without={FILES, CALLS}) as source:
        yield source


@pytest.fixture(scope="session")
def unclosed_workers():
    """Start a source of workers that only the filter for system calls holds back."""
    with start_workers(without={FILES}) as source:
        yield source


def _starter(source):
    """Yield a function that starts a worker with one file, m.py, in it; then end them all."""
    started = []

    def start(text, limits=DEFAULT, **files):
        sources = {f"{name}.py": content for name, content in files.items()}
        worker = source.start({"m.py": text.encode() if isinstance(text, str) else text, **sources}, limits)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.close()


@pytest.fixture
def start(workers):
    """Return a function that starts a worker with one file, m.py, in it; it ends with the test."""
    yield from _starter(workers)


def _loading(start):
    """Return a function that starts a worker with one file, m.py, and loads it."""

    def student(text, **files):
        worker = start(text, **files)
        loaded = worker.load("m", seconds=10)
        assert isinstance(loaded, Loaded), loaded
        return worker

    return student


@pytest.fixture
def student(start):
    """Return a function that starts a worker with one file, m.py, and loads it."""
    return _loading(start)


@pytest.fixture
def unfiltered(unfiltered_workers):
    """Return a function like `student` for workers that may open files and start processes."""
    starting = _starter(unfiltered_workers)
    yield _loading(next(starting))
    next(starting, None)


@pytest.fixture
def unclosed(unclosed_workers):
    """Return a function like `student` for workers that may open files and start no processes."""
    starting = _starter(unclosed_workers)
    yield _loading(next(starting))
    next(starting, None)


@pytest.fixture
def ask(student):
    """Return a function that gives the outcome of f(*args, **kwargs) in a file."""

    def ask(text, *args, seconds=10.0, **kwargs):
        return student(text).call("m", "f", args, kwargs, seconds=seconds)

    return ask
