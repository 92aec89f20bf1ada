"""What students can run at home."""

from gradescope_utils.autograder_utils.decorators import partial_credit, tags, weight

from convgrade.checks import assert_same


@weight(1)
def test_worked_example(student):
    """“a b a” holds “a” twice and “b” once."""
    assert_same(student.count_words("a b a"), want={"a": 2, "b": 1}, call='count_words("a b a")')


@weight(1)
@tags("bonus")
def test_no_words(student):
    """A text without words gives an empty dict."""
    assert_same(student.count_words(" \n"), want={}, call='count_words(" ")')


@partial_credit(3)
def test_capitals(student, set_score=None):
    """Capital letters make no difference: one point per text."""
    texts = {"A a": {"a": 2}, "The the THE": {"the": 3}, "x X y": {"x": 2, "y": 1}}
    right = [student.count_words(text) == want for text, want in texts.items()]
    set_score(float(sum(right)))
    assert all(right), f"{right.count(False)} of {len(texts)} texts are counted wrongly"
