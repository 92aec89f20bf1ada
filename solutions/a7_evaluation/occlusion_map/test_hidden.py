"""Hidden checks of occlusion_map: any model and box, colour images, images that are not square, other paint."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_array, assert_same, assert_unchanged
from convgrade.cnn import evaluation_cases as evaluation


def _assert_right(student, reference, case):
    """Fail the check unless the student's map is the reference's."""
    want = reference.occlusion_map(*case.args, **case.kwargs)
    assert_same(student.occlusion_map(*case.args, **case.kwargs), want=want, call=case)


@weight(1)
@given(case=evaluation.occlusion_map_cases())
def test_any_box(student, reference, case):
    """The map is right for any square box on any square image, and for each class."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=evaluation.occlusion_map_cases(square=False))
def test_any_height_and_width(student, reference, case):
    """The map is right where image and box are not square."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=evaluation.occlusion_map_cases(channels=st.integers(2, 3)))
def test_any_channels(student, reference, case):
    """The box covers all channels of an image."""
    _assert_right(student, reference, case)


@weight(0.5)
@given(case=evaluation.occlusion_map_cases(value=st.sampled_from([1.0, -2.0, 0.5])))
def test_any_paint(student, reference, case):
    """The box has the value that the call names."""
    _assert_right(student, reference, case)


@weight(0.5)
def test_argument_unchanged(student):
    """The image stays as it was, and every call returns an array of its own."""
    for pixel in (3.0, 5.0):
        model, image = evaluation.model(np.ones((1, 1, 2, 2))), np.full((1, 2, 2), pixel)
        case = Case("occlusion_map", (model, image, 0, (1, 1)))
        assert_array(student.occlusion_map(*case.args), call=case, shape=(2, 2))
        assert_unchanged(student, call=case)
