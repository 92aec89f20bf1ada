"""Hidden checks of standardize: any images, channels that do not vary, dtypes, and arguments that stay."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Answers, Case, assert_array, assert_same, assert_unchanged, recorded
from convgrade.cnn import evaluation_cases as evaluation

_SIX_DIGITS = {"rtol": 1e-6, "atol": 1e-6}
_NAMES = ("train_scaled", "test_scaled")


def _part(result, name, call):
    """Return one of two arrays; fail the check where there are not two."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        assert_same(result, want=(np.zeros(1), np.zeros(1)), call=f"{call}, which returns (train_scaled, test_scaled)")
    return result[_NAMES.index(name)]


def _assert_part(student, case, name, want=None, **options):
    """Compare one of two arrays with PyTorch's, or with another answer."""
    if want is None:
        want = Answers({device: answer[_NAMES.index(name)] for device, answer in case.pytorch.items()})
    got = _part(student.standardize(*case.args), name, case)
    assert_same(got, want=want, call=f"{name} of {case}", **(_SIX_DIGITS | options))


@weight(1)
@given(case=evaluation.standardize_cases())
def test_any_training_images(student, reference, case):
    """The training images are right for any number of images and channels."""
    _assert_part(student, case, "train_scaled", reference.standardize(*case.args)[0])


@weight(1.5)
@given(case=evaluation.standardize_cases(channels=st.integers(1, 3)))
def test_any_test_images(student, reference, case):
    """The test images are right for any number of images, one included."""
    _assert_part(student, case, "test_scaled", reference.standardize(*case.args)[1])


@weight(0.5)
@recorded("constant")
def test_channel_without_variation(student, case):
    """A channel that is the same everywhere in the training set is divided by 1, and not by 0."""
    _assert_part(student, case, "test_scaled")


@weight(0.5)
@recorded("bytes")
def test_integers(student, case):
    """Images of integers, of 8 bits too, neither overflow nor lose their fractions."""
    _assert_part(student, case, "test_scaled")


@weight(0.5)
@recorded("float32")
def test_output_dtype(student, case):
    """Images in float32 give arrays in float32."""
    result = student.standardize(*case.args)
    for name, want in zip(_NAMES, case.pytorch["cpu"], strict=True):
        tolerance = {"rtol": 1e-5, "atol": 1e-5}
        assert_same(_part(result, name, case), want=want, dtype=np.float32, call=f"{name} of {case}", **tolerance)


@weight(0.5)
@recorded("channels")
def test_double_precision(student, case):
    """Images in float64 are right to nine digits: nothing is added to a standard deviation."""
    _assert_part(student, case, "train_scaled", rtol=1e-9, atol=1e-10)


@weight(0.5)
def test_arguments_unchanged(student):
    """All images that are given stay as they were, and new arrays are returned."""
    for pixels in ([2.0, 6.0], [1.0, -1.0]):
        case = Case("standardize", (np.array([[[pixels]]]), np.array([[[[10.0, 0.0]]]])))
        assert_array(_part(student.standardize(*case.args), "train_scaled", case), call=case, shape=(1, 1, 1, 2))
        assert_unchanged(student, call=case)
