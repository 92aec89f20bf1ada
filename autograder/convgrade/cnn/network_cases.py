"""Legal calls of a small convolutional network: two convolutions, each with ReLU and pooling, and a linear layer.

To draw networks that let something through it has to compute what they do, so that students do not get this module.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from hypothesis import strategies as st

from convgrade.checks.cases import Case
from convgrade.cnn.strategies import Array, Draw

_SEEDS = st.integers(0, 2**16 - 1)
_IMAGES = st.integers(1, 2)
_SIDES = st.integers(2, 6)
_CHANNELS = st.integers(1, 2)
_KERNELS = st.sampled_from([1, 3])
LIVELY = 0.1
"""What some image brings about in every filter, at least: more than rounding to three digits can undo."""


def network_params(
    channels: tuple[int, int, int], classes: int, kernels: tuple[int, int], rng: np.random.Generator
) -> dict[str, Array]:
    """Return random parameters of a network that lets gradients through: biases are small and mostly positive.

    Parameters
    ----------
    channels : tuple of int
        Of the images, and the filters of either convolution.
    classes : int
        How many scores an image gets.
    kernels : tuple of int
        The side of the kernels of either convolution, an odd number.
    rng : numpy.random.Generator
        What the numbers follow from.
    """
    depth, first, second = channels
    shapes = {"conv1": (first, depth, kernels[0], kernels[0]), "conv2": (second, first, kernels[1], kernels[1])}
    params = {}
    for layer, shape in {**shapes, "linear": (classes, second)}.items():
        params[f"{layer}_weight"] = rng.normal(0.3, 1.0, shape)
        params[f"{layer}_bias"] = rng.uniform(-0.2, 0.8, shape[0])
    return params


def network_call(
    *,
    shape: tuple[int, int, int],
    channels: tuple[int, int, int],
    classes: int,
    kernels: tuple[int, int] = (3, 3),
    seed: int,
    x: Array | None = None,
    changes: Mapping[str, Array] | None = None,
    dtype: Any = np.float64,
    group: str = "",
) -> Case:
    """Return a call ``network_gradients(params, x, targets)`` in which something gets through every layer.

    Parameters
    ----------
    shape : tuple of int
        N, H and W.
    channels, classes, kernels
        As of `network_params`.
    seed : int
        What all numbers follow from; they have few digits, so that a call can be read.
    x : ndarray, optional
        The images, instead of random ones.
    changes : mapping of str to ndarray, optional
        Parameters that take the place of random ones; what they let through is not looked at.
    dtype : dtype, optional
        Of images and parameters.
    group : str, optional
        As of `Case`.
    """
    count, height, width = shape
    rng = np.random.default_rng(seed)
    images = rng.normal(0.5, 1.0, (count, channels[0], height, width)) if x is None else x
    targets = rng.integers(0, classes, count)
    params = network_params(channels, classes, kernels, rng)
    while not _is_alive(params, images):
        params = network_params(channels, classes, kernels, rng)
    shown = {name: np.round(value, 3).astype(dtype) for name, value in {**params, **(changes or {})}.items()}
    return Case("network_gradients", (shown, np.round(images, 3).astype(dtype), targets), group=group)


def _is_alive(params: Mapping[str, Array], x: Array) -> bool:
    """Return whether all filters of both layers let some image through, by a margin."""
    first = np.maximum(convolved(x, params["conv1_weight"], params["conv1_bias"]), 0)
    second = np.maximum(convolved(halved(first), params["conv2_weight"], params["conv2_bias"]), 0)
    return all((maps.max(axis=(0, 2, 3)) > LIVELY).all() for maps in (first, second))


def convolved(x: Array, weight: Array, bias: Array) -> Array:
    """Return a convolution whose maps keep the size of the images: one product for each entry of the kernels."""
    ring, (height, width) = weight.shape[2] // 2, x.shape[2:]
    bordered = np.pad(x, [(0, 0), (0, 0), (ring, ring), (ring, ring)])
    out: Array = np.zeros((len(weight), len(x), height, width))
    for row, col in np.ndindex(weight.shape[2:]):
        met = bordered[:, :, row : row + height, col : col + width]
        out += np.tensordot(weight[:, :, row, col], met, (1, 1))
    return out.swapaxes(0, 1) + bias.reshape(1, -1, 1, 1)


def halved(x: Array) -> Array:
    """Return the maxima of the blocks of 2 x 2 pixels; an odd last row or column is in none."""
    rows, cols = (side // 2 * 2 for side in x.shape[2:])
    even = x[:, :, :rows, :cols]
    taller: Array = np.maximum(even[:, :, ::2], even[:, :, 1::2])
    return np.maximum(taller[..., ::2], taller[..., 1::2])


@st.composite
def network_cases(draw: Draw) -> Case:
    """Draw a legal call ``network_gradients(params, x, targets)``; see `network_call`."""
    shape = (draw(_IMAGES), draw(_SIDES), draw(_SIDES))
    channels = (draw(_CHANNELS), draw(_CHANNELS), draw(_CHANNELS))
    kernels = (draw(_KERNELS), draw(_KERNELS))
    classes = draw(st.integers(2, 3))
    return network_call(shape=shape, channels=channels, classes=classes, kernels=kernels, seed=draw(_SEEDS))
