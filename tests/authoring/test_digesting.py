"""What a student's folder keeps to name mistakes tells no answer that can be guessed."""

from pathlib import Path

import numpy as np
import pytest

from convgrade.authoring.digesting import digests_text, is_rounded
from convgrade.core.exercise import load_assignment

SOLUTIONS = Path(__file__).parents[2] / "solutions"


def test_questions_without_arguments_have_no_digests():
    """Of an exercise that is called without arguments, neither digests nor words of wrong answers are published."""
    assignment = load_assignment(SOLUTIONS / "a3_pooling")

    assert digests_text(assignment, assignment.exercise("why_questions")) is None


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (np.array([0.1], np.float32), True),
        ({"weight": np.zeros(2), "bias": [np.float32(0.5)]}, True),
        (np.array([3.0, -1.0, np.nan, np.inf], np.float32), False),
        ((np.array([0.1]), 0.1, np.array([1], np.uint8), "text", None), False),
    ],
)
def test_answers_that_machines_round_differently_are_told_apart(answer, expected):
    """Fractions in float32 have no digest that holds on every machine; whole numbers, and float64, have one."""
    assert is_rounded(answer) is expected
