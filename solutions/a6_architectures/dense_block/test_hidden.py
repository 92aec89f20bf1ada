"""Hidden checks of dense_block: any layers, forward and backward, and arguments that stay as they were."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_array, assert_same, assert_unchanged
from convgrade.cnn import branches, numbers


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's."""
    want = getattr(reference, case.function)(*case.args)
    assert_same(getattr(student, case.function)(*case.args), want=want, call=case)


@weight(0.5)
@given(cases=branches.dense_cases(layers=1))
def test_any_layer(student, reference, cases):
    """A block of one layer is right for any images, and however many channels the layer adds."""
    _assert_right(student, reference, cases[0])


@weight(1)
@given(cases=branches.dense_cases(layers=st.integers(2, 4)))
def test_any_layers(student, reference, cases):
    """A block of several layers is right, and each may add another number of channels."""
    _assert_right(student, reference, cases[0])


@weight(0.25)
def test_no_layers(student):
    """A block without layers returns its images, as a new array."""
    case = Case("dense_block", (numbers((1, 2, 1, 2), 0), []))
    assert_same(student.dense_block(*case.args), want=case.args[0], call=case)
    assert_unchanged(student, call=case)


@weight(1.5)
@given(cases=branches.dense_cases(layers=1))
def test_backward_any_layer(student, reference, cases):
    """The gradient of a block of one layer is right for any images and any grad_output."""
    _assert_right(student, reference, cases[1])


@weight(2)
@given(cases=branches.dense_cases(layers=st.integers(2, 4), curved=False))
def test_backward_straight_layers(student, reference, cases):
    """The gradient is right for several layers whose gradients do not depend on what they were given."""
    _assert_right(student, reference, cases[1])


@weight(1.5)
@given(cases=branches.dense_cases(layers=st.integers(2, 4), curved=True))
def test_backward_curved_layers(student, reference, cases):
    """The gradient is right for several layers whose gradients depend on what each was given."""
    _assert_right(student, reference, cases[1])


@weight(0.25)
def test_arguments_unchanged(student):
    """Images stay as they were, and every call returns an array of its own."""
    for first in (1.0, 5.0):
        x = np.arange(first, first + 4).reshape(1, 2, 1, 2)
        case = Case("dense_block", (x, branches.unzipped([branches.widening(1), branches.widening(2)])[0]))
        assert_array(student.dense_block(*case.args), call=case, shape=(1, 5, 1, 2))
        assert_unchanged(student, call=case)


@weight(0.5)
def test_backward_arguments_unchanged(student):
    """The gradient and the images that are given stay as they were, and a new array is returned."""
    inner = [branches.widening(1), branches.widening(2, curved=True)]
    case = branches.dense_calls(numbers((1, 2, 1, 2), 0), inner, 5)[1]
    assert_array(student.dense_block_backward(*case.args), call=case)
    assert_unchanged(student, call=case)
