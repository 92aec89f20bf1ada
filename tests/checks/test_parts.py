"""Functions that return several values, of which a check looks at one."""

import numpy as np
import pytest

from convgrade.checks.cases import Answers
from convgrade.checks.faults import CheckFailed
from convgrade.checks.student import Part
from convgrade.checks.trials import Answer, Trial

BOTH = """
    @weight(2)
    def test_first(student):
        "The first value is twice x."
        assert_same(student.part(0, of=2).double(3), want=6, call="double(3)", name="twice")

    @weight(2)
    def test_second(student):
        "The second value is three times x."
        assert_same(student.part(1, of=2).double(3), want=9, call="double(3)", name="thrice")
"""


def test_each_value_is_judged_by_itself(grade_with):
    """A wrong value costs its own check alone, and is called by its name."""
    first, second = grade_with(BOTH, lambda x: (2 * x, 4 * x))

    assert (first.score, second.score) == (2, 0)
    assert "thrice is 12, should be 9" in second.message


def test_a_list_will_do(grade_with):
    """Values may come in a list."""
    assert [result.score for result in grade_with(BOTH, lambda x: [2 * x, 3 * x])] == [2, 2]


@pytest.mark.parametrize(
    ("value", "words"),
    [(6, "returned 6, should return 2 values"), ((6,), "returned 1 values, should return 2"), (None, "returned None")],
)
def test_another_number_of_values(grade_with, value, words):
    """A function that does not return as many values is told so, with the call."""
    first, second = grade_with(BOTH, lambda x: value)

    assert words in first.message
    assert "double(3)" in first.message
    assert (first.score, second.score) == (0, 0)


def test_a_value_that_is_not_there_yet(grade_with):
    """None in the place of a value costs that value alone."""
    first, second = grade_with(BOTH, lambda x: (2 * x, None))

    assert (first.score, second.score) == (2, 0)
    assert "thrice is None" in second.message


def test_trials_of_different_parts_differ():
    """The same call, looked at in another way, is another trial."""
    whole, first, second = (Trial("f", (1,), {}, Answer(), part) for part in (None, Part(0, 2), Part(1, 2)))

    assert len({whole.key, first.key, second.key}) == 3
    assert whole.call_key == first.call_key == second.call_key


def test_the_part_of_an_answer():
    """An answer that has no such part stays whole, so that it can still be compared."""
    assert Answer((1, 2)).at(Part(1, 2)).value == 2
    assert Answer((1, 2, 3)).at(Part(1, 2)).value == (1, 2, 3)
    assert Answer(raised=("ValueError",)).at(Part(1, 2)).raised == ("ValueError",)


def test_the_part_of_pytorchs_answers():
    """Of answers that come together, one can be taken, on every device."""
    answers = Answers({"cpu": (1, np.ones(2)), "cuda": (2, np.zeros(2))})

    assert dict(answers.part(0)) == {"cpu": 1, "cuda": 2}


def test_a_part_that_is_missing_names_the_call():
    """The failure carries the call."""
    with pytest.raises(CheckFailed) as failed:
        Part(0, 3).taken((1, 2), lambda: "f(5)")

    assert failed.value.call == "f(5)"
