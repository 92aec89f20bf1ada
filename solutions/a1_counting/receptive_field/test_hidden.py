"""Hidden checks of receptive_field: any stack, pairs, a real network, and positions that need more than 32 bits."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same

_POSITIONS = st.integers(0, 12)


def _stacks(kernel_sizes, strides, paddings):
    """Return a strategy for a unit on top of up to four layers."""
    layers = st.lists(st.tuples(kernel_sizes, strides, paddings), max_size=4)
    return st.builds(Case, st.just("receptive_field"), st.tuples(_POSITIONS, _POSITIONS, layers))


def _sides(low, high):
    """Return a strategy for an option that is an int or a pair."""
    one = st.integers(low, high)
    return one | st.tuples(one, one)


_VGG_BLOCKS = [[(3, 1, 1)] * 2, [(3, 1, 1)] * 2, [(3, 1, 1)] * 3, [(3, 1, 1)] * 3, [(3, 1, 1)] * 3]
_VGG_LAYERS = [layer for block in _VGG_BLOCKS for layer in [*block, (2, 2, 0)]]


@weight(2)
@given(case=_stacks(st.integers(1, 5), st.integers(1, 3), st.integers(0, 2)))
def test_any_stack(student, reference, case):
    """The region is right for every stack of layers, whatever their strides and paddings."""
    assert_same(student.receptive_field(*case.args), want=reference.receptive_field(*case.args), call=case)


@weight(1)
@given(case=_stacks(_sides(1, 5), _sides(1, 3), _sides(0, 2)))
def test_pairs(student, reference, case):
    """Window, stride and padding may differ between height and width."""
    assert_same(student.receptive_field(*case.args), want=reference.receptive_field(*case.args), call=case)


@weight(1)
@pytest.mark.parametrize(("unit", "depth", "want"), [((7, 7), 17, (22, 218, 22, 218)), ((3, 3), 18, (6, 218, 6, 218))])
def test_vgg16(student, unit, depth, want):
    """Units of VGG-16's last convolution see 196 x 196 pixels, and those of its last pooling 212 x 212."""
    case = Case("receptive_field", (*unit, _VGG_LAYERS[:depth]))
    assert_same(student.receptive_field(*case.args), want=want, call=case)


@weight(1)
def test_far_away(student):
    """The region is exact for units that are billions of positions away from the corner."""
    case = Case("receptive_field", (3_000_000_000, 5_000_000_000, [(3, 2, 1), (3, 2, 1)]))
    want = (11_999_999_997, 12_000_000_004, 19_999_999_997, 20_000_000_004)
    assert_same(student.receptive_field(*case.args), want=want, call=case)
