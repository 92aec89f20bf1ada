"""The report in the terminal: readable at 80 columns, without colour, whatever the student wrote."""

import io
import re
from dataclasses import replace

import pytest
from rich.console import Console

from convgrade.core.results import Outcome, Visibility
from convgrade.reports.terminal import one_line, print_report

STUB = "not written yet"


def printed(report, *, width=80, encoding="utf-8", colour=None, **how):
    """Return what is printed, without spaces at the ends of lines."""
    raw = io.BytesIO()
    file = io.TextIOWrapper(raw, encoding=encoding)
    console = Console(file=file, width=width, color_system=colour, force_terminal=bool(colour))
    print_report(report, console, **how)
    file.flush()
    return "\n".join(line.rstrip() for line in raw.getvalue().decode(encoding).splitlines())


def done(make, name="corr2d", title="Slide a kernel over an image"):
    """Return an exercise with nothing wrong."""
    results = [make.result(number=f"1.{n}", exercise=name, claim=f"Easy claim {n}.") for n in (1, 2, 3)]
    return make.exercise(*results, name=name, title=title)


def stub(make, name="pool2d", title="Max pooling"):
    """Return an exercise that was not begun."""
    results = [make.result(Outcome.NOT_RUN, number=f"3.{n}", exercise=name, message=STUB) for n in (1, 2)]
    return make.exercise(*results, name=name, title=title)


def half_done(make):
    """Return an exercise in which much goes wrong."""
    long_claim = "Windows start `stride` pixels apart, and a last partial window at the border is dropped."
    return make.exercise(
        make.result(number="2.1", claim="The lecture's example gives its numbers."),
        make.result(Outcome.FAILED, number="2.2", claim=long_claim, points=4.0),
        make.result(Outcome.RAISED, number="2.3", claim="A bias is added.", message="SECOND MESSAGE"),
        make.result(Outcome.TIMED_OUT, number="2.4", claim="Any legal image.", message="was stopped"),
        make.result(Outcome.CRASHED, number="2.5", claim="A large image.", message="ended its process"),
        make.result(Outcome.NOT_RUN, number="2.6", claim="Padding.", message="not run: it builds on 2.2"),
        make.result(Outcome.PASSED, number="2.7", claim="It is fast.", score=0.5),
        make.result(Outcome.FAILED, number="2.8", claim="Dilation.", tags=("bonus",)),
        printed="DEBUG [red]x[/red]",
    )


def test_a_report_with_everything_in_it(make):
    """Marks, words and points in columns, the first failed check in full, then what to do next."""
    report = make.report(
        done(make),
        half_done(make),
        stub(make),
        ignored=("numpy.py is ignored: the assignment asks for no file of this name.",),
        footer=("Isolation: closed.",),
    )

    assert printed(report) == (
        "Convolution · team7                                             8.5 of 26 points\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        "✓  corr2d  Slide a kernel over an image           3 of 3 checks passed     6 / 6\n"
        "✗  conv2d  A whole layer                          1 of 8 checks passed  2.5 / 16\n"
        "\n"
        "  ✓  2.1  The lecture's example gives its numbers.                         2 / 2\n"
        "  ✗  2.2  Windows start `stride` pixels apart, and a last        failed    0 / 4\n"
        "          partial window at the border is dropped.\n"
        "      conv2d(image=[[1, 2], [3, 4]], kernel=[[1]], stride=2)\n"
        "        got  [[1, 2]]\n"
        "        want [[1]]\n"
        "      1 of 2 values is wrong; out[0, 1] is 2, should not be there\n"
        "\n"
        "  ✗  2.3  A bias is added.                                       raised    0 / 2\n"
        "  ✗  2.4  Any legal image.                                    timed out    0 / 2\n"
        "  ✗  2.5  A large image.                                        crashed    0 / 2\n"
        "  ·  2.6  Padding.                                              not run    0 / 2\n"
        "  ✗  2.7  It is fast.                                           in part  0.5 / 2\n"
        "  ✗  2.8  Bonus: Dilation.                                       failed      + 0\n"
        "\n"
        "·  pool2d  Max pooling                                 not written yet     0 / 4\n"
        "\n"
        "About the files:\n"
        "  - numpy.py is ignored: the assignment asks for no file of this name.\n"
        "\n"
        "How it was graded:\n"
        "  - Isolation: closed.\n"
        "\n"
        "Next: conv2d, check 2.2.\n"
        "With --all: 4 more messages."
    )


def test_all_passed_is_short(make):
    """A perfect submission gets a line an exercise."""
    report = make.report(done(make), done(make, "conv2d", "A whole layer"))

    assert printed(report) == (
        "Convolution · team7                                              12 of 12 points\n"
        "────────────────────────────────────────────────────────────────────────────────\n"
        "✓  corr2d  Slide a kernel over an image              3 of 3 checks passed  6 / 6\n"
        "✓  conv2d  A whole layer                             3 of 3 checks passed  6 / 6\n"
        "\n"
        "Every check passed."
    )


def test_nothing_written_is_no_list_of_failures(make):
    """An untouched folder gets a line an exercise and the first thing to do."""
    text = printed(make.report(stub(make, "corr2d"), stub(make)))

    assert "✗" not in text
    assert text.count(STUB) == 2
    assert text.endswith("Nothing is written yet: start with corr2d.py.")


def test_the_next_unwritten_exercise_is_named(make):
    """Where all that was written is right, the next stub is what to do."""
    assert printed(make.report(done(make), stub(make))).endswith("Next: write pool2d.py.")


def test_a_grader_error_is_calm(make):
    """A mistake of ours is marked, said in a sentence, and shows no traceback."""
    broken = make.result(Outcome.GRADER_ERROR, score=2.0, message="SECRET", grader_traceback="Traceback SECRET")
    report = make.report(make.exercise(make.result(), broken))

    for text in (printed(report), printed(report, everything=True), printed(report, at_home=True)):
        assert "SECRET" not in text
        assert "grader error" in text
        assert "2 of 4 points" in text
        assert "One check could not be graded because of a mistake on our side, not yours" in text
        assert text.endswith("There is nothing for you to do now.")


def test_all_shows_every_message(make):
    """With --all no check and no message is left out, and the code's prints are shown."""
    text = printed(make.report(done(make), half_done(make), stub(make)), everything=True)

    for words in ("Easy claim 2.", "SECOND MESSAGE", "was stopped", "ended its process", "it builds on 2.2", "DEBUG"):
        assert words in text
    assert "With --all" not in text
    assert text.count(STUB) == 3


def test_notes_of_passed_checks_are_shown_with_all(make):
    """A note on a right answer is not lost."""
    report = make.one(notes=("a numpy scalar was returned",))

    assert "numpy scalar" not in printed(report)
    assert "note: a numpy scalar was returned" in printed(report, everything=True)


def test_a_student_sees_only_visible_checks(make):
    """At home, hidden checks, hidden errors and what hidden checks made the code print do not show."""
    hidden = make.result(
        Outcome.FAILED, number="9.9", visibility=Visibility.HIDDEN, message="SECRET", claim="SECRET claim."
    )
    vague = make.result(Outcome.FAILED, number="1.2", hide_errors="Think about borders.", message="SECRET")
    report = make.report(make.exercise(make.result(), vague, hidden, printed="SECRET input"))

    at_home = printed(report, everything=True, at_home=True)

    assert "SECRET" not in at_home
    assert "Think about borders." in at_home
    assert "2 of 4 points" in at_home
    assert "SECRET claim." in printed(report, everything=True)


def test_at_home_the_files_are_not_discussed(make):
    """A student's folder is full of files that are not graded, which is no news at home."""
    report = make.report(done(make), ignored=("numpy.py is ignored.",), footer=("Isolation: closed.",))

    assert "numpy.py" not in printed(report, at_home=True)
    assert "numpy.py" in printed(report, at_home=True, everything=True)


def test_the_first_failure_is_one_that_ran(make):
    """A check that waits for another is not the one to look at first."""
    waits = make.result(Outcome.NOT_RUN, number="1.1", message="WAITS")
    report = make.report(make.exercise(waits, make.result(Outcome.FAILED, number="1.2", message="RAN")))

    text = printed(report)

    assert "RAN" in text
    assert "WAITS" not in text
    assert text.endswith("Next: conv2d, check 1.2.")


def test_checks_that_wait_for_the_same_reason_share_a_line(make):
    """A file that cannot be loaded gives one message, not one a check."""
    broken = make.result(Outcome.RAISED, number="1.1", message="conv2d.py cannot be loaded: SyntaxError")
    why = "not run: conv2d.py cannot be loaded (see its first check)"
    waiting = [make.result(Outcome.NOT_RUN, number=f"1.{n}", message=why) for n in range(2, 18)]
    report = make.report(make.exercise(broken, *waiting))

    text = printed(report)

    words = " ".join(text.split())
    assert "· 1.2 to 1.17: 16 checks wait: conv2d.py cannot be loaded not run 0 / 32 (see its first check)" in words
    assert printed(report, everything=True).count("not run: conv2d.py cannot be loaded") == 16


def test_checks_that_passed_in_a_row_share_a_line(make):
    """In a long exercise the few failed checks are easy to find."""
    passed = [make.result(number=f"1.{n}", tags=("bonus",) if n == 9 else ()) for n in range(1, 10)]
    report = make.report(make.exercise(*passed, make.result(Outcome.FAILED, number="1.10")))

    words = " ".join(printed(report).split())

    assert "✓ 1.1 to 1.9: 9 checks passed 16 / 16 + 2 ✗ 1.10" in words
    assert printed(report, everything=True).count("✓") == 9


def test_a_missing_bonus_is_no_failure(make):
    """An exercise with all its points keeps its good mark if only bonus is left."""
    report = make.report(make.exercise(make.result(), make.result(Outcome.FAILED, number="1.2", tags=("bonus",))))

    text = printed(report)

    assert "✓  conv2d  A whole layer" in text
    assert "What is left is bonus: conv2d, check 1.2." in text


def test_markup_and_escape_sequences_show_as_text(make):
    """Nothing that a student writes changes colours, moves the cursor or is swallowed as markup."""
    hostile = "[red]x[/red] [link=file:///etc]y[/link] :smile: \x1b[31mz\x1b[2J \u202eabc"
    shown = r"[red]x[/red] [link=file:///etc]y[/link] :smile: \x1b[31mz\x1b[2J \u202eabc"
    result = make.result(Outcome.RAISED, message=hostile, notes=(hostile,), claim=hostile, number="[b]")
    report = make.report(
        make.exercise(result, title=hostile, printed=hostile), submission=hostile, ignored=(hostile,), footer=(hostile,)
    )

    text = printed(report, width=250, everything=True)

    assert text.count(shown) == 8
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_colour_changes_no_word(make):
    """With and without colour the same is said."""
    report = make.report(done(make), half_done(make), stub(make))
    coloured = Console(file=io.StringIO(), width=80, color_system="truecolor", force_terminal=True, record=True)

    print_report(report, coloured)

    assert "\x1b[" in coloured.file.getvalue()
    plain = "\n".join(line.rstrip() for line in coloured.export_text().splitlines())
    assert plain == printed(report)


def test_an_ascii_terminal_is_enough(make):
    """Where only ASCII can be printed, marks have other shapes and other letters are spelled out."""
    report = make.report(done(make), half_done(make), make.exercise(make.result(claim="Größe “q” \u2013 ok")))

    text = printed(report, encoding="ascii", everything=True)

    assert "+  corr2d" in text
    assert "x  2.2" in text
    assert r'Gr\xf6\xdfe "q" - ok' in text


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "utf-16"])
def test_other_encodings_do_not_end_in_an_error(make, encoding):
    """A terminal of another encoding shows all that matters."""
    text = printed(make.report(done(make), half_done(make)), encoding=encoding)

    assert "2 / 2" in text


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_no_line_is_longer_than_the_terminal(make, width):
    """Long words are folded at any width, and no letter is lost."""
    message = "x" * 500 + "\n" + " " * 100 + "word " * 50
    report = make.report(make.exercise(make.result(Outcome.FAILED, message=message, claim="y" * 300)))

    lines = printed(report, width=width).splitlines()

    assert max(map(len, lines)) <= width
    assert sum(line.count("x") for line in lines if set(line.strip()) == {"x"}) == 500


def test_a_caret_stays_below_its_place(make):
    """The lines of a syntax error keep their columns."""
    message = "conv2d.py cannot be loaded: SyntaxError\n    return " + "f(" * 15 + ")\n" + " " * 41 + "^"

    lines = printed(make.one(Outcome.RAISED, message=message)).splitlines()

    (caret,) = [line for line in lines if line.strip() == "^"]
    assert caret.index("^") == 6 + 41


def test_a_long_message_is_cut(make):
    """A message of a megabyte is cut to what can be read, with --all later."""
    report = make.one(Outcome.RAISED, message="long line\n" * 100_000)

    assert len(printed(report)) < 8_000
    assert len(printed(report, everything=True)) < 60_000


def test_one_line_says_it_all(make):
    """For lists of submissions a report is one line."""
    report = make.report(done(make), half_done(make), submission="team\n7\x1b")

    ended = "(5 passed, 2 failed, 1 raised, 1 timed out, 1 crashed, 1 not run)"
    assert one_line(report) == rf"team 7\x1b: 8.5 of 22 points {ended}"


def test_one_line_of_a_perfect_report(make):
    """All passed is said shortly, with the bonus apart."""
    bonus = make.result(number="1.2", points=3.0, tags=("bonus",))

    assert one_line(make.report(make.exercise(make.result(), bonus))) == (
        "team7: 2 of 2 points + 3 bonus (all 2 checks passed)"
    )


def test_an_exercise_without_checks_is_our_mistake(make):
    """Where no check could be collected, the exercise does not look passed, and its points are still there."""
    broken = replace(make.exercise(name="pool2d", title="Max pooling"), points=15.0)

    text = printed(make.report(done(make), broken))

    assert "6 of 21 points" in text
    assert "!  pool2d  Max pooling" in text
    assert "no check could be run  0 / 15" in text
    assert "pool2d could not be graded because of a mistake on our side" in text


def test_a_report_without_exercises_is_printed(make):
    """Nothing graded is no error here."""
    assert "There is nothing for you to do now." in printed(make.report())


def test_a_diagnosis_stands_below_its_check(make):
    """What the mistake looks like and its hint follow the message."""
    report = make.one(Outcome.FAILED, diagnosis="This looks like a slip.", hint="What is 2 + 2?")

    assert "  This looks like a slip.\n      Hint: What is 2 + 2?\n" in re.sub(" +\n", "\n", printed(report))


def test_wrong_entries_are_red(make):
    """Brackets around wrong numbers are repeated in colour; those of a call are not."""
    wrong = "f(np.array([[1.]]))\n  out[0] is 2, should be 1\n\n  x    got out    want\n  1    [2] -3     1  nan"
    report = make.one(Outcome.FAILED, message=wrong)
    red = re.findall(r"\x1b\[1;31m(.*?)\x1b\[0m", printed(report, colour="truecolor"))

    assert red == ["[2]"]


@pytest.mark.parametrize(("outcome", "mark", "score"), [(Outcome.FAILED, "✗", "+ 0"), (Outcome.PASSED, "✓", "+ 2")])
def test_an_exercise_of_bonus_alone(make, outcome, mark, score):
    """An exercise with bonus points alone is right only if its checks are, and has no fraction of nothing."""
    why = make.exercise(make.result(outcome, tags=("bonus",)), name="why", title="Why?", bonus=2.0)
    text = printed(make.report(done(make), why))
    (line,) = (line for line in text.splitlines() if "Why?" in line)

    assert line.startswith(f"{mark}  why")
    assert line.endswith(f"  {score}")
    assert "/ 0" not in text
