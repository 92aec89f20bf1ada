"""What the layers in force amount to."""

import pytest

from convgrade.worker.client import start_workers
from convgrade.worker.levels import (
    CALLS,
    ENDS_WITH_PARENT,
    FILES,
    FIRST_TO_DIE,
    HIDDEN,
    LIMITS,
    NO_PRIVILEGES,
    OWN_USER,
    Exposure,
    Isolation,
    Layer,
    Level,
    isolation_of,
)

ALL = (FIRST_TO_DIE, LIMITS, OWN_USER, NO_PRIVILEGES, HIDDEN, ENDS_WITH_PARENT, FILES, CALLS)
SHUT = Exposure()
WIDE_MODES = Exposure((), ("/solutions",))
OPEN = Exposure(("/solutions",), ("/solutions",))


def test_isolation_is_what_the_layers_amount_to():
    """Layers in force and missing ones are told apart, with the reason, in one sentence."""
    isolation = isolation_of([Layer("a"), Layer("b", "no such thing")])

    assert isolation == Isolation(Level.PROCESS, ("a",), ("b (no such thing)",))
    assert "'process' (a); missing: b (no such thing)." in isolation.sentence


@pytest.mark.parametrize(
    ("missing", "exposure", "level"),
    [
        ((), SHUT, Level.SEALED),
        ((), None, Level.CLOSED),
        ((), WIDE_MODES, Level.CLOSED),
        ((), OPEN, Level.GUARDED),
        ((OWN_USER,), SHUT, Level.CLOSED),
        ((FILES,), SHUT, Level.CLOSED),
        ((FILES,), None, Level.GUARDED),
        ((FILES,), OPEN, Level.GUARDED),
        ((FILES, OWN_USER), SHUT, Level.GUARDED),
        ((CALLS,), SHUT, Level.PROCESS),
        ((HIDDEN,), SHUT, Level.PROCESS),
        ((NO_PRIVILEGES,), SHUT, Level.PROCESS),
        ((LIMITS, FIRST_TO_DIE, ENDS_WITH_PARENT), SHUT, Level.SEALED),
    ],
)
def test_the_level_follows_from_layers_and_open_files(missing, exposure, level):
    """Each level needs its layers, and what a worker could open counts against it."""
    layers = [Layer(name, "gone" if name in missing else "") for name in ALL]

    assert isolation_of(layers, exposure).level == level


def test_levels_are_ordered():
    """Each reaches itself and the weaker ones."""
    reached = [[one.reaches(other) for other in Level] for one in Level]

    assert reached == [[i >= j for j in range(4)] for i in range(4)]


def test_open_files_are_told_by_their_number():
    """The footer, which students read, does not name the grader's files."""
    sentence = isolation_of([Layer(name) for name in ALL], OPEN).sentence

    assert "1 file could be opened" in sentence
    assert "/solutions" not in sentence


@pytest.mark.parametrize("layer", ALL)
def test_a_layer_that_is_switched_off_is_missing(layer):
    """A worker without it starts, and says so."""
    with start_workers(without={layer}) as source:
        isolation = source.isolation

    assert layer not in isolation.layers
    assert f"{layer} (switched off)" in isolation.missing
