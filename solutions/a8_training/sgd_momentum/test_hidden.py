"""Hidden checks of sgd_momentum: any parameters, weight decay, the default, dtypes, arguments."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade import cnn
from convgrade.checks import Case, assert_same, assert_unchanged, recorded


def _assert_right(student, reference, case, **options):
    """Fail the check unless parameters and velocities are the reference's, and PyTorch's where it was asked."""
    want = reference.sgd_momentum(*case.args, **case.kwargs)
    got = student.sgd_momentum(*case.args, **case.kwargs)
    assert_same(got, want=want, also=case.pytorch, call=case, name="(params, velocity)", **options)


@weight(1)
@given(case=cnn.sgd_momentum_cases(first=True))
def test_any_first_step(student, reference, case):
    """The first step is right for any parameters."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=cnn.sgd_momentum_cases())
def test_any_step(student, reference, case):
    """Later steps are right for any parameters, learning rate and momentum."""
    _assert_right(student, reference, case)


@weight(1)
@recorded("weight decay")
def test_weight_decay(student, reference, case):
    """Weight decay draws a parameter towards 0, by way of the velocity."""
    _assert_right(student, reference, case)


@weight(0.5)
@recorded("default momentum")
def test_default(student, reference, case):
    """A call that names no momentum has one of 0.9."""
    _assert_right(student, reference, case)


def _small(value=1.0, dtype=np.float64):
    """Return a call that is not the first."""
    arrays = tuple({"w": np.array([number], dtype)} for number in (value, 2, 8))
    return Case("sgd_momentum", arrays, {"lr": 0.25, "momentum": 0.5})


@weight(0.5)
def test_dtypes(student, reference):
    """Parameters and velocities keep the dtype of the parameters."""
    for dtype in (np.float64, np.float32):
        case = _small(dtype=dtype)
        want = reference.sgd_momentum(*case.args, **case.kwargs)
        for index, name in enumerate(("params", "velocity")):
            got = student.part(index, of=2).sgd_momentum(*case.args, **case.kwargs)
            assert_same(got, want=want[index], call=case, name=name)
            assert_same(got["w"], want=want[index]["w"], dtype=dtype, call=case, name=f"{name}['w']")


@weight(1)
def test_arguments_unchanged(student):
    """No argument changes, and every call returns arrays of its own."""
    for value in (1.0, -2.0):
        case = _small(value)
        student.sgd_momentum(*case.args, **case.kwargs)
        assert_unchanged(student, call=case)
