"""Hidden checks of count_deep: any blocks, then ResNet-50 and DenseNet-121 row by row."""

from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_unchanged
from convgrade.cnn import networks
from convgrade.cnn.networks import basic_block, bottleneck_block, conv_bn, dense_layer, fc, network, pool, transition
from convgrade.cnn.rows import assert_rows

_RESNET50 = [
    ("stem", (64, 112, 112), 9_536),
    ("pool", (64, 56, 56), 0),
    ("stage1.1", (256, 56, 56), 75_008),
    ("stage1.2", (256, 56, 56), 70_400),
    ("stage1.3", (256, 56, 56), 70_400),
    ("stage2.1", (512, 28, 28), 379_392),
    ("stage2.2", (512, 28, 28), 280_064),
    ("stage2.3", (512, 28, 28), 280_064),
    ("stage2.4", (512, 28, 28), 280_064),
    ("stage3.1", (1024, 14, 14), 1_512_448),
    ("stage3.2", (1024, 14, 14), 1_117_184),
    ("stage3.3", (1024, 14, 14), 1_117_184),
    ("stage3.4", (1024, 14, 14), 1_117_184),
    ("stage3.5", (1024, 14, 14), 1_117_184),
    ("stage3.6", (1024, 14, 14), 1_117_184),
    ("stage4.1", (2048, 7, 7), 6_039_552),
    ("stage4.2", (2048, 7, 7), 4_462_592),
    ("stage4.3", (2048, 7, 7), 4_462_592),
    ("global_pool", (2048,), 0),
    ("fc", (1000,), 2_049_000),
]
_DENSENET121 = [
    ("stem", (64, 112, 112), 9_536),
    ("pool", (64, 56, 56), 0),
    ("block1.1", (96, 56, 56), 45_440),
    ("block1.2", (128, 56, 56), 49_600),
    ("block1.3", (160, 56, 56), 53_760),
    ("block1.4", (192, 56, 56), 57_920),
    ("block1.5", (224, 56, 56), 62_080),
    ("block1.6", (256, 56, 56), 66_240),
    ("transition1", (128, 28, 28), 33_280),
    ("block2.1", (160, 28, 28), 53_760),
    ("block2.2", (192, 28, 28), 57_920),
    ("block2.3", (224, 28, 28), 62_080),
    ("block2.4", (256, 28, 28), 66_240),
    ("block2.5", (288, 28, 28), 70_400),
    ("block2.6", (320, 28, 28), 74_560),
    ("block2.7", (352, 28, 28), 78_720),
    ("block2.8", (384, 28, 28), 82_880),
    ("block2.9", (416, 28, 28), 87_040),
    ("block2.10", (448, 28, 28), 91_200),
    ("block2.11", (480, 28, 28), 95_360),
    ("block2.12", (512, 28, 28), 99_520),
    ("transition2", (256, 14, 14), 132_096),
    ("block3.1", (288, 14, 14), 70_400),
    ("block3.2", (320, 14, 14), 74_560),
    ("block3.3", (352, 14, 14), 78_720),
    ("block3.4", (384, 14, 14), 82_880),
    ("block3.5", (416, 14, 14), 87_040),
    ("block3.6", (448, 14, 14), 91_200),
    ("block3.7", (480, 14, 14), 95_360),
    ("block3.8", (512, 14, 14), 99_520),
    ("block3.9", (544, 14, 14), 103_680),
    ("block3.10", (576, 14, 14), 107_840),
    ("block3.11", (608, 14, 14), 112_000),
    ("block3.12", (640, 14, 14), 116_160),
    ("block3.13", (672, 14, 14), 120_320),
    ("block3.14", (704, 14, 14), 124_480),
    ("block3.15", (736, 14, 14), 128_640),
    ("block3.16", (768, 14, 14), 132_800),
    ("block3.17", (800, 14, 14), 136_960),
    ("block3.18", (832, 14, 14), 141_120),
    ("block3.19", (864, 14, 14), 145_280),
    ("block3.20", (896, 14, 14), 149_440),
    ("block3.21", (928, 14, 14), 153_600),
    ("block3.22", (960, 14, 14), 157_760),
    ("block3.23", (992, 14, 14), 161_920),
    ("block3.24", (1024, 14, 14), 166_080),
    ("transition3", (512, 7, 7), 526_336),
    ("block4.1", (544, 7, 7), 103_680),
    ("block4.2", (576, 7, 7), 107_840),
    ("block4.3", (608, 7, 7), 112_000),
    ("block4.4", (640, 7, 7), 116_160),
    ("block4.5", (672, 7, 7), 120_320),
    ("block4.6", (704, 7, 7), 124_480),
    ("block4.7", (736, 7, 7), 128_640),
    ("block4.8", (768, 7, 7), 132_800),
    ("block4.9", (800, 7, 7), 136_960),
    ("block4.10", (832, 7, 7), 141_120),
    ("block4.11", (864, 7, 7), 145_280),
    ("block4.12", (896, 7, 7), 149_440),
    ("block4.13", (928, 7, 7), 153_600),
    ("block4.14", (960, 7, 7), 157_760),
    ("block4.15", (992, 7, 7), 161_920),
    ("block4.16", (1024, 7, 7), 166_080),
    ("norm", (1024, 7, 7), 2_048),
    ("global_pool", (1024,), 0),
    ("fc", (1000,), 1_025_000),
]
_CHANNELS = st.integers(1, 4)
_STRIDES = st.integers(1, 2)
_IMAGES = st.tuples(_CHANNELS, st.integers(4, 9), st.integers(4, 9))


def _assert_right(student, reference, spec):
    """Fail the check unless the student's rows are the reference's."""
    case = Case("count_deep", (spec,))
    assert_rows(student.count_deep(*case.args), reference.count_deep(*case.args), call=case)


@weight(1)
@given(image=_IMAGES, widths=st.lists(_CHANNELS, min_size=1, max_size=3), stride=_STRIDES)
def test_any_basic_blocks(student, reference, image, widths, stride):
    """Basic blocks are right for any channels and strides, and for images that are not square."""
    blocks = [basic_block(f"block{i}", width, stride=stride if i == 1 else 1) for i, width in enumerate(widths, 1)]
    _assert_right(student, reference, network(image, *blocks))


@weight(1)
@given(image=_IMAGES, widths=st.lists(st.tuples(_CHANNELS, _CHANNELS), min_size=1, max_size=3), stride=_STRIDES)
def test_any_bottleneck_blocks(student, reference, image, widths, stride):
    """Bottleneck blocks are right for any widths, channels and strides."""
    blocks = [bottleneck_block(f"block{i}", *width, stride=stride) for i, width in enumerate(widths[:2], 1)]
    _assert_right(student, reference, network(image, *blocks))


@weight(1)
@given(image=_IMAGES, widths=st.lists(st.tuples(_CHANNELS, _CHANNELS), min_size=1, max_size=3), out=_CHANNELS)
def test_any_dense_block(student, reference, image, widths, out):
    """Dense layers and the transition after them are right for any widths and growth."""
    layers = [dense_layer(f"layer{i}", *width) for i, width in enumerate(widths, 1)]
    _assert_right(student, reference, network(image, *layers, transition("transition", out)))


@weight(0.5)
@given(image=_IMAGES, width=_CHANNELS, kernel_size=st.integers(1, 4), stride=_STRIDES)
def test_any_stem_and_head(student, reference, *, image, width, kernel_size, stride):
    """The layers before and after the blocks are right for any kernel, stride and padding."""
    windows = {"stride": stride, "padding": kernel_size // 2}
    stem = [conv_bn("stem", width, kernel_size, **windows), pool("pool", kernel_size, **windows)]
    head = [{"name": "norm", "kind": "batch_norm"}, {"name": "global_pool", "kind": "global_avg_pool"}]
    _assert_right(student, reference, network(image, *stem, *head, fc("fc", 3)))


@weight(1.5)
def test_resnet50(student):
    """ResNet-50's rows are right, and add up to 25 557 032 parameters."""
    assert_rows(student.count_deep(networks.RESNET50), _RESNET50, call="count_deep(networks.RESNET50)")


@weight(1.5)
def test_densenet121(student):
    """DenseNet-121's rows are right, and add up to 7 978 856 parameters."""
    assert_rows(student.count_deep(networks.DENSENET121), _DENSENET121, call="count_deep(networks.DENSENET121)")


@weight(0.5)
def test_argument_unchanged(student):
    """The network that is counted stays as it was."""
    case = Case("count_deep", (network((2, 4, 4), basic_block("block", 4, stride=2), dense_layer("layer", 1, 1)),))
    want = [("block", (4, 2, 2), 248), ("layer", (5, 2, 2), 23)]
    assert_rows(student.count_deep(*case.args), want, call=case)
    assert_unchanged(student, call=case)
