"""What students can run at home."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same, rejects


@weight(2)
def test_worked_example(student):
    """The averages of 1, 2, 3, 4 over windows of two are 1.5, 2.5 and 3.5."""
    values = np.array([1.0, 2.0, 3.0, 4.0])
    assert_same(
        student.moving_average(values, 2), want=np.array([1.5, 2.5, 3.5]), call="moving_average([1, 2, 3, 4], 2)"
    )


@weight(1)
def test_window_too_long(student):
    """A window longer than the sequence is refused with a ValueError."""
    with rejects("ValueError", call="moving_average([1, 2], 3)"):
        student.moving_average(np.array([1.0, 2.0]), 3)
