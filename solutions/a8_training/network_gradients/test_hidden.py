"""Hidden checks of the network: any sizes, each parameter by itself, ties, dtypes, arguments."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade.checks import Answers, Case, assert_same, assert_unchanged, recorded
from convgrade.cnn import entry
from convgrade.cnn.network_cases import network_call, network_cases

_NAMES = ("conv1_weight", "conv1_bias", "conv2_weight", "conv2_bias", "linear_weight", "linear_bias")


def _assert_gradients(student, reference, case, names):
    """Fail the check unless these gradients are the reference's, and autograd's where it was asked."""
    grads = student.part(1, of=2).network_gradients(*case.args)
    right, answers = reference.network_gradients(*case.args)[1], case.pytorch.items()
    for name in names:
        also = Answers({device: answer[1][name] for device, answer in answers})
        assert_same(entry(grads, name, call=case), want=right[name], also=also, call=case, name=f"grads[{name!r}]")


@weight(1.5)
@given(case=network_cases())
def test_any_scores(student, reference, case):
    """The scores are right for networks and images of any size."""
    params, x, _ = case.args
    asked = Case("network_scores", (params, x))
    want = reference.network_scores(params, x)
    assert_same(student.network_scores(params, x), want=want, also=asked.pytorch, call=asked, name="scores")


@weight(0.5)
@recorded("not square, scores")
def test_scores_of_images_that_are_not_square(student, case):
    """The scores are right where height and width differ, or are odd."""
    assert_same(student.network_scores(*case.args), want=case.pytorch, call=case, name="scores")


@weight(1)
@given(case=network_cases())
def test_any_loss(student, reference, case):
    """The loss is right for any number of images and classes."""
    got = student.part(0, of=2).network_gradients(*case.args)
    want = reference.network_gradients(*case.args)[0]
    assert_same(got, want=want, also=case.pytorch.part(0), call=case, name="loss")


@weight(1.5)
@given(case=network_cases())
def test_any_gradients_of_the_second_convolution(student, reference, case):
    """The gradients of the second convolution and of what comes behind it are right in any network."""
    _assert_gradients(student, reference, case, _NAMES[2:])


@weight(1.5)
@given(case=network_cases())
def test_any_gradients_of_the_first_convolution(student, reference, case):
    """The gradients of the first convolution are right in any network."""
    _assert_gradients(student, reference, case, _NAMES[:2])


@weight(0.5)
@recorded("not square, gradients")
def test_linear_gradients_of_images_that_are_not_square(student, reference, case):
    """The gradients of the linear layer are right where height and width differ, or are odd."""
    _assert_gradients(student, reference, case, _NAMES[4:])


@weight(1.5)
@recorded("not square, gradients")
def test_second_gradients_of_images_that_are_not_square(student, reference, case):
    """The gradients of the second convolution are right where height and width differ, or are odd."""
    _assert_gradients(student, reference, case, _NAMES[2:4])


@weight(1.5)
@recorded("not square, gradients")
def test_first_gradients_of_images_that_are_not_square(student, reference, case):
    """The gradients of the first convolution are right where height and width differ, or are odd."""
    _assert_gradients(student, reference, case, _NAMES[:2])


@weight(0.5)
@recorded("quiet, gradients")
def test_quiet_gradients(student, reference, case):
    """A filter that finds nothing in any image has a gradient of 0, and passes none on."""
    _assert_gradients(student, reference, case, _NAMES)


@weight(0.25)
@recorded("ties")
def test_ties(student, reference, case):
    """Of equal maxima in a block of the pooling, the first one gets the gradient."""
    _assert_gradients(student, reference, case, _NAMES)


@weight(0.25)
@recorded("kink")
def test_kink(student, reference, case):
    """Where ReLU gets exactly 0, nothing passes on the way back."""
    _assert_gradients(student, reference, case, _NAMES)


@weight(0.5)
@recorded("large scores")
def test_large_scores(student, reference, case):
    """Scores of a thousand neither overflow nor end in a NaN."""
    got = student.part(0, of=2).network_gradients(*case.args)
    assert_same(got, want=case.pytorch.part(0), call=case, name="loss")
    _assert_gradients(student, reference, case, _NAMES)


def _small(seed=31, dtype=np.float64):
    """Return a small call."""
    return network_call(shape=(2, 2, 2), channels=(1, 1, 1), classes=2, kernels=(1, 1), seed=seed, dtype=dtype)


@weight(0.5)
def test_dtypes(student, reference):
    """Scores and gradients are in float32 for images and parameters in float32, and in float64 for float64."""
    for dtype in (np.float64, np.float32):
        case = _small(dtype=dtype)
        params, x, _ = case.args
        asked, scores = Case("network_scores", (params, x)), reference.network_scores(params, x)
        rtol = 1e-4 if dtype == np.float32 else 1e-9
        assert_same(
            student.network_scores(params, x), want=scores, dtype=dtype, call=asked, name="scores", rtol=rtol, atol=rtol
        )
        grads = student.part(1, of=2).network_gradients(*case.args)
        for name, want in reference.network_gradients(*case.args)[1].items():
            got, shown = entry(grads, name, call=case), f"grads[{name!r}]"
            assert_same(got, want=want, dtype=dtype, call=case, name=shown, rtol=rtol, atol=rtol)


@weight(0.5)
def test_arguments_unchanged(student):
    """Parameters and images stay as they were, and every call returns arrays of its own."""
    for seed in (31, 32):
        case = _small(seed)
        student.network_gradients(*case.args)
        assert_unchanged(student, call=case)
