"""Text of student code, made fit to be shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convgrade.worker.text import clean_text, type_name


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("plain\n\ttext", "plain\n\ttext"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]0;title\x07text", "text"),
        ("\x1b]8;;http://x\x1b\\link", "link"),
        ("a\x00b\x07c\x7fd\x9be", "abcde"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("\u202eevil\u2066\u200b", "evil"),
        ("\ud800", "\\ud800"),
    ],
)
def test_what_could_mislead_is_removed(text, cleaned):
    """Escape sequences, control and invisible characters go; letters, newlines and tabs stay."""
    assert clean_text(text, 100) == cleaned


def test_long_text_is_cut():
    """A text beyond the limit ends in three points."""
    assert clean_text("x" * 1000, 5) == "xxxxx..."


@given(text=st.text() | st.lists(st.sampled_from(["\x1b", "[", "]", "3", "m", "\x07", "\\", "\r"])).map("".join))
def test_no_control_character_is_left(text):
    """Whatever the text, only newline and tab are left of the control characters."""
    assert not [c for c in clean_text(text, 1000) if ord(c) < 32 and c not in "\n\t"]


def test_a_types_name_is_not_what_its_metaclass_says():
    """A metaclass cannot make up the name of a type."""

    class Meta(type):
        __name__ = property(lambda _: 1 / 0)

    class Strange(metaclass=Meta):
        pass

    assert type_name(Strange).endswith("Strange")
