"""Numbers of a student's own."""

import pytest

from convgrade.checks.remarks import Remarks
from convgrade.checks.variant import Variant

CHOICES = {"units": range(300, 900), "size": range(100, 400), "kernel_size": (3, 5)}


def drawn(student="ada@uni.edu", key="a1", **choices):
    """Return the numbers of a student."""
    return Variant(key, student, Remarks()).numbers(**(choices or CHOICES))


def test_a_student_always_has_the_same_numbers():
    """They depend on nothing but the id and the assignment: these were drawn before."""
    assert drawn() == drawn() == {"units": 338, "size": 350, "kernel_size": 3}


@pytest.mark.parametrize("other", [{"student": "bob@uni.edu"}, {"student": None}, {"key": "a1, next year"}])
def test_others_have_other_numbers(other):
    """Another student, nobody, and the same student in another year count something else."""
    assert drawn(**other) != drawn()


def test_numbers_come_from_what_may_be_drawn():
    """Over many students every choice is drawn, and nothing else."""
    assert {drawn(f"student{i}", size=(4, 5, 8))["size"] for i in range(50)} == {4, 5, 8}


def test_a_number_does_not_depend_on_the_others():
    """An exercise that asks for one more number leaves those of before as they were."""
    assert drawn(units=CHOICES["units"]) == {"units": drawn()["units"]}


def test_the_report_says_whose_numbers_they_are():
    """A student sees that they are meant, and with which numbers."""
    remarks = Remarks()
    Variant("a1", "ada@uni.edu", remarks).numbers(units=(7,))
    assert remarks.notes == ["Numbers of ada@uni.edu: units = 7."]


def test_without_an_id_the_report_says_how_to_get_ones_own():
    """Who has not said who they are reads how."""
    remarks = Remarks()
    Variant("a1", None, remarks).numbers(units=(7,))
    assert "convgrade check --student" in remarks.notes[0]
