"""Gradescope's submission_metadata.json: when a submission came, when it was due, and what came before it."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from convgrade.core.errors import InputError
from convgrade.core.identity import identity

FILE = "submission_metadata.json"
MOST_POINTS = 1_000_000  # as in results.schema.json


class MetadataError(Exception):
    """The metadata lack something, or it is damaged; the text says what, as the end of a sentence."""


@dataclass(frozen=True)
class Earlier:
    """An earlier submission; ``score`` is None where the grader failed, or where no score is known."""

    at: datetime
    score: float | None


class Metadata:
    """What Gradescope says of a submission; each part raises `MetadataError` where it is damaged.

    Times have a time zone.  Nothing depends on the clock, so that a later regrade finds the same.
    """

    def __init__(self, known: Mapping[str, Any]) -> None:
        self._known = known

    @classmethod
    def read(cls, path: Path | None) -> "Metadata":
        """Read the file; None is for a submission that has none."""
        if path is None:
            raise MetadataError(f"there is no {FILE}")
        try:
            known = json.loads(path.read_bytes())
        except OSError as error:
            raise MetadataError(f"{FILE} cannot be read: {error.strerror}") from None
        except (ValueError, RecursionError):
            raise MetadataError(f"{FILE} is damaged") from None
        if not isinstance(known, dict):
            raise MetadataError(f"{FILE} is damaged")
        return cls(known)

    def name(self) -> str:
        """Return what to call the submission: its number and its authors."""
        authors = ", ".join(str(_entry(user, "name")) for user in _list(self._known, "users"))
        return f"submission {_entry(self._known, 'id')} by {authors}"

    def student(self) -> str:
        """Return the id from which the numbers of a student's own follow: the author's address.

        A group has the numbers of the member whose address comes first in the alphabet, whoever hands in.
        """
        addresses = [str(_entry(user, "email")) for user in _list(self._known, "users")]
        if not addresses:
            raise MetadataError(f"{FILE} names no user")
        try:
            return min(map(identity, addresses))
        except InputError:
            raise MetadataError(f"an email in {FILE} is no address") from None

    def created_at(self) -> datetime:
        """Return when it was handed in."""
        return _time(self._known.get("created_at"), "created_at")

    def due(self) -> datetime:
        """Return the deadline: the latest of its authors', where they have one of their own, else the assignment's."""
        own = [
            _time(extended, "due_date of a user")
            for user in _list(self._known, "users")
            if (extended := _mapping(user, "assignment", "a user").get("due_date")) is not None
        ]
        return max(own) if own else _time(_mapping(self._known, "assignment").get("due_date"), "due_date")

    def earlier(self) -> tuple[Earlier, ...]:
        """Return the submissions that came before this one, oldest first.

        Those on which the grader failed are left out: they cost nobody anything.
        """
        now = self.created_at()
        all_others = [_earlier(entry) for entry in _list(self._known, "previous_submissions")]
        return tuple(sorted((one for one in all_others if one and one.at < now), key=lambda one: one.at))


def _entry(known: Any, key: str) -> Any:
    if not isinstance(known, dict) or known.get(key) is None:
        raise MetadataError(f"{FILE} has no {key}")
    return known[key]


def _earlier(entry: Any) -> Earlier | None:
    if not isinstance(entry, dict):
        raise MetadataError(f"previous_submissions in {FILE} is damaged")
    if entry.get("autograder_error"):
        return None
    return Earlier(_time(entry.get("submission_time"), "submission_time"), _score(entry.get("score")))


def _score(value: Any) -> float | None:
    """Return points, which Gradescope writes as a number or as a text; results know none below zero."""
    if value is None:
        return None
    try:
        score = float(value)
    except (TypeError, ValueError, OverflowError):
        score = math.nan
    if not score <= MOST_POINTS:
        raise MetadataError(f"a score of previous_submissions in {FILE} is {str(value)[:40]!r}")
    return max(score, 0.0)


def _time(value: Any, name: str) -> datetime:
    if value is None:
        raise MetadataError(f"{FILE} has no {name}")
    try:
        time = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        raise MetadataError(f"{name} in {FILE} is {value!r}, which is no time") from None
    if time.tzinfo is None:
        raise MetadataError(f"{name} in {FILE} is {value!r}, which has no time zone")
    return time


def _list(known: Mapping[str, Any], key: str) -> Sequence[Any]:
    value = known.get(key) or []
    if not isinstance(value, list):
        raise MetadataError(f"{key} in {FILE} is damaged")
    return value


def _mapping(known: Any, key: str, where: str = FILE) -> Mapping[str, Any]:
    value = (known.get(key) or {}) if isinstance(known, dict) else None
    if not isinstance(value, dict):
        raise MetadataError(f"{key} in {where} is damaged")
    return value
