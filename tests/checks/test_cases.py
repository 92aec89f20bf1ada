"""Recorded cases: they come back from the file as they went in."""

import numpy as np
import pytest

from convgrade.checks.cases import Case, Recorded, dump_cases, groups_used, load_cases, recorded
from convgrade.checks.faults import StudentRaised
from convgrade.checks.verdicts import message_for_student
from convgrade.core.errors import ExerciseError

CASES = (
    Case("f", (np.arange(6.0).reshape(2, 3), 3), {"stride": (1, 2), "bias": None}, "small", {"cpu": np.array([1.5])}),
    Case("f", (np.asfortranarray(np.eye(3, dtype=np.float32)),), {}, "layout", {"cpu": 7, "cuda": 7}),
    Case("f", (np.arange(12.0).reshape(3, 4)[:, ::2], [1, "a", True]), {}, "layout", {"cpu": (1, 2)}),
)


@pytest.fixture
def path(tmp_path):
    """A file of three cases."""
    path = tmp_path / "recorded.npz"
    path.write_bytes(dump_cases(Recorded(CASES, "2.0", {"cpu": "a processor"})))
    return path


def test_cases_come_back(path):
    """Function, group, arguments and answers survive the file."""
    loaded = load_cases(path)

    assert (loaded.torch, loaded.devices) == ("2.0", {"cpu": "a processor"})
    assert [str(case) for case in loaded.cases] == [str(case) for case in CASES]
    assert [case.group for case in loaded.cases] == ["small", "layout", "layout"]
    assert loaded.cases[0].kwargs == CASES[0].kwargs
    assert loaded.cases[1].pytorch["cuda"] == 7
    assert loaded.cases[2].pytorch["cpu"] == (1, 2)


def test_memory_layout_comes_back(path):
    """Fortran order and gaps between values survive the file."""
    _, fortran, sliced = load_cases(path).cases

    assert fortran.args[0].flags.f_contiguous
    assert not fortran.args[0].flags.c_contiguous
    assert not sliced.args[0].flags.c_contiguous
    assert not sliced.args[0].flags.f_contiguous
    np.testing.assert_array_equal(sliced.args[0], CASES[2].args[0])


def test_the_same_cases_give_the_same_bytes():
    """Recording is reproducible byte for byte."""
    first = dump_cases(Recorded(CASES, "2.0", {"cpu": "a"}))

    assert first == dump_cases(Recorded(CASES, "2.0", {"cpu": "a"}))


def test_only_some_groups(path):
    """Cases of other groups are left out."""
    assert [case.group for case in load_cases(path).only({"small"}).cases] == ["small"]


def test_a_damaged_file_is_named(tmp_path):
    """Bytes that are no recording are refused with the file's name and the remedy."""
    path = tmp_path / "recorded.npz"
    path.write_bytes(b"PK not a zip")

    with pytest.raises(ExerciseError, match=r"recorded\.npz is damaged.*convgrade record"):
        load_cases(path)


def test_a_missing_file_is_named(tmp_path):
    """A missing recording is refused with the remedy."""
    with pytest.raises(ExerciseError, match=r"is missing; make it with `convgrade record`"):
        load_cases(tmp_path / "recorded.npz")


def test_objects_are_refused():
    """A recording holds data alone."""
    with pytest.raises(ExerciseError, match="cannot hold a"):
        dump_cases(Recorded((Case("f", ({1, 2},)),), "2.0", {}))


def test_groups_used_by_a_check_file(tmp_path):
    """The groups that a check file asks for are found."""
    path = tmp_path / "test_public.py"
    path.write_text("from convgrade.checks import recorded\n\n@recorded('stride')\ndef test_it(student, case): ...\n")

    assert groups_used(path) == {"stride"}


def test_a_call_reads_as_typed():
    """Small arrays are spelled out, large ones are given by a rule or by their shape."""
    assert str(CASES[0]) == "f(np.array([[0., 1., 2.], [3., 4., 5.]]), 3, stride=(1, 2), bias=None)"
    assert str(Case("f", (np.zeros((9, 9)), np.eye(9)))) == "f(np.full((9, 9), 0.0), float64 array of shape (9, 9))"


@pytest.mark.parametrize(("call", "told"), [(str(CASES[0]), True), ("f(1)", False)])
def test_an_exception_carries_the_recorded_answer(call, told):
    """Where a recorded call raises, what PyTorch answered to it is told, also at home; of other calls nothing is."""

    @recorded("small")
    def check(case):
        raise StudentRaised(call, "KeyError", "3")

    with pytest.raises(StudentRaised) as raised:
        check(recorded_cases=Recorded(CASES, "2.0", {}))

    assert ("  should return an array of shape (1,): 1.5" in message_for_student(raised.value)) is told
