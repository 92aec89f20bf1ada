"""Hidden checks of count_network: any small network, then VGG-16 and the AlexNet of 2012, row by row."""

from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_unchanged, rejects
from convgrade.cnn import networks
from convgrade.cnn.networks import conv, fc, network, pool
from convgrade.cnn.rows import assert_rows

_VGG16 = [
    ("conv1_1", (64, 224, 224), 1_792),
    ("conv1_2", (64, 224, 224), 36_928),
    ("pool1", (64, 112, 112), 0),
    ("conv2_1", (128, 112, 112), 73_856),
    ("conv2_2", (128, 112, 112), 147_584),
    ("pool2", (128, 56, 56), 0),
    ("conv3_1", (256, 56, 56), 295_168),
    ("conv3_2", (256, 56, 56), 590_080),
    ("conv3_3", (256, 56, 56), 590_080),
    ("pool3", (256, 28, 28), 0),
    ("conv4_1", (512, 28, 28), 1_180_160),
    ("conv4_2", (512, 28, 28), 2_359_808),
    ("conv4_3", (512, 28, 28), 2_359_808),
    ("pool4", (512, 14, 14), 0),
    ("conv5_1", (512, 14, 14), 2_359_808),
    ("conv5_2", (512, 14, 14), 2_359_808),
    ("conv5_3", (512, 14, 14), 2_359_808),
    ("pool5", (512, 7, 7), 0),
    ("fc6", (4096,), 102_764_544),
    ("fc7", (4096,), 16_781_312),
    ("fc8", (1000,), 4_097_000),
]
_ALEXNET_2012 = [
    ("conv1", (96, 55, 55), 34_944),
    ("pool1", (96, 27, 27), 0),
    ("conv2", (256, 27, 27), 307_456),
    ("pool2", (256, 13, 13), 0),
    ("conv3", (384, 13, 13), 885_120),
    ("conv4", (384, 13, 13), 663_936),
    ("conv5", (256, 13, 13), 442_624),
    ("pool5", (256, 6, 6), 0),
    ("fc6", (4096,), 37_752_832),
    ("fc7", (4096,), 16_781_312),
    ("fc8", (1000,), 4_097_000),
]
_POOL_KINDS = st.sampled_from(["max_pool", "avg_pool"])


@st.composite
def _networks(draw, kinds, *, square=True, groups=1):
    """Draw a network with a layer of each of these kinds, in this order; every window fits."""
    sides = [draw(st.integers(3, 12))] * 2 if square else [draw(st.integers(3, 12)), draw(st.integers(3, 12))]
    channels = groups * draw(st.integers(1, 3))
    layers, image = [], (channels, *sides)
    for number, kind in enumerate(kinds, 1):
        if kind == "fc":
            layers.append(fc(f"fc{number}", draw(st.integers(1, 12))))
            continue
        kernel_size, stride = draw(st.integers(1, min(4, *sides))), draw(st.integers(1, 3))
        windows = {"stride": stride, "padding": draw(st.integers(0, kernel_size // 2))}
        if kind == "conv":
            filters = groups * draw(st.integers(1, 4))
            layers.append(conv(f"conv{number}", filters, kernel_size, **windows, groups=groups))
        else:
            layers.append(pool(f"pool{number}", kernel_size, **windows, kind=draw(_POOL_KINDS)))
        sides = [(side + 2 * windows["padding"] - kernel_size) // stride + 1 for side in sides]
    return Case("count_network", (network(image, *layers),))


def _assert_right(student, reference, case, **only):
    """Fail the check unless the student's rows are the reference's."""
    assert_rows(student.count_network(*case.args), reference.count_network(*case.args), call=case, **only)


@weight(1)
@given(case=_networks(["conv"]))
def test_any_convolution(student, reference, case):
    """A convolution is counted right, whatever its kernel, stride and padding are."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=_networks(["conv", "conv"]))
def test_two_convolutions(student, reference, case):
    """A convolution takes the maps of the convolution before it."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=_networks(["conv", "pool", "fc"]))
def test_flattened_maps(student, reference, case):
    """A fully connected layer takes all maps of the pooling layer before it, after they have shrunk."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=_networks(["fc", "fc"]))
def test_two_fully_connected_layers(student, reference, case):
    """A fully connected layer takes the units of the one before it."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=_networks(["pool", "conv", "pool"], square=False))
def test_images_that_are_not_square(student, reference, case):
    """Height and width shrink independently of each other."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=_networks(["conv", "conv"], groups=2) | _networks(["conv"], groups=3))
def test_any_groups(student, reference, case):
    """The filters of one group see the input channels of that group alone."""
    _assert_right(student, reference, case)


@weight(0.25)
def test_no_window(student):
    """A window that does not fit in height or width is refused with a ValueError."""
    for layer in (conv("conv", 2, 5, padding=1), pool("pool", 5, 1, padding=1)):
        for image in ((1, 2, 9), (1, 9, 2)):
            case = Case("count_network", (network(image, layer),))
            with rejects("ValueError", call=case):
                student.count_network(*case.args)


@weight(0.25)
def test_large_layers(student, reference):
    """The parameters stay exact where they need more than 32 bits."""
    _assert_right(student, reference, Case("count_network", (network((100, 700, 700), fc("fc", 100)),)))


@weight(1)
def test_vgg16_convolutions(student):
    """The rows of VGG-16's convolutions and pooling layers are right."""
    names = [name for name, shape, _ in _VGG16 if len(shape) == 3]
    assert_rows(student.count_network(networks.VGG16), _VGG16, names=names, call="count_network(networks.VGG16)")


@weight(0.5)
def test_vgg16_fully_connected(student):
    """VGG-16's fully connected layers have 123 642 856 of its 138 357 544 parameters."""
    names = [name for name, shape, _ in _VGG16 if len(shape) == 1]
    assert_rows(student.count_network(networks.VGG16), _VGG16, names=names, call="count_network(networks.VGG16)")


@weight(0.5)
def test_alexnet_2012(student):
    """The AlexNet of the competition, whose layers 2, 4 and 5 were cut in two groups, is right row by row."""
    rows = student.count_network(networks.ALEXNET_2012)
    assert_rows(rows, _ALEXNET_2012, call="count_network(networks.ALEXNET_2012)")


@weight(0.5)
def test_argument_unchanged(student):
    """The network that is counted stays as it was."""
    case = Case("count_network", (network((1, 4, 4), conv("conv", 2, 3), pool("pool", 2, 1), fc("fc", 3)),))
    want = [("conv", (2, 2, 2), 20), ("pool", (2, 1, 1), 0), ("fc", (3,), 9)]
    assert_rows(student.count_network(*case.args), want, call=case)
    assert_unchanged(student, call=case)
