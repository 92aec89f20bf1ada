"""Hidden checks of lecture_answers: the lecture's questions with constants that no two submissions share."""

from gradescope_utils.autograder_utils.decorators import weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade import cnn
from convgrade.checks import Case, assert_same

_FULLY_CONNECTED = ("fc_params_grey", "fc_params_colour")
_SMALL_GREY = ("small_units", "small_params", "small_fc_params", "small_local_params")
_SMALL_COLOUR = ("small_colour_params", "small_filters_units", "small_filters_params")
_MEDIUM = ("medium_units", "medium_units_padded", "medium_filters_units", "medium_filters_units_padded")
_NEXT = ("next_units", "next_units_padded", "next_params")
_ALL = (*_FULLY_CONNECTED, *_SMALL_GREY, *_SMALL_COLOUR, *_MEDIUM, *_NEXT)


@st.composite
def _constants(draw):
    """Draw constants of a lecture: odd kernels that fit in both images."""
    kernel_size = draw(st.sampled_from([1, 3, 5, 7]))
    options = {
        "channels": draw(st.integers(1, 6)),
        "small_size": kernel_size + draw(st.integers(0, 8)),
        "medium_size": kernel_size + draw(st.integers(0, 40)),
        "kernel_size": kernel_size,
        "filters": draw(st.integers(1, 16)),
        "next_filters": draw(st.integers(1, 32)),
    }
    return Case("lecture_answers", (draw(st.integers(1, 400)), draw(st.integers(1, 1000))), options)


def _only(answers, keys):
    """Return the answers under these keys, whatever else there is; what is no dict stays as it is."""
    return {key: answers[key] for key in keys if key in answers} if isinstance(answers, dict) else answers


def _assert_answers(student, reference, case, keys):
    """Compare the answers under these keys."""
    want = _only(reference.lecture_answers(*case.args, **case.kwargs), keys)
    assert_same(_only(student.lecture_answers(*case.args, **case.kwargs), keys), want=want, call=case)


@weight(0.5)
def test_your_own_lecture(student, reference, variant):
    """The lecture's questions are answered for numbers that only you have, the same ones every time."""
    _assert_answers(student, reference, cnn.lecture_case(variant), _ALL)


@weight(1)
@given(case=_constants())
def test_fully_connected(student, reference, case):
    """The parameters of the fully connected layer are right for any image and any number of units."""
    _assert_answers(student, reference, case, _FULLY_CONNECTED)


@weight(1.5)
@given(case=_constants())
def test_small_grey_image(student, reference, case):
    """The questions about a small grey image are answered for any size and any kernel."""
    _assert_answers(student, reference, case, _SMALL_GREY)


@weight(1)
@given(case=_constants())
def test_small_colour_image(student, reference, case):
    """The questions about a small colour image are answered for any kernel and any number of filters."""
    _assert_answers(student, reference, case, _SMALL_COLOUR)


@weight(1.5)
@given(case=_constants())
def test_medium_image(student, reference, case):
    """The hidden units on a medium image are counted for any kernel, with and without padding."""
    _assert_answers(student, reference, case, _MEDIUM)


@weight(1)
@given(case=_constants())
def test_next_layer(student, reference, case):
    """The questions about the layer that follows are answered for any numbers of filters."""
    _assert_answers(student, reference, case, _NEXT)


@weight(1)
def test_large_numbers(student, reference):
    """The answers stay exact for images and layers that need more than 32 bits."""
    options = {"small_size": 251, "medium_size": 50_001, "filters": 3_000, "next_filters": 200_000}
    case = Case("lecture_answers", (20_000, 5_000), options)
    want = reference.lecture_answers(*case.args, **case.kwargs)
    assert_same(student.lecture_answers(*case.args, **case.kwargs), want=want, call=case)
