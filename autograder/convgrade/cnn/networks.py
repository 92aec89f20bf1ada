"""Famous networks as plain data, layer by layer: what the counting exercises are asked about.

The answers are not here: the checks hold them.  `LENET`, `ALEXNET`, `ALEXNET_2012` and `VGG16` are made of the
layers of ``count_network``, `GOOGLENET` of those of ``googlenet_params``, and `RESNET18`, `RESNET50` and
`DENSENET121` of those of ``count_deep``.
"""

from collections.abc import Sequence
from typing import Any

Layer = dict[str, Any]
Network = dict[str, Any]

_COLOUR = (3, 224, 224)


def conv(
    name: str, out_channels: int, kernel_size: int, *, stride: int = 1, padding: int = 0, groups: int = 1
) -> Layer:
    """Return a convolution of ``count_network``, with all its keys."""
    windows = {"kernel_size": kernel_size, "stride": stride, "padding": padding}
    return {"name": name, "kind": "conv", "out_channels": out_channels, **windows, "groups": groups}


def pool(name: str, kernel_size: int, stride: int, *, padding: int = 0, kind: str = "max_pool") -> Layer:
    """Return a pooling layer of ``count_network`` or ``count_deep``."""
    return {"name": name, "kind": kind, "kernel_size": kernel_size, "stride": stride, "padding": padding}


def fc(name: str, out_features: int) -> Layer:
    """Return a fully connected layer of ``count_network`` or ``count_deep``."""
    return {"name": name, "kind": "fc", "out_features": out_features}


def network(input_shape: tuple[int, int, int], *layers: Layer) -> Network:
    """Return a network of these layers."""
    return {"input_shape": input_shape, "layers": list(layers)}


LENET: Network = network(
    (1, 28, 28),
    conv("conv1", 6, 5, padding=2),
    pool("pool1", 2, 2, kind="avg_pool"),
    conv("conv2", 16, 5),
    pool("pool2", 2, 2, kind="avg_pool"),
    fc("fc1", 120),
    fc("fc2", 84),
    fc("fc3", 10),
)
"""LeNet-5 as Dive into Deep Learning has it (section 7.6)."""

ALEXNET: Network = network(
    _COLOUR,
    conv("conv1", 64, 11, stride=4, padding=2),
    pool("pool1", 3, 2),
    conv("conv2", 192, 5, padding=2),
    pool("pool2", 3, 2),
    conv("conv3", 384, 3, padding=1),
    conv("conv4", 256, 3, padding=1),
    conv("conv5", 256, 3, padding=1),
    pool("pool5", 3, 2),
    fc("fc6", 4096),
    fc("fc7", 4096),
    fc("fc8", 1000),
)
"""AlexNet for one device: Krizhevsky, One weird trick for parallelizing convolutional neural networks, 2014."""

ALEXNET_2012: Network = network(
    _COLOUR,
    conv("conv1", 96, 11, stride=4, padding=2),
    pool("pool1", 3, 2),
    conv("conv2", 256, 5, padding=2, groups=2),
    pool("pool2", 3, 2),
    conv("conv3", 384, 3, padding=1),
    conv("conv4", 384, 3, padding=1, groups=2),
    conv("conv5", 256, 3, padding=1, groups=2),
    pool("pool5", 3, 2),
    fc("fc6", 4096),
    fc("fc7", 4096),
    fc("fc8", 1000),
)
"""AlexNet of the competition, on two devices: Krizhevsky, Sutskever and Hinton, 2012, figure 2."""


def _vgg(stages: Sequence[tuple[int, int]]) -> Network:
    """Return a VGG network: each stage has some 3 x 3 convolutions of one width, and a pooling layer."""
    layers: list[Layer] = []
    for stage, (convs, width) in enumerate(stages, 1):
        layers += [conv(f"conv{stage}_{i}", width, 3, padding=1) for i in range(1, convs + 1)]
        layers.append(pool(f"pool{stage}", 2, 2))
    return network(_COLOUR, *layers, fc("fc6", 4096), fc("fc7", 4096), fc("fc8", 1000))


VGG16: Network = _vgg([(2, 64), (2, 128), (3, 256), (3, 512), (3, 512)])
"""VGG-16: Simonyan and Zisserman, 2015, table 1, column D."""


def inception(name: str, *widths: int) -> Layer:
    """Return an inception module of ``googlenet_params``; the widths are those of a row of the paper's table."""
    branches = ("1x1", "3x3_reduce", "3x3", "5x5_reduce", "5x5", "pool")
    return {"name": name, "kind": "inception", "widths": dict(zip(branches, widths, strict=True))}


def _plain(name: str, out_channels: int, kernel_size: int) -> Layer:
    """Return a convolution of ``googlenet_params``, which asks for no shapes."""
    return {"name": name, "kind": "conv_bn", "out_channels": out_channels, "kernel_size": kernel_size}


GOOGLENET: list[Layer] = [
    _plain("conv1", 64, 7),
    _plain("conv2", 64, 1),
    _plain("conv3", 192, 3),
    inception("3a", 64, 96, 128, 16, 32, 32),
    inception("3b", 128, 128, 192, 32, 96, 64),
    inception("4a", 192, 96, 208, 16, 48, 64),
    inception("4b", 160, 112, 224, 24, 64, 64),
    inception("4c", 128, 128, 256, 24, 64, 64),
    inception("4d", 112, 144, 288, 32, 64, 64),
    inception("4e", 256, 160, 320, 32, 128, 128),
    inception("5a", 256, 160, 320, 32, 128, 128),
    inception("5b", 384, 192, 384, 48, 128, 128),
    fc("fc", 1000),
]
"""GoogLeNet without its two helpers for training: Szegedy et al., 2015, table 1, with batch normalization."""


def conv_bn(name: str, out_channels: int, kernel_size: int, *, stride: int = 1, padding: int = 0) -> Layer:
    """Return a convolution of ``count_deep``."""
    windows = {"kernel_size": kernel_size, "stride": stride, "padding": padding}
    return {"name": name, "kind": "conv_bn", "out_channels": out_channels, **windows}


def basic_block(name: str, out_channels: int, *, stride: int = 1) -> Layer:
    """Return a residual block of two 3 x 3 convolutions."""
    return {"name": name, "kind": "basic_block", "out_channels": out_channels, "stride": stride}


def bottleneck_block(name: str, width: int, out_channels: int, *, stride: int = 1) -> Layer:
    """Return a residual block of a 1 x 1, a 3 x 3 and a 1 x 1 convolution."""
    return {
        "name": name,
        "kind": "bottleneck_block",
        "width": width,
        "out_channels": out_channels,
        "stride": stride,
    }


def dense_layer(name: str, width: int, growth: int) -> Layer:
    """Return one layer of a dense block."""
    return {"name": name, "kind": "dense_layer", "width": width, "growth": growth}


def transition(name: str, out_channels: int) -> Layer:
    """Return what stands between two dense blocks."""
    return {"name": name, "kind": "transition", "out_channels": out_channels}


_STEM = (conv_bn("stem", 64, 7, stride=2, padding=3), pool("pool", 3, 2, padding=1))
_GLOBAL_POOL: Layer = {"name": "global_pool", "kind": "global_avg_pool"}


def _stages(repeats: Sequence[int]) -> list[tuple[str, int, int]]:
    """Return name, width and stride of each block of a ResNet: widths double where the maps are halved."""
    return [
        (f"stage{stage}.{block}", 64 * 2 ** (stage - 1), 2 if stage > 1 and block == 1 else 1)
        for stage, blocks in enumerate(repeats, 1)
        for block in range(1, blocks + 1)
    ]


def _densenet(repeats: Sequence[int], *, growth: int = 32) -> Network:
    """Return a DenseNet: a transition between two blocks halves channels, height and width."""
    layers: list[Layer] = []
    channels = 64
    for number, count in enumerate(repeats, 1):
        layers += [dense_layer(f"block{number}.{i}", 4 * growth, growth) for i in range(1, count + 1)]
        channels += count * growth
        if number < len(repeats):
            channels //= 2
            layers.append(transition(f"transition{number}", channels))
    return network(_COLOUR, *_STEM, *layers, {"name": "norm", "kind": "batch_norm"}, _GLOBAL_POOL, fc("fc", 1000))


RESNET18: Network = network(
    _COLOUR,
    *_STEM,
    *(basic_block(name, width, stride=stride) for name, width, stride in _stages([2, 2, 2, 2])),
    _GLOBAL_POOL,
    fc("fc", 1000),
)
"""ResNet-18: He et al., 2016, table 1, with 1 x 1 convolutions where shapes differ (option B)."""

RESNET50: Network = network(
    _COLOUR,
    *_STEM,
    *(bottleneck_block(name, width, 4 * width, stride=stride) for name, width, stride in _stages([3, 4, 6, 3])),
    _GLOBAL_POOL,
    fc("fc", 1000),
)
"""ResNet-50: He et al., 2016, table 1."""

DENSENET121: Network = _densenet([6, 12, 24, 16])
"""DenseNet-121: Huang et al., 2017, table 1, growth 32."""
