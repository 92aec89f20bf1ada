"""Whose work it is."""

import pytest

from convgrade.core.errors import InputError
from convgrade.core.identity import SETTINGS, identity, remember_identity, remembered_identity


def test_an_id_is_the_same_however_it_is_typed():
    """Space around it, capitals and the way an accent is stored do not matter."""
    assert identity("  Ren\u00e9@Uni.EDU ") == identity("rene\u0301@uni.edu")


@pytest.mark.parametrize("text", ["", "  ", "a\nb", "\x1b[31m", "x" * 201])
def test_what_is_no_id_is_refused(text):
    """Nothing, several lines, control characters and whole novels are no ids."""
    with pytest.raises(InputError, match="no student's id"):
        identity(text)


def test_a_remembered_id_is_found_again(tmp_path):
    """An id is typed once in a folder."""
    remember_identity(tmp_path, "Ada@uni.edu")
    assert remembered_identity(tmp_path) == "ada@uni.edu"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"student": 5}', '{"student": ""}'])
def test_a_damaged_memory_is_none(tmp_path, text):
    """The file may be edited or lost at any time."""
    (tmp_path / SETTINGS).parent.mkdir()
    (tmp_path / SETTINGS).write_text(text)
    assert remembered_identity(tmp_path) is None
