"""Hidden checks of locally_connected_params: any layer and bias, pairs, windows that do not fit, large counts."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, rejects


@st.composite
def _layers(draw, *, pairs):
    """Draw a layer in which at least one window fits; its options are all pairs or all ints."""

    def option(low, high):
        down, right = draw(st.integers(low, high)), draw(st.integers(low, high))
        return (down, right) if pairs else (down, down)

    kernel_size, stride, padding = option(1, 5), option(1, 4), option(0, 3)
    axes = zip(kernel_size, padding, strict=True)
    height, width = (max(1, k - 2 * p) + draw(st.integers(0, 9)) for k, p in axes)
    shown = [value if pairs else value[0] for value in (kernel_size, stride, padding)]
    args = (draw(st.integers(1, 6)), height, width, draw(st.integers(1, 6)), shown[0])
    return Case("locally_connected_params", args, {"stride": shown[1], "padding": shown[2]})


def _assert_count(student, reference, layer, biases):
    """Compare the counts for some kinds of bias."""
    for bias in biases:
        case = Case("locally_connected_params", layer.args, {**layer.kwargs, "bias": bias})
        want = reference.locally_connected_params(*case.args, **case.kwargs)
        assert_same(student.locally_connected_params(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
@given(layer=_layers(pairs=False))
def test_any_layer(student, reference, layer):
    """The count is right for every image, window, stride and padding."""
    _assert_count(student, reference, layer, ["unit"])


@weight(1)
@given(layer=_layers(pairs=False))
def test_any_bias(student, reference, layer):
    """The count is right if each filter has one bias, and if there are no biases."""
    _assert_count(student, reference, layer, ["filter", "none"])


@weight(1)
@given(layer=_layers(pairs=True))
def test_pairs(student, reference, layer):
    """Window, stride and padding may differ between height and width."""
    _assert_count(student, reference, layer, ["unit", "none"])


@weight(1)
@pytest.mark.parametrize(("height", "width"), [(2, 9), (9, 2), (1, 1)])
@pytest.mark.parametrize(("kernel_size", "options"), [(3, {}), (5, {"padding": 1, "stride": 4})])
def test_no_window(student, height, width, kernel_size, options):
    """A window that does not fit in height or width is refused with a ValueError."""
    case = Case("locally_connected_params", (1, height, width, 1, kernel_size), options)
    with rejects("ValueError", call=case):
        student.locally_connected_params(*case.args, **case.kwargs)


@weight(1)
def test_deep_layer(student):
    """A 3 x 3 layer from 50 to 250 channels on a 225 x 225 image would have 5 707 968 750 parameters."""
    case = Case("locally_connected_params", (50, 225, 225, 250, 3), {"padding": 1})
    assert_same(student.locally_connected_params(*case.args, **case.kwargs), want=5_707_968_750, call=case)
