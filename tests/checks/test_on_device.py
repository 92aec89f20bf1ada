"""Calls on a GPU are timed by the grader's clock on the wall: with sides that pretend, as none is needed."""

import numpy as np
import pytest

from convgrade.checks import Case, Shape
from convgrade.checks.faults import CheckFailed
from convgrade.checks.pairs import Tier
from convgrade.checks.remarks import Remarks
from convgrade.checks.sides import Sides, Timed
from convgrade.checks.timing import Speed
from convgrade.worker.kinds import Tensor

SHAPE = Shape("a long list", lambda rng: Case("double", (Tensor(rng.standard_normal(9), "cuda"),)), full=5, half=7)


class Steady:
    """A side whose calls all take the same time on the wall, and hardly any of the processor's."""

    is_exact = True

    def __init__(self, wall):
        self.wall = wall
        self.calls = 0

    def timed(self, _function, args, _kwargs):
        """Return the right answer."""
        self.calls += 1
        return Timed(Tensor(2 * np.asarray(args[0].array), args[0].device), 0.001, self.wall)

    def close(self):
        """Do nothing."""


def test_a_gpu_is_timed_on_the_wall():
    """What a GPU does, no process's clock sees: seconds on the wall count, after calls that warm up."""
    remarks = Remarks()
    slow = Steady(wall=0.02)

    verdict = Speed(lambda: Sides(Steady(wall=0.001), slow), 1, remarks).measured_on_device(SHAPE)

    assert (verdict.tier, verdict.is_exact) == (Tier.NONE, False)
    assert verdict.deciding.reading.pairs + 3 < slow.calls
    assert "20 times as much time on the wall as ours" in remarks.notes[0]
    with pytest.raises(CheckFailed, match=r"tensor of shape \(9,\)"):
        verdict.require_full()
