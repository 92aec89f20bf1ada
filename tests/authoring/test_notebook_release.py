"""The notebook of an assignment: handout, stubs and checks in cells, the same bytes every time."""

import json

import nbformat
import pytest

from convgrade.authoring.notebook import sections
from convgrade.authoring.student import student_files


@pytest.fixture
def notebook(assignment):
    """Return the generated notebook as JSON says it."""
    return json.loads(student_files(assignment)["b1_numbers.ipynb"])


def text(cell):
    """Return the source of a cell."""
    return "".join(cell["source"])


def test_the_notebook_is_valid(notebook):
    """Jupyter's own package finds nothing wrong with it, and would save it as it is."""
    nbformat.validate(nbformat.from_dict(notebook))

    assert nbformat.reads(json.dumps(notebook), as_version=4).nbformat_minor == 5


def test_jupyter_would_save_the_same_text(assignment):
    """Opening and saving an untouched notebook changes no byte."""
    released = student_files(assignment)["b1_numbers.ipynb"].decode()

    assert nbformat.writes(nbformat.reads(released, as_version=4)) == released.rstrip("\n")


def test_cells_have_stable_ids_and_tags(notebook):
    """Ids follow from names, exercises stand in their order, each with a cell that checks it."""
    assert [(cell["id"], cell["metadata"].get("tags", [])) for cell in notebook["cells"]] == [
        ("handout", []),
        ("handout-exercises", []),
        ("handout-how-to-work", []),
        ("setup", ["setup"]),
        ("heading-total", []),
        ("exercise-total", ["exercise:total"]),
        ("check-total", ["check:total"]),
        ("heading-double", []),
        ("exercise-double", ["exercise:double"]),
        ("check-double", ["check:double"]),
        ("hand-in", []),
        ("check", ["check:all"]),
    ]


def test_a_stub_cell_is_the_stub_of_the_file(assignment, notebook):
    """The cell holds the task, without the file's first line, and sends to the cell below."""
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "exercise-double")
    lines = student_files(assignment)["double.py"].decode().splitlines()

    assert text(cell).splitlines()[:-1] == lines[1:-1]
    assert text(cell).endswith('raise NotImplementedError("write double, run this cell, then the next")')


def test_code_cells_were_not_run(notebook):
    """There are no outputs and no numbers."""
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]

    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)


def test_the_handout_is_cut_at_its_headings(assignment):
    """Each section is a cell, named by its heading; headings of one name get different ids."""
    handout = "# Numbers\n\nTwo.\n\n## How & why?\n\nA.\n\n## How, why\n\nB.\n"
    (assignment.folder / "assignment.md").write_text(handout)

    cells = json.loads(student_files(assignment)["b1_numbers.ipynb"])["cells"][:3]

    assert [cell["id"] for cell in cells] == ["handout", "handout-how-why", "handout-how-why-2"]
    assert text(cells[1]) == "## How & why?\n\nA."


def test_a_heading_within_code_cuts_nothing():
    """A comment in a block of code may look like a heading."""
    code = "```\n## no heading\n```"

    assert sections(f"\n## One\n{code}\n## Two\n  ~~~\n## no\n  ~~~\n") == [
        f"## One\n{code}",
        "## Two\n  ~~~\n## no\n  ~~~",
    ]
