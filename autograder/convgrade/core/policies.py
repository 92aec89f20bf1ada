"""An assignment's rules on late work, on how often is graded, and on which submission counts.

They stand in ``assignment.toml``, all of them optional.
"""

from dataclasses import dataclass

from convgrade.core.errors import ExerciseError
from convgrade.core.tables import Table

_HOURS_OF = {"hour": 1.0, "day": 24.0}
_YEAR_HOURS = 8760.0


@dataclass(frozen=True)
class Late:
    """What late work costs: a percentage of the assignment's points for each hour or day that has begun.

    Nothing is taken off within ``grace_minutes`` of the deadline, and never more than ``cap_percent``.
    """

    percent: float
    per: str = "day"
    grace_minutes: float = 0.0
    cap_percent: float = 100.0

    @property
    def hours(self) -> float:
        """Return the hours after which the percentage is due again."""
        return _HOURS_OF[self.per]


@dataclass(frozen=True)
class Rate:
    """How many submissions are graded within so many hours."""

    submissions: int
    hours: float


@dataclass(frozen=True)
class Policies:
    """The rules of an assignment; ``keep_best`` lets the best submission count instead of the last."""

    late: Late | None = None
    rate: Rate | None = None
    keep_best: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the tables of ``assignment.toml`` that declare rules."""
        declared = {"[late]": self.late, "[rate]": self.rate, "[previous_best]": self.keep_best}
        return tuple(name for name, rule in declared.items() if rule)


def policies_in(table: Table) -> Policies:
    """Take the rules out of an assignment's table.

    Raises
    ------
    ExerciseError
        If a value cannot be; the message names file, table, key and remedy.
    """
    late = _late(table.table("late")) if table.has("late") else None
    rate = _rate(table.table("rate")) if table.has("rate") else None
    keep_best = _keep_best(table.table("previous_best")) if table.has("previous_best") else False
    return Policies(late, rate, keep_best)


def _late(table: Table) -> Late:
    percent = _between(table, "percent", 0, 100, table.number("percent"))
    per = table.optional_text("per") or Late.per
    if per not in _HOURS_OF:
        raise ExerciseError(f"{table.where}: 'per' must be {' or '.join(map(repr, _HOURS_OF))}, not {per!r}")
    grace = table.number("grace_minutes", Late.grace_minutes)
    if grace:
        _between(table, "grace_minutes", 0, _YEAR_HOURS * 60, grace)
    cap = _between(table, "cap_percent", 0, 100, table.number("cap_percent", Late.cap_percent))
    if cap < percent:
        raise ExerciseError(
            f"{table.where}: 'cap_percent' is {cap:g}, less than the {percent:g} percent of one {per}; raise it"
        )
    table.nothing_else()
    return Late(percent, per, grace, cap)


def _rate(table: Table) -> Rate:
    submissions = table.integer("submissions")
    if submissions < 1:
        raise ExerciseError(f"{table.where}: 'submissions' must be at least 1, not {submissions}")
    hours = _between(table, "hours", 0, _YEAR_HOURS, table.number("hours"))
    table.nothing_else()
    return Rate(submissions, hours)


def _keep_best(table: Table) -> bool:
    keep = table.flag("keep")
    table.nothing_else()
    return keep


def _between(table: Table, key: str, low: float, high: float, value: float) -> float:
    """Return a value that is more than ``low`` and at most ``high``; refuse another, and what is no number."""
    if not low < value <= high:
        raise ExerciseError(
            f"{table.where}: {key!r} must be more than {low:g} and at most {high:g}, not {value:g}; "
            "correct it, or remove the table for no such rule"
        )
    return value
