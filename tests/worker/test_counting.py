"""Counting the lines that a call runs, and the memory that it holds."""

import sys

import numpy as np
import pytest

from convgrade.worker import counting
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


KINDS_OF_LOOPS = """
def lines(n):
    total = 0
    for i in range(n):
        for j in range(2):
            if i == j:
                continue
            total += i
    return total

def one_line(n):
    i = 0
    while i < n: i += 1
    return i

def comprehension(n):
    return [
        i + j
        for i in range(n)
        for j in range(2)
    ]

def generator(n):
    return sum(i for i in range(n))

def small_functions(n):
    return list(map(lambda i: i + 1, range(n)))

def recursive(n):
    return 0 if n == 0 else 1 + recursive(n - 1)

def exceptions(n):
    for i in range(n):
        try:
            raise ValueError
        except ValueError:
            pass
"""
FUNCTIONS = {}
exec(compile(KINDS_OF_LOOPS, "loops.py", "exec"), FUNCTIONS)
BY_MONITORING = pytest.mark.skipif(sys.version_info < (3, 12), reason="sys.monitoring is part of Python 3.12 and later")


def _places(name):
    return watched_call(FUNCTIONS[name], (10,), {}, {"loops.py"}).places


@BY_MONITORING
@pytest.mark.parametrize("name", [name for name in FUNCTIONS if not name.startswith("_")])
def test_both_ways_of_counting_agree(name, monkeypatch):
    """sys.monitoring and a trace function count every line alike, whatever kind of loop it is."""
    monitored = _places(name)
    monkeypatch.setattr(counting, "_TOOLS", ())

    assert sorted(monitored) == sorted(_places(name))


@BY_MONITORING
def test_code_that_monitors_itself_is_counted_as_well(watch_text):
    """Where a student's code has taken all numbers for tools, a trace function counts."""
    taken = "import sys\nfor tool in range(6):\n    sys.monitoring.use_tool_id(tool, 'mine')\n" + LOOPS

    assert watch_text(taken).lines >= 2000


@BY_MONITORING
def test_code_that_ends_the_monitoring_is_answered(watch_text):
    """A student's code that ends our events and gives our number back ends no worker."""
    gives = "    import sys\n    sys.monitoring.set_events(2, 0)\n    sys.monitoring.free_tool_id(2)\n    for i"

    assert 0 < watch_text(LOOPS.replace("    for i", gives, 1)).lines < 20


def test_code_that_traces_itself_is_answered(watch_text):
    """A trace function of the student's own ends no worker."""
    assert watch_text(LOOPS.replace("    for i", "    import sys\n    sys.settrace(None)\n    for i", 1)).lines > 0


@pytest.fixture
def watch_text(start):
    """Return a function that watches ``loop(1000)`` of a text."""

    def watch(text):
        worker = start(text)
        worker.load("m", seconds=10)
        return worker.watch("m", "loop", (1000,), {}, seconds=20)

    return watch
