"""Public checks of standardize: pixels that can be worked out by hand, against PyTorch.

Training and test images are checked apart, to six digits: a tiny number added to a standard deviation costs
one hidden check alone.
"""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade.checks import Answers, Case, assert_array, assert_same, recorded
from convgrade.cnn import evaluation_cases as evaluation

_SIX_DIGITS = {"rtol": 1e-6, "atol": 1e-6}
_NAMES = ("train_scaled", "test_scaled")


def _part(result, name, call):
    """Return one of two arrays; fail the check where there are not two."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        assert_same(result, want=(np.zeros(1), np.zeros(1)), call=f"{call}, which returns (train_scaled, test_scaled)")
    return result[_NAMES.index(name)]


def _assert_part(student, case, name):
    """Compare one of two arrays with PyTorch's."""
    want = Answers({device: answer[_NAMES.index(name)] for device, answer in case.pytorch.items()})
    got = _part(student.standardize(*case.args), name, case)
    assert_same(got, want=want, call=f"{name} of {case}", **_SIX_DIGITS)


@weight(1)
@recorded("one channel")
def test_one_channel(student, case):
    """Training images of one channel have mean 0 and standard deviation 1 afterwards."""
    _assert_part(student, case, "train_scaled")


@weight(1.5)
@recorded("one channel")
def test_test_images(student, case):
    """Test images are shifted and scaled by the numbers of the training images, not by their own."""
    _assert_part(student, case, "test_scaled")


@weight(1.5)
@recorded("channels")
def test_channels(student, case):
    """Every channel has a mean and a standard deviation of its own, and all images and pixels share them."""
    _assert_part(student, case, "train_scaled")


@weight(1)
@given(case=evaluation.standardize_cases())
def test_the_same_images(student, case):
    """Training images that are tested as well come out the same both times."""
    train = case.args[0]
    call = Case("standardize", (train, train.copy()))
    result = student.standardize(*call.args)
    want = assert_array(_part(result, "train_scaled", call), call=call, shape=np.shape(train))
    assert_same(_part(result, "test_scaled", call), want=want, call=f"test_scaled of {call}", **_SIX_DIGITS)
