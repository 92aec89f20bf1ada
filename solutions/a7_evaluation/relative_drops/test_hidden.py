"""Hidden checks of relative_drops: any errors, errors that rise, and short tables."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, assert_unchanged

_ERRORS = st.integers(1, 100).map(float)


def _as_list(drops):
    """Return an array with one axis as a list, and anything else as it is."""
    return drops.tolist() if isinstance(drops, np.ndarray) and drops.ndim == 1 else drops


@weight(1)
@given(errors=st.lists(_ERRORS, min_size=2, max_size=6), percent=st.sampled_from([1.0, 100.0]))
def test_any_errors(student, reference, errors, percent):
    """The drops are right for any errors, as shares or in percent, and negative where an error rises."""
    case = Case("relative_drops", ([error / percent for error in errors],))
    assert_same(_as_list(student.relative_drops(*case.args)), want=reference.relative_drops(*case.args), call=case)


@weight(0.5)
def test_one_error(student):
    """A table with one row has no steps."""
    case = Case("relative_drops", ([28.2],))
    assert_same(_as_list(student.relative_drops(*case.args)), want=[], call=case)


@weight(0.5)
def test_argument_unchanged(student):
    """The errors stay as they were."""
    case = Case("relative_drops", ([50.0, 25.0, 20.0],))
    assert_same(_as_list(student.relative_drops(*case.args)), want=[0.5, 0.2], call=case)
    assert_unchanged(student, call=case)
