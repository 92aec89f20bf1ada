"""Public checks of softmax_cross_entropy: small scores against PyTorch, and what holds for any scores.

Loss and gradient are checked apart.  Five digits are compared, and right classes are not improbable, so that
a small number that was added inside the logarithm costs its own check alone.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Answers, Case, assert_same, recorded
from convgrade.cnn import evaluation_cases as evaluation

_FIVE_DIGITS = {"rtol": 1e-5, "atol": 1e-5}
_NAMES = ("loss", "grad_logits")
_CASES = evaluation.softmax_cross_entropy_cases(scale=0.25)


def _part(result, name, call):
    """Return loss or gradient of a result that is a pair; fail the check otherwise."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        assert_same(result, want=(0.5, np.zeros((1, 2))), call=f"{call}, which returns (loss, grad_logits)")
    return result[_NAMES.index(name)]


def _assert_part(student, case, name):
    """Compare loss or gradient with PyTorch's."""
    want = Answers({device: answer[_NAMES.index(name)] for device, answer in case.pytorch.items()})
    got = _part(student.softmax_cross_entropy(*case.args), name, case)
    assert_same(got, want=want, call=f"{name} of {case}", **_FIVE_DIGITS)


@weight(1.5)
@recorded("one image")
def test_loss_of_one_image(student, case):
    """The loss of an image is minus the logarithm of the probability of its class."""
    _assert_part(student, case, "loss")


@weight(1.5)
@recorded("one image")
def test_gradient_of_one_image(student, case):
    """The gradient of one image is negative for its class alone, and adds up to 0."""
    _assert_part(student, case, "grad_logits")


@weight(1)
@recorded("batch")
def test_loss_of_a_batch(student, case):
    """The loss of a batch is the mean over its images."""
    _assert_part(student, case, "loss")


@weight(1)
@recorded("batch")
def test_gradient_of_a_batch(student, case):
    """The gradient of a batch is that of the mean."""
    _assert_part(student, case, "grad_logits")


@weight(1)
@given(case=_CASES, shift=st.integers(-2, 2))
def test_shift(student, case, shift):
    """Adding a number to all scores of one image changes nothing."""
    logits, targets = case.args
    moved = logits.copy()
    moved[0] += shift
    changed = Case("softmax_cross_entropy", (moved, targets))
    want = _part(student.softmax_cross_entropy(*case.args), "loss", case)
    got = _part(student.softmax_cross_entropy(*changed.args), "loss", changed)
    assert_same(got, want=float(np.ravel(want)[0]), call=f"loss of {changed} beside {case}", **_FIVE_DIGITS)


@weight(1)
@given(case=_CASES)
def test_batch_twice(student, case):
    """A batch in which every image comes twice has the loss that it has once."""
    twice = Case("softmax_cross_entropy", tuple(np.concatenate([array, array]) for array in case.args))
    want = _part(student.softmax_cross_entropy(*case.args), "loss", case)
    got = _part(student.softmax_cross_entropy(*twice.args), "loss", twice)
    assert_same(got, want=float(np.ravel(want)[0]), call=f"loss of {twice} beside {case}", **_FIVE_DIGITS)
