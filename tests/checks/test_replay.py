"""Property checks that are run on many implementations keep their verdicts."""

import textwrap

import pytest

from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.replay import Examples
from convgrade.core.exercise import load_assignment

CHECKS = """
    from hypothesis import assume, given, strategies as st
    from convgrade.checks import assert_same

    drawn = []

    @given(x=st.integers(0, 50))
    def test_drawn(student, reference, x):
        '''It is drawn.'''
        assert_same(student.double(x), reference.double(x), call=f"double({x})")

    @given(x=st.integers(0, 50))
    def test_assumed(student, x):
        '''It is drawn, and some of it is left out.'''
        assume(x % 2)
        assert_same(student.double(x), 2 * x, call=f"double({x})")

    @given(data=st.data())
    def test_interactive(student, data):
        '''It is drawn while the check runs.'''
        x = data.draw(st.integers(0, 50))
        assert_same(student.double(x), 2 * x, call=f"double({x})")

    def test_plain(student):
        '''It is not drawn.'''
        assert_same(student.double(3), 6, call="double(3)")
"""


@pytest.fixture
def verdicts(tmp_path):
    """Return a function that runs the checks on an implementation: outcome and message of each."""
    folder = tmp_path / "t1" / "double"
    folder.mkdir(parents=True)
    (folder.parent / "assignment.toml").write_text('title = "T"\n')
    (folder / "exercise.toml").write_text('title = "D"\norder = 1\nfunctions = ["double"]\npoints = 4\n')
    (folder / "solution.py").write_text("def double(x):\n    return 2 * x\n")
    (folder / "test_public.py").write_text("'''None.'''\n")
    (folder / "test_hidden.py").write_text(textwrap.dedent(CHECKS))
    assignment = load_assignment(folder.parent)

    def run(implementation, examples=None):
        context = Context(assignment, lambda _: InProcessCaller({"double": implementation}), b"seed")
        results = run_checks(context, assignment.exercises, examples=examples).results(assignment.exercises[0])
        return [(result.check.id, result.outcome, result.message) for result in results]

    return run


IMPLEMENTATIONS = [lambda x: x + x, lambda x: 2 * x + (x > 20), lambda x: 2 * x + (x == 7), lambda x: 1 / 0]


@pytest.mark.parametrize("implementation", IMPLEMENTATIONS)
def test_replaying_changes_no_verdict(verdicts, implementation):
    """Outcome and counterexample are those of a run without memory."""
    examples = Examples()
    verdicts(lambda x: 2 * x, examples)

    assert verdicts(implementation, examples) == verdicts(implementation)


def test_a_run_that_failed_is_not_remembered(verdicts):
    """What a failing check drew says nothing about what it draws otherwise."""
    examples = Examples()
    verdicts(lambda x: 2 * x + (x > 20), examples)

    assert verdicts(lambda x: 2 * x + (x == 7), examples) == verdicts(lambda x: 2 * x + (x == 7))


def test_a_check_that_passed_draws_no_more(verdicts):
    """On the next implementation only the cases that were remembered are called."""
    calls, again, examples = [], [], Examples()

    verdicts(lambda x: calls.append(x) or 2 * x, examples)
    verdicts(lambda x: again.append(x) or 2 * x, examples)

    assert again == calls
