"""Put the misconceptions that a mistake looks like into words."""

from collections.abc import Sequence
from typing import NamedTuple

MOST_NAMED = 3


class Mistake(NamedTuple):
    """A known mistake: its id, one sentence about it, and the question that it deserves."""

    id: str
    what: str
    hint: str


class Diagnosis(NamedTuple):
    """What a mistake looks like, a question about it, and the ids of the misconceptions that it may be."""

    text: str
    hint: str = ""
    ids: tuple[str, ...] = ()


def named(mistakes: Sequence[Mistake]) -> Diagnosis:
    """Return a diagnosis that names one mistake, or says between which it cannot decide."""
    ids, hint = tuple(mistake.id for mistake in mistakes), mistakes[0].hint
    if len(mistakes) == 1:
        return Diagnosis(f"This looks like a known mistake: {mistakes[0].what}", hint, ids)
    lines = ["This looks like one of these known mistakes:", *(f"- {mistake.what}" for mistake in mistakes)]
    return Diagnosis("\n".join(lines), hint, ids)


def named_together(mistakes: Sequence[Mistake]) -> Diagnosis:
    """Return a diagnosis that names two mistakes that are there at once."""
    first, second = mistakes
    text = f"This looks like two known mistakes at once: {first.what}\nAnd: {second.what}"
    return Diagnosis(text, f"{first.hint}\nAnd: {second.hint}", (first.id, second.id))
