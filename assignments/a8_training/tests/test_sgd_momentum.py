# Generated from solutions/a8_training/sgd_momentum/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of sgd_momentum: single steps, of one number and of several parameters."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same, recorded


def _assert_right(student, case):
    """Fail the check unless parameters and velocities are PyTorch's."""
    got = student.sgd_momentum(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch, call=case, name="(params, velocity)")


@weight(1.5)
@recorded("first step")
def test_first_step(student, case):
    """The first step goes against the gradient, by the learning rate times as far."""
    _assert_right(student, case)


@weight(1.5)
@recorded("momentum")
def test_momentum(student, case):
    """The velocity keeps its share of what it was, and the parameter moves by the new velocity."""
    _assert_right(student, case)


@weight(1)
@recorded("several")
def test_several_parameters(student, case):
    """Every parameter has a velocity of its own."""
    _assert_right(student, case)


@weight(1)
def test_two_steps(student):
    """What a step returns can be given to the next one."""
    grads, options = {"w": np.array([1.0])}, {"lr": 0.5, "momentum": 0.5}
    case = Case("sgd_momentum", ({"w": np.array([4.0])}, grads, {}), options)
    first = student.sgd_momentum(*case.args, **options)
    want = ({"w": np.array([3.5])}, {"w": np.array([1.0])})
    assert_same(first, want=want, call=case, name="(params, velocity)")
    case = Case("sgd_momentum", (first[0], grads, first[1]), options)
    second = student.sgd_momentum(*case.args, **options)
    want = ({"w": np.array([2.75])}, {"w": np.array([1.5])})
    assert_same(second, want=want, call=case, name="(params, velocity)")
