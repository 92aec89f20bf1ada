# Generated from solutions/a3_pooling/why_questions/test_public.py by `convgrade release --write`; the instructor edits it there.
"""Public check of why_questions: the form of the answers."""

from gradescope_utils.autograder_utils.decorators import tags, weight

from convgrade.checks import assert_same
from convgrade.checks.faults import CheckFailed
from convgrade.checks.show import describe_value

_QUESTIONS = ("why_not_fully_connected", "why_consolidate")
_LETTERS = ("A", "B", "C", "D", "E")


@weight(0.5)
@tags("bonus")
def test_one_letter_each(student):
    """Both questions are answered, each by one letter from A to E."""
    got = student.answers()
    names = dict.fromkeys(got, "") if isinstance(got, dict) else got
    assert_same(names, want=dict.fromkeys(_QUESTIONS, ""), call="answers()")
    for question in _QUESTIONS:
        answer = got[question]
        if not isinstance(answer, str) or answer.strip().upper() not in _LETTERS:
            given = describe_value(answer) if isinstance(answer, str) else "no text"
            raise CheckFailed(f"answers()\n  out[{question!r}] is {given}, should be one letter from A to E")
