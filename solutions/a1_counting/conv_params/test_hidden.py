"""Hidden checks of conv_params: any layer, oblong windows, groups, and counts that need more than 32 bits."""

from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same

_SIDES = st.integers(1, 11)
_SQUARE = _SIDES | st.builds(lambda side: (side, side), _SIDES)
_OBLONG = st.tuples(_SIDES, _SIDES).filter(lambda sides: sides[0] != sides[1])


@st.composite
def _layers(draw, kernel_size, groups):
    """Draw a layer; its channels are multiples of the number of groups."""
    count = draw(groups)
    in_channels, out_channels = count * draw(st.integers(1, 64)), count * draw(st.integers(1, 64))
    return Case("conv_params", (in_channels, out_channels, draw(kernel_size)), {"groups": count})


def _assert_count(student, reference, layer):
    """Compare the counts with and without biases."""
    for bias in (True, False):
        case = Case("conv_params", layer.args, {"bias": bias, **layer.kwargs})
        want = reference.conv_params(*case.args, **case.kwargs)
        assert_same(student.conv_params(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
@given(layer=_layers(_SQUARE, groups=st.just(1)))
def test_any_layer(student, reference, layer):
    """The count is right for every number of channels and filters, with and without biases."""
    _assert_count(student, reference, layer)


@weight(1)
@given(layer=_layers(_OBLONG, groups=st.just(1)))
def test_oblong_kernel(student, reference, layer):
    """A kernel need not be square: its size may be a pair of height and width."""
    _assert_count(student, reference, layer)


@weight(1)
@given(layer=_layers(_SQUARE | _OBLONG, groups=st.integers(2, 8)))
def test_groups(student, reference, layer):
    """With groups, a filter sees the input channels of its own group alone."""
    _assert_count(student, reference, layer)


@weight(1)
def test_very_wide_layer(student):
    """A 3 x 3 layer from 50 000 to 20 000 channels has 9 000 020 000 parameters."""
    case = Case("conv_params", (50_000, 20_000, 3))
    assert_same(student.conv_params(*case.args), want=9_000_020_000, call=case)
