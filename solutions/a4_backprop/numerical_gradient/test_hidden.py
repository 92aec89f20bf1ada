"""Hidden checks of numerical_gradient: any quadratic function, integers, single precision, memory layouts."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_same, callback
from convgrade.checks.callbacks import takes_shape

_SHAPES = st.sampled_from([(1,), (2,), (3,), (1, 2), (2, 1), (2, 3), (3, 2), (2, 1, 2), (2, 2, 2)])
_FACTORS = st.integers(-3, 3)
_SEEDS = st.integers(0, 99)


def _case(source, x, grad_output, **options):
    """Return a call whose f is given by its source, which is what a student reads."""
    f = callback(eval(source, {"np": np}), source, misuse=takes_shape(x.shape))  # noqa: S307 - a text of this file
    return Case("numerical_gradient", (f, x, grad_output), options)


def _assert_right(student, reference, case, atol=1e-9):
    """Fail the check unless the gradient is the reference's."""
    want = reference.numerical_gradient(*case.args, **case.kwargs)
    assert_same(student.numerical_gradient(*case.args, **case.kwargs), want=want, atol=atol, call=case)


@weight(0.5)
@given(shape=_SHAPES, cube=_FACTORS, square=_FACTORS, seed=_SEEDS, step=st.sampled_from([1.0, 0.5, 0.25]))
def test_any_polynomial(student, reference, *, shape, cube, square, seed, step):
    """The differences are right for functions that bend, for any x, upstream gradient and step."""
    source = f"lambda x: {cube} * x ** 3 + {square} * x ** 2 + x"
    _assert_right(student, reference, _case(source, cnn.numbers(shape, seed), cnn.upstream(shape, seed), step=step))


@weight(0.5)
@given(size=st.integers(2, 4), seed=_SEEDS)
def test_any_outer_product(student, reference, size, seed):
    """The differences are right where every output depends on several entries."""
    x, grad_output = cnn.numbers((size,), seed), cnn.upstream((size, size), seed)
    _assert_right(student, reference, _case("lambda x: np.outer(x, x)", x, grad_output, step=0.5))


@weight(0.5)
def test_step_by_default(student, reference):
    """The default step is 1e-5: at 0, the difference of a cube is the square of the step."""
    case = _case("lambda x: x ** 3", np.array([0.0]), np.array([2.0]))
    _assert_right(student, reference, case, atol=1e-13)


@weight(0.5)
def test_integers(student, reference):
    """An x of integers is fine: the nudges have fractions nevertheless."""
    for x, options in (([3], {"step": 0.5}), ([1, -2, 4], {})):
        case = _case("lambda x: x ** 2", np.array(x, np.int64), np.full(len(x), 3.0), **options)
        _assert_right(student, reference, case, atol=1e-6)


@weight(0.5)
def test_single_precision(student, reference):
    """An x in float32 is nudged in float64: in float32, next to nothing would be left of a small step."""
    for x in ([3.0], [10.0, 0.5]):
        grad_output = np.array([3.0, -2.0][: len(x)])
        case = _case("lambda x: x ** 2", np.array(x, np.float32), grad_output)
        _assert_right(student, reference, case, atol=1e-6)
        assert_same(
            student.numerical_gradient(*case.args),
            want=reference.numerical_gradient(*case.args),
            atol=1e-6,
            dtype=np.float64,
            call=case,
        )


@weight(0.5)
@given(layout=cnn.layouts(), seed=_SEEDS)
def test_memory_layouts(student, reference, layout, seed):
    """The differences do not depend on how x lies in memory."""
    x = cnn.arranged(cnn.numbers((2, 3), seed), layout)
    _assert_right(student, reference, _case("lambda x: x ** 2", x, cnn.upstream((2, 3), seed), step=0.5))
