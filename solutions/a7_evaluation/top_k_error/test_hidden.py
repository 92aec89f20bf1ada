"""Hidden checks of top_k_error: any scores, ties, many images, and arguments that are refused or kept."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same, assert_unchanged, recorded, rejects
from convgrade.cnn import evaluation_cases as evaluation
from convgrade.cnn import numbers


def _assert_right(student, reference, case):
    """Fail the check unless the student's error is the reference's."""
    assert_same(student.top_k_error(*case.args), want=reference.top_k_error(*case.args), call=case)


@weight(1)
@given(case=evaluation.top_k_error_cases(k=1))
def test_any_first_class(student, reference, case):
    """The error is right for k = 1, and any number of images and classes."""
    _assert_right(student, reference, case)


@weight(2)
@given(case=evaluation.top_k_error_cases(classes=st.integers(3, 9), k=st.integers(2, 4)))
def test_any_k(student, reference, case):
    """The error is right for any k, and any number of images and classes."""
    _assert_right(student, reference, case)


@weight(1.5)
@recorded("ties")
def test_equal_scores(student, case):
    """Of classes with equal scores the one with the lower number comes first, and k classes count in all."""
    assert_same(student.top_k_error(*case.args), want=case.pytorch, call=case)


@weight(0.5)
@given(case=evaluation.top_k_error_cases(classes=st.integers(3, 9), k=st.integers(1, 4), ties=True))
def test_any_ties(student, reference, case):
    """The error is right where many scores are equal."""
    _assert_right(student, reference, case)


@weight(1)
def test_many_images(student, reference):
    """The error of many images is their share, whatever parts they may be processed in."""
    for count, seed in ((131, 1), (517, 2)):
        scores = numbers((count, 4), seed) + np.arange(4) / 4
        _assert_right(student, reference, Case("top_k_error", (scores, np.arange(count) // 3 % 4, 2)))


@weight(0.5)
def test_negative_scores(student, reference):
    """Scores may be negative, tiny or huge: only their order counts."""
    for scale, shift in ((1.0, -20.0), (1e-30, 0.0), (1e30, 0.0)):
        scores = scale * np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0], [2.0, 1.0, 3.0]]) + shift
        _assert_right(student, reference, Case("top_k_error", (scores, np.array([0, 1, 2]), 2)))


@weight(0.5)
def test_k_below_one(student):
    """A k below 1 is refused with a ValueError."""
    for k in (0, -1):
        case = Case("top_k_error", (np.array([[0.0, 1.0]]), np.array([0]), k))
        with rejects("ValueError", call=case):
            student.top_k_error(*case.args)


@weight(1)
def test_arguments_unchanged(student):
    """The scores and the classes stay as they were."""
    case = Case("top_k_error", (np.array([[0.0, 2.0, 1.0], [2.0, 1.0, 0.0]]), np.array([0, 1]), 1))
    assert_same(student.top_k_error(*case.args), want=1.0, call=case)
    assert_unchanged(student, call=case)
