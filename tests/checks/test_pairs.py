"""The sequential test of speed, on ratios that a test makes up: no clock is read here."""

import itertools
import math

import numpy as np
import pytest

from convgrade.checks.pairs import BUDGET_SECONDS, FEWEST, MOST, Bounds, Tier, reading

BOUNDS = Bounds(full=8, half=40)


def pairs_of(ratios, ours=0.001):
    """Return a function that makes pairs of calls with these ratios, and a list of those it has made."""
    made, left = [], iter(ratios)

    def pair():
        made.append(next(left))
        return ours, ours * made[-1]

    return pair, made


@pytest.mark.parametrize(
    ("ratio", "tier"), [(0.5, Tier.FULL), (8, Tier.FULL), (16, Tier.HALF), (40, Tier.HALF), (80, Tier.NONE)]
)
def test_a_steady_ratio_gets_its_tier(ratio, tier):
    """A ratio that never varies gets the tier in which it lies."""
    pair, _ = pairs_of(itertools.repeat(ratio))

    assert reading(pair, BOUNDS).tier is tier


def test_a_clear_ratio_takes_the_fewest_pairs():
    """Far from every boundary the fewest pairs are enough, after one to warm up."""
    pair, made = pairs_of(itertools.repeat(1.0))

    found = reading(pair, BOUNDS)

    assert (found.pairs, len(made)) == (FEWEST, FEWEST + 1)


def test_the_first_pair_does_not_count():
    """What the first call pays for, such as memory touched for the first time, is not held against the code."""
    pair, _ = pairs_of([39.0, *[1.0] * FEWEST])

    assert reading(pair, BOUNDS).ratio == pytest.approx(1.0)


def test_hopeless_code_is_called_twice():
    """Code that is far beyond the last boundary is not called more often than it takes to be sure."""
    pair, made = pairs_of(itertools.repeat(1000.0))

    assert reading(pair, BOUNDS).tier is Tier.NONE
    assert len(made) == 2


def test_a_ratio_at_the_boundary_gets_the_benefit_of_the_doubt():
    """A median just beyond a boundary gets the better tier."""
    pair, _ = pairs_of(itertools.repeat(8.7))

    assert reading(pair, BOUNDS).tier is Tier.FULL


def test_an_unclear_ratio_takes_all_pairs():
    """Ratios on both sides of a boundary are looked at until the number of pairs ends."""
    pair, made = pairs_of(itertools.cycle([6.0, 14.0]))

    assert reading(pair, BOUNDS).pairs == MOST
    assert len(made) == MOST + 1


def test_an_unclear_ratio_of_long_calls_ends_with_the_budget():
    """Ratios on both sides of a boundary are looked at no longer than the budget of processor time lasts."""
    pair, made = pairs_of(itertools.cycle([6.0, 14.0]), ours=BUDGET_SECONDS / 10)

    assert reading(pair, BOUNDS).pairs == FEWEST
    assert len(made) == FEWEST + 1


def test_one_outlier_changes_nothing():
    """A call that was disturbed does not move the median."""
    pair, _ = pairs_of([1.0, 1.0, 500.0, 1.0, 1.0, *[1.0] * MOST])

    assert reading(pair, BOUNDS).tier is Tier.FULL


@pytest.mark.parametrize("ratio", [8 / 1.5, 8 * 1.75, 40 / 1.5, 40 * 1.75])
def test_no_noise_of_a_busy_machine_moves_a_class_out_of_its_tier(ratio):
    """Of 300 verdicts on a class well inside its tier none is another, though every call jitters by a quarter."""
    rng, tier = np.random.default_rng(7), BOUNDS.tier(ratio)

    def pair():
        jitter = rng.normal(0.0, 0.25) + (rng.random() < 0.05) * rng.normal(0.0, 1.0)
        return 0.001, 0.001 * ratio * math.exp(jitter)

    assert [reading(pair, BOUNDS).tier for _ in range(300)] == [tier] * 300


def test_the_interval_holds_the_median():
    """The interval that is reported holds the ratio that is reported."""
    rng = np.random.default_rng(3)

    found = reading(lambda: (0.001, 0.001 * math.exp(rng.normal(0.0, 0.3))), BOUNDS)

    assert found.low <= found.ratio <= found.high
