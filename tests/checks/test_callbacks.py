"""Functions that are handed to a student's function."""

import numpy as np
import pytest

from convgrade.checks import callback
from convgrade.checks.callbacks import Misused, takes_shape
from convgrade.checks.faults import StudentRaised
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.source import call_source
from convgrade.worker.client import Returned, start_workers
from convgrade.worker.protocol import fingerprint


@pytest.fixture(scope="module")
def worker():
    """Return a worker whose student calls what it is given."""
    text = b"def f(g, x):\n    return g(x)\ndef twice(g, x):\n    return [g(x), g(x)]\n"
    with start_workers() as workers, workers.start({"m.py": text}) as started:
        yield started


def square(shape=(2,)):
    """Return the callback that squares arrays of one shape."""
    return callback(lambda x: x**2, "lambda x: x ** 2", misuse=takes_shape(shape))


def counter():
    """Return a callback that counts its calls, and forgets them."""
    calls = [0]

    def count(_x):
        calls[0] += 1
        return calls[0]

    return callback(count, "count", restart=lambda: calls.__setitem__(0, 0))


def test_it_is_called_like_the_function():
    """The value is that of the function."""
    assert square()(np.array([2.0, 3.0])).tolist() == [4.0, 9.0]


def test_a_student_reads_its_source():
    """A call is written with the source in the function's place."""
    assert call_source("f", (square(), 1), {}) == "f(lambda x: x ** 2, 1)"


def test_it_shares_no_memory():
    """Neither its arguments nor its value lie where the student's arrays do."""
    kept, x = [], np.array([1.0, 2.0])
    same = callback(lambda array: kept.append(array) or array, "same")

    value = same(x)

    assert not np.may_share_memory(kept[0], x)
    assert not np.may_share_memory(value, kept[0])


@pytest.mark.parametrize(
    ("x", "words"),
    [
        (np.ones(3), r"shape \(3,\), and takes one of shape \(2,\)"),
        (1.5, r"with a float, and takes an array of shape \(2,\)"),
        (np.array(["a", "b"]), "not of numbers"),
    ],
)
def test_what_makes_no_sense_is_misuse(x, words):
    """Arguments of another type, shape or dtype are refused in words."""
    with pytest.raises(Misused, match=words):
        square()(x)


def test_misuse_is_a_type_error_of_the_student(worker):
    """In a worker, the student's own line raises a TypeError."""
    outcome = worker.call("m", "f", (square(), np.ones(3)), {}, seconds=10)

    assert (outcome.kind, outcome.line) == ("TypeError", 2)
    assert "takes one of shape (2,)" in outcome.message


def test_misuse_is_the_same_in_process():
    """Trusted functions are told the same way as a student's."""
    caller = InProcessCaller({"f": lambda g, x: g(x)})

    with pytest.raises(StudentRaised) as raised:
        caller.call("f", (square(), np.ones(3)), {})

    assert raised.value.kind == "TypeError"
    assert "Misused" not in raised.value.bases


def test_other_exceptions_are_the_graders(worker):
    """A callback that breaks is a grader error, whatever the student's code makes of it."""
    broken = callback(lambda x: x / None, "broken")

    with pytest.raises(TypeError, match="unsupported operand"):
        worker.call("m", "f", (broken, 1.0), {}, seconds=10)


def test_the_same_source_is_the_same_function():
    """Calls that hold callbacks can be recognised in another process, by their source."""
    assert fingerprint((square(), 1)) == fingerprint((square(), 1))
    assert fingerprint(callback(abs, "abs")) != fingerprint(square())


def test_every_call_begins_anew_in_process():
    """What a callback remembers is forgotten before each call of the student's function."""
    caller, count = InProcessCaller({"twice": lambda g, x: [g(x), g(x)]}), counter()

    assert [caller.call("twice", (count, 0), {}) for _ in range(2)] == [[1, 2], [1, 2]]


def test_a_callback_crosses(worker):
    """In a worker it can be called as often as needed."""
    outcome = worker.call("m", "twice", (square(), np.array([1.0, 3.0])), {}, seconds=10)

    assert isinstance(outcome, Returned)
    assert [value.tolist() for value in outcome.value] == [[1.0, 9.0], [1.0, 9.0]]
