"""Decide from pairs of timed calls how fast one function is beside another.

Ratios of processor time vary from call to call, and under load more so.  So calls are timed in pairs, one
of each function, until an interval of the median ratio lies within one tier, or the budget ends.  Why
these numbers, and how seldom they err, is in the documentation of speed checks.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

FEWEST, MOST = 5, 25
BUDGET_SECONDS = 1.5
DOUBT = 1.1
_HOPELESS_AT_ONCE, _HOPELESS = 8, 4


class Tier(IntEnum):
    """How fast is fast: the better, the larger."""

    NONE = 0
    HALF = 1
    FULL = 2


@dataclass(frozen=True)
class Bounds:
    """Up to which ratio of processor time a function is in the tier FULL, and up to which in HALF."""

    full: float
    half: float

    def tier(self, ratio: float) -> Tier:
        """Return the tier of a ratio."""
        if ratio <= self.full:
            return Tier.FULL
        return Tier.HALF if ratio <= self.half else Tier.NONE


@dataclass(frozen=True)
class Reading:
    """What pairs of calls have shown: the median ratio, its interval of about 98 %, and the tier."""

    ratio: float
    low: float
    high: float
    pairs: int
    tier: Tier


def reading(pair: Callable[[], tuple[float, float]], bounds: Bounds) -> Reading:
    """Time pairs of calls until they tell a tier.

    Parameters
    ----------
    pair : callable
        Makes one call of each function, with the same new arguments, and returns the processor time of
        both, in seconds: the reference's first.
    bounds : Bounds
        Where the tiers end.  A median on a boundary gets the better tier, up to a factor of 1.1.
    """
    logs: list[float] = []
    spent = 0.0
    for number in range(MOST + 1):
        ours, theirs = pair()
        spent += ours + theirs
        if number == 0 and theirs < _HOPELESS_AT_ONCE * bounds.half * ours:
            continue  # memory is touched for the first time, caches are cold
        logs.append(math.log(theirs / ours))
        if _is_decided(logs, bounds) or (len(logs) >= FEWEST and spent > BUDGET_SECONDS):
            break
    logs.sort()
    low, high = _interval(logs)
    ratio = math.exp((logs[(len(logs) - 1) // 2] + logs[len(logs) // 2]) / 2)
    return Reading(ratio, math.exp(low), math.exp(high), len(logs), bounds.tier(ratio / DOUBT))


def _is_decided(logs: Sequence[float], bounds: Bounds) -> bool:
    if len(logs) >= 2 and math.exp(min(logs)) > _HOPELESS * bounds.half:
        return True
    if len(logs) < FEWEST:
        return False
    low, high = _interval(sorted(logs))
    return bounds.tier(math.exp(low) / DOUBT) is bounds.tier(math.exp(high))


def _interval(logs: Sequence[float]) -> tuple[float, float]:
    """Return the order statistics between which the median lies with about 98 % probability."""
    aside = max(0, math.floor((len(logs) - 2.3 * math.sqrt(len(logs))) / 2))
    return logs[aside], logs[len(logs) - 1 - aside]
