"""A one-exercise assignment whose checks a test writes itself."""

import textwrap

import pytest

from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.exercise import load_assignment

HEAD = """
import numpy as np
import pytest
from gradescope_utils.autograder_utils.decorators import *
from hypothesis import given, settings, strategies as st
from convgrade.checks import *
"""


@pytest.fixture
def grade_with(tmp_path):
    """Return a function that runs checks (text) against an implementation of ``double``."""

    def run(checks, implementation=lambda x: 2 * x, *, toml="", seed=b"seed"):
        folder = tmp_path / "t1" / "double"
        folder.mkdir(parents=True, exist_ok=True)
        (folder.parent / "assignment.toml").write_text('title = "T"\n')
        (folder / "exercise.toml").write_text(
            f'title = "Double"\norder = 3\nfunctions = ["double"]\npoints = 4\n{toml}\n'
        )
        (folder / "solution.py").write_text("def double(x):\n    return 2 * x\n")
        (folder / "test_public.py").write_text(HEAD + textwrap.dedent(checks))
        assignment = load_assignment(folder.parent)
        functions = {"double": implementation} if implementation else {}
        context = Context(assignment, lambda _: InProcessCaller(functions), seed)
        return run_checks(context, assignment.exercises).results(assignment.exercises[0])

    return run
