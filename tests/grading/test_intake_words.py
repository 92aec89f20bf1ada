"""Encodings, names and sentences of intake."""

from pathlib import Path

import pytest

from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.ignored import near_miss
from convgrade.grading.intake import take
from convgrade.grading.texts import clean, clean_name

GOOD = b"def conv2d():\n    return 1\n"
HERE = Path("solutions")
WANTED = ("conv2d.py", "corr2d.py", "lecture_answers.py")


def exercise(name, order, helpers=()):
    """Return an exercise that asks for one file."""
    return Exercise(
        name, HERE, name, order, (name,), points=5.0, public_checks=HERE, recorded=HERE, helpers=tuple(helpers)
    )


TWO = Assignment("a2", HERE, "Convolution", (exercise("corr2d", 1, ["windows.py"]), exercise("conv2d", 2)))


def test_a_byte_order_mark_is_dropped(tmp_path):
    """A file that an editor began with a BOM is taken without it."""
    (tmp_path / "conv2d.py").write_bytes(b"\xef\xbb\xbf" + GOOD)

    assert take(tmp_path, TWO).sources["conv2d.py"] == GOOD


def test_utf_8_is_taken_as_it_is(tmp_path):
    """Letters of every language are welcome."""
    source = "# Größe, размер, 大小 🙂\n".encode()
    (tmp_path / "conv2d.py").write_bytes(source)

    assert take(tmp_path, TWO).sources["conv2d.py"] == source


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("x = 1\n".encode("utf-16"), "is saved as UTF-16; save it as UTF-8"),
        (b"\xfe\xff" + "x = 1\n".encode("utf-16-be"), "is saved as UTF-16; save it as UTF-8"),
        ("x = 1\n# Größe\n".encode("latin-1"), "is not UTF-8 text (line 2); save it as UTF-8"),
        (b"x = 1\n\n\0", "holds a NUL byte on line 3: it is damaged or no text; save it anew"),
        ("x = 1".encode("utf-32-be"), "holds a NUL byte on line 1: it is damaged or no text; save it anew"),
        (b"\xed\xa0\x80", "is not UTF-8 text (line 1); save it as UTF-8"),
        (
            b"# -*- coding: latin-1 -*-\nx = 1\n",
            "declares the encoding latin-1; delete that comment and save the file as UTF-8",
        ),
        (
            b"#!/usr/bin/python\r\n# vim: set fileencoding=cp1252 :\r\n",
            "declares the encoding cp1252; delete that comment and save the file as UTF-8",
        ),
        (
            b"\n\t# coding=utf-7\n",
            "declares the encoding utf-7; delete that comment and save the file as UTF-8",
        ),
        (
            b"\xef\xbb\xbf#\r# coding: utf-16\n",
            "declares the encoding utf-16; delete that comment and save the file as UTF-8",
        ),
    ],
)
def test_another_encoding_is_a_problem_of_its_file_alone(tmp_path, content, problem):
    """A file that is not UTF-8 costs its exercise, with a remedy; the others are graded."""
    (tmp_path / "conv2d.py").write_bytes(content)
    (tmp_path / "corr2d.py").write_bytes(GOOD)

    taken = take(tmp_path, TWO)

    assert taken.problems == {"conv2d.py": f"conv2d.py {problem}."}
    assert taken.sources == {"corr2d.py": GOOD}


@pytest.mark.parametrize(
    "content",
    [
        b"# -*- coding: utf-8 -*-\n",
        b"# coding: UTF8\n",
        b"# -*- coding: utf_8 -*-\n",
        b"# vim: fileencoding=utf-8-unix\n",
        b"x = 1\n# coding: latin-1\n",
        b"\n\n# coding: latin-1\n",
        b"s = '# coding: latin-1'\n",
        b"",
    ],
)
def test_utf_8_cookies_and_what_is_no_cookie_are_taken(tmp_path, content):
    """Only a comment in the first two lines declares an encoding, and UTF-8 may be declared."""
    (tmp_path / "conv2d.py").write_bytes(content)

    assert take(tmp_path, TWO).sources == {"conv2d.py": content}


def test_nothing_is_parsed_at_intake(tmp_path):
    """What would exhaust a parser, or is no Python at all, is taken as it is: the worker judges it."""
    for content in (b"(" * 100_000, b"def broken(:\n", b"-" * 200_000 + b"1"):
        (tmp_path / "conv2d.py").write_bytes(content)

        assert take(tmp_path, TWO).sources == {"conv2d.py": content}


def test_a_problem_in_a_helper_is_told(tmp_path):
    """A helper has no checks of its own, so its problem is said among the files."""
    (tmp_path / "conv2d.py").write_bytes(GOOD)
    (tmp_path / "windows.py").write_bytes(b"\0")

    taken = take(tmp_path, TWO)

    assert taken.ignored == (taken.problems["windows.py"],)
    assert taken.ignored[0].startswith("windows.py holds a NUL byte")


def test_a_misnamed_file_is_pointed_out_where_its_exercise_is_missing(tmp_path):
    """The exercise fails with a sentence that names the file and the right name."""
    (tmp_path / "conv2d (1).py").write_bytes(GOOD)
    (tmp_path / "corr2d.py").write_bytes(GOOD)

    taken = take(tmp_path, TWO)

    assert taken.problems == {
        "conv2d.py": "conv2d.py was not handed in; 'conv2d (1).py' looks like it: its name must be exactly conv2d.py."
    }
    assert taken.ignored == ("'conv2d (1).py' is ignored: to be graded its name must be exactly conv2d.py.",)


def test_a_misnamed_file_beside_the_right_one_is_ignored(tmp_path):
    """A second download does not replace the file of the right name."""
    (tmp_path / "conv2d (1).py").write_bytes(b"newer")
    (tmp_path / "conv2d.py").write_bytes(GOOD)

    taken = take(tmp_path, TWO)

    assert (taken.sources, dict(taken.problems)) == ({"conv2d.py": GOOD}, {})
    assert taken.ignored == ("'conv2d (1).py' is ignored: conv2d.py was handed in as well, and that name counts.",)


@pytest.mark.parametrize(
    "name",
    [
        "Conv2d.py",
        "CONV2D.PY",
        "conv2d (1).py",
        "conv2d.py.txt",
        "conv2d.txt",
        "conv2d",
        "conv2d-2.py",
        "conv2d_final_v2.py",
        "conv2d copy.py",
        "Copy of conv2d.py",
        "smith_123_conv2d-1.py",
        "con2d.py",
    ],
)
def test_near_misses_are_recognised(name):
    """Names that systems, browsers and people make of the right one lead to it."""
    assert near_miss(name, WANTED) == "conv2d.py"


@pytest.mark.parametrize(
    "name",
    [
        "conv2d.py",
        "numpy.py",
        "conftest.py",
        "test_conv2d.py",
        "conv2d.npz",
        "conv3.py",
        "pad2d.py",
        "x" * 9999 + ".py",
    ],
)
def test_other_names_are_no_near_misses(name):
    """A name that is right, or something else, leads nowhere."""
    assert near_miss(name, WANTED) is None


def test_a_long_list_of_ignored_files_ends_in_a_count(tmp_path):
    """At most twenty files are named, the ones that may be misnamed first."""
    (tmp_path / "corr2d.py").write_bytes(GOOD)
    for number in range(30):
        (tmp_path / f"a{number:02}.dat").touch()
    (tmp_path / "zz_conv2d.py").write_bytes(GOOD)

    ignored = take(tmp_path, TWO).ignored

    assert len(ignored) == 21
    assert ignored[0] == "zz_conv2d.py is ignored: to be graded its name must be exactly conv2d.py."
    assert ignored[-1] == "11 further files are ignored."


def test_hostile_names_show_as_text(tmp_path):
    """Escape sequences, line breaks, directions of writing and bytes that are no text do not reach a reader."""
    (tmp_path / "conv2d.py").write_bytes(GOOD)
    names = [b"a\x1b[31mred", b"b\nname", "c\u202egpj.exe".encode(), b"d\xff\xfe", b"e[red]x<b>"]
    for name in names:
        try:
            (Path(bytes(tmp_path).decode()) / name.decode("utf-8", "surrogateescape")).touch()
        except OSError:
            pytest.skip("this file system refuses such names")

    ignored = take(tmp_path, TWO).ignored

    assert [sentence.split(" is ignored")[0] for sentence in ignored] == [
        r"'a\x1b[31mred'",
        r"'b\nname'",
        r"'c\u202egpj.exe'",
        r"'d\udcff\udcfe'",
        "'e[red]x<b>'",
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain\n  text", "plain\n  text"),
        ("a\tb\r\nc", "a    b\nc"),
        ("\x1b[2J\x00\x07\x9b", r"\x1b[2J\x00\x07\x9b"),
        ("\u202eabc\u2066\u200b\ufeff", r"\u202eabc\u2066\u200b\ufeff"),
        ("\u2028\u2029\xa0", r"\u2028\u2029\xa0"),
        ("\ud800", r"\ud800"),
        ("é 大 🙂 [red]x[/red] <b>&amp;", "é 大 🙂 [red]x[/red] <b>&amp;"),
    ],
)
def test_text_is_cleaned_of_what_does_not_show(text, shown):
    """Every character that moves, turns or hides text is spelled out; others stay."""
    assert clean(text) == shown


@pytest.mark.parametrize("text", ["x" * 100_000, "é" * 100_000, "\x1b" * 100_000, "🙂" * 50_000, "line\n" * 20_000])
def test_long_text_is_cut_and_says_so(text):
    """A text above its limit in bytes is cut below it, at a whole character."""
    cut = clean(text, 1000)

    assert len(cut.encode()) <= 1000
    assert cut.endswith(f"[... cut; the whole text has {len(text)} characters]")


def test_text_within_its_limit_is_whole():
    """A text that just fits is not touched."""
    assert clean("x" * 1000, 1000) == "x" * 1000


def test_a_name_in_a_sentence_is_short_and_in_one_line():
    """Long names are cut, unusual ones quoted."""
    assert clean_name("a/conv2d-1.py") == "a/conv2d-1.py"
    assert clean_name("two words.py") == "'two words.py'"
    assert len(clean_name("x" * 5000)) < 100
