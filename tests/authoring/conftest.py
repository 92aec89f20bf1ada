"""A tiny course to release: two exercises on numbers, one with recorded cases."""

import numpy as np
import pytest

from convgrade.checks.cases import Case, Recorded, dump_cases
from convgrade.core.exercise import load_assignment

FILES = {
    "assignment.toml": 'title = "Numbers"\nsecret = "a secret of this course"\n',
    "assignment.md": "# Numbers\n\nTwo small functions.\n",
    "double/exercise.toml": """\
title = "Double | a number"
order = 2
functions = ["double"]
points = 4.5
bonus = 1
hints = ["What is \\"twice\\" 3?", "Draw it.", "Look at item 2."]
lecture = [1, 2, 3, 7]
minutes = 10
difficulty = 2
builds_on = ["total"]

[prerequisites]
test_recorded = ["test_three"]
test_hidden_one = ["test_three"]

[budget]
check_seconds = 1.5
""",
    "double/solution.py": '''\
"""Double a number."""

import numpy as np


### BEGIN SOLUTION
def _helper(value):
    return np.add(value, value)


### END SOLUTION


def double(value):
    """Return twice a number.

    Two blank lines follow in this docstring.



    They stay.
    """
    ### BEGIN SOLUTION
    twice = _helper(value)  # a comment
    return twice
    ### END SOLUTION
''',
    "double/test_public.py": '''\
"""Public checks of double."""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same, recorded


@weight(1)
def test_three(student):
    """Twice 3 is 6."""
    assert_same(student.double(3), want=6, call="double(3)")


@weight(1.5)
@recorded("open")
def test_recorded(student, case):
    """Recorded numbers are doubled."""
    assert_same(student.double(*case.args), want=case.pytorch, call=case)
''',
    "double/test_hidden.py": '''\
"""Hidden checks of double."""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same, recorded


@weight(2)
@recorded("closed")
def test_hidden_one(student, case):
    """Numbers that nobody sees are doubled as well."""
    wanted_and_private = case.pytorch
    assert_same(student.double(*case.args), want=wanted_and_private, call=case)
''',
    "double/misconceptions.py": '''\
"""Wrong versions of double."""

from convgrade.checks import misconception


@misconception("D1", "The number is squared.", hint="What is twice 3?")
def squares(value):
    squared_instead_of_doubled = value**2
    return squared_instead_of_doubled
''',
    "double/alternatives.py": '''\
"""Right versions of double."""

from convgrade.checks import alternative


@alternative("shift")
def shifts(value):
    """Shift the bits."""
    shifted_by_one_to_the_left = value << 1
    return shifted_by_one_to_the_left
''',
    "double/cases.py": "def cases():\n    return []\n",
    "double/notes.txt": "not for any release\n",
    "total/exercise.toml": 'title = "Total"\norder = 1\nfunctions = ["total"]\npoints = 3\n',
    "total/solution.py": '''\
def total(values):
    """Add up."""
    ### BEGIN SOLUTION
    return sum(value for value in values)
    ### END SOLUTION
''',
    "total/test_public.py": '''\
def test_total(student):
    """The total of 1 and 2 is 3."""
    assert student.total([1, 2]) == 3
''',
}


def recorded_cases():
    """Return one case for the public checks and one for the hidden ones."""
    cases = tuple(
        Case("double", (np.array([value]),), {}, group, {"cpu": np.array([2 * value])})
        for group, value in (("open", 1.0), ("closed", 77.0))
    )
    return Recorded(cases, "2.0", {"cpu": "a processor"})


@pytest.fixture
def course(tmp_path):
    """Return the course's folder, named solutions."""
    home = tmp_path / "solutions"
    for name, text in FILES.items():
        path = home / "b1_numbers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (home / "b1_numbers" / "double" / "recorded.npz").write_bytes(dump_cases(recorded_cases()))
    return home


@pytest.fixture
def assignment(course):
    """Return the course's only assignment."""
    return load_assignment(course / "b1_numbers")
