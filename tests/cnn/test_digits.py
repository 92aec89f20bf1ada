"""Digits of the capstone: split, placed, judged; and whose layers a hand-in is built on."""

from pathlib import Path

import numpy as np
import pytest

from convgrade import cnn
from convgrade.checks.faults import CheckFailed

FOLDER = Path(__file__).parents[2] / "solutions" / "a8_training"
GIVEN = (FOLDER / "layers.py").read_bytes()
OWN = b"import numpy as np\n\n\ndef conv2d(x, weight):\n    return x\n"


def network(**changes):
    """Return parameters of a small network for digits, some of them changed."""
    shapes = {"conv1": (2, 1, 3, 3), "conv2": (3, 2, 3, 3), "linear": (10, 3)}
    params = {f"{layer}_weight": np.ones(shape) for layer, shape in shapes.items()}
    params |= {f"{layer}_bias": np.zeros(shape[0]) for layer, shape in shapes.items()}
    return {**params, **changes}


def test_splits_all_digits():
    """1297 digits to train with and 500 others, pixels from 0 to 1; another seed, other digits."""
    one, other = (cnn.split_digits(FOLDER / "digits.npz", seed) for seed in (1, 2))

    assert one.images.shape == (1297, 1, 8, 8)
    assert one.test_images.shape == (500, 1, 8, 8)
    assert (one.images.min(), one.images.max()) == (0, 1)
    assert not np.array_equal(one.test_labels, other.test_labels)


def test_places_every_digit_somewhere_else():
    """A digit keeps its pixels, and all places of the canvas are used."""
    image = np.arange(1.0, 65.0).reshape(1, 1, 8, 8)
    placed = cnn.shifted(np.repeat(image, 400, axis=0), np.random.default_rng(0))
    corners = [tuple(np.argwhere(one[0] == 1)[0]) for one in placed]

    assert (placed.sum(axis=(1, 2, 3)) == image.sum()).all()
    assert {row for row, _ in corners} == {col for _, col in corners} == set(range(7))


def test_a_network_for_digits_is_taken():
    """Parameters of the right shapes come back in float64."""
    assert cnn.require_network(network(), call="train_digits(...)")["linear_weight"].dtype == np.float64


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ([1], "should be a dict"),
        ({}, "lacks the key 'conv1_weight'"),
        (network(extra=np.zeros(1)), "an unexpected key 'extra'"),
        (network(conv1_weight=np.ones((2, 1, 2, 2))), "should have \\(C_1, 1, K, K\\)"),
        (network(conv2_weight=np.ones((3, 1, 3, 3))), "should have \\(C_2, 2, K, K\\)"),
        (network(conv2_weight=np.ones((3, 2, 99, 99))), "at most 20000 are allowed"),
        (network(linear_weight=np.ones((9, 3))), "should have \\(10, 3\\)"),
        (network(conv1_bias=np.ones(1)), "should have \\(2,\\)"),
        (network(conv1_bias=np.full(2, np.nan)), "no finite float"),
        (network(conv1_bias=np.ones(2, int)), "no finite float"),
    ],
)
def test_what_is_no_network_for_digits_fails_the_check(params, words):
    """Missing and unexpected keys, shapes, sizes and numbers are named."""
    with pytest.raises(CheckFailed, match=words):
        cnn.require_network(params, call="train_digits(...)")


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ({"layers.py": GIVEN, "network_gradients.py": b"from layers import conv2d\n"}, True),
        ({"layers.py": GIVEN, "network_gradients.py": b"import numpy as np, layers as own\n"}, True),
        ({"network_gradients.py": GIVEN.replace(b"    ", b"  ")}, True),
        ({"layers.py": GIVEN, "network_gradients.py": b"from conv2d_fast import conv2d_fast\n"}, False),
        ({"layers.py": GIVEN, "network_gradients.py": b"# from layers import conv2d\n"}, False),
        ({"layers.py": OWN, "network_gradients.py": b"from layers import conv2d\n"}, False),
    ],
)
def test_given_layers_are_recognised(sources, expected):
    """Layers count as given where they are imported as they are or copied; lying there is no use of them."""
    assert cnn.uses_given(sources, GIVEN) is expected


def test_loss_and_accuracy_of_equal_scores():
    """A network that cannot tell digits apart has the loss log(10), and is right where class 0 is."""
    params = network(linear_weight=np.zeros((10, 3)))
    x = np.ones((4, 1, 14, 14))

    scores = cnn.scores_of(FOLDER / "layers.py", params, x)

    assert np.isclose(cnn.loss_of(scores, np.array([0, 3, 5, 9])), np.log(10))
    assert cnn.accuracy_of(scores, np.array([0, 3, 5, 0])) == 0.5
