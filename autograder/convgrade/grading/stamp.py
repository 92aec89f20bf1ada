"""The edition of the assignment that a submission was made with, and a word where it is another."""

import re
from collections.abc import Sequence

from convgrade.core.edition import DIGITS, edition_of
from convgrade.core.exercise import ASSIGNMENT_FILE, Assignment
from convgrade.grading.sources import MAX_FILE_BYTES, FileRefused, Found, Source

_EDITION = re.compile(rf'^edition = "([0-9a-f]{{{DIGITS}}})"\r?$'.encode(), re.MULTILINE)


def stamp_in(source: Source, found: Sequence[Found]) -> str:
    """Return the edition that a submission's ``assignment.toml`` names, or an empty text.

    The file is a student's by now: nothing in it is read but this one line, and whatever is wrong with
    it is no reason not to grade.

    Parameters
    ----------
    source : Source
        What was handed in.
    found : sequence of Found
        Its files; of several ``assignment.toml`` the one nearest to the top counts.
    """
    named = [item for item in found if item.name == ASSIGNMENT_FILE and not item.reason]
    if not named:
        return ""
    try:
        content = source.read(min(named, key=lambda item: (len(item.parts), item)), MAX_FILE_BYTES)
    except FileRefused:
        return ""
    match = _EDITION.search(content)
    return match[1].decode() if match else ""


def other_edition(stamp: str, assignment: Assignment) -> tuple[str, ...]:
    """Return a sentence if a submission was made with another edition than the one that grades; no score depends on it.

    Parameters
    ----------
    stamp : str
        What `stamp_in` returned.
    assignment : Assignment
        What grades.
    """
    ours = edition_of(assignment) if stamp else ""
    if not ours or stamp == ours:
        return ()
    made = f"This was made with another edition of the assignment ({stamp}) than the one that grades it ({ours})"
    return (f"{made}: tasks or public checks have changed in between. The points are those of this grader.",)
