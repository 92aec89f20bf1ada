"""The two places in which the red team plays, and both graders in each."""

import sys
from pathlib import Path

import pytest

if str(Path(__file__).parents[1]) not in sys.path:
    sys.path.insert(0, str(Path(__file__).parents[1]))

from redteam.arena import Arena
from redteam.places import NoOrdinaryUserError, own_place, remove


@pytest.fixture(scope="session")
def here():
    """Return the place of the user who runs the tests."""
    place = own_place()
    yield place
    remove(place)


@pytest.fixture(scope="session")
def own_arena(here):
    """Return the arena of the user who runs the tests."""
    arena = _opened(here)
    yield arena
    arena.close()


@pytest.fixture(scope="session")
def ordinary_arena(here):
    """Return the arena of an ordinary user."""
    if here.ordinary is here:
        pytest.skip("the tests run as an ordinary user already")
    arena = _opened(here.ordinary)
    yield arena
    arena.close()


@pytest.fixture(params=["own_user", "ordinary_user"])
def arena(request):
    """Return each arena in turn."""
    return request.getfixturevalue("own_arena" if request.param == "own_user" else "ordinary_arena")


def _opened(place):
    try:
        return Arena(place)
    except NoOrdinaryUserError as reason:
        pytest.skip(str(reason))
