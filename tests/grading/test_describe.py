"""Patterns that wrong answers have in common."""

import numpy as np
import pytest

from convgrade.grading.describe import pattern_of

WANT = [np.array([[[[1.0, -2.0, 3.5], [4.0, 5.0, -6.0], [7.0, 8.0, 9.0]]]]), np.arange(16.0).reshape(1, 1, 4, 4) + 1]


def described(change, wants=WANT):
    """Return what is said of right answers that were changed."""
    return pattern_of([(change(want.copy()), want) for want in wants])


def with_wrong(index):
    """Return a function that spoils some values, each in its own way."""

    def change(want):
        want[index] += np.arange(1, want[index].size + 1).reshape(want[index].shape) ** 2
        return want

    return change


def border(want):
    """Spoil the outermost rows and columns."""
    inside = want[..., 1:-1, 1:-1].copy()
    want = want + np.arange(want.size).reshape(want.shape) ** 2 + 1
    want[..., 1:-1, 1:-1] = inside
    return want


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda w: w.swapaxes(-1, -2), "its last two axes exchanged"),
        (lambda w: -w, "the opposite sign"),
        (lambda w: w * 9, "times 9"),
        (lambda w: w / w.size, "times a number that depends on the input"),
        (lambda w: w + 2, "plus one number"),
        (lambda w: w[..., ::-1], "last axis reversed"),
        (lambda w: np.roll(w, 1, axis=-1), "another order"),
        (with_wrong((..., slice(-1, None), slice(None))), "only the last row"),
        (with_wrong((..., slice(0, 1))), "only the first column"),
        (with_wrong((..., slice(1, None), slice(None))), "everything but the first row"),
        (border, "only the border"),
        (lambda w: np.zeros_like(w) + w[..., :1, :1], "filled with one number"),
        (lambda w: w.reshape(-1), "an array of another shape"),
        (lambda w: w[..., :-1, :], "axis 2 is 1 too short"),
    ],
)
def test_a_pattern_is_told(change, words):
    """A pattern that holds on every wrong answer is told in words."""
    assert words in described(change)


@pytest.mark.parametrize(
    ("index", "words"),
    [
        ((slice(2, None),), "everything after the first 2 rows is wrong, and all else is right"),
        ((slice(None), slice(3, None)), "everything after the first 3 columns is wrong"),
    ],
)
def test_wrong_from_some_place_on(index, words):
    """Rows or columns that are all wrong from the same one on are told by how many are right."""
    wants = [np.arange(rows * 5.0).reshape(rows, 5) for rows in (4, 6)]

    assert words in described(with_wrong(index), wants)


@pytest.mark.parametrize(
    ("got", "words"),
    [
        (
            (1, WANT[1] * 9, 3),
            "the second of the three results is wrong. This looks like the right answer times 9.",
        ),
        ((1, WANT[1], 4), "only the third of the three results is wrong."),
        ((2, -WANT[1], 3), "The second of the three results: This looks like the right answer with the opposite sign."),
        ((2, WANT[1], 4), None),
        ((1, WANT[1]), None),
    ],
)
def test_several_results(got, words):
    """Of an answer of several results each has its own pattern."""
    text = pattern_of([(got, (1, WANT[1], 3))])

    assert text is None if words is None else words in text


def test_results_with_names():
    """The entries of a dict are told by their keys."""
    text = pattern_of([({"a": 1, "b": 3}, {"a": 1, "b": 2})])

    assert text == "On the inputs tried, only the entry 'b' is wrong."


def test_negative_values_that_vanish():
    """Clipping is recognised where there is something to clip."""
    assert "0 for everything that is negative" in described(lambda w: np.maximum(w, 0), WANT[:1])


def test_a_number_for_each_index_of_an_axis():
    """A bias that is added wrongly differs by one number in every map."""
    want = np.arange(24.0).reshape(1, 3, 2, 4)

    assert "axis 1" in described(lambda w: w + np.array([1.0, -2.0, 5.0]).reshape(3, 1, 1), [want])


@pytest.mark.parametrize(
    "change", [lambda w: w**2 + 3 * w + np.arange(w.size).reshape(w.shape) ** 2, lambda w: np.full_like(w, np.nan)]
)
def test_no_pattern_no_words(change):
    """Nothing is said of values without a pattern, or that are no numbers."""
    assert described(change) is None


def test_small_answers_show_no_pattern():
    """One or two values show nothing: every number is a multiple of another."""
    assert described(lambda w: 3 * w, [np.array([2.0, 3.0])]) is None


def test_patterns_must_hold_everywhere():
    """A pattern of one answer that another does not share is not told."""
    pairs = [(-WANT[0], WANT[0]), (WANT[1] ** 2 + 1, WANT[1])]

    assert pattern_of(pairs) is None
