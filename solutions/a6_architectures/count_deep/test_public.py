"""Public checks of count_deep: one kind of block at a time, then ResNet-18 row by row."""

from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import Case
from convgrade.cnn import networks
from convgrade.cnn.networks import basic_block, bottleneck_block, conv_bn, dense_layer, fc, network, pool, transition
from convgrade.cnn.rows import assert_rows

_RESNET18 = [
    ("stem", (64, 112, 112), 9_536),
    ("pool", (64, 56, 56), 0),
    ("stage1.1", (64, 56, 56), 73_984),
    ("stage1.2", (64, 56, 56), 73_984),
    ("stage2.1", (128, 28, 28), 230_144),
    ("stage2.2", (128, 28, 28), 295_424),
    ("stage3.1", (256, 14, 14), 919_040),
    ("stage3.2", (256, 14, 14), 1_180_672),
    ("stage4.1", (512, 7, 7), 3_673_088),
    ("stage4.2", (512, 7, 7), 4_720_640),
    ("global_pool", (512,), 0),
    ("fc", (1000,), 513_000),
]


def _assert_rows(student, spec, want):
    """Compare the rows of a small network."""
    case = Case("count_deep", (spec,))
    assert_rows(student.count_deep(*case.args), want, call=case)


@weight(0.5)
def test_stem(student):
    """A convolution with batch normalization has two numbers per filter besides its weights; pooling has none."""
    spec = network((1, 8, 8), conv_bn("stem", 3, 3, stride=2, padding=1), pool("pool", 3, 2, padding=1))
    _assert_rows(student, spec, [("stem", (3, 4, 4), 33), ("pool", (3, 2, 2), 0)])


@weight(0.5)
def test_head(student):
    """Batch normalization, a global pooling and a fully connected layer with biases stand at the end."""
    head = [{"name": "norm", "kind": "batch_norm"}, {"name": "global_pool", "kind": "global_avg_pool"}]
    spec = network((3, 2, 2), *head, fc("fc", 10))
    _assert_rows(student, spec, [("norm", (3, 2, 2), 6), ("global_pool", (3,), 0), ("fc", (10,), 40)])


@weight(1)
def test_basic_block(student):
    """A basic block that keeps its shape has two convolutions, each with batch normalization."""
    _assert_rows(student, network((2, 4, 4), basic_block("block", 2)), [("block", (2, 4, 4), 80)])


@weight(1)
def test_basic_block_that_widens(student):
    """A basic block with stride 2 and more channels has a third convolution, around it."""
    _assert_rows(student, network((2, 4, 4), basic_block("block", 4, stride=2)), [("block", (4, 2, 2), 248)])


@weight(1)
def test_bottleneck_block(student):
    """A bottleneck block has a 1 x 1, a 3 x 3 and a 1 x 1 convolution, and one around it only where shapes differ."""
    spec = network((2, 4, 4), bottleneck_block("first", 1, 4), bottleneck_block("second", 1, 4))
    _assert_rows(student, spec, [("first", (4, 4, 4), 43), ("second", (4, 4, 4), 29)])


@weight(1)
def test_dense_layers(student):
    """A dense layer normalizes what it gets, and the next one gets more channels."""
    spec = network((2, 4, 4), dense_layer("first", 4, 1), dense_layer("second", 4, 1))
    _assert_rows(student, spec, [("first", (3, 4, 4), 56), ("second", (4, 4, 4), 62)])


@weight(1)
def test_transition(student):
    """A transition normalizes, mixes the channels, and halves height and width."""
    _assert_rows(student, network((4, 6, 6), transition("transition", 2)), [("transition", (2, 3, 3), 16)])


@weight(2)
def test_resnet18(student):
    """ResNet-18's twelve rows are right, and add up to 11 689 512 parameters."""
    assert_rows(student.count_deep(networks.RESNET18), _RESNET18, call="count_deep(networks.RESNET18)")
