"""Small planes of a call stand beside what came back, so that it can be worked out by hand."""

import numpy as np
import pytest

from convgrade.checks import Case, assert_same
from convgrade.checks.faults import CheckFailed
from convgrade.checks.parameters import parameters_of
from convgrade.checks.planes import side_by_side, text_and_planes


def shown(got, want, *args, **kwargs):
    """Return the lines of planes below the message of a failure, without its indent."""
    token = parameters_of.set(lambda _: ["image", "kernel", "bias"])
    try:
        with pytest.raises(CheckFailed) as failed:
            assert_same(got, want, call=Case("f", args, kwargs))
    finally:
        parameters_of.reset(token)
    lines = str(failed.value).splitlines()
    assert [line for line in lines if line != line.rstrip()] == []
    return [line[2:] for line in lines[3:]]


IMAGE = np.arange(1.0, 10.0).reshape(3, 3)


def test_arguments_got_and_want_side_by_side():
    """Image, kernel, got and want stand in one row, with the names of the parameters, wrong entries in brackets."""
    got, want = IMAGE[:2, :2].copy(), IMAGE[:2, :2]
    got[1, 0] = -7

    assert shown(got, want, IMAGE, np.array([[1.0, 0.5]])) == [
        "image      kernel    got out    want",
        "1  2  3    1  0.5      1   2    1  2",
        "4  5  6              [-7]  5    4  5",
        "7  8  9",
    ]


def test_too_wide_a_row_goes_on_below():
    """Got and want stay together, in a row of their own where the arguments take too much room."""
    image = np.arange(64.0).reshape(8, 8) + 1000
    lines = shown(np.zeros((2, 8)), image[:2], image)

    assert max(map(len, lines)) <= 72
    assert lines[0] == "image"
    assert [line.split()[:2] for line in lines if "got out" in line] == [["got", "out"]]


def test_every_plane_of_a_small_array_has_its_index():
    """Of an array with few planes each is shown, with the place where it lies."""
    stack = np.arange(8.0).reshape(2, 1, 2, 2)

    assert shown(1, 2, stack) == ["image[0, 0]    image[1, 0]", "0  1           4  5", "2  3           6  7"]


def test_planes_of_one_number_are_shown_together():
    """Axes of length 1 at the end do not make a plane of every number."""
    assert shown(1, 2, IMAGE, IMAGE[:, :2, None, None])[0] == "image      kernel[:, :, 0, 0]"


def test_large_or_many_planes_are_left_out():
    """What nobody would work out by hand is not shown."""
    assert shown(1, 2, np.zeros((9, 9)), np.zeros((5, 2, 2)), np.zeros((0, 2)), "text") == []


def test_arguments_by_name_and_without():
    """A keyword says its own name, and an argument without one its place."""
    assert shown(1, 2, IMAGE, 1, 1, np.array([3.0]), mask=np.array([True]))[0] == "image      argument 4    mask"


def test_shapes_that_differ():
    """Arrays of different shapes stand beside each other, with nothing marked."""
    assert shown(IMAGE, IMAGE[:2]) == ["got out    want", "1  2  3    1  2  3", "4  5  6    4  5  6", "7  8  9"]


def test_one_of_several_results():
    """The plane that is shown is named as the result it belongs to."""
    assert shown((1, IMAGE + 1), (1, IMAGE))[0].startswith("got out[1]")


@pytest.mark.parametrize(
    ("got", "args"),
    [
        (-IMAGE[:2, :2], (IMAGE, np.array([[1.0, 0.5]]))),
        (np.full((2, 2), np.nan), (np.eye(2, dtype=bool), np.array([1.5, np.inf, 2.0]))),
        (np.zeros((1, 7)), (np.arange(64.0).reshape(8, 8) * 1000, np.eye(8))),
        (np.array([[1 + 2j, 0], [0, 0]]), (np.eye(2),)),
    ],
)
def test_planes_are_read_back_from_a_message(got, args):
    """Where a report has more than lines to show them, it gets words and planes back as they were laid out."""
    with pytest.raises(CheckFailed) as failed:
        assert_same(got, np.ones((2, 2)), call=Case("f", args, {}))
    text = f"{failed.value}\n\nThis looks like a known mistake."

    parts = list(text_and_planes(text))

    words = [part for part in parts if isinstance(part, str)]
    laid_out = [line for part in parts if not isinstance(part, str) for line in side_by_side([], part, width=1000)]
    assert words == [text.split("\n\n", maxsplit=1)[0], "This looks like a known mistake."]
    assert [line for line in laid_out if line] == [
        line[2:] for line in text.splitlines() if line.startswith("  ") and line not in words[0].splitlines()
    ]


def test_a_message_without_planes_is_one_text():
    """Rows of numbers without a title are no planes."""
    text = "f(1)\n\n  1  2\n\nraised ValueError\n    x = 3"

    assert list(text_and_planes(text)) == [text]
    assert list(text_and_planes("")) == []
