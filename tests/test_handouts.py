"""The course's handouts: their pictures can be read, on a light and on a dark page."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from convgrade.authoring.figures import figures_of
from convgrade.authoring.handout import instructors_text
from convgrade.core.course import load_course

COURSE = load_course(Path(__file__).parents[1] / "solutions")
SVG = "{http://www.w3.org/2000/svg}"
LETTER = 0.5  # mean width of a letter, as a share of its height
BOLD = 1.08


def pictures_of(assignment):
    """Return the elements of each picture, its root first, by path."""
    drawn = figures_of(assignment, instructors_text(assignment))
    return {name: [*ET.fromstring(svg).iter()] for name, svg in drawn.items()}


def span(element):
    """Return where a text begins and ends, roughly."""
    width = LETTER * float(element.get("font-size", 14)) * len(element.text)
    width *= BOLD if element.get("font-weight") else 1
    x = float(element.get("x"))
    begin = {"start": x, "end": x - width}.get(element.get("text-anchor"), x - width / 2)
    return begin, begin + width


def of_assignments():
    """Parametrise a test over all assignments."""
    return pytest.mark.parametrize("assignment", COURSE.assignments, ids=lambda assignment: assignment.name)


@of_assignments()
def test_a_handout_has_pictures_on_white_paper(assignment):
    """There are some, and each brings its own paper, as the page may be dark."""
    pictures = pictures_of(assignment)

    assert pictures
    for root, paper, *_ in pictures.values():
        assert (paper.tag, paper.get("fill")) == (f"{SVG}rect", "#fff")
        assert [paper.get(side) for side in ("width", "height")] == [root.get(side) for side in ("width", "height")]


@of_assignments()
def test_no_words_are_cut_off(assignment):
    """Every text of a picture lies on its paper."""
    for name, (root, *elements) in pictures_of(assignment).items():
        width, height = float(root.get("width")), float(root.get("height"))
        for element in elements:
            if element.tag == f"{SVG}text":
                begin, end = span(element)
                inside = begin >= 0 and end <= width and 10 <= float(element.get("y")) <= height - 4
                assert inside, f"{name}: {element.text!r} is cut off"


@of_assignments()
def test_pictures_are_described(assignment):
    """Those who cannot see a picture are told some of what it shows: its description has twelve words or more."""
    for words in re.findall(r"!\[([^\]]*)\]\(figures/", instructors_text(assignment)):
        assert len(words.split()) >= 12
