"""Hidden checks of layer_report: each entry on any layer, windows that do not fit, and counts beyond 32 bits."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, rejects

_POOLS = ["max_pool", "avg_pool"]
_WEIGHTED = ["conv", "locally_connected"]
_BIASES = {"fc": [True, False], "conv": [True, False], "locally_connected": ["unit", "filter", "none"]}


@st.composite
def _fully_connected(draw):
    """Draw a fully connected layer and its input."""
    shape = draw(st.tuples(st.integers(1, 4), st.integers(1, 12), st.integers(1, 12)))
    layer = {"kind": "fc", "out_features": draw(st.integers(1, 50)), "bias": draw(st.booleans())}
    return Case("layer_report", (shape, layer))


@st.composite
def _windowed(draw, kinds):
    """Draw a layer with windows, and an input in which at least one fits; options are ints or pairs."""
    kind = draw(st.sampled_from(kinds))

    def option(low, high):
        one = st.integers(low, high)
        return draw(one | st.tuples(one, one))

    kernel_size, stride = option(1, 5), option(1, 4)
    most = min(_pair(kernel_size)) // 2 if kind in _POOLS else 3  # PyTorch refuses to pad a pool by more
    padding = option(0, most)
    axes = zip(_pair(kernel_size), _pair(padding), strict=True)
    height, width = (max(1, k - 2 * p) + draw(st.integers(0, 9)) for k, p in axes)
    layer = {"kind": kind, "kernel_size": kernel_size, "stride": stride, "padding": padding}
    if kind in _WEIGHTED:
        layer |= {"out_channels": draw(st.integers(1, 6)), "bias": draw(st.sampled_from(_BIASES[kind]))}
    return Case("layer_report", ((draw(st.integers(1, 5)), height, width), layer))


def _pair(value):
    """Return height and width of an option."""
    return value if isinstance(value, tuple) else (value, value)


def _with_each_bias(case):
    """Return a layer with each kind of bias that it may have."""
    shape, layer = case.args
    return [Case("layer_report", (shape, {**layer, "bias": bias})) for bias in _BIASES[layer["kind"]]]


def _only(report, key):
    """Return one entry of a report, whatever else it holds; what is no report stays as it is."""
    return {key: report[key]} if isinstance(report, dict) and key in report else report


def _assert_entry(student, reference, key, cases):
    """Compare one entry of the reports on some layers."""
    for case in cases:
        want = _only(reference.layer_report(*case.args), key)
        assert_same(_only(student.layer_report(*case.args), key), want=want, call=case)


@weight(1)
@given(conv=_windowed(["conv"]), local=_windowed(["locally_connected"]), pool=_windowed(_POOLS))
def test_output_shape(student, reference, *, conv, local, pool):
    """The output shape is right for every convolution, locally connected layer and pooling."""
    _assert_entry(student, reference, "output_shape", [conv, local, pool])


@weight(1)
@given(
    dense=_fully_connected(), conv=_windowed(["conv"]), local=_windowed(["locally_connected"]), pool=_windowed(_POOLS)
)
def test_units(student, reference, *, dense, conv, local, pool):
    """The number of units is right for every layer."""
    _assert_entry(student, reference, "units", [dense, conv, local, pool])


@weight(1)
@given(dense=_fully_connected(), conv=_windowed(["conv"]), local=_windowed(["locally_connected"]))
def test_params(student, reference, *, dense, conv, local):
    """The number of parameters is right for every layer and every kind of bias."""
    for layer in (dense, conv, local):
        _assert_entry(student, reference, "params", _with_each_bias(layer))


@weight(1)
@given(dense=_fully_connected(), conv=_windowed(["conv"]), local=_windowed(["locally_connected"]))
def test_macs(student, reference, *, dense, conv, local):
    """The number of multiply-adds is right for every layer."""
    _assert_entry(student, reference, "macs", [dense, conv, local])


@weight(1)
@pytest.mark.parametrize("kind", _WEIGHTED + _POOLS)
@pytest.mark.parametrize(("height", "width"), [(2, 9), (9, 2), (1, 1)])
def test_no_window(student, kind, height, width):
    """A window that does not fit in height or width is refused with a ValueError."""
    layer = {"kind": kind, "kernel_size": 5, "stride": 4, "padding": 1}
    if kind in _WEIGHTED:
        layer |= {"out_channels": 2, "bias": True if kind == "conv" else "unit"}
    case = Case("layer_report", ((1, height, width), layer))
    with rejects("ValueError", call=case):
        student.layer_report(*case.args)


@weight(1)
@pytest.mark.parametrize(
    ("kind", "bias", "params"), [("conv", True, 2_250_500), ("locally_connected", "unit", 10_102_494_500)]
)
def test_deep_layer(student, kind, bias, params):
    """A 3 x 3 layer from 500 to 500 channels on 67 x 67 maps takes 10 100 250 000 multiply-adds."""
    layer = {"kind": kind, "out_channels": 500, "kernel_size": 3, "stride": 1, "padding": 1, "bias": bias}
    case = Case("layer_report", ((500, 67, 67), layer))
    want = {"output_shape": (500, 67, 67), "units": 2_244_500, "params": params, "macs": 10_100_250_000}
    assert_same(student.layer_report(*case.args), want=want, call=case)
