"""What an exception betrays."""

import pytest

from convgrade.checks.trials import Answer, Trial
from convgrade.grading.raised import raised_pattern


def trial(kind, text, **options):
    """Return a call that raised."""
    return Trial("f", (), options, Answer(raised=(kind, "Exception"), text=text))


def cut(one, other, **options):
    """Return a call that raised because two shapes do not go together."""
    return trial("ValueError", f"operands could not be broadcast together with shapes {one} {other} {one} ", **options)


def told(*trials):
    """Return what is said of some calls, the first of which is shown."""
    return raised_pattern(trials[0], trials[1:], lambda trial: trial.kwargs)


@pytest.mark.parametrize(
    ("kind", "text", "words"),
    [
        ("ValueError", "operands could not be broadcast together with shapes (2,3) (3,3) ", "shape (2, 3), not (3, 3)"),
        ("ValueError", "operands could not be broadcast together with shapes (2,4,4) (2,) ", "from their last axis"),
        ("ValueError", "could not broadcast input array from shape (2,2) into shape (2,3)", "(2, 2), not (2, 3)"),
        ("IndexError", "index 4 is out of bounds for axis 1 with size 4", "past the end of an axis"),
        ("IndexError", "index 1 is out of bounds for axis 1 with size 1", "there is one alone"),
        ("UnboundLocalError", "cannot access local variable", "a branch that this call does not take"),
        ("ValueError", "negative dimensions are not allowed", "comes out negative"),
    ],
)
def test_an_exception_betrays_its_cause(kind, text, words):
    """The words of common exceptions are explained."""
    assert words in told(trial(kind, text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("KeyError", "3"),
        ("IndexError", "index -5 is out of bounds for axis 1 with size 4"),
        ("ValueError", "operands could not be broadcast together with shapes (2,3) (3,2) "),
    ],
)
def test_other_exceptions_are_left_alone(kind, text):
    """Nothing is said of an exception that betrays nothing."""
    assert told(trial(kind, text)) is None


def test_the_words_are_those_of_the_exception_that_is_shown():
    """Exceptions of one kind are told by the one that the student reads, whatever the shapes of the others."""
    text = told(cut("(4,4)", "(2,2)"), cut("(3,5)", "(3,1)"))

    assert text == "It looks as if a slice was cut short at the end of an array: it has shape (2, 2), not (4, 4)."


def test_exceptions_of_different_kinds():
    """Nothing is said where calls raise for different reasons."""
    assert told(cut("(4,4)", "(2,2)"), trial("IndexError", "index 4 is out of bounds for axis 1 with size 4")) is None


def test_an_option_explains_the_lengths():
    """Where lengths differ by twice an option in every message, the option is named."""
    text = told(cut("(1,4,4)", "(1,2,2)", stride=2, border=1), cut("(7,3)", "(3,3)", border=2))

    assert text.endswith("The lengths differ by 2, which is 2 x border (1): is there room for it?")


@pytest.mark.parametrize(
    "others", [[cut("(5,5)", "(2,2)", border=1)], [cut("(5,5)", "(3,4)", border=1)], [cut("(4,4)", "(2,2)")]]
)
def test_an_option_must_explain_every_message(others):
    """An option that fits one message and not another is not named."""
    assert "border" not in told(cut("(4,4)", "(2,2)", border=1), *others)
