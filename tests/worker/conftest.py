"""Workers for the tests: one source for all, and a worker per test."""

import pytest

from convgrade.worker.client import Limits, Loaded, start_workers

DEFAULT = Limits()


@pytest.fixture(scope="session")
def workers():
    """Start a source of workers that the tests share."""
    with start_workers() as source:
        yield source


@pytest.fixture
def start(workers):
    """Return a function that starts a worker with one file, m.py, in it; it ends with the test."""
    started = []

    def start(text, limits=DEFAULT, **files):
        sources = {f"{name}.py": content for name, content in files.items()}
        worker = workers.start({"m.py": text.encode() if isinstance(text, str) else text, **sources}, limits)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        worker.close()


@pytest.fixture
def student(start):
    """Return a function that starts a worker with one file, m.py, and loads it."""

    def student(text, **files):
        worker = start(text, **files)
        loaded = worker.load("m", seconds=10)
        assert isinstance(loaded, Loaded), loaded
        return worker

    return student


@pytest.fixture
def ask(student):
    """Return a function that gives the outcome of f(*args, **kwargs) in a file."""

    def ask(text, *args, seconds=10.0, **kwargs):
        return student(text).call("m", "f", args, kwargs, seconds=seconds)

    return ask
