"""Public checks of lecture_answers: the lecture's own numbers, and how a student's own hang together."""

from numbers import Integral

from gradescope_utils.autograder_utils.decorators import weight

from convgrade import cnn
from convgrade.checks import Case, assert_same

_LECTURE = Case("lecture_answers", (200, 500))
_GREY = {
    "fc_params_grey": 20_000_500,
    "fc_params_colour": 60_000_500,
    "small_units": 25,
    "small_params": 10,
    "small_fc_params": 1_250,
    "small_local_params": 250,
}
_COLOUR = {
    "small_colour_params": 28,
    "small_filters_units": 125,
    "small_filters_params": 140,
    "medium_units": 900,
    "medium_units_padded": 1_024,
    "medium_filters_units": 4_500,
    "medium_filters_units_padded": 5_120,
    "next_units": 9_000,
    "next_units_padded": 10_240,
    "next_params": 460,
}
_OF_ONE_FILTER = ("small_units", "small_colour_params", "medium_units", "medium_units_padded")


def _only(answers, keys):
    """Return the answers under these keys, whatever else there is; what is no dict stays as it is."""
    return {key: answers[key] for key in keys if key in answers} if isinstance(answers, dict) else answers


@weight(1)
def test_lecture_up_to_one_filter(student):
    """With the lecture's numbers, its questions about the 200 x 200 and the grey 7 x 7 image are answered."""
    answers = student.lecture_answers(*_LECTURE.args)
    assert_same(_only(answers, _GREY), want=_GREY, call=_LECTURE)


@weight(1)
def test_lecture_from_colour_images_on(student):
    """With the lecture's numbers, its questions about colour images and many filters are answered."""
    answers = student.lecture_answers(*_LECTURE.args)
    assert_same(_only(answers, _COLOUR), want=_COLOUR, call=_LECTURE)


@weight(0.5)
def test_filters_of_your_own_lecture(student, variant):
    """With numbers of your own, everything that one filter has is there once for each filter of a layer."""
    case = cnn.lecture_case(variant)
    answers = student.lecture_answers(*case.args, **case.kwargs)
    one = _only(answers, _OF_ONE_FILTER) if isinstance(answers, dict) else {}
    kinds = {key: "int" if isinstance(value, Integral) else type(value).__name__ for key, value in one.items()}
    assert_same(kinds, want=dict.fromkeys(_OF_ONE_FILTER, "int"), call=case)
    filters, more = case.kwargs["filters"], case.kwargs["next_filters"]
    want = {
        "small_filters_units": filters * one["small_units"],
        "small_filters_params": filters * one["small_colour_params"],
        "medium_filters_units": filters * one["medium_units"],
        "medium_filters_units_padded": filters * one["medium_units_padded"],
        "next_units": more * one["medium_units"],
        "next_units_padded": more * one["medium_units_padded"],
    }
    assert_same(_only(answers, want), want=want, call=case)
