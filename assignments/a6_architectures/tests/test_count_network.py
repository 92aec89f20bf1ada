# Generated from solutions/a6_architectures/count_network/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of count_network: one layer at a time, then LeNet and AlexNet, row by row."""

import pytest
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case
from convgrade.cnn import networks
from convgrade.cnn.networks import conv, fc, network, pool
from convgrade.cnn.rows import assert_rows

_LENET = [
    ("conv1", (6, 28, 28), 156),
    ("pool1", (6, 14, 14), 0),
    ("conv2", (16, 10, 10), 2_416),
    ("pool2", (16, 5, 5), 0),
    ("fc1", (120,), 48_120),
    ("fc2", (84,), 10_164),
    ("fc3", (10,), 850),
]
_ALEXNET = [
    ("conv1", (64, 55, 55), 23_296),
    ("pool1", (64, 27, 27), 0),
    ("conv2", (192, 27, 27), 307_392),
    ("pool2", (192, 13, 13), 0),
    ("conv3", (384, 13, 13), 663_936),
    ("conv4", (256, 13, 13), 884_992),
    ("conv5", (256, 13, 13), 590_080),
    ("pool5", (256, 6, 6), 0),
    ("fc6", (4096,), 37_752_832),
    ("fc7", (4096,), 16_781_312),
    ("fc8", (1000,), 4_097_000),
]
_CONVOLUTIONS = [
    ((1, 7, 7), conv("conv", 1, 3), (1, 5, 5), 10),
    ((3, 7, 7), conv("conv", 1, 3), (1, 5, 5), 28),
    ((3, 7, 7), conv("conv", 5, 3), (5, 5, 5), 140),
    ((5, 32, 32), conv("conv", 10, 3, padding=1), (10, 32, 32), 460),
    ((1, 7, 7), conv("conv", 2, 3, stride=2), (2, 3, 3), 20),
    ((1, 6, 9), conv("conv", 2, 3, stride=2), (2, 2, 4), 20),
]
_POOLS = [
    ((2, 4, 4), pool("pool", 2, 2), (2, 2, 2)),
    ((2, 4, 4), pool("pool", 2, 2, kind="avg_pool"), (2, 2, 2)),
    ((2, 7, 7), pool("pool", 3, 2), (2, 3, 3)),
    ((2, 6, 8), pool("pool", 3, 2, padding=1), (2, 3, 4)),
]


@weight(1)
@pytest.mark.parametrize(("input_shape", "layer", "shape", "params"), _CONVOLUTIONS)
def test_one_convolution(student, input_shape, layer, shape, params):
    """A single convolution is counted: its output shape, its weights, and one bias per filter."""
    case = Case("count_network", (network(input_shape, layer),))
    assert_rows(student.count_network(*case.args), [("conv", shape, params)], call=case)


@weight(0.5)
@pytest.mark.parametrize(("input_shape", "layer", "shape"), _POOLS)
def test_one_pooling_layer(student, input_shape, layer, shape):
    """A pooling layer keeps the channels and has no parameters."""
    case = Case("count_network", (network(input_shape, layer),))
    assert_rows(student.count_network(*case.args), [("pool", shape, 0)], call=case)


@weight(0.5)
def test_one_fully_connected_layer(student):
    """A fully connected layer takes every number of the image, and has one bias per unit."""
    for input_shape, params in (((1, 2, 2), 15), ((3, 2, 4), 75)):
        case = Case("count_network", (network(input_shape, fc("fc", 3)),))
        assert_rows(student.count_network(*case.args), [("fc", (3,), params)], call=case)


@weight(1)
def test_groups(student):
    """With two groups, every filter sees half of the input channels."""
    spec = network((4, 5, 5), conv("whole", 6, 3, padding=1), conv("halves", 8, 3, padding=1, groups=2))
    case = Case("count_network", (spec,))
    want = [("whole", (6, 5, 5), 222), ("halves", (8, 5, 5), 224)]
    assert_rows(student.count_network(*case.args), want, call=case)


@weight(1.5)
def test_lenet(student):
    """The seven rows of LeNet are right."""
    assert_rows(student.count_network(networks.LENET), _LENET, call="count_network(networks.LENET)")


@weight(1)
def test_alexnet_shapes(student):
    """AlexNet's maps shrink from 224 to 55, 27, 13 and 6 rows of pixels."""
    rows = student.count_network(networks.ALEXNET)
    assert_rows(rows, _ALEXNET, column="output", call="count_network(networks.ALEXNET)")


@weight(1)
def test_alexnet_convolutions(student):
    """AlexNet's five convolutions have 2 469 696 parameters together, and its pooling layers none."""
    names = [name for name, shape, _ in _ALEXNET if len(shape) == 3]
    rows = student.count_network(networks.ALEXNET)
    assert_rows(rows, _ALEXNET, names=names, column="params", call="count_network(networks.ALEXNET)")


@weight(1)
def test_alexnet_fully_connected(student):
    """AlexNet's fully connected layers have 58 631 144 parameters together: 24 in 25 of all."""
    rows = student.count_network(networks.ALEXNET)
    assert_rows(rows, _ALEXNET, names=("fc6", "fc7", "fc8"), column="params", call="count_network(networks.ALEXNET)")
