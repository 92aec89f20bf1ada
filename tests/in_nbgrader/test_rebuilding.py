"""A student's notebook put in order: the cells of the release once each, nothing believed of what the file claims."""

import pytest

from convgrade.in_nbgrader.rebuilding import Known, rebuilt

TITLE = Known("title", "markdown", "# Title", "0" * 32, locked=True)
ANSWER = Known("exercise-double", "code", "def double(x): ...", "1" * 32, locked=False, solution=True)
CHECK = Known("check-double", "code", 'check("double")', "2" * 32, locked=True, points=3.0)
WHY = Known("why", "markdown", "Why?", "3" * 32, locked=False, solution=True, points=2.0)
RELEASE = (TITLE, ANSWER, CHECK, WHY)


def own(source, name=None, kind="code", **facts):
    """Return a cell as a student's file has it, with metadata that claim to be a cell of the release."""
    metadata = {"nbgrader": {"grade_id": name, **facts}} if name else {}
    return {"cell_type": kind, "metadata": metadata, "source": source, "outputs": [{"output_type": "stream"}]}


def untouched():
    """Return the release as a student has it."""
    return [own(known.source, known.name, known.kind) for known in RELEASE]


def put_in_order(cells, counting=None):
    """Return id and source of every cell of the rebuilt notebook."""
    return [(cell["id"], cell["source"]) for cell in rebuilt(cells, RELEASE, counting or {}, str.upper)]


def test_an_untouched_notebook_stays_as_it_is():
    """Order, ids and texts are those of the release, but for what was a student's Markdown."""
    assert put_in_order(untouched()) == [
        ("title", "# Title"),
        ("exercise-double", "def double(x): ..."),
        ("check-double", 'check("double")'),
        ("why", "WHY?"),
    ]


def test_outputs_and_claims_go():
    """What a graded cell is follows from the gradebook, and no output of the student's is kept."""
    cells = untouched()
    cells[2]["metadata"] = {"nbgrader": {"grade_id": "check-double", "points": 1000, "locked": False}, "widgets": {}}

    check = rebuilt(cells, RELEASE, {}, str)[2]

    assert check["outputs"] == []
    assert check["metadata"] == {**CHECK.metadata, "deletable": False, "editable": False}
    assert check["metadata"]["nbgrader"]["points"] == 3.0


def test_what_is_deleted_comes_back_where_it_was():
    """Locked and graded cells stand behind the cell of the release before them; a lost answer is not made up."""
    assert [name for name, _ in put_in_order([own("x = 1"), own("Why?", "why", "markdown")])] == [
        "title",
        "check-double",
        "own-3",
        "why",
    ]
    assert [name for name, _ in put_in_order([own("x = 1"), *untouched()[:2]])] == [
        "own-1",
        "title",
        "exercise-double",
        "check-double",
        "why",
    ]


def test_of_copies_the_last_is_the_cell_of_the_release():
    """The others stay in the notebook as cells of the student's."""
    cells = [*untouched(), own("def double(x): return 2 * x", "exercise-double")]

    assert put_in_order(cells) == [
        ("title", "# Title"),
        ("own-2", "def double(x): ..."),
        ("check-double", 'check("double")'),
        ("why", "WHY?"),
        ("exercise-double", "def double(x): return 2 * x"),
    ]


def test_the_cell_that_counts_is_the_answer():
    """Where another cell than the one made for it has the function, graders comment on that."""
    cells = [*untouched(), own("def double(x): return 2 * x")]

    assert put_in_order(cells, {"exercise-double": 4})[-1] == ("exercise-double", "def double(x): return 2 * x")


def test_code_in_a_locked_cell_is_kept_beside_the_released_cell():
    """A student's code is not lost because it was written into a cell that is read only."""
    cells = untouched()
    cells[2]["source"] = "def double(x): return x + x"

    assert put_in_order(cells)[2:4] == [
        ("own-3", "def double(x): return x + x"),
        ("check-double", 'check("double")'),
    ]


def test_a_cell_without_its_metadata_is_known_by_its_text():
    """Metadata get lost in other editors."""
    cells = [{**cell, "metadata": {}} for cell in untouched()]

    assert put_in_order(cells) == put_in_order(untouched())


@pytest.mark.parametrize("metadata", [None, [], {"nbgrader": []}, {"nbgrader": {"grade_id": ["why"]}}])
def test_strange_metadata_are_no_error(metadata):
    """A file may hold anything."""
    assert ("own-5", "x") in put_in_order([*untouched(), {"cell_type": "code", "source": "x", "metadata": metadata}])
    assert put_in_order([{"cell_type": "raw", "source": None}])[-1] == ("own-4", "")
