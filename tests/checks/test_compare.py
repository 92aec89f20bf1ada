"""What assert_same accepts, and what it says about what it does not."""

import numpy as np
import pytest

from convgrade.checks import Answers, assert_array, assert_same
from convgrade.checks.faults import CheckFailed, CheckMistake
from convgrade.worker.protocol import Unsupported


def failure(got, want, **options):
    """Return the message with which the comparison fails."""
    with pytest.raises(CheckFailed) as caught:
        assert_same(got, want, call="f(x)", **options)
    return str(caught.value)


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (3, 3),
        (np.int64(3), 3),
        (3.0 + 1e-12, 3.0),
        (3, 3.0),
        (np.float32(0.5), 0.5),
        (True, True),
        ("max", "max"),
        ((1, 2), (1, 2)),
        ([1, 2], (1, 2)),
        ({"a": 1}, {"a": 1}),
        (None, None),
        (float("nan"), float("nan")),
        (np.array([1.0, np.nan, np.inf]), np.array([1.0, np.nan, np.inf])),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.float64(2.0), np.array(2.0)),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (np.asfortranarray(np.eye(3)), np.eye(3)),
    ],
)
def test_accepts_what_is_right(got, want):
    """Equal values pass, whatever their memory order or scalar type."""
    assert_same(got, want, call="f(x)")


@pytest.mark.parametrize(
    ("got", "want", "words"),
    [
        (4, 3, "out is 4, should be 3"),
        (3.0, 3, "out is a float (3), should be an int (3)"),
        (True, 1, "out is a bool (True), should be an int (1)"),
        (1, True, "out is an int (1), should be a bool (True)"),
        ("min", "max", "out is 'min', should be 'max'"),
        (None, 3, "out is None, should be an int (3)"),
        ((1, 2, 3), (1, 2), "out has 3 items, should have 2"),
        ((1, 5), (1, 2), "out[1] is 5, should be 2"),
        (7, (1, 2), "out is an int (7), should be (1, 2)"),
        ({"a": 1}, {"a": 1, "b": 2}, "out lacks the key 'b'"),
        ({"a": 1, "c": 2}, {"a": 1}, "out has an unexpected key 'c'"),
        ({"a": 2}, {"a": 1}, "out['a'] is 2, should be 1"),
        ([1.0, 2.0], np.array([1.0, 2.0]), "should be an array of shape (2,)"),
        (np.zeros((2, 1)), np.zeros((1, 2)), "out has shape (2, 1), should have (1, 2)"),
        (np.array([1.0, 5.0]), np.array([1.0, 2.0]), "1 of 2 values is wrong: out[1] is 5, should be 2"),
        (np.array([0.0, 0.0]), np.array([1.0, 2.0]), "2 of 2 values are wrong: out[0] is 0, should be 1"),
        (np.array([np.nan]), np.array([1.0]), "out[0] is nan, should be 1"),
        (np.array([1j]), np.array([1.0]), "the values should be real, not complex"),
        (Unsupported("MaskedArray"), np.zeros(2), "out is a MaskedArray, should be an array of shape (2,)"),
        (10**400, 3, "should be 3"),
    ],
)
def test_says_what_is_wrong(got, want, words):
    """The message names the quantity, what was got and what is wanted."""
    assert words in failure(got, want)


def test_starts_with_the_call():
    """The first line of a failure is the call."""
    assert failure(1, 2).splitlines()[0] == "f(x)"


def test_shows_small_arrays_side_by_side():
    """Wrong entries stand in brackets beside what they should be."""
    text = failure(np.array([[300.0, 5.0]]), np.array([[300.0, 100.0]]))

    assert text.splitlines()[-1].split() == ["300", "[5]", "300", "100"]


def test_names_the_plane_of_a_large_array():
    """Of an array with many axes the first wrong plane is shown."""
    want = np.zeros((2, 3, 2, 2))
    got = want.copy()
    got[1, 2, 0, 1] = 7

    assert "got out[1, 2]" in failure(got, want)


def test_shows_enough_digits_to_tell_the_values_apart():
    """Values that look alike with six digits are shown in full."""
    assert "1.0000001, should be 1.0" in failure(np.array([1.0000001]), np.array([1.0]))


def test_dtype_is_compared_only_on_request():
    """A float64 answer to float32 input fails where the dtype is asked for, and only there."""
    got = np.zeros(2, np.float64)
    assert_same(got, np.zeros(2, np.float32), call="f(x)")

    assert "has dtype float64, should have float32" in failure(got, np.zeros(2, np.float32), dtype=np.float32)


def test_a_bound_replaces_the_tolerances():
    """With a bound, exactly the differences up to it are accepted."""
    want, bound = np.array([1.0, 1.0]), np.array([0.5, 0.1])
    assert_same(want + np.array([0.4, 0.0]), want, call="f(x)", bound=bound)

    assert "out[1]" in failure(want + np.array([0.4, 0.2]), want, bound=bound)


def test_pytorchs_answers_are_wanted_too():
    """An answer that differs from PyTorch's says whose answer is right."""
    assert "PyTorch's, on cpu" in failure(np.array([1.0]), Answers({"cpu": np.array([2.0])}))


def test_right_answers_that_contradict_each_other_are_our_mistake():
    """Where reference and PyTorch differ, the student is not blamed."""
    with pytest.raises(CheckMistake, match="two right answers differ"):
        assert_same(np.array([1.0]), np.array([1.0]), call="f(x)", also=Answers({"cpu": np.array([2.0])}))


def test_no_answer_of_pytorch_is_our_mistake():
    """A check without any recorded answer cannot pass by chance."""
    with pytest.raises(CheckMistake, match="convgrade record"):
        assert_same(np.array([1.0]), Answers(), call="f(x)")


def test_assert_array_returns_the_array():
    """An array of the right shape is handed back."""
    array = np.zeros((2, 3))

    assert assert_array(array, call="f(x)", shape=(2, 3)) is array


@pytest.mark.parametrize("value", [None, [1.0], 3.0, np.zeros((3, 2))])
def test_assert_array_refuses_all_else(value):
    """What is no array of the shape fails the check."""
    with pytest.raises(CheckFailed):
        assert_array(value, call="f(x)", shape=(2, 3))


@pytest.mark.parametrize("got", [3.0, -np.inf, np.nan, 1e300])
def test_only_infinity_is_infinite(got):
    """Where infinity is wanted, no other number will do."""
    with pytest.raises(CheckFailed):
        assert_same(np.array([got, 1.0]), np.array([np.inf, 1.0]), call="f()")
    with pytest.raises(CheckFailed):
        assert_same(got, float("inf"), call="f()")
