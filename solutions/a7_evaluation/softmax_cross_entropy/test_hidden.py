"""Hidden checks of softmax_cross_entropy: any scores, large scores topic by topic, dtypes, arguments."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade.checks import Answers, Case, assert_array, assert_same, assert_unchanged, recorded
from convgrade.cnn import evaluation_cases as evaluation

_FIVE_DIGITS = {"rtol": 1e-5, "atol": 1e-5}
_NAMES = ("loss", "grad_logits")
_CASES = evaluation.softmax_cross_entropy_cases(scale=0.25)


def _part(result, name, call):
    """Return loss or gradient of a result that is a pair; fail the check otherwise."""
    if not isinstance(result, tuple | list) or len(result) != 2:
        assert_same(result, want=(0.5, np.zeros((1, 2))), call=f"{call}, which returns (loss, grad_logits)")
    return result[_NAMES.index(name)]


def _assert_part(student, case, name, want=None, **tolerance):
    """Compare loss or gradient with PyTorch's, or with another answer."""
    if want is None:
        want = Answers({device: answer[_NAMES.index(name)] for device, answer in case.pytorch.items()})
    got = _part(student.softmax_cross_entropy(*case.args), name, case)
    assert_same(got, want=want, call=f"{name} of {case}", **(tolerance or _FIVE_DIGITS))


@weight(1)
@given(case=_CASES)
def test_any_loss(student, reference, case):
    """The loss is right for any number of images and classes."""
    _assert_part(student, case, "loss", reference.softmax_cross_entropy(*case.args)[0])


@weight(1.5)
@given(case=_CASES)
def test_any_gradient(student, reference, case):
    """The gradient is right for any number of images and classes."""
    _assert_part(student, case, "grad_logits", reference.softmax_cross_entropy(*case.args)[1])


@weight(1)
@recorded("large")
def test_large_scores(student, case):
    """Scores of a thousand give a loss that is no more infinite than that of small ones."""
    _assert_part(student, case, "loss")


@weight(1)
@recorded("far apart")
def test_images_far_apart(student, case):
    """One image may have scores that are thousands above those of another."""
    _assert_part(student, case, "loss")


@weight(1)
@recorded("sure and wrong")
def test_sure_and_wrong(student, case):
    """The loss of an image grows with how sure the network was of a wrong class, to a thousand and beyond."""
    _assert_part(student, case, "loss")


@weight(0.5)
@recorded("large")
def test_gradient_of_large_scores(student, case):
    """The gradient is right for scores of a thousand."""
    _assert_part(student, case, "grad_logits")


@weight(0.5)
@recorded("integers")
def test_integers(student, case):
    """Scores that are integers, of 8 bits too, are promoted to float64."""
    _assert_part(student, case, "grad_logits")


@weight(0.5)
@recorded("one image")
def test_double_precision(student, case):
    """The gradient of scores in float64 is right to nine digits."""
    _assert_part(student, case, "grad_logits", rtol=1e-9, atol=1e-10)


@weight(0.5)
@recorded("float32")
def test_output_dtype(student, case):
    """The gradient of scores in float32 is in float32 as well."""
    got = _part(student.softmax_cross_entropy(*case.args), "grad_logits", case)
    want = np.asarray(case.pytorch["cpu"][1])
    assert_same(got, want=want, dtype=np.float32, call=f"grad_logits of {case}", **_FIVE_DIGITS)


@weight(0.5)
def test_arguments_unchanged(student):
    """The scores and the classes stay as they were, and every call returns an array of its own."""
    for first in (2.0, 3.0):
        case = Case("softmax_cross_entropy", (np.array([[first, 1.0], [0.5, 0.0]]), np.array([0, 1])))
        grad = _part(student.softmax_cross_entropy(*case.args), "grad_logits", case)
        assert_array(grad, call=f"grad_logits of {case}", shape=(2, 2))
        assert_unchanged(student, call=case)
