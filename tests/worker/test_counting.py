"""Counting the lines that a call runs, and the memory that it holds."""

import sys

import numpy as np
import pytest

from convgrade.worker.client import Raised
from convgrade.worker.counting import watched_call

LOOPS = """
import numpy as np

def loop(n):
    total = 0
    for i in range(n):
        total += i
    return total

def one_line(n):
    return sum([i for i in range(n)])

def vectorised(n):
    return np.arange(n).sum()

def holds(n):
    parts = [np.ones(n) for _ in range(3)]
    return sum(part[0] for part in parts)

def fails(n):
    raise ValueError("no")
"""


@pytest.fixture
def watch(start):
    """Return a function that watches a call of one of the functions above."""
    worker = start(LOOPS)
    worker.load("m", seconds=10)
    return lambda function, n: worker.watch("m", function, (n,), {}, seconds=20)


def test_lines_of_a_loop_are_counted(watch):
    """A loop of twice as many rounds runs about twice as many lines."""
    assert watch("loop", 2000).lines > 1.9 * watch("loop", 1000).lines


def test_a_loop_in_one_line_counts(watch):
    """A comprehension is a loop as well."""
    assert watch("one_line", 2000).lines > 1.9 * watch("one_line", 1000).lines


def test_lines_of_libraries_do_not_count(watch):
    """What NumPy does is not the student's: the number of lines stays the same."""
    assert watch("vectorised", 2000).lines == watch("vectorised", 10).lines


def test_the_line_that_runs_most_comes_first(watch):
    """The first place is the line that ran most often."""
    file, line, count = watch("loop", 1000).places[0]

    assert (file, line) in {("m.py", 6), ("m.py", 7)}
    assert count >= 1000


def test_arrays_count_as_memory(watch):
    """The peak holds all arrays that are there at the same time."""
    peak = watch("holds", 100_000).peak_bytes

    assert 3 * 800_000 <= peak < 3.5 * 800_000


def test_an_exception_is_told(watch):
    """A call that raises is answered by its exception, and leaves nothing switched on."""
    assert isinstance(watch("fails", 1), Raised)
    assert watch("vectorised", 10).lines == watch("vectorised", 10).lines


def test_a_trace_function_comes_back():
    """Watching a call puts the trace function of before back in its place."""
    before = sys.gettrace()

    watched_call(np.arange, (3,), {}, {"nowhere.py"})

    assert sys.gettrace() is before
