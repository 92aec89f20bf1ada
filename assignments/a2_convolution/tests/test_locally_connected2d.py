# Generated from solutions/a2_convolution/locally_connected2d/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of locally_connected2d: whose weights act where, its two special cases, and PyTorch's answers."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_array, assert_same, recorded


@weight(0.5)
@recorded("places")
def test_places(student, case):
    """With windows of one pixel, every pixel is multiplied by the weight of its place."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.75)
@recorded("windows")
def test_windows(student, case):
    """Every place adds up the products of its window with its own weights."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
def test_one_place_alone(student):
    """If only one place has weights other than zero, only the output at that place is other than zero."""
    image = np.arange(1.0, 17.0).reshape(1, 1, 4, 4)
    for row, col in np.ndindex(3, 3):
        weights = np.zeros((3, 3, 1, 1, 2, 2))
        weights[row, col] = 1.0
        case = Case("locally_connected2d", (image, weights))
        want = np.zeros((1, 1, 3, 3))
        want[0, 0, row, col] = image[0, 0, row : row + 2, col : col + 2].sum()
        call = f"{case} with weights at place ({row}, {col}) alone"
        assert_same(student.locally_connected2d(*case.args), want=want, call=call)


@weight(0.5)
@recorded("channels")
def test_channels(student, case):
    """Every unit adds up all channels of its window."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("filters")
def test_filters(student, case):
    """Every filter gives a map of its own, in the order of the filters."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("images")
def test_images(student, case):
    """Every image of a batch is treated alike, and on its own."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.75)
@recorded("bias")
def test_bias(student, case):
    """Every unit has a bias of its own, which is added once."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("not square")
def test_images_that_are_not_square(student, case):
    """Height and width may differ, of the images and of the windows."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@recorded("tied")
def test_tied_weights(student, case):
    """If all places have equal weights, the layer is a convolution: PyTorch's unfold and its conv2d agree on it."""
    assert_same(student.locally_connected2d(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@given(side=st.integers(1, 3), seed=st.integers(0, 99))
def test_one_window_is_fully_connected(student, side, seed):
    """A window as large as the image makes a fully connected layer, which cannot tell which pixels are neighbours.

    Shuffle the pixels of the image, and the weights in the same way: the output stays what it was.
    """
    image, weights = cnn.numbers((1, 1, side, side), seed), cnn.numbers((1, 1, 2, 1, side, side), seed + 100)
    order = np.random.default_rng(seed).permutation(side * side)
    shuffled = [array.reshape(-1, side * side)[:, order].reshape(array.shape) for array in (image, weights)]
    case, other = Case("locally_connected2d", (image, weights)), Case("locally_connected2d", tuple(shuffled))
    out = assert_array(student.locally_connected2d(*case.args), call=case, shape=(1, 2, 1, 1))
    assert_same(student.locally_connected2d(*other.args), want=out, call=f"{other} beside {case}")
