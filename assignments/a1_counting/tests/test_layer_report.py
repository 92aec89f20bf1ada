# Generated from solutions/a1_counting/layer_report/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of layer_report: the lecture's layers, kind by kind."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case, assert_same


def _report(output_shape, units, params, macs):
    """Return the report with these entries."""
    return {"output_shape": output_shape, "units": units, "params": params, "macs": macs}


def _conv(out_channels, padding):
    """Return one of the lecture's 3 x 3 convolutions."""
    options = {"kernel_size": 3, "stride": 1, "padding": padding, "bias": True}
    return {"kind": "conv", "out_channels": out_channels, **options}


def _local(bias):
    """Return the lecture's locally connected layer."""
    return {"kind": "locally_connected", "out_channels": 1, "kernel_size": 3, "stride": 1, "padding": 0, "bias": bias}


_CONVOLUTIONS = [
    ((1, 7, 7), _conv(1, 0), _report((1, 5, 5), 25, 10, 225)),
    ((3, 7, 7), _conv(1, 0), _report((1, 5, 5), 25, 28, 675)),
    ((3, 7, 7), _conv(5, 0), _report((5, 5, 5), 125, 140, 3_375)),
    ((3, 32, 32), _conv(1, 0), _report((1, 30, 30), 900, 28, 24_300)),
    ((3, 32, 32), _conv(5, 0), _report((5, 30, 30), 4_500, 140, 121_500)),
    ((3, 32, 32), _conv(5, 1), _report((5, 32, 32), 5_120, 140, 138_240)),
    ((5, 32, 32), _conv(10, 0), _report((10, 30, 30), 9_000, 460, 405_000)),
    ((5, 32, 32), _conv(10, 1), _report((10, 32, 32), 10_240, 460, 460_800)),
]
_FULLY_CONNECTED = [
    ((1, 200, 200), True, _report((500,), 500, 20_000_500, 20_000_000)),
    ((3, 200, 200), True, _report((500,), 500, 60_000_500, 60_000_000)),
    ((3, 200, 200), False, _report((500,), 500, 60_000_000, 60_000_000)),
]
_LOCALLY_CONNECTED = [
    ("unit", _report((1, 5, 5), 25, 250, 225)),
    ("filter", _report((1, 5, 5), 25, 226, 225)),
    ("none", _report((1, 5, 5), 25, 225, 225)),
]
_POOLING = [
    ("max_pool", (2, 2, 0), _report((5, 16, 16), 1_280, 0, 0)),
    ("avg_pool", (2, 2, 0), _report((5, 16, 16), 1_280, 0, 0)),
    ("max_pool", (3, 2, 0), _report((5, 15, 15), 1_125, 0, 0)),
    ("avg_pool", (3, 2, 1), _report((5, 16, 16), 1_280, 0, 0)),
]


@weight(1)
@pytest.mark.parametrize(("input_shape", "layer", "want"), _CONVOLUTIONS)
def test_lecture_convolutions(student, input_shape, layer, want):
    """The lecture's convolutions are reported correctly, with and without padding."""
    case = Case("layer_report", (input_shape, layer))
    assert_same(student.layer_report(*case.args), want=want, call=case)


@weight(1)
@pytest.mark.parametrize(("input_shape", "bias", "want"), _FULLY_CONNECTED)
def test_lecture_fully_connected(student, input_shape, bias, want):
    """The lecture's fully connected layer is reported correctly, for a grey and for a colour image."""
    case = Case("layer_report", (input_shape, {"kind": "fc", "out_features": 500, "bias": bias}))
    assert_same(student.layer_report(*case.args), want=want, call=case)


@weight(1)
@pytest.mark.parametrize(("bias", "want"), _LOCALLY_CONNECTED)
def test_lecture_locally_connected(student, bias, want):
    """The lecture's locally connected layer is reported correctly, for each kind of bias."""
    case = Case("layer_report", ((1, 7, 7), _local(bias)))
    assert_same(student.layer_report(*case.args), want=want, call=case)


@weight(1)
@pytest.mark.parametrize(("kind", "window", "want"), _POOLING)
def test_pooling(student, kind, window, want):
    """Pooling shrinks every map, keeps their number, and has neither parameters nor multiply-adds."""
    kernel_size, stride, padding = window
    layer = {"kind": kind, "kernel_size": kernel_size, "stride": stride, "padding": padding}
    case = Case("layer_report", ((5, 32, 32), layer))
    assert_same(student.layer_report(*case.args), want=want, call=case)
