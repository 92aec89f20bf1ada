"""Attacks beat a naive grader and gain nothing here; honest work gets all points.

An attack that a level of isolation does not promise to stop may succeed below that level: such a test is
skipped, with the level that it needs.
"""

import os
import re
import sys
from pathlib import Path

import pytest

if sys.platform != "linux":
    pytest.skip("the red team looks for traces in /proc", allow_module_level=True)

from redteam.arena import Arena
from redteam.catalogue import GOALS, Attack, attacks, controls
from redteam.isolation import LEVELS, layers, reaches

ATTACKS = {attack.name: attack for attack in attacks()}
CONTROLS = {control.name: control for control in controls()}
BY_COMMAND = [
    "results/at_import",
    "results/at_exit",
    "results/from_an_orphan",
    "exceptions/escape_codes",
    "theft/environment_of_parents",
    "handin/link",
]
NEEDS_THE_LIBRARY = {"annotated", "rare_standard_library"}


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_beats_a_naive_grader(own_arena, name):
    """It gets what it wants from a grader that imports the submission; otherwise it would prove nothing."""
    attack = ATTACKS[name]

    assert attack.goal in own_arena.naive(attack).gains


@pytest.mark.parametrize("name", CONTROLS)
def test_the_naive_grader_is_fair(own_arena, name):
    """Honest work gets all points from the naive grader, and leaves nothing behind."""
    verdict = own_arena.naive(CONTROLS[name])

    assert (verdict.score, verdict.gains) == (10.0, {})


@pytest.mark.parametrize("name", ATTACKS)
def test_the_attack_gains_nothing(arena, name):
    """The points are those that its values deserve; nothing is stolen, left, damaged, denied or defaced."""
    attack = ATTACKS[name]

    verdict = arena.ours(attack)

    if verdict.gains and not reaches(verdict.level, attack.level):
        pytest.skip(f"stopped from level {attack.level!r} on; this is level {verdict.level!r}")
    assert verdict.gains == {}


@pytest.mark.parametrize("name", CONTROLS)
def test_honest_work_gets_all_points(arena, name):
    """No layer of the sandbox costs an honest student a point."""
    verdict = arena.ours(CONTROLS[name])

    if verdict.gains and name in NEEDS_THE_LIBRARY and _library_is_closed(arena):
        pytest.xfail(f"{sys.base_prefix} is closed to other users, so workers cannot import all of Python's library")
    assert (verdict.score, verdict.gains) == (10.0, {})


@pytest.mark.parametrize("name", BY_COMMAND)
def test_the_command_stands_as_well(arena, name):
    """So it is with the real command: the exit code says that points are missing, the text shows no codes."""
    attack = ATTACKS[name]

    code, _said, verdict = arena.command(attack)

    assert (code, verdict.gains) == (1, {})


@pytest.mark.parametrize("name", ["patch/late", "frames/garbage", "values/equal_to_everything"])
def test_the_same_attack_gets_the_same_results(own_arena, name):
    """A second grading says the same, word for word."""
    assert own_arena.results(ATTACKS[name]) == own_arena.results(ATTACKS[name]) != []


SLOW = """
import numpy as np


def product(left, right):
    return np.array([[np.sum(row * column) for column in right.T] for row in left])
"""


def test_cheats_on_speed_get_what_slow_code_gets(own_arena):
    """What cheats on speed deserve is what the same slow code without a cheat gets, here and from a naive grader."""
    slow = Attack("speed/slow", SLOW, "points", honest=2.0, exercise="quick")

    assert (own_arena.naive(slow).score, own_arena.ours(slow).score) == (2.0, 2.0)
    assert {attack.honest for attack in ATTACKS.values() if attack.kind == "speed"} == {2.0}


@pytest.mark.parametrize(("off", "name"), [(["calls"], "outside/udp"), (["files", "user"], "theft/solution_file")])
def test_it_is_the_layer_that_stops_it(here, off, name):
    """Without its layer (and what else closes files) the attack succeeds, at a lower level."""
    arena = Arena(here, without=tuple(layers()[layer] for layer in off))
    try:
        verdict = arena.ours(ATTACKS[name])
    finally:
        arena.close()

    assert ATTACKS[name].goal in verdict.gains
    assert not reaches(verdict.level, ATTACKS[name].level)


def test_there_are_enough_of_them():
    """At least 80 attacks with distinct names, at least 15 honest controls, and every goal is somebody's."""
    assert len(ATTACKS) >= 80
    assert len(CONTROLS) >= 15
    assert {attack.goal for attack in ATTACKS.values()} == set(GOALS)


def test_every_attack_says_what_it_tries():
    """Each begins with a sentence, and names a goal and a level that exist."""
    silent = [a.name for a in ATTACKS.values() if not re.match(r'(?:""")?[A-Z].+\.', a.text)]
    lost = [a.name for a in ATTACKS.values() if a.goal not in GOALS or a.level not in LEVELS]

    assert (silent, lost) == ([], [])


def _library_is_closed(arena):
    """Return whether workers of this arena are users who cannot read Python's own library."""
    library = Path(sys.base_prefix).resolve()
    closed = any(folder.stat().st_mode & 0o5 != 0o5 for folder in (library, *library.parents))
    return closed and arena.place.uid is None and os.geteuid() == 0
