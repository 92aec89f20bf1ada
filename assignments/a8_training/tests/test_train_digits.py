# Generated from solutions/a8_training/train_digits/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of training: PyTorch's parameters after a few steps, digits on canvases, a network that learns."""

from pathlib import Path

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade import cnn
from convgrade.checks import Case, assert_same, recorded

_FOLDER = Path(__file__).parents[1]
_DIGITS = _FOLDER / "digits.npz"


def _assert_params(student, case):
    """Fail the check unless the parameters after training are PyTorch's."""
    got = student.part(0, of=2).train(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch.part(0), call=case, name="params")


@weight(1)
@recorded("one step")
def test_one_step(student, case):
    """One batch, one epoch: every parameter takes one step against its gradient."""
    _assert_params(student, case)


@weight(1.5)
@recorded("epochs")
def test_epochs(student, case):
    """Every epoch takes a step, and velocities are kept from one to the next."""
    _assert_params(student, case)


@weight(1.5)
@recorded("batches")
def test_batches(student, case):
    """Every epoch draws an order, and every batch of it takes a step, the smaller last one too."""
    _assert_params(student, case)


@weight(1)
@recorded("losses")
def test_losses(student, case):
    """The loss of an epoch is the mean over its images, as they were met."""
    got = student.part(1, of=2).train(*case.args, **case.kwargs)
    assert_same(got, want=case.pytorch.part(1), call=case, name="losses")


@weight(1.5)
def test_place_digits(student):
    """Every digit is where its row and column say, and all else is black."""
    image = np.array([[[[1.0, 2.0], [3.0, 4.0]]]])
    for row, col in ((0, 0), (1, 0), (0, 2), (1, 2)):
        want = np.zeros((1, 1, 4, 4))
        want[0, 0, row : row + 2, col : col + 2] = image
        case = Case("place_digits", (image, np.array([row]), np.array([col])), {"canvas": 4})
        assert_same(student.place_digits(*case.args, **case.kwargs), want=want, call=case, name="placed")


@weight(1.5)
def test_returns_a_network(student):
    """train_digits returns parameters for 1 channel and 10 classes, at most 20 000 numbers, for any seed the same."""
    for count in (1, 12):
        case = cnn.few_digits(_DIGITS, count)
        first = cnn.require_network(student.train_digits(*case.args), call=case)
        again = student.train_digits(*case.args)
        assert_same(cnn.require_network(again, call=case), want=first, call=f"{case}, once more", name="params")


@weight(1.5)
def test_learns(student):
    """After train_digits on 40 digits, the loss on these digits is below 2.2; guessing has log(10), 2.303."""
    case = cnn.few_digits(_DIGITS, 40)
    params = cnn.require_network(student.train_digits(*case.args), call=case)
    placed = cnn.shifted(case.args[0], np.random.default_rng(0))
    loss = cnn.loss_of(cnn.scores_of(_FOLDER / "layers.py", params, placed), case.args[1])
    assert loss < 2.2, f"train_digits with 40 digits\n  the loss on these digits, at new places, is {loss:.4g}"
