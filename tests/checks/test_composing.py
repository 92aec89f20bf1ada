"""Two wrong versions are put together: the one, with the other in place of what it is built on."""

import types

import pytest

from convgrade.checks.bank import Base, base_of, misconceptions_of
from convgrade.checks.composing import composed

BANK = """
from convgrade.checks import base, misconception

@base(common=("A", "B"))
def right(x, *, plus=0):
    return x + plus

def doubled(x, **options):
    return 2 * right(x, **options)

@misconception("A", "It is negated.", hint="?")
def negated(x, *, plus=1):
    return -right(x, plus=plus)

@misconception("B", "It is doubled.", hint="?")
def twice(x, **options):
    return (lambda: doubled(x, **options))()

@misconception("C", "It is zero.", hint="?")
def zero(x, **options):
    return 0
"""


@pytest.fixture
def bank():
    """Return a bank of three misconceptions as a module."""
    module = types.ModuleType("bank")
    exec(BANK, vars(module))
    return module


def test_a_bank_says_on_what_it_is_built(bank):
    """The marked right version is found by its name, with the commonest misconceptions; it is none of these."""
    assert base_of(bank) == Base("right", ("A", "B"))
    assert [entry.id for entry in misconceptions_of(bank)] == ["A", "B", "C"]


def test_two_mistakes_are_put_together(bank):
    """The inner one takes the place of the right version, whose defaults and keywords stay."""
    assert composed(bank.negated, "right", lambda x, plus: 10 * x + plus)(3) == -31


def test_a_helper_in_between_calls_the_inner_mistake_as_well(bank):
    """A wrong version may call the right one through a function of its file, and from a function within it."""
    assert composed(bank.twice, "right", bank.negated)(3, plus=2) == -10


def test_the_inner_mistake_calls_what_is_right(bank):
    """The inner one is built on the right version as ever, and so is the outer one by itself."""
    put_together = composed(bank.negated, "right", bank.negated)

    assert put_together(3, plus=2) == 5
    assert bank.negated(3, plus=2) == -5


def test_a_version_that_is_built_on_nothing_has_no_place_for_another(bank):
    """Where the right version is not called there is nothing to replace."""
    assert composed(bank.zero, "right", bank.negated) is None
