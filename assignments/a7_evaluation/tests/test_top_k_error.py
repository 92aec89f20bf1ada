# Generated from solutions/a7_evaluation/top_k_error/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public checks of top_k_error: images that can be ranked by hand, against PyTorch."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade.checks import Case, assert_same, recorded
from convgrade.cnn import evaluation_cases as evaluation


@weight(1.5)
@recorded("first class")
def test_first_class(student, case):
    """With k = 1 an image is right if no class has a higher score than the right one."""
    assert_same(student.top_k_error(*case.args), want=case.pytorch, call=case)


@weight(2)
@recorded("first two")
def test_first_two(student, case):
    """With k = 2 an image is right as well if one class has a higher score."""
    assert_same(student.top_k_error(*case.args), want=case.pytorch, call=case)


@weight(1.5)
@recorded("five")
def test_five_by_default(student, case):
    """Without a k, the right class may be in place 5, and not in place 6."""
    assert_same(student.top_k_error(*case.args), want=case.pytorch, call=case)


@weight(1)
@given(case=evaluation.top_k_error_cases(k=1))
def test_perfect_scores(student, case):
    """Perfect scores have the error 0, and scores that are wrong for every image the error 1."""
    scores, targets, k = case.args
    best = np.eye(scores.shape[1])[targets]
    for perfect, error in ((best, 0.0), (-best, 1.0)):
        call = Case("top_k_error", (perfect, targets, k))
        assert_same(student.top_k_error(*call.args), want=error, call=call)


@weight(1)
@recorded("all classes")
def test_all_classes(student, case):
    """Where k is as large as the number of classes, or larger, no image is wrong."""
    assert_same(student.top_k_error(*case.args), want=case.pytorch, call=case)
