"""Grade speed: the processor time of a function beside the solution's, on shapes that tell slow code from fast.

``speed`` is the fixture of a hidden check::

    @weight(15)
    @partial_credit(15)
    @leaderboard("conv2d_fast: time beside ours", "asc")
    def test_speed(speed, set_score, set_leaderboard_value):
        verdict = speed.measured_on(cnn.CONV2D_SHAPES, explained_by=cnn.CONV2D_LOOPS)
        set_leaderboard_value(verdict.leaderboard_value)
        set_score(verdict.worth(full=15, half=7.5))
        verdict.require_full()
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from convgrade.checks.cases import Case
from convgrade.checks.compare import Tolerance, difference
from convgrade.checks.faults import CheckFailed, CheckMistake, StudentRaised, StudentStopped
from convgrade.checks.pairs import Reading, Tier, reading
from convgrade.checks.remarks import Remarks
from convgrade.checks.shapes import Explanation, Shape
from convgrade.checks.sides import Sides, Timed
from convgrade.checks.watching import Explained, explained
from convgrade.core.results import Outcome
from convgrade.worker.kinds import Tensor

WALL_SECONDS = 60.0
_IDLE_SECONDS = 0.015  # Linux brings the clock of another processor up to date at ticks, of 10 ms at the most
_WAITS = 10.0
_WARM_UPS = 3
_TOLERANCE = Tolerance(rtol=1e-9, atol=1e-9)


@dataclass(frozen=True)
class Measured:
    """What was measured on one shape; ``call`` is one of the calls, in words, and ``function`` what it calls.

    ``clock`` says what was read: a process's own time, or for a GPU that on the wall.
    """

    shape: Shape
    reading: Reading
    function: str
    call: str
    clock: str = "processor time"

    @property
    def figures(self) -> str:
        """Return ratio, interval and number of calls: never seconds, which depend on the machine."""
        seen = self.reading
        pairs = f"{seen.pairs} pairs of calls" if seen.pairs > 1 else "one pair of calls"
        interval = f"{_number(seen.low)} to {_number(seen.high)}"
        return f"{_number(seen.ratio)} times as much {self.clock} as ours ({interval}, from {pairs})"


@dataclass(frozen=True)
class Verdict:
    """What a speed check found out: one measurement a shape, up to the first that is in no tier."""

    measured: tuple[Measured, ...]
    shapes: int
    is_exact: bool
    explained: Explained | None = None
    works_between_calls: bool = False

    @property
    def tier(self) -> Tier:
        """Return the worst tier of all shapes."""
        return Tier.NONE if self.works_between_calls else min(one.reading.tier for one in self.measured)

    @property
    def deciding(self) -> Measured:
        """Return the measurement that decided: the worst tier, and there the one nearest to its end."""
        return min(self.measured, key=lambda one: (one.reading.tier, -one.reading.ratio / one.shape.full))

    @property
    def leaderboard_value(self) -> float | str:
        """Return the geometric mean of the ratios; words where not all shapes were measured."""
        if len(self.measured) < self.shapes or self.works_between_calls:
            return "slow"
        logs = [math.log(one.reading.ratio) for one in self.measured]
        return round(math.exp(sum(logs) / len(logs)), 2)

    def worth(self, *, full: float, half: float) -> float:
        """Return the points of the tier."""
        return {Tier.FULL: full, Tier.HALF: half, Tier.NONE: 0.0}[self.tier]

    def require_full(self) -> None:
        """Fail the check unless all points are earned: say what was measured, and where the time goes."""
        __tracebackhide__ = True
        if self.tier is not Tier.FULL:
            lines = [self._what(), *(self.explained.sentences if self.explained else ())]
            raise CheckFailed("\n".join(lines), call=self.deciding.call)

    def remark(self) -> str:
        """Return one sentence for a report."""
        one = self.deciding
        indicative = "" if self.is_exact else "; indicative only, as this machine cannot see all that a process does"
        return f"speed on {one.shape.name}: {one.figures}{indicative}"

    def as_json(self) -> dict[str, Any]:
        """Return all figures for machines."""
        shapes = {
            one.shape.name: {
                "ratio": _rounded(one.reading.ratio),
                "interval": [_rounded(one.reading.low), _rounded(one.reading.high)],
                "pairs": one.reading.pairs,
                "tier": one.reading.tier.name.lower(),
            }
            for one in self.measured
        }
        more = {}
        if self.explained:
            memory = self.explained.memory
            more = {"grows_with": list(self.explained.grows_with), "memory": memory and _rounded(memory)}
        tier, function = self.tier.name.lower(), self.deciding.function
        return {"function": function, "tier": tier, "exact": self.is_exact, "shapes": shapes, **more}

    def _what(self) -> str:
        """Return what costs the points."""
        one = self.deciding
        if self.works_between_calls:
            return f"{one.call}\n  the process goes on working after it has answered, so its speed cannot be graded"
        bounds = f"up to {one.shape.full:g} times earns all points"
        if one.shape.half > one.shape.full:
            bounds += f", up to {one.shape.half:g} times half of them"
        return f"{one.call}\n  on {one.shape.name}, it takes {one.figures};\n  {bounds}"


class Speed:
    """The fixture ``speed`` of a check.

    Parameters
    ----------
    open_sides : callable
        Starts the processes of the solution and of the student's code.
    seed : int
        From which the inputs follow.
    remarks : Remarks
        Where the report's entry goes.
    """

    def __init__(self, open_sides: Callable[[], Sides], seed: int, remarks: Remarks) -> None:
        self._open_sides = open_sides
        self._seed = seed
        self._remarks = remarks

    def measured_on(self, shapes: Sequence[Shape], explained_by: Explanation | None = None) -> Verdict:
        """Return how fast the student's function is, the worst shape first found ending the search.

        Parameters
        ----------
        shapes : sequence of Shape
            On what to measure; all values that are returned are compared as well.
        explained_by : Explanation, optional
            Calls that say where the time goes, where points are lost.

        Raises
        ------
        CheckFailed
            If a value is wrong.
        StudentRaised, StudentStopped
            As the student's code does.
        """
        with self._open_sides() as sides:
            race = _Race(sides, np.random.default_rng(self._seed))
            measured = []
            for shape in shapes:
                measured.append(race.on(shape))
                if measured[-1].reading.tier is Tier.NONE or race.works_between_calls:
                    break
            verdict = Verdict(
                tuple(measured), len(shapes), sides.are_exact, works_between_calls=race.works_between_calls
            )
            if explained_by is not None and verdict.tier is not Tier.FULL:
                found = _explained(sides, explained_by)
                verdict = Verdict(
                    verdict.measured, verdict.shapes, verdict.is_exact, found, verdict.works_between_calls
                )
        if verdict.tier is Tier.FULL or not verdict.is_exact:  # otherwise the message of the check says the same
            self._remarks.note(verdict.remark())
        self._remarks.extra["speed"] = verdict.as_json()
        return verdict

    def measured_on_device(self, shape: Shape) -> Verdict:
        """Return how long a call on a GPU takes on the wall, beside the solution's on the same GPU.

        A process's clock does not see what a GPU does.  The reply holds the values, copied from the device, so
        that nothing is left to be computed when the grader's clock stops; three calls warm up.

        Parameters
        ----------
        shape : Shape
            Calls whose tensors lie on the device, and for which nothing has to be copied for long.
        """
        with self._open_sides() as sides:
            race = _Race(sides, np.random.default_rng(self._seed), by_wall=True)
            race.warm_up(shape, _WARM_UPS)
            verdict = Verdict((race.on(shape),), 1, is_exact=False)
        self._remarks.note(f"speed on {shape.name}: {verdict.deciding.figures}")
        self._remarks.extra["speed"] = verdict.as_json()
        return verdict


class _Race:
    """Both sides called in turn with the same new arguments; time on the wall counts where ``by_wall``."""

    def __init__(self, sides: Sides, rng: np.random.Generator, *, by_wall: bool = False) -> None:
        self._sides = sides
        self._rng = rng
        self._by_wall = by_wall
        self._ours = self._theirs = 0.0
        self.works_between_calls = False

    def on(self, shape: Shape) -> Measured:
        """Measure one shape."""
        cases: list[Case] = []

        def pair() -> tuple[float, float]:
            cases[:] = [shape.draw(self._rng)]
            return self._pair(cases[0])

        seen = reading(pair, shape.bounds)
        clock = "time on the wall" if self._by_wall else Measured.clock
        return Measured(shape, seen, cases[0].function, _in_words(cases[0]), clock)

    def warm_up(self, shape: Shape, times: int) -> None:
        """Call both sides without looking at the time; wrong values fail the check."""
        for _ in range(times):
            self._pair(shape.draw(self._rng))

    def _pair(self, case: Case) -> tuple[float, float]:
        """Return the processor time of both sides for one call."""
        ours = self._call_of_ours(case)
        theirs = self._sides.student.timed(case.function, case.args, case.kwargs)
        problem = difference(theirs.value, ours.value, _TOLERANCE)
        if problem:
            raise CheckFailed(f"{case}\n  {problem}\n  (speed counts for right answers alone)", call=str(case))
        self.works_between_calls = self.works_between_calls or theirs.idle_seconds > _IDLE_SECONDS
        self._watch_the_clock(ours, theirs, case)
        return (ours.wall_seconds, theirs.wall_seconds) if self._by_wall else (ours.seconds, theirs.seconds)

    def _call_of_ours(self, case: Case) -> Timed:
        try:
            return self._sides.reference.timed(case.function, case.args, case.kwargs)
        except (StudentRaised, StudentStopped) as error:
            raise CheckMistake(f"the solution itself fails on {case}: {error}") from None

    def _watch_the_clock(self, ours: Timed, theirs: Timed, case: Case) -> None:
        """End a check that takes too long on the wall: the code waits, or the machine is too busy to grade speed."""
        self._ours += ours.wall_seconds
        self._theirs += theirs.wall_seconds
        if self._ours + self._theirs < WALL_SECONDS:
            return
        if self._theirs < _WAITS * self._ours:
            raise CheckMistake(f"this machine is too busy to grade speed: {WALL_SECONDS:g} s were not enough")
        raise StudentStopped(
            Outcome.TIMED_OUT, f"{case}\n  was stopped: one check of speed has {WALL_SECONDS:g} s", call=str(case)
        )


def _in_words(case: Case) -> str:
    """Return a call with the shapes of its arrays: their numbers are random, and do not matter."""
    named = ((arg.array, "tensor") if isinstance(arg, Tensor) else (arg, "array") for arg in case.args)
    args = (f"{kind} of shape {arg.shape}" if isinstance(arg, np.ndarray) else repr(arg) for arg, kind in named)
    return f"{case.function}({', '.join(args)})"


def _explained(sides: Sides, explanation: Explanation) -> Explained | None:
    """Return where the time goes; nothing where the code does not get through the calls that would tell."""
    try:
        return explained(sides.student, explanation)
    except (StudentRaised, StudentStopped):
        return None


def _number(ratio: float) -> str:
    return f"{ratio:.1f}" if ratio < 9.95 else f"{ratio:.0f}"


def _rounded(value: float) -> float:
    return round(value, 2 if value < 10 else 1)
