"""A report as a notebook shows it."""

import re

import pytest

from convgrade.core.results import Outcome, Visibility
from convgrade.reports.rich_html import report_html

PLANES = """\
conv2d(x)
  1 of 2 values is wrong

  x[0]    got out[0]    want
  1  2      1  [-3]     1  5
  3  4

This looks like a known mistake: <b>."""


def page(make, *results, words=str, more=()):
    """Return the HTML of a report on one exercise."""
    return report_html(make.report(make.exercise(*results)), words, more)


def texts(html):
    """Return what is left of HTML without its tags, blank lines and surplus space."""
    return [line.strip() for line in re.sub(r"<[^>]*>", "\n", html).splitlines() if line.strip()]


def test_checks_stand_in_a_table_with_their_points(make):
    """Sign, number, claim, outcome and points, and what to do next."""
    html = page(make, make.result(), make.result(Outcome.FAILED, number="1.2", message="no"))

    shown = texts(html)
    assert shown[0] == "conv2d · A whole layer: 2 of 4 points (1 passed, 1 failed)"
    assert shown[1:5] == ["✓", "1.1", "Claim 1.1 holds.", "2 / 2"]
    assert shown[5:10] == ["✗", "1.2", "Claim 1.2 holds.", "failed", "0 / 2"]
    assert shown[-1] == "Next: conv2d, check 1.2."


def test_planes_are_tables_with_wrong_entries_marked(make):
    """Each plane has its title; a wrong entry has a sign beside its colour."""
    html = page(make, make.result(Outcome.FAILED, message=PLANES))

    assert re.findall(r"<caption[^>]*>(.*?)</caption>", html) == ["x[0]", "got out[0]", "want"]
    assert re.findall(r'<td style="[^"]*" title="wrong">(.*?)</td>', html) == ["-3&nbsp;✗"]
    assert html.index("is wrong</pre>") < html.index("<caption") < html.index("This looks like")


@pytest.mark.parametrize("where", ["message", "claim", "number", "hint", "diagnosis"])
def test_everything_is_escaped(make, where):
    """Whatever a text holds, it is shown as it is and is no HTML."""
    html = page(make, make.result(Outcome.FAILED, **{where: "<script>alert('&')</script>"}))

    assert "<script" not in html
    assert "&lt;script&gt;alert(&#x27;&amp;&#x27;)&lt;/script&gt;" in html


def test_control_characters_are_spelled_out(make):
    """No character changes how the others are shown."""
    assert "\\u202e" in page(make, make.result(Outcome.RAISED, message="raised \u202e"))


def test_hidden_checks_are_not_shown(make):
    """Students see what they may see."""
    html = page(make, make.result(), make.result(number="1.2", visibility=Visibility.HIDDEN))

    assert "Claim 1.2" not in html


def test_the_first_message_is_open_and_the_others_wait(make):
    """One thing at a time."""
    failed = [make.result(Outcome.FAILED, number=f"1.{n}") for n in (1, 2)]

    assert re.findall("<details[^>]*>", page(make, *failed)) == ["<details open>", "<details>"]


def test_words_are_put_into_those_of_the_place(make):
    """What is handed over may change texts; it sees them before they are escaped."""
    html = page(
        make, make.result(Outcome.FAILED, message="a < b"), words=lambda t: t.replace("a < b", "b > a"), more=["a < b"]
    )

    assert "a &lt; b" not in html
    assert html.count("b &gt; a") == 2


def test_an_exercise_that_is_not_written_yet_is_a_line(make):
    """Checks that all wait for the same need no table."""
    html = page(make, make.result(Outcome.NOT_RUN, message="not written yet"))

    assert texts(html)[0] == "conv2d · A whole layer: 0 of 2 points (not written yet)"
    assert "<table" not in html
