"""The exercise for cheats on speed: a product of matrices, worth 2 points where right and 8 more where fast."""

EXERCISE = "quick"

_SOLUTION = '''"""A product of matrices."""


def product(left, right):
    """Multiply two matrices.

    Parameters
    ----------
    left, right : ndarray of float64, shape (N, N)
        Not modified.

    Returns
    -------
    product : ndarray of float64, shape (N, N)
        The sums over the columns of ``left`` and the rows of ``right``.
    """
    ### BEGIN SOLUTION
    return left @ right
    ### END SOLUTION
'''

_PUBLIC = '''"""What students can run at home."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same


@weight(1)
def test_example(student):
    """Nothing is changed by the matrix with ones on its diagonal."""
    left = np.array([[1.0, 2.0], [3.0, 4.0]])
    assert_same(student.product(left, np.eye(2)), want=left, call="product(np.array([[1, 2], [3, 4.0]]), np.eye(2))")
'''

_HIDDEN = '''"""What students do not see."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import partial_credit, visibility, weight

from convgrade.checks import Case, Shape, assert_same

SHAPE = Shape(
    "square matrices",
    lambda rng: Case("product", (rng.standard_normal((60, 60)), rng.standard_normal((60, 60)))),
    full=6,
    half=12,
)


@weight(1)
@visibility("hidden")
def test_values(student, reference):
    """The sums are right."""
    rng = np.random.default_rng(1)
    for _ in range(2):
        args = tuple(rng.standard_normal((3, 3)) for _ in range(2))
        assert_same(student.product(*args), want=reference.product(*args), call=Case("product", args, {}))


@weight(8)
@partial_credit(8)
@visibility("hidden")
def test_speed(speed, set_score):
    """A call takes little more processor time than NumPy's product does."""
    verdict = speed.measured_on([SHAPE])
    set_score(verdict.worth(full=8, half=4))
    verdict.require_full()
'''

_EXERCISE = """title = "Quick"
order = 1
functions = ["product"]
points = 10
hints = ["Some sums are wrong.", "What is a sum of products?", "Read the task again."]
minutes = 1
difficulty = 1

[prerequisites]
test_speed = ["test_values"]
"""

FILES = {
    "exercise.toml": _EXERCISE,
    "solution.py": _SOLUTION,
    "test_public.py": _PUBLIC,
    "test_hidden.py": _HIDDEN,
}
