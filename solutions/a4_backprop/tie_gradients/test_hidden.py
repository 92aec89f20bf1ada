"""Hidden checks of tie_gradients: any shape, integers, dtypes, memory layouts."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, assert_unchanged, recorded

_SHAPES = st.tuples(*[st.integers(1, 3)] * 6)


@weight(1)
@given(shape=_SHAPES, seed=st.integers(0, 99), real=st.booleans())
def test_any_shape(student, reference, shape, *, seed, real):
    """The gradient is right for any number of places, filters, channels, rows and columns."""
    case = Case("tie_gradients", (cnn.upstream(shape, seed, real=real),))
    assert_same(student.tie_gradients(*case.args), want=reference.tie_gradients(*case.args), call=case)


@weight(0.5)
@recorded("integers")
def test_integers(student, case):
    """Integers give a gradient in float64."""
    assert_same(student.tie_gradients(*case.args), want=case.pytorch, dtype=np.float64, call=case)


@weight(0.5)
@recorded("layout")
def test_memory_layouts(student, case):
    """The gradient does not depend on how the argument lies in memory."""
    assert_same(student.tie_gradients(*case.args), want=case.pytorch, call=case)


@weight(0.5)
def test_output_dtype(student):
    """The result has the dtype of the argument: float32 for float32, float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = Case("tie_gradients", (np.array([2, 5], dtype).reshape(1, 2, 1, 1, 1, 1),))
        assert_same(student.tie_gradients(*case.args), want=np.array([[[[7.0]]]]), dtype=dtype, call=case)


@weight(0.5)
def test_arguments_unchanged(student):
    """The argument stays as it was, and every call returns an array of its own."""
    for numbers in ([2.0, 5.0], [3.0, 4.0], [8.0], [9.0]):
        case = Case("tie_gradients", (np.array(numbers).reshape(1, -1, 1, 1, 1, 1),))
        assert_array(student.tie_gradients(*case.args), call=case)
        assert_unchanged(student, call=case)
