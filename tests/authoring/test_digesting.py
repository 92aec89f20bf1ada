"""What a student's folder keeps to name mistakes tells no answer that can be guessed."""

from pathlib import Path

from convgrade.authoring.digesting import digests_text
from convgrade.core.exercise import load_assignment

SOLUTIONS = Path(__file__).parents[2] / "solutions"


def test_questions_without_arguments_have_no_digests():
    """Of an exercise that is called without arguments, neither digests nor words of wrong answers are published."""
    assignment = load_assignment(SOLUTIONS / "a3_pooling")

    assert digests_text(assignment, assignment.exercise("why_questions")) is None
