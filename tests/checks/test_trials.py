"""The calls of a check are kept as evidence, within bounds."""

import numpy as np
import pytest

from convgrade.checks.faults import StudentRaised
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.trials import Answer, NotingCaller, TrialLog


def noting(function):
    """Return a caller of ``f`` and the log that it writes."""
    log = TrialLog()
    return NotingCaller(InProcessCaller({"f": function}), log), log


def test_a_call_is_noted_with_its_answer():
    """Arguments and value of a call are kept."""
    caller, log = noting(lambda x, by=1: x + by)

    caller.call("f", (2,), {"by": 5})

    [trial] = log
    assert (trial.function, trial.args, trial.kwargs, trial.answer.value) == ("f", (2,), {"by": 5}, 7)


def test_an_exception_is_an_answer():
    """A call that raises is noted with the names of the exception's types."""
    caller, log = noting(lambda x: [][x])

    with pytest.raises(StudentRaised):
        caller.call("f", (2,), {})

    [trial] = log
    assert trial.answer.raised[:2] == ("IndexError", "LookupError")


def test_what_is_not_written_is_no_evidence():
    """A stub's exception is not noted."""

    def stub(x):
        raise NotImplementedError

    caller, log = noting(stub)

    with pytest.raises(StudentRaised):
        caller.call("f", (2,), {})

    assert list(log) == []


def test_arguments_are_copied():
    """An array that the check changes afterwards is kept as it was, in its memory layout."""
    caller, log = noting(lambda x: 0)
    array = np.asfortranarray([[1.0, 2.0], [3.0, 4.0]])

    caller.call("f", (array,), {})
    array[:] = 0

    [trial] = log
    assert trial.args[0].tolist() == [[1.0, 2.0], [3.0, 4.0]]
    assert trial.args[0].flags.f_contiguous


def test_the_first_and_the_last_calls_are_kept():
    """A check that makes hundreds of calls leaves a bounded log, with those in which it ended."""
    log = TrialLog()

    for number in range(500):
        log.add("f", (number,), {}, Answer(number))

    kept = [trial.args[0] for trial in log]
    assert len(kept) < 50
    assert kept[0] == 0
    assert kept[-1] == 499


def test_large_data_is_not_kept():
    """Calls of much data would fill the memory."""
    log = TrialLog()

    log.add("f", (np.zeros(100_000),), {}, Answer(1))

    assert list(log) == []


def test_the_size_of_a_call():
    """The size of a call is the count of numbers in its arguments."""
    log = TrialLog()

    log.add("f", (np.zeros((2, 3)), 1), {"pair": (1, 2)}, Answer(1))

    assert [trial.size for trial in log] == [9]
