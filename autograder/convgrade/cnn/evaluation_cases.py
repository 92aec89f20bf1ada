"""Legal random calls of the exercises about evaluation, and models to be looked into."""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from convgrade.checks.cases import Case
from convgrade.checks.compare import assert_array
from convgrade.checks.faults import CheckFailed
from convgrade.cnn.strategies import Array, Draw, drawn, images, numbers

_SEEDS = st.integers(0, 2**16 - 1)
_IMAGES = st.integers(1, 5)
_CLASSES = st.integers(2, 6)
_KS = st.integers(1, 7)
_SIDES = st.integers(1, 4)


def labels(count: int, classes: int, seed: int) -> Array:
    """Return a class for each image; seed 0 gives the classes in turn."""
    rng = np.random.default_rng(seed)
    drawn_labels: Array = np.arange(count) % classes if seed == 0 else rng.integers(0, classes, count)
    return drawn_labels.astype(np.int64)


@st.composite
def softmax_cross_entropy_cases(
    draw: Draw, *, batch: Any = _IMAGES, classes: Any = _CLASSES, scale: float = 1.0, shift: float = 0.0
) -> Case:
    """Draw a legal call ``softmax_cross_entropy(logits, targets)``.

    Parameters
    ----------
    batch, classes : int or strategy of it
        N and K.
    scale, shift : float, optional
        The logits are whole numbers from -3 to 9, times ``scale``, plus ``shift``.
    """
    count, kinds = drawn(draw, batch), drawn(draw, classes)
    logits = scale * numbers((count, kinds), draw(_SEEDS)) + shift
    return Case("softmax_cross_entropy", (logits, labels(count, kinds, draw(_SEEDS))))


@st.composite
def top_k_error_cases(
    draw: Draw, *, batch: Any = _IMAGES, classes: Any = _CLASSES, k: Any = _KS, ties: bool = False
) -> Case:
    """Draw a legal call ``top_k_error(scores, targets, k)``.

    Parameters
    ----------
    batch, classes, k : int or strategy of it
        N, K and k, which may be larger than K.
    ties : bool, optional
        Draw scores of which many are equal; without, the scores of an image all differ.
    """
    count, kinds, seed = drawn(draw, batch), drawn(draw, classes), draw(_SEEDS)
    rng = np.random.default_rng(seed)
    if ties:
        scores = rng.integers(0, 3, (count, kinds)).astype(np.float64)
    else:
        scores = np.array([rng.permutation(kinds) for _ in range(count)], np.float64)
    return Case("top_k_error", (scores, labels(count, kinds, draw(_SEEDS)), drawn(draw, k)))


@st.composite
def standardize_cases(draw: Draw, *, dtype: Any = np.float64, channels: Any = _SIDES) -> Case:
    """Draw a legal call ``standardize(train, test)``: channels differ in mean and spread.

    Parameters
    ----------
    dtype : dtype or strategy of it
        Of the images.
    channels : int or strategy of it
        C.
    """
    depth, sides = drawn(draw, channels), (draw(_SIDES), draw(_SIDES))
    kind = drawn(draw, dtype)
    shapes = [(draw(_SIDES) + 1, depth, *sides), (draw(_SIDES), depth, *sides)]
    scale = np.arange(1, depth + 1).reshape(1, -1, 1, 1)
    train, test = (scale * numbers(shape, draw(_SEEDS), dtype=kind) for shape in shapes)
    return Case("standardize", (train.astype(kind), test.astype(kind)))


Model = Callable[[Array], Array]


class Look(NamedTuple):
    """A model and the call ``occlusion_map(model, image, target, box)`` that looks into it."""

    model: Model
    case: Case


def model(weight: Array) -> Model:
    """Return a model: scores of shape (N, K) from images (N, C, H, W), linear in the pixels.

    Parameters
    ----------
    weight : ndarray, shape (K, C, H, W)
        What a pixel is worth to each class.  The model's name shows it.
    """

    def scores(batch: Array) -> Array:
        """Return the scores of a batch, after refusing what is none."""
        array = assert_array(batch, call="The model was called; its argument")
        if array.ndim != 4 or array.shape[1:] != weight.shape[1:]:
            raise CheckFailed(
                f"The model was called with an array of shape {array.shape}; it takes a batch of images, shape "
                f"(N, {', '.join(map(str, weight.shape[1:]))})"
            )
        return np.array([[(image * one).sum() for one in weight] for image in array.astype(np.float64)]).reshape(
            len(array), len(weight)
        )

    shown = ", ".join(str(one.astype(int).tolist()) for one in weight)
    scores.__name__ = f'lambda x: np.einsum("kchw,nchw->nk", np.array([{shown}]), x)'
    return scores


@st.composite
def occlusion_map_cases(
    draw: Draw, *, classes: Any = _CLASSES, channels: Any = 1, square: bool = True, value: Any = 0.0
) -> Case:
    """Draw a legal call ``occlusion_map(model, image, target, box, *, value)``.

    Parameters
    ----------
    classes, channels : int or strategy of it
        K and C.
    square : bool, optional
        Draw square images and boxes.
    value : float or strategy of it
        What the box is painted with; 0 is left out of the call.
    """
    depth, kinds = drawn(draw, channels), drawn(draw, classes)
    height, box_height = draw(_SIDES), draw(_SIDES)
    width, box_width = (height, box_height) if square else (draw(_SIDES), draw(_SIDES))
    box = (min(box_height, height), min(box_width, width))
    batch = draw(images(batch=1, channels=depth, height=height, width=width))
    weight = numbers((kinds, depth, height, width), draw(_SEEDS))
    filling = drawn(draw, value)
    options = {"value": filling} if filling else {}
    return Case("occlusion_map", (model(weight), batch[0], draw(st.integers(0, kinds - 1)), box), options)
