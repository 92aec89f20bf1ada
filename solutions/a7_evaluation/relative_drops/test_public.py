"""Public checks of relative_drops: two steps, and the table of the lecture."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same

_ILSVRC = [28.2, 25.8, 16.4, 11.7, 6.6, 4.5]
_THREE_DIGITS = {"rtol": 0.0, "atol": 6e-4}


def _as_list(drops):
    """Return an array with one axis as a list, and anything else as it is."""
    return drops.tolist() if isinstance(drops, np.ndarray) and drops.ndim == 1 else drops


@weight(1)
def test_half(student):
    """From 50 to 25, half of the errors have gone; from 25 to 20, a fifth."""
    case = Case("relative_drops", ([50.0, 25.0, 20.0],))
    assert_same(_as_list(student.relative_drops(*case.args)), want=[0.5, 0.2], call=case)


@weight(2)
def test_lecture_table(student):
    """In the lecture's table the largest steps are those to AlexNet, 36.4 %, and to GoogLeNet, 43.6 %."""
    case = Case("relative_drops", (_ILSVRC,))
    want = [0.085, 0.364, 0.287, 0.436, 0.318]
    assert_same(_as_list(student.relative_drops(*case.args)), want=want, call=case, **_THREE_DIGITS)
