"""Hidden checks of match_template: any image and template, ties, dtypes, memory layouts, and what is refused."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_same, assert_unchanged, recorded, rejects


def _assert_right(student, reference, case):
    """Fail the check unless the student's answer is the reference's, and PyTorch's where it was asked."""
    want = reference.match_template(*case.args)
    assert_same(student.match_template(*case.args), want=want, also=case.pytorch, call=case)


@weight(0.5)
@given(case=cnn.match_template_cases(square=True, layout="C"))
def test_any_square_image(student, reference, case):
    """The place is right for every square image and template."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(case=cnn.match_template_cases(layout="C"))
def test_any_image(student, reference, case):
    """The place is right for every image and template, square or not."""
    _assert_right(student, reference, case)


@weight(0.25)
@given(height=st.integers(1, 4), width=st.integers(1, 4), seed=st.integers(0, 999))
def test_any_tie(student, reference, height, width, seed):
    """The first of equal sums is reported on any image of few different pixels."""
    image = np.random.default_rng(seed).integers(0, 2, (height, width)).astype(np.float64)
    _assert_right(student, reference, Case("match_template", (image, np.array([[1.0]]))))


@weight(0.25)
@given(case=cnn.match_template_cases(square=True, layout="C", dtype=st.sampled_from([np.int64, np.uint8])))
def test_any_integer_image(student, reference, case):
    """The place is right for every image of integers, 8 bits or 64."""
    _assert_right(student, reference, case)


@weight(0.25)
@recorded("layout")
def test_memory_layouts(student, case):
    """The place does not depend on how the arrays lie in memory."""
    assert_same(student.match_template(*case.args), want=case.pytorch, call=case)


@weight(0.25)
def test_arguments_unchanged(student):
    """The arguments stay as they were."""
    case = Case("match_template", (np.array([[3.0, 1.0], [4.0, 1.0]]), np.array([[2.0]])))
    assert_same(student.match_template(*case.args), want=(1, 0), call=case)
    assert_unchanged(student, call=case)


@weight(0.25)
@recorded("close")
def test_close_sums(student, case):
    """Sums that differ in their last digits are told apart."""
    assert_same(student.match_template(*case.args), want=case.pytorch, call=case)


@weight(0.25)
def test_no_place(student):
    """A template that is higher or wider than the image is refused with a ValueError."""
    for template_size in ((3, 1), (1, 3), (3, 3)):
        case = Case("match_template", (np.ones((2, 2)), np.ones(template_size)))
        with rejects("ValueError", call=case):
            student.match_template(*case.args)
