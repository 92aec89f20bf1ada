# Generated from solutions/a2_convolution/true_convolve2d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of true_convolve2d: worked examples, NumPy in one dimension, a property, PyTorch's answers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded


@weight(0.5)
def test_lecture_example(student):
    """Turned by 180 degrees, the lecture's kernel gives -300, -300 and -100: the answers of corr2d, negated.

    This is also what comes out if the kernel is only turned upside down: it reads the same from left to right
    and from right to left.  The next check can tell.
    """
    kernel = np.array([[1.0, 2.0, 1.0], [0.0, 0.0, 0.0], [-1.0, -2.0, -1.0]])
    image = np.array([[100.0, 100, 100, 100, 100], [100, 100, 100, 100, 100], [100, 0, 0, 100, 100]])
    case = Case("true_convolve2d", (image, kernel))
    assert_same(student.true_convolve2d(*case.args), want=np.array([[-300.0, -300.0, -100.0]]), call=case)


@weight(0.75)
def test_impulse(student):
    """An image that is black but for a single 1 in its middle gives back the kernel, just as it is written."""
    for kernel in (np.arange(1.0, 5.0).reshape(2, 2), np.arange(1.0, 10.0).reshape(3, 3)):
        side = len(kernel)
        image = np.zeros((2 * side - 1, 2 * side - 1))
        image[side - 1, side - 1] = 1.0
        case = Case("true_convolve2d", (image, kernel))
        assert_same(student.true_convolve2d(*case.args), want=kernel, call=case)


@weight(0.25)
@given(taps=st.integers(1, 4), more=st.integers(0, 5), seed=st.integers(0, 99))
def test_one_row_as_numpy(student, taps, more, seed):
    """On a single row it is NumPy's convolve."""
    case = Case("true_convolve2d", (cnn.numbers((1, taps + more), seed), cnn.numbers((1, taps), seed + 100)))
    signal, kernel = (array[0] for array in case.args)
    want = np.convolve(signal, kernel, mode="valid")[None, :]
    assert_same(student.true_convolve2d(*case.args), want=want, call=case)


@weight(0.5)
@recorded("square")
def test_square_images(student, case):
    """PyTorch gives the same result if it is handed the kernel turned by 180 degrees."""
    assert_same(student.true_convolve2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width may differ, of the image and of the kernel."""
    assert_same(student.true_convolve2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@recorded("integers")
def test_integer_pixels(student, case):
    """Images of integers give sums that neither overflow nor lose their fractions."""
    assert_same(student.true_convolve2d(*case.args), want=case.pytorch, call=case)


@weight(0.25)
@given(first=st.integers(1, 3), second=st.integers(1, 3), seed=st.integers(0, 99))
def test_order_does_not_matter(student, first, second, seed):
    """Two kernels may be exchanged: padded until every overlap counts, one convolved with the other is the same.

    Cross-correlation lacks this property: there, exchanging the two turns the answer by 180 degrees.
    """
    one, other = cnn.numbers((first, first), seed), cnn.numbers((second, second), seed + 100)
    calls = [
        Case("true_convolve2d", (np.pad(one, second - 1), other)),
        Case("true_convolve2d", (np.pad(other, first - 1), one)),
    ]
    shape = (first + second - 1, first + second - 1)
    out, exchanged = (assert_array(student.true_convolve2d(*c.args), call=c, shape=shape) for c in calls)
    assert_same(exchanged, want=out, call=f"{calls[1]} beside {calls[0]}")
