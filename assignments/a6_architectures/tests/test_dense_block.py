# Generated from solutions/a6_architectures/dense_block/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of dense_block: examples that can be followed by hand, and what holds for any layers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_array, assert_same
from convgrade.cnn import branches, numbers

_PIXEL = np.array([[[[5.0]]]])
_TRIPLE = branches.line(3, 0)
_SUM, _SUMS = branches.widening(1), branches.widening(2)


def _column(*values):
    """Return one image of one pixel, with these channels."""
    return np.array(values, np.float64).reshape(1, -1, 1, 1)


@weight(1)
def test_one_layer(student):
    """One layer 3 * x makes the channels 5 and 15 of a pixel of 5."""
    case = Case("dense_block", (_PIXEL, [_TRIPLE.forward]))
    assert_same(student.dense_block(*case.args), want=_column(5, 15), call=case)


@weight(1)
def test_two_layers(student):
    """A second layer sees the channels of the first one as well: the sum of 5 and 15 is 20."""
    case = Case("dense_block", (_PIXEL, branches.unzipped([_TRIPLE, _SUM])[0]))
    assert_same(student.dense_block(*case.args), want=_column(5, 15, 20), call=case)


@weight(1)
@given(cases=branches.dense_cases(curved=False))
def test_channels(student, cases):
    """The channels of x come first and as they were, and every layer adds its own."""
    case = cases[0]
    x, out_shape = case.args[0], cases[1].args[0].shape
    out = assert_array(student.dense_block(*case.args), call=case, shape=out_shape)
    assert_same(out[:, : x.shape[1]], want=x, call=f"{case}[:, :{x.shape[1]}]")


@weight(2)
def test_backward_one_layer(student):
    """The pixel gets the gradient of its own channel, and three times that of the layer 3 * x."""
    case = Case("dense_block_backward", (_column(1, 10), _PIXEL, [_TRIPLE.forward], [_TRIPLE.backward]))
    assert_same(student.dense_block_backward(*case.args), want=_column(31), call=case)


@weight(2)
def test_backward_two_layers(student):
    """With a sum as second layer, both channels that it added up get its gradient: 101 + 3 * 110."""
    case = Case("dense_block_backward", (_column(1, 10, 100), _PIXEL, *branches.unzipped([_TRIPLE, _SUM])))
    assert_same(student.dense_block_backward(*case.args), want=_column(431), call=case)


@weight(0.5)
@given(layers=st.integers(1, 3))
def test_backward_of_x_alone(student, layers):
    """Where only the channels of x have a gradient, it arrives as it was sent."""
    x = numbers((1, 2, 1, 2), 0)
    gs, g_backwards = branches.unzipped([_SUMS] * layers)
    grad_output = np.concatenate([numbers(x.shape, 4), np.zeros((1, 2 * layers, 1, 2))], axis=1)
    case = Case("dense_block_backward", (grad_output, x, gs, g_backwards))
    assert_same(student.dense_block_backward(*case.args), want=numbers(x.shape, 4), call=case)
