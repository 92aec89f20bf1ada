"""The digits of the capstone: how the grader splits and places them, and whose layers a network was trained with."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from convgrade.checks.cases import Case
from convgrade.checks.context import load_module
from convgrade.checks.faults import CheckFailed
from convgrade.cnn.strategies import Array
from convgrade.cnn.training_cases import entry

TRAINING = 1297
CANVAS = 14
CLASSES = 10
MOST_PARAMETERS = 20_000
_BRIGHTEST = 16
_SHORTEST = 60
_IMPORT = re.compile(rb"^[ \t]*(?:from[ \t]+layers\b|import[ \t]+(?:[\w., \t]*,[ \t]*)?layers\b)", re.MULTILINE)
_FUNCTION = re.compile(rb"^def .*?(?=^\S|\Z)", re.MULTILINE | re.DOTALL)


class Digits(NamedTuple):
    """Digits (N, 1, 8, 8) with pixels from 0 to 1, and what each one shows; to train with, and to test with."""

    images: Array
    labels: Array
    test_images: Array
    test_labels: Array


def split_digits(path: Path, seed: int) -> Digits:
    """Return the digits of a file, 1297 to train with and 500 to test with.

    Parameters
    ----------
    path : Path
        An ``npz`` with ``images`` and ``labels``.
    seed : int
        Which of them are kept for the test follows from it.
    """
    with np.load(path, allow_pickle=False) as stored:
        images, labels = stored["images"] / _BRIGHTEST, stored["labels"].astype(np.int64)
    order = np.random.default_rng(seed).permutation(len(images))
    known, new = order[:TRAINING], order[TRAINING:]
    return Digits(images[known], labels[known], images[new], labels[new])


def shifted(images: Array, rng: np.random.Generator, canvas: int = CANVAS) -> Array:
    """Return each image at a random place of a black canvas of its own.

    Parameters
    ----------
    images : ndarray, shape (N, C, H, W)
        The images.
    rng : numpy.random.Generator
        What the places follow from.
    canvas : int, optional
        Height and width of a canvas.
    """
    height, width = images.shape[2:]
    out = np.zeros((*images.shape[:2], canvas, canvas), images.dtype)
    tops = rng.integers(0, canvas - height, len(images), endpoint=True)
    lefts = rng.integers(0, canvas - width, len(images), endpoint=True)
    for number, (top, left) in enumerate(zip(tops, lefts, strict=True)):
        out[number, :, top : top + height, left : left + width] = images[number]
    return out


def require_network(params: Any, *, call: object) -> dict[str, Array]:
    """Return the parameters of a network that reads digits; fail the check if they are none.

    Parameters
    ----------
    params : object
        What a student's function returned.
    call : object
        The call, in words.
    """
    names = [f"{layer}_{kind}" for layer in ("conv1", "conv2", "linear") for kind in ("weight", "bias")]
    arrays = {name: entry(params, name, call=call) for name in names}
    problem = _problem(arrays, dict(params))
    if problem:
        raise CheckFailed(f"{call}\n  {problem}", call=str(call))
    return {name: array.astype(np.float64) for name, array in arrays.items()}


def _problem(arrays: Mapping[str, Array], given: Mapping[str, Any]) -> str | None:
    """Return what is wrong with parameters, in a line."""
    if len(given) > len(arrays):
        return f"params has an unexpected key {min(given.keys() - arrays.keys(), key=str)!r}"
    for name, array in arrays.items():
        if array.dtype.kind != "f" or not np.isfinite(array).all():
            return f"params[{name!r}] holds what is no finite float"
    first, second = (arrays[f"{layer}_weight"].shape for layer in ("conv1", "conv2"))
    if len(first) != 4 or first[1] != 1 or first[2] != first[3] or first[2] % 2 == 0:
        return f"params['conv1_weight'] has shape {first}, should have (C_1, 1, K, K), K odd"
    wanted = {"conv1_bias": first[:1], "conv2_bias": second[:1], "linear_bias": (CLASSES,)}
    if len(second) != 4 or second[1] != first[0] or second[2] != second[3] or second[2] % 2 == 0:
        return f"params['conv2_weight'] has shape {second}, should have (C_2, {first[0]}, K, K), K odd"
    for name, shape in {"linear_weight": (CLASSES, second[0]), **wanted}.items():
        if arrays[name].shape != shape:
            return f"params[{name!r}] has shape {arrays[name].shape}, should have {shape}"
    count = sum(array.size for array in arrays.values())
    return f"params holds {count} numbers, at most {MOST_PARAMETERS} are allowed" if count > MOST_PARAMETERS else None


def scores_of(layers: Path, params: Mapping[str, Array], x: Array) -> Array:
    """Return the scores that a network gives to images; see the task of ``network_scores``.

    The layers are those of a file that students are given: public checks run at home, and what they need
    to compute must tell no more than students have.

    Parameters
    ----------
    layers : Path
        The file, with ``conv2d`` and ``max_pool2d``.
    params : mapping of str to ndarray
        As `require_network` returns them.
    x : ndarray, shape (N, 1, H, W)
        The images.
    """
    given = load_module(layers)

    def passed(maps: Array, layer: str) -> Array:
        kernels, bias = params[f"{layer}_weight"], params[f"{layer}_bias"]
        out: Array = np.maximum(given.conv2d(maps, kernels, bias, padding=kernels.shape[2] // 2), 0)
        return out

    features = passed(given.max_pool2d(passed(x, "conv1"), 2), "conv2").max(axis=(2, 3))
    scores: Array = features @ params["linear_weight"].T + params["linear_bias"]
    return scores


def loss_of(scores: Array, labels: Array) -> float:
    """Return the mean softmax cross-entropy of scores (N, K)."""
    ahead = scores - scores[np.arange(len(scores)), labels][:, None]
    return float(np.logaddexp.reduce(ahead, axis=1).mean())


def accuracy_of(scores: Array, labels: Array) -> float:
    """Return the share of images whose own class has the highest score."""
    return float((scores.argmax(axis=1) == labels).mean())


def few_digits(path: Path, count: int, seed: int = 0) -> Case:
    """Return a call ``train_digits(images, labels, seed)`` with few images."""
    digits = split_digits(path, 0)
    return Case("train_digits", (digits.images[:count], digits.labels[:count], seed))


def uses_given(sources: Mapping[str, bytes], given: bytes) -> bool:
    """Return whether what was handed in is built on given layers: imported as they are, or copied.

    Sources are compared as text; nothing is run.

    Parameters
    ----------
    sources : mapping of str to bytes
        The files that were handed in, by name.
    given : bytes
        The file ``layers.py`` that students were given.
    """
    bodies = [body for body in map(_squeezed, _FUNCTION.findall(given)) if len(body) >= _SHORTEST]
    for name, content in sources.items():
        others = (other for known_as, other in sources.items() if known_as != name)
        is_read = name != "layers.py" or any(_IMPORT.search(other) for other in others)
        text = _squeezed(content)
        if is_read and any(body in text for body in bodies):
            return True
    return False


def _squeezed(text: bytes) -> bytes:
    return b"".join(text.split())
