"""The edition of the assignment that a submission was made with, and a word where it is another."""

import re
from collections.abc import Sequence

from convgrade.core.edition import DIGITS, edition_of
from convgrade.core.exercise import ASSIGNMENT_FILE, Assignment
from convgrade.grading.sources import MAX_FILE_BYTES, MAX_NOTEBOOK_BYTES, FileRefused, Found, Source

_EDITION = re.compile(rf'^edition = "([0-9a-f]{{{DIGITS}}})"\r?$'.encode(), re.MULTILINE)
_EDITION_IN_NOTEBOOK = re.compile(rf'"convgrade":\s*\{{\s*"edition":\s*"([0-9a-f]{{{DIGITS}}})"'.encode())


def stamp_in(source: Source, found: Sequence[Found], notebook: str) -> str:
    """Return the edition that a submission's ``assignment.toml`` names, or else its notebook, or an empty text.

    The files are a student's by now: nothing in them is read but this one entry, and whatever is wrong with
    them is no reason not to grade.

    Parameters
    ----------
    source : Source
        What was handed in.
    found : sequence of Found
        Its files; of several of a name the one nearest to the top counts.
    notebook : str
        Name of the assignment's notebook.
    """
    written = _found_in(source, found, ASSIGNMENT_FILE, MAX_FILE_BYTES, _EDITION)
    return written or _found_in(source, found, notebook, MAX_NOTEBOOK_BYTES, _EDITION_IN_NOTEBOOK)


def _found_in(source: Source, found: Sequence[Found], name: str, most: int, pattern: re.Pattern[bytes]) -> str:
    named = [item for item in found if item.name == name and not item.reason]
    if not named:
        return ""
    try:
        content = source.read(min(named, key=lambda item: (len(item.parts), item)), most)
    except FileRefused:
        return ""
    match = pattern.search(content)
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
