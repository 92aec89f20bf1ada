"""How naive graders measure speed: in the process of the submission, by many clocks, next to the reference."""

import gc
import importlib
import resource
import time
import unittest

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

SIDE, TIMES, SLOWER = 80, 3, 200.0


def process_seconds():
    """Return the processor time of this process; where it is limited, time.process_time is as coarse as a tick."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def seconds(function, inputs, clock):
    """Return how long the shortest call took, by a clock, and what all calls returned."""
    taken, got = [], []
    for left, right in inputs:
        begun = clock()
        got.append(function(left, right))
        taken.append(clock() - begun)
    return min(taken), got


class SpeedChecks(unittest.TestCase):
    """What the hidden checks of speed are, measured in many of the ways that graders measure."""

    def setUp(self):
        """Import the reference and the submission."""
        self.reference, self.student = importlib.import_module("solution"), importlib.import_module("quick")

    def inputs(self, seed):
        """Return pairs of matrices."""
        np.random.seed(seed)
        return [(np.random.rand(SIDE, SIDE), np.random.rand(SIDE, SIDE)) for _ in range(TIMES)]

    def compare(self, inputs, clock):
        """Time the submission on all inputs, then the reference, and compare what came out."""
        taken, got = seconds(self.student.product, inputs, clock)
        allowed, want = seconds(self.reference.product, inputs * 2, clock)
        assert all(np.allclose(one, other) for one, other in zip(got, want, strict=False)), "wrong values"
        assert taken <= SLOWER * allowed, "too slow"

    @weight(2)
    def test_values(self):
        """The sums are right."""
        for left, right in ((left[:3, :3], right[:3, :3]) for left, right in self.inputs(1)):
            assert np.allclose(self.student.product(left, right), self.reference.product(left, right))

    @weight(2)
    def test_best_of_some(self):
        """Time on the wall, the best of some calls with the same input."""
        self.compare(self.inputs(2)[:1] * TIMES, time.perf_counter)

    @weight(2)
    def test_processor(self):
        """Processor time of this process, with fresh inputs."""
        self.compare(self.inputs(42), process_seconds)

    @weight(2)
    def test_thread(self):
        """Processor time of this thread, with fresh inputs."""
        self.compare(self.inputs(3), time.thread_time)

    @weight(2)
    def test_rested(self):
        """Processor time of one call without garbage collection, and a rest before the answer is looked at."""
        [(left, right)] = self.inputs(4)[:1]
        gc.disable()
        taken, got = seconds(self.student.product, [(left, right)], process_seconds)
        gc.enable()
        time.sleep(0.2)
        allowed, want = seconds(self.reference.product, [(left, right)] * 6, process_seconds)
        assert np.allclose(got, want[:1])
        assert taken <= SLOWER * allowed
