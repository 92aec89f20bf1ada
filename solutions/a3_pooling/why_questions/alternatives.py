"""Right versions of why_questions, written in unusual ways: each gets full marks."""

from convgrade.checks import alternative


@alternative("small letters")
def small_letters():
    """Answer in small letters, as the docstring allows."""
    return {"why_not_fully_connected": "d", "why_consolidate": "b"}


@alternative("keywords, in the other order")
def keywords():
    """Build the dict from keywords, the second question first."""
    return dict(why_consolidate="B", why_not_fully_connected="D")  # noqa: C408 - what is unusual about it


@alternative("names and letters zipped")
def zipped():
    """Pair names with letters, as one who keeps a list of questions would."""
    return dict(zip(("why_not_fully_connected", "why_consolidate"), "DB", strict=True))


@alternative("blanks around the letters")
def blanks():
    """Leave a blank and an end of line, as after reading from a file."""
    return {"why_not_fully_connected": " D", "why_consolidate": "B\n"}


@alternative("letters by number")
def by_number():
    """Count the choices from 0, and turn the numbers into letters at the end."""
    choices = {"why_not_fully_connected": 3, "why_consolidate": 1}
    return {question: chr(ord("A") + choice) for question, choice in choices.items()}
