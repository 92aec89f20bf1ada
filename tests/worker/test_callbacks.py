"""Functions of the grader that student code calls back."""

import time

import numpy as np
import pytest

from convgrade.worker import exchange
from convgrade.worker.client import Raised, Returned, Violation
from convgrade.worker.exchange import CALLBACKS_LIMIT


def test_a_function_is_called_in_the_grader(ask):
    """Arguments go there and the value comes back, as often as the student likes."""
    seen = []

    def square(x, *, plus=0):
        seen.append(x)
        return x * x + plus

    outcome = ask("def f(g): return [g(1), g(2, plus=1), g(x=3)]", square)

    assert outcome == Returned([1, 5, 9])
    assert seen == [1, 2, 3]


def test_functions_may_be_anywhere_in_the_arguments(ask):
    """A dict of functions arrives as one."""
    outcome = ask("def f(d): return {k: g(2.0) for k, g in d.items()}", {"up": np.ceil, "neg": lambda x: -x})

    assert outcome.value == {"up": np.float64(2.0), "neg": -2.0}


def test_what_a_function_raises_comes_out_of_the_call(student):
    """The exception itself propagates in the grader, past the student's handlers, and the worker lives on."""
    worker = student("def f(g):\n    try: return g()\n    except Exception: return 'caught'\n")
    mistake = AssertionError("the shape is wrong")

    def fail():
        raise mistake

    with pytest.raises(AssertionError) as caught:
        worker.call("m", "f", (fail,), {}, seconds=10)

    assert caught.value is mistake
    assert worker.call("m", "f", (lambda: 1,), {}, seconds=10) == Returned(1)


def test_a_function_that_failed_is_not_called_again(ask):
    """Student code that swallows everything and goes on gets no second chance."""
    calls = []

    def fail():
        calls.append(1)
        raise LookupError

    with pytest.raises(LookupError):
        ask("def f(g):\n    for _ in range(3):\n        try: g()\n        except BaseException: pass\n", fail)

    assert len(calls) == 1


def test_wrong_arguments_are_the_students_mistake(ask):
    """A call that does not fit the signature raises a TypeError in the student's code."""
    outcome = ask("def f(g):\n    return g(1, 2)\n", lambda x: x)

    assert (outcome.kind, outcome.line) == ("TypeError", 2)


def test_an_argument_that_cannot_cross_is_the_students_mistake(ask):
    """So is a value that the protocol does not carry."""
    outcome = ask("def f(g):\n    return g({1})\n", lambda x: x)

    assert (outcome.kind, outcome.line) == ("TypeError", 2)


def test_a_value_that_cannot_cross_is_the_graders_mistake(ask):
    """A function that returns a set has a mistake of its own."""
    with pytest.raises(TypeError, match="a set cannot cross"):
        ask("def f(g): return g()", lambda: {1})


def test_a_function_cannot_be_called_later(student):
    """Student code that keeps a function for the next call gets an error with its line."""
    worker = student("KEPT = []\ndef f(g): KEPT.append(g)\ndef h(): return KEPT[0]()\n")
    worker.call("m", "f", (lambda: 1,), {}, seconds=10)

    outcome = worker.call("m", "h", (), {}, seconds=10)

    assert isinstance(outcome, Raised | Violation)


def test_a_function_that_is_returned_is_no_value(ask):
    """Functions go one way only."""
    assert ask("def f(g): return g", lambda: 1).value.type_name == "function"


def test_callbacks_are_counted(ask):
    """Endless calling back ends the worker."""
    outcome = ask("def f(g):\n    while True: g()\n", lambda: None, seconds=60)

    assert isinstance(outcome, Violation)
    assert str(CALLBACKS_LIMIT) in outcome.reason


def test_time_in_the_graders_functions_is_bounded(ask, monkeypatch):
    """Nobody keeps the grader busy for ever by calling back what takes long."""
    monkeypatch.setattr(exchange, "CALLBACKS_SECONDS", 0.05)

    outcome = ask("def f(g):\n    while True: g()\n", lambda: time.sleep(0.03), seconds=60)

    assert isinstance(outcome, Violation)
    assert "kept our functions busy" in outcome.reason


def test_the_worker_cannot_be_used_from_inside_a_callback(student):
    """A check that would tie itself into a knot is told so."""
    worker = student("def f(g): return g()")

    with pytest.raises(RuntimeError, match="same worker"):
        worker.call("m", "f", (lambda: worker.call("m", "f", (max,), {}, seconds=10),), {}, seconds=10)


def test_time_in_the_grader_is_not_charged(student):
    """A callback longer than the limit does not time the student's code out."""
    import time

    worker = student("def f(g): return g()")

    assert worker.call("m", "f", (lambda: time.sleep(0.7),), {}, seconds=0.5) == Returned(None)
