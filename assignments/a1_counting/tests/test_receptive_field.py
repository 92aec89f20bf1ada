# Generated from solutions/a1_counting/receptive_field/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of receptive_field: one layer, and stacks that can be drawn by hand."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same

_ONE_LAYER = [
    ((0, 0), (3, 1, 0), (0, 3, 0, 3)),
    ((0, 0), (3, 1, 1), (-1, 2, -1, 2)),
    ((0, 0), (2, 1, 1), (-1, 1, -1, 1)),
    ((2, 4), (3, 1, 0), (2, 5, 4, 7)),
    ((1, 1), (3, 2, 0), (2, 5, 2, 5)),
    ((1, 0), (3, 2, 1), (1, 4, -1, 2)),
    ((3, 5), (2, 2, 0), (6, 8, 10, 12)),
]
_STACKS = [
    ((0, 0), [(3, 1, 0)] * 2, (0, 5, 0, 5)),
    ((0, 0), [(3, 1, 0)] * 3, (0, 7, 0, 7)),
    ((4, 2), [(3, 1, 1)] * 2, (2, 7, 0, 5)),
    ((0, 1), [(3, 2, 0), (3, 1, 0)], (0, 7, 2, 9)),
    ((0, 1), [(3, 1, 0), (3, 2, 0)], (0, 5, 2, 7)),
]


@weight(2)
@pytest.mark.parametrize(("unit", "layer", "want"), _ONE_LAYER)
def test_one_layer(student, unit, layer, want):
    """A unit sees one window, which padding moves up and left, and strides move down and right."""
    case = Case("receptive_field", (*unit, [layer]))
    assert_same(student.receptive_field(*case.args), want=want, call=case)


@weight(2)
@pytest.mark.parametrize(("unit", "layers", "want"), _STACKS)
def test_stacked_layers(student, unit, layers, want):
    """Units of a second and a third layer see more: 3 x 3 windows in a row see 5 x 5 and 7 x 7 pixels."""
    case = Case("receptive_field", (*unit, layers))
    assert_same(student.receptive_field(*case.args), want=want, call=case)


@weight(1)
@given(row=st.integers(0, 99), col=st.integers(0, 99))
def test_a_pixel(student, row, col):
    """Without any layer, a unit is a pixel and sees itself."""
    case = Case("receptive_field", (row, col, []))
    assert_same(student.receptive_field(*case.args), want=(row, row + 1, col, col + 1), call=case)
