"""Pictures in handouts: drawn by the course, shown in README and notebook, and searched for what is private."""

import base64
import json

import pytest

from convgrade.authoring.figures import LARGEST_BYTES, figures_of
from convgrade.authoring.leaks import find_leaks
from convgrade.authoring.release import out_of_step, write
from convgrade.authoring.student import student_files
from convgrade.core.errors import ExerciseError

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><text>2 &lt; 3</text></svg>'
HANDOUT = "# Numbers\n\nTwo small functions.\n\n![two and three](figures/pair.svg)\n"


@pytest.fixture
def drawn(assignment):
    """The tiny course with one picture."""
    (assignment.folder / "assignment.md").write_text(HANDOUT)
    (assignment.folder / "figures.py").write_text(f"def pair():\n    return {SVG!r}\n\n\nFIGURES = {{'pair': pair}}\n")
    return assignment


def test_a_picture_is_a_file_beside_the_handout(drawn):
    """The students' folder holds it, and the README links to it."""
    files = student_files(drawn)

    assert files["figures/pair.svg"].decode() == SVG
    assert "![two and three](figures/pair.svg)" in files["README.md"].decode()


def test_a_picture_is_within_the_notebook(drawn):
    """A notebook that is opened alone shows it, with the same words for those who cannot see it."""
    cells = json.loads(student_files(drawn)["b1_numbers.ipynb"])["cells"]

    data = base64.b64encode(SVG.encode()).decode()
    assert cells[0]["source"][-1] == f'<img alt="two and three" src="data:image/svg+xml;base64,{data}">'


def test_a_changed_picture_is_out_of_step(drawn, tmp_path):
    """`release --check` names the file."""
    target = tmp_path / "assignments"
    write(drawn.folder.parent, target)
    (target / "b1_numbers" / "figures" / "pair.svg").write_text("<svg/>")

    assert out_of_step(drawn.folder.parent, target) == [
        f"{target}/b1_numbers/figures/pair.svg is not what {drawn.folder.parent} gives"
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Numbers\n", "'pair' is drawn and not shown"),
        (f"{HANDOUT}![one](figures/one.svg)\n", "'one' is shown and not drawn"),
        ("# Numbers\n\n![](figures/pair.svg)\n", "say what pair.svg shows"),
    ],
)
def test_handout_and_pictures_must_agree(drawn, text, words):
    """What is drawn is shown, what is shown is drawn, and every picture is described."""
    with pytest.raises(ExerciseError, match=words.replace(".", r"\.")):
        figures_of(drawn, text)


def test_a_picture_that_is_too_large_is_refused(drawn):
    """Its size and the limit are named."""
    large = "x" * (LARGEST_BYTES + 1)
    (drawn.folder / "figures.py").write_text(f"FIGURES = {{'pair': lambda: {large!r}}}\n")

    with pytest.raises(ExerciseError, match=rf"pair\.svg has {LARGEST_BYTES + 1} bytes, and {LARGEST_BYTES} is the"):
        figures_of(drawn, HANDOUT)


@pytest.mark.parametrize("name", ["figures/pair.svg", "b1_numbers.ipynb"])
def test_a_solution_in_a_picture_is_found(drawn, name):
    """Neither tags between the words nor the notebook's encoding hide a line of a solution."""
    svg = "<svg><text>return sum(value for</text>\\n<text>value <tspan>in</tspan> values)</text></svg>"
    (drawn.folder / "figures.py").write_text(f"FIGURES = {{'pair': lambda: '{svg}'}}\n")
    files = student_files(drawn)

    (leak,) = find_leaks(drawn, {name: files[name]})

    assert "gives away a line of the solution" in leak
    assert leak.startswith(
        {"figures/pair.svg": "figures/pair.svg:", "b1_numbers.ipynb": "b1_numbers.ipynb:cell 1"}[name]
    )
