# Generated from solutions/a4_backprop/numerical_gradient/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of numerical_gradient: functions that can be followed by hand.

Most steps are large, so that the differences are plain numbers; the last digits of a difference over a small
step are noise, hence the tolerance.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, callback
from convgrade.checks.callbacks import takes_shape

_NOISE = 1e-6
"""A difference over a step of 1e-5 is right to about 1e-9; one to one side only is off by 1e-5 and more."""


def _case(source, x, grad_output, **options):
    """Return a call whose f is given by its source, which is what a student reads."""
    x, grad_output = np.array(x), np.array(grad_output, np.float64)
    f = callback(eval(source, {"np": np}), source, misuse=takes_shape(x.shape))  # noqa: S307 - a text of this file
    return Case("numerical_gradient", (f, x, grad_output), options)


def _assert_right(student, case, want):
    """Fail the check unless the gradient is as wanted."""
    got = student.numerical_gradient(*case.args, **case.kwargs)
    assert_same(got, want=np.array(want, np.float64), atol=_NOISE, call=case)


@weight(1.5)
def test_square(student):
    """The difference is between a step before and a step behind x, divided by two steps."""
    _assert_right(student, _case("lambda x: x ** 2", [3.0], [2.0], step=0.5), [12.0])
    _assert_right(student, _case("lambda x: x ** 2", [-1.0], [3.0], step=2.0), [-6.0])
    _assert_right(student, _case("lambda x: 5 * x", [4.0], [2.0], step=1.0), [10.0])


@weight(0.5)
def test_cube(student):
    """A function that bends gives its central difference, which for a large step is not its derivative."""
    _assert_right(student, _case("lambda x: x ** 3", [2.0], [3.0], step=1.0), [39.0])


@weight(1)
def test_default_step(student):
    """With the default step, the differences are near to the derivatives."""
    _assert_right(student, _case("lambda x: x ** 2", [3.0], [2.0]), [12.0])
    _assert_right(student, _case("lambda x: np.sin(x)", [0.0, 1.0, -2.0], [2.0, 3.0, 5.0]), [2, 1.6209069, -2.0807342])


@weight(1)
def test_several_outputs(student):
    """A nudge of one entry counts in all outputs that it changes, each with its own weight."""
    both = "lambda x: np.array([x[0] + x[1], x[0] * x[1]])"
    _assert_right(student, _case(both, [5.0, 7.0], [10.0, 1.0], step=1.0), [17.0, 15.0])
    _assert_right(student, _case("lambda x: np.array([x.sum()])", [1.0, 2.0, 3.0], [4.0], step=1.0), [4.0, 4.0, 4.0])


@weight(1)
def test_other_entries_stay(student):
    """While one entry is nudged, all others are where they were."""
    product = "lambda x: np.array([x[0] * x[1] * x[2]])"
    _assert_right(student, _case(product, [2.0, 3.0, 5.0], [2.0], step=1.0), [30.0, 20.0, 12.0])


@weight(0.5)
def test_lecture_formula(student):
    """The gradient with respect to a signal in the lecture's formula, for the kernel 1, 0, -1."""
    formula = "lambda x: np.convolve(x, [-1.0, 0.0, 1.0], mode='same')"
    signal = [1.0, 2.0, 3.0, 4.0, 5.0]
    _assert_right(student, _case(formula, signal, signal, step=1.0), [2.0, 2.0, 2.0, 2.0, -4.0])


@weight(1)
def test_any_shape(student):
    """The gradient has the shape of x, whatever shape the output has."""
    matrix = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
    rows = _case("lambda x: x.sum(axis=1) ** 2", matrix, [2.0, -1.0], step=0.5)
    _assert_right(student, rows, [[24.0] * 3, [-30.0] * 3])
    _assert_right(student, _case("lambda x: 2 * x.T", [[1.0, 2.0]], [[3.0], [4.0]], step=1.0), [[6.0, 8.0]])


@weight(0.5)
def test_x_unchanged(student):
    """A call leaves x and grad_output as they were, and returns an array of its own."""
    for x in ([0.1, 0.2, 0.7], [0.3, -1.1, 2.0]):
        case = _case("lambda x: x ** 2", x, [2.0, 3.0, -4.0])
        assert_array(student.numerical_gradient(*case.args), call=case)
        assert_unchanged(student, call=case)
