"""A small exercise with a bank, whose wrong versions are diagnosed."""

import textwrap

import numpy as np
import pytest

from convgrade.checks.cases import Case, Recorded, dump_cases
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.exercise import load_assignment
from convgrade.grading.diagnose import with_diagnosis

CHECKS = """
import numpy as np
from convgrade.checks import Case, assert_same, assert_unchanged, recorded, rejects

def same(student, reference, *args, **kwargs):
    case = Case("scale", args, kwargs)
    assert_same(student.scale(*args, **kwargs), reference.scale(*args, **kwargs), call=case)

def test_times(student, reference):
    '''The values are multiplied.'''
    for times in (0.0, 1.0, 2.0, 3.0):
        same(student, reference, np.array([1.0, 2.0, -5.0, 7.0]), times)

def test_plus(student, reference):
    '''A number may be added.'''
    same(student, reference, np.array([1.0, 2.0, -5.0, 7.0]), 2.0, plus=3.0)
    same(student, reference, np.array([1.0, 2.0, -5.0, 8.0]), 2.0, plus=-1.0)

def test_refuses(student):
    '''Nothing to multiply is refused with a ValueError.'''
    with rejects("ValueError", call="scale([])"):
        student.scale(np.zeros(0), 1.0)

def test_unchanged(student):
    '''The arguments stay as they were.'''
    values = np.array([1.0, 2.0])
    student.scale(values, 3.0)
    assert_unchanged(student, call="scale")
"""
SOLUTION = """
def scale(values, times, plus=0.0):
    if not len(values):
        raise ValueError("nothing to multiply")
    return values * times + plus
"""
BANK = """
import numpy as np
from convgrade.checks import misconception

def right(values, times, plus=0.0):
    if not len(values):
        raise ValueError("nothing to multiply")
    return values * times + plus

@misconception("M1", "The factor is added.", hint="Try a factor of 0.")
def added(values, times, plus=0.0):
    return right(values, 1.0, times + plus)

@misconception("M2", "Nothing is added.", hint="Try to add 1 to 0.")
def nothing_added(values, times, plus=0.0):
    return right(values, times)

@misconception("M3", "It is added twice.", hint="How often may it be added?")
def added_twice(values, times, plus=0.0):
    return right(values, times, 2 * plus)

@misconception("M4", "It works in place.", hint="Look at the argument afterwards.")
def in_place(values, times, plus=0.0):
    values[:] = right(values, times, plus)
    return values.copy()

@misconception("M5", "Nothing gives nothing.", hint="What does the task promise?")
def empty(values, times, plus=0.0):
    return values * times + plus

@misconception("M6", "Positive numbers alone are added.", hint="Try to add -1.")
def positive_alone(values, times, plus=0.0):
    return right(values, times, max(plus, 0.0))

@misconception("M7", "A name is not defined.", hint="Restart.")
def unknown_name(values, times, plus=0.0):
    return values * tims
"""


@pytest.fixture
def diagnosed(tmp_path):
    """Return a function that diagnoses an implementation of ``scale``: (looks_like, diagnosis, hint) by check.

    An implementation that is a text is a student's file: every new process runs it anew.
    """

    def caller(implementation):
        if not isinstance(implementation, str):
            return InProcessCaller({"scale": implementation})
        names = {"np": np}
        exec(textwrap.dedent(implementation), names)
        return InProcessCaller({"scale": names["scale"]})

    def run(implementation, *, checks=CHECKS, bank=BANK, cases=()):
        folder = tmp_path / "t1" / "scale"
        folder.mkdir(parents=True, exist_ok=True)
        (folder.parent / "assignment.toml").write_text('title = "T"\n')
        (folder / "exercise.toml").write_text('title = "S"\norder = 1\nfunctions = ["scale"]\npoints = 4\n')
        (folder / "solution.py").write_text(SOLUTION)
        (folder / "misconceptions.py").write_text(bank)
        (folder / "test_public.py").write_text('"""No public checks."""\n')
        (folder / "test_hidden.py").write_text(textwrap.dedent(checks))
        if cases:
            (folder / "recorded.npz").write_bytes(dump_cases(Recorded(tuple(cases), "0", {})))
        assignment = load_assignment(folder.parent)
        exercise = assignment.exercises[0]
        context = Context(assignment, lambda _: caller(implementation), b"seed")
        results = run_checks(context, [exercise]).results(exercise)
        found = with_diagnosis(exercise, results, context)
        return {r.check.id.split("::test_")[1]: (r.looks_like, r.diagnosis, r.hint) for r in found}

    return run


@pytest.fixture
def recorded_call():
    """Return a function that makes a recorded call of ``scale``."""
    return lambda values, times, **kwargs: Case("scale", (np.array(values), times), kwargs, group="more")
