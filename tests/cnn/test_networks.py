"""The tables of famous networks, derived once more: from the sizes of the arrays that each layer owns.

Nothing here uses the specifications that students get, nor the worked solutions.
"""

import math
from pathlib import Path

import pytest

from convgrade.checks.bank import misconceptions_of
from convgrade.checks.context import load_module
from convgrade.cnn import networks

SOLUTIONS = Path(__file__).parents[2] / "solutions" / "a6_architectures"


def of(exercise, file):
    """Return a file of an exercise as a module."""
    return load_module(SOLUTIONS / exercise / f"{file}.py")


def count(*arrays):
    """Return how many numbers some arrays hold, given their shapes."""
    return sum(math.prod(shape) for shape in arrays)


def conv(out, seen, side, *, bias):
    """Return the arrays of a convolution: with biases, or followed by batch normalization."""
    return [(out, seen, side, side), *([(out,)] if bias else norm(out))]


def norm(channels):
    """Return the arrays of batch normalization: factors and offsets."""
    return [(channels,), (channels,)]


def side(size, kernel, stride, padding):
    """Return how many windows fit, by listing where they start."""
    return len(range(-padding, size + padding - kernel + 1, stride))


class Table:
    """Rows of a network of plain convolutions, from its input on."""

    def __init__(self, channels, size):
        self.channels, self.size, self.rows = channels, size, []

    def conv(self, name, out, kernel, stride=1, padding=0, groups=1):  # noqa: PLR0917 - the order of a table
        """Append a convolution with biases."""
        arrays = conv(out, self.channels // groups, kernel, bias=True)
        self.channels, self.size = out, side(self.size, kernel, stride, padding)
        return self._append(name, (out, self.size, self.size), count(*arrays))

    def pool(self, name, kernel, stride):
        """Append a pooling layer."""
        self.size = side(self.size, kernel, stride, 0)
        return self._append(name, (self.channels, self.size, self.size), 0)

    def fc(self, name, units):
        """Append a fully connected layer."""
        arrays = [(units, self.channels * self.size * self.size), (units,)]
        self.channels, self.size = units, 1
        return self._append(name, (units,), count(*arrays))

    def _append(self, *row):
        self.rows.append(row)
        return self


def lenet():
    """LeNet-5 as in Dive into Deep Learning."""
    table = Table(1, 28).conv("conv1", 6, 5, padding=2).pool("pool1", 2, 2).conv("conv2", 16, 5).pool("pool2", 2, 2)
    return table.fc("fc1", 120).fc("fc2", 84).fc("fc3", 10).rows


def alexnet(widths, groups):
    """Both AlexNets, which differ in widths and groups."""
    table = Table(3, 224).conv("conv1", widths[0], 11, 4, 2).pool("pool1", 3, 2)
    table.conv("conv2", widths[1], 5, 1, 2, groups).pool("pool2", 3, 2)
    table.conv("conv3", widths[2], 3, 1, 1).conv("conv4", widths[3], 3, 1, 1, groups)
    table.conv("conv5", widths[4], 3, 1, 1, groups).pool("pool5", 3, 2)
    return table.fc("fc6", 4096).fc("fc7", 4096).fc("fc8", 1000).rows


def vgg16():
    """VGG-16, column D of the paper's table."""
    table = Table(3, 224)
    for stage, width in enumerate((64, 128, 256, 512, 512), 1):
        for number in range(1, 3 if stage < 3 else 4):
            table.conv(f"conv{stage}_{number}", width, 3, padding=1)
        table.pool(f"pool{stage}", 2, 2)
    return table.fc("fc6", 4096).fc("fc7", 4096).fc("fc8", 1000).rows


INCEPTION = """
3a 64 96 128 16 32 32
3b 128 128 192 32 96 64
4a 192 96 208 16 48 64
4b 160 112 224 24 64 64
4c 128 128 256 24 64 64
4d 112 144 288 32 64 64
4e 256 160 320 32 128 128
5a 256 160 320 32 128 128
5b 384 192 384 48 128 128
"""
"""The columns of GoogLeNet's table: 1x1, 3x3 reduce, 3x3, 5x5 reduce, 5x5, pool."""


def googlenet(large):
    """GoogLeNet without helpers, convolutions with batch normalization, given the size of the large kernels."""
    rows, seen = [], 3
    for name, out, kernel in (("conv1", 64, 7), ("conv2", 64, 1), ("conv3", 192, 3)):
        rows.append((name, out, count(*conv(out, seen, kernel, bias=False))))
        seen = out
    for line in INCEPTION.split("\n")[1:-1]:
        name, *widths = line.split(" ")
        one, reduce3, three, reduce5, five, pool = map(int, widths)
        layers = [(one, seen, 1), (reduce3, seen, 1), (three, reduce3, 3)]
        layers += [(reduce5, seen, 1), (five, reduce5, large), (pool, seen, 1)]
        seen = one + three + five + pool
        rows.append((name, seen, sum(count(*conv(*layer, bias=False)) for layer in layers)))
    return [*rows, ("fc", 1000, count((1000, seen), (1000,)))]


def resnet(repeats, *, bottleneck):
    """ResNets: table 1 of the paper, 1 x 1 convolutions with batch normalization where shapes differ."""
    rows = [("stem", (64, 112, 112), count(*conv(64, 3, 7, bias=False))), ("pool", (64, 56, 56), 0)]
    seen, size = 64, 56
    for stage, blocks in enumerate(repeats, 1):
        width = (64, 128, 256, 512)[stage - 1]
        out = width * 4 if bottleneck else width
        for block in range(1, blocks + 1):
            kernels = [(width, seen, 1), (width, width, 3), (out, width, 1)]
            layers = kernels if bottleneck else [(width, seen, 3), (width, width, 3)]
            if block == 1 and (stage > 1 or bottleneck):
                layers = [*layers, (out, seen, 1)]
            size = size // 2 if block == 1 and stage > 1 else size
            seen = out
            rows.append((f"stage{stage}.{block}", (out, size, size), sum(count(*conv(*x, bias=False)) for x in layers)))
    return [*rows, ("global_pool", (seen,), 0), ("fc", (1000,), count((1000, seen), (1000,)))]


def densenet(repeats):
    """DenseNets of growth 32: each layer normalizes first, then 1 x 1 to 128 channels, then 3 x 3 to 32."""
    rows = [("stem", (64, 112, 112), count(*conv(64, 3, 7, bias=False))), ("pool", (64, 56, 56), 0)]
    seen, size = 64, 56
    for block, layers in enumerate(repeats, 1):
        for layer in range(1, layers + 1):
            arrays = [*norm(seen), (128, seen, 1, 1), *norm(128), (32, 128, 3, 3)]
            seen += 32
            rows.append((f"block{block}.{layer}", (seen, size, size), count(*arrays)))
        if block < len(repeats):
            arrays, seen, size = [*norm(seen), (seen // 2, seen, 1, 1)], seen // 2, size // 2
            rows.append((f"transition{block}", (seen, size, size), count(*arrays)))
    rows += [("norm", (seen, size, size), count(*norm(seen))), ("global_pool", (seen,), 0)]
    return [*rows, ("fc", (1000,), count((1000, seen), (1000,)))]


TABLES = {
    "LENET": lenet(),
    "ALEXNET": alexnet((64, 192, 384, 256, 256), 1),
    "ALEXNET_2012": alexnet((96, 256, 384, 384, 256), 2),
    "VGG16": vgg16(),
    "GOOGLENET": googlenet(3),
    "RESNET18": resnet([2, 2, 2, 2], bottleneck=False),
    "RESNET50": resnet([3, 4, 6, 3], bottleneck=True),
    "DENSENET121": densenet([6, 12, 24, 16]),
}
PUBLISHED = {
    "LENET": 61_706,
    "ALEXNET": 61_100_840,
    "ALEXNET_2012": 60_965_224,
    "VGG16": 138_357_544,
    "GOOGLENET": 6_624_904,
    "RESNET18": 11_689_512,
    "RESNET50": 25_557_032,
    "DENSENET121": 7_978_856,
}
"""What others have counted: torchvision's models, and Dive into Deep Learning for LeNet."""
COUNTED_BY = {
    **dict.fromkeys(("LENET", "ALEXNET", "ALEXNET_2012", "VGG16"), ("count_network", "count_network")),
    "GOOGLENET": ("inception_module", "googlenet_params"),
    **dict.fromkeys(("RESNET18", "RESNET50", "DENSENET121"), ("count_deep", "count_deep")),
}
"""Exercise and function that are asked about a network."""
GOLDEN = {
    "LENET": "test_public",
    "ALEXNET": "test_public",
    "ALEXNET_2012": "test_hidden",
    "VGG16": "test_hidden",
    "GOOGLENET": "test_hidden",
    "RESNET18": "test_public",
    "RESNET50": "test_hidden",
    "DENSENET121": "test_hidden",
}
"""Which check file holds the rows of a network."""


@pytest.mark.parametrize("name", TABLES)
def test_totals_are_the_published_ones(name):
    """The derived rows add up to the number of parameters that others have counted."""
    assert sum(row[2] for row in TABLES[name]) == PUBLISHED[name]


@pytest.mark.parametrize("name", TABLES)
def test_golden_rows_are_derived_again(name):
    """The rows that a check file holds as data are those of the derivation."""
    checks = of(COUNTED_BY[name][0], GOLDEN[name])

    assert getattr(checks, f"_{name}") == TABLES[name]


@pytest.mark.parametrize("name", TABLES)
def test_solutions_count_the_specifications_so(name):
    """The worked solution gives the derived rows, so the specification describes that network."""
    exercise, function = COUNTED_BY[name]
    options = {"large_kernel": 3} if name == "GOOGLENET" else {}

    rows = getattr(of(exercise, "solution"), function)(getattr(networks, name), **options)

    assert rows == TABLES[name]


@pytest.mark.parametrize(
    ("wrong", "total"),
    [
        (lambda: sum(row[2] for row in alexnet((96, 256, 384, 384, 256), 1)), 62_378_344),
        (lambda: sum(row[2] for row in googlenet(5)), 7_005_832),
    ],
    ids=["AlexNet without groups", "GoogLeNet with 5 x 5 kernels"],
)
def test_variants_have_their_published_totals(wrong, total):
    """Two variants that are easily taken for one another differ as others have counted."""
    assert wrong() == total


@pytest.mark.parametrize(
    ("network", "misconception", "total"),
    [
        ("ALEXNET_2012", "N16", 62_378_344),
        ("GOOGLENET", "N17c", 13_004_888),
        ("RESNET50", "N18", 25_610_152),
        ("RESNET50", "N19", 25_503_912),
        ("RESNET50", "N19b", 25_583_592),
        ("RESNET18", "N20", 11_515_688),
    ],
)
def test_traps_give_their_published_totals(network, misconception, total):
    """A known mistake gives the wrong total that is known for it."""
    exercise, function = COUNTED_BY[network]
    (wrong,) = (m for m in misconceptions_of(of(exercise, "misconceptions")) if m.id == misconception)
    options = {"large_kernel": 3} if network == "GOOGLENET" else {}

    rows = wrong.implementation(getattr(networks, network), **options)

    assert (wrong.function or function) == function
    assert sum(row[2] for row in rows) == total


def test_alexnets_first_fully_connected_layer_has_its_known_trap():
    """Counted with the maps from before the last pooling layer, fc6 has 177 213 440 parameters."""
    (wrong,) = (m for m in misconceptions_of(of("count_network", "misconceptions")) if m.id == "N15")

    params = {name: count for name, _, count in wrong.implementation(networks.ALEXNET)}

    assert params["fc6"] == 177_213_440
