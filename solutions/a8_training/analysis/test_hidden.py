"""Hidden checks of the analysis: any numbers, ties, repeated pairs, uneven grids, shifts in all directions."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given

from convgrade.checks import Case, assert_same, assert_unchanged
from convgrade.cnn import analysis_cases as analysis


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's."""
    want = getattr(reference, case.function)(*case.args, **case.kwargs)
    assert_same(getattr(student, case.function)(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
@given(case=analysis.top_2_error_cases())
def test_any_scores(student, reference, case):
    """top_2_error is right for any number of images and classes."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=analysis.top_2_error_cases(ties=True))
def test_equal_scores(student, reference, case):
    """top_2_error: of classes with equal scores the one with the lower number comes first."""
    _assert_right(student, reference, case)


@weight(1)
@given(case=analysis.confusion_matrix_cases())
def test_any_labels(student, reference, case):
    """confusion_matrix is right for any labels, also where a pair occurs many times or a class never."""
    _assert_right(student, reference, case)


@weight(1)
def test_many_images(student, reference):
    """confusion_matrix counts beyond what small integers hold."""
    labels = np.arange(600) // 300
    _assert_right(student, reference, Case("confusion_matrix", (labels, np.zeros_like(labels), 2)))


@weight(1)
@given(case=analysis.most_confused_cases())
def test_any_mistakes(student, reference, case):
    """most_confused is right for any counts, where several mistakes are equally frequent and where there is none."""
    _assert_right(student, reference, case)


@weight(0.5)
def test_counts_unchanged(student):
    """The matrix that most_confused looks at stays as it was."""
    case = Case("most_confused", (np.array([[5, 1], [2, 5]]),))
    assert_same(student.most_confused(*case.args), want=(1, 0), call=case)
    assert_unchanged(student, call=case)


@weight(2)
@given(case=analysis.filter_grid_cases())
def test_any_grid(student, reference, case):
    """filter_grid is right for filters of any size and grids of any width."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=analysis.filter_grid_cases(flat=True))
def test_flat_filters(student, reference, case):
    """filter_grid: filters of equal weights are grey, and the others as ever."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=analysis.equivariance_error_cases())
def test_any_shift(student, reference, case):
    """equivariance_error is right for any layer and for shifts in all directions."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=analysis.equivariance_error_cases(margin=1))
def test_margin(student, reference, case):
    """equivariance_error leaves out the margin along all four borders."""
    _assert_right(student, reference, case)


@weight(0.5)
def test_arguments_unchanged(student):
    """Scores, filters and images stay as they were."""
    scores, labels = np.array([[1.0, 3.0, 2.0]]), np.array([0])
    calls = [
        Case("top_2_error", (scores, labels)),
        Case("filter_grid", (np.array([[[1.0, 3.0]], [[2.0, 0.0]]]), 2)),
        Case("equivariance_error", (analysis.scaling(2), np.array([[[[1.0, 2.0], [3.0, 4.0]]]]), (1, 0))),
    ]
    for case in calls:
        getattr(student, case.function)(*case.args)
        assert_unchanged(student, call=case)
