"""What is taken from a notebook, and which notebooks are refused."""

import json
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.cells import MAX_CELLS, without_magics
from convgrade.grading.intake import take
from convgrade.grading.notices import notices
from convgrade.worker.client import Loaded, Policy, Raised, Returned, start_workers

HERE = Path("solutions")
CONV2D = "def conv2d(x):\n    return 2 * x\n"
CORR2D = "def corr2d(x):\n    return conv2d(x) + 1\n"
STUB = "def conv2d(x):\n    raise NotImplementedError('conv2d')\n"


def exercise(name, order):
    """Return an exercise that asks for one function."""
    return Exercise(name, HERE, name, order, (name,), points=5.0, public_checks=HERE, recorded=HERE)


TWO = Assignment("a2", HERE, "Convolution", (exercise("corr2d", 1), exercise("conv2d", 2)))


def notebook(*cells, **more):
    """Return the bytes of a notebook whose code cells have these sources."""
    texts = [{"cell_type": "markdown", "metadata": {}, "source": ["# Title"]}]
    code = [{"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [], "source": s} for s in cells]
    return json.dumps({"cells": texts + code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5} | more).encode()


def hand_in(folder, content, **files):
    """Write a notebook and files beside it, and return what is taken of them."""
    (folder / "a2.ipynb").write_bytes(content)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return take(folder, TWO)


@pytest.fixture(scope="module")
def workers():
    """Return a source of workers."""
    with start_workers() as source:
        yield source


@pytest.fixture
def run(workers):
    """Return a function that loads a module of a submission in a worker, and calls its function with 5."""

    def load_and_call(taken, name):
        with workers.start(taken.sources) as worker:
            loaded = worker.load(name, seconds=10.0)
            return worker.call(name, name, [5], {}, seconds=10.0) if isinstance(loaded, Loaded) else loaded

    return load_and_call


def test_the_functions_of_a_notebook_are_graded(tmp_path, run):
    """Cells are run in order, so a function finds what other cells define."""
    taken = hand_in(tmp_path, notebook("import numpy as np", CORR2D, CONV2D.splitlines(keepends=True)))

    assert (run(taken, "corr2d"), run(taken, "conv2d")) == (Returned(11), Returned(10))
    assert taken.ignored == ("Taken from a2.ipynb: corr2d, conv2d.",)


def test_a_notebook_alone_is_a_submission(tmp_path):
    """The notebook can be handed in as it is, and in an archive."""
    (tmp_path / "a2.ipynb").write_bytes(notebook(CONV2D))
    with zipfile.ZipFile(tmp_path / "team7.zip", "w") as archive:
        archive.writestr("homework/a2.ipynb", notebook(CONV2D))

    alone, packed = take(tmp_path / "a2.ipynb", TWO), take(tmp_path / "team7.zip", TWO)

    assert "conv2d.py" in alone.sources
    assert (packed.sources, packed.hash) == (alone.sources, alone.hash)


def test_outputs_metadata_and_the_kernel_do_not_matter(tmp_path):
    """The hash, which the inputs of the checks follow from, depends on the code alone."""
    plain = hand_in(tmp_path, notebook(CONV2D))
    cell = {"cell_type": "code", "source": CONV2D, "outputs": [{"output_type": "stream", "text": "\x1b[2J"}]}
    noisy = hand_in(tmp_path, notebook(cells=[cell], metadata={"kernelspec": {"name": "; rm -rf /"}}))

    assert plain.hash == noisy.hash


def test_a_cell_that_fails_costs_itself_alone(tmp_path, run):
    """A picture, an unwritten function, sys.exit or a syntax error in one cell does not stop the others."""
    broken = ["import matplotlib.pyplot", "raise NotImplementedError", "import sys\nsys.exit()", "def broken(:\n  pass"]

    assert run(hand_in(tmp_path, notebook(*broken, CONV2D)), "conv2d") == Returned(10)


def test_why_a_function_is_missing_is_said_with_its_cell_and_line(tmp_path, run):
    """Where the cell of a function fails, its own error is shown, not that of an earlier cell."""
    outcome = run(hand_in(tmp_path, notebook("import torch", f"x = 1\nundefined\n{CONV2D}")), "conv2d")

    assert isinstance(outcome, Raised)
    assert (outcome.kind, outcome.lines[-2:]) == ("NameError", ("a2.ipynb, code cell 2, line 2", "    undefined"))


def test_a_syntax_error_is_shown_with_its_cell(tmp_path, run):
    """The place of a syntax error is that in the cell."""
    outcome = run(hand_in(tmp_path, notebook("1", "x = 1\ndef conv2d(:\n    pass")), "conv2d")

    assert (outcome.kind, outcome.lines[0]) == ("SyntaxError", "a2.ipynb, code cell 2, line 2")


def test_an_error_in_a_call_names_the_cell(tmp_path, run):
    """Tracebacks of a call show the cell, the line in it and the source."""
    outcome = run(hand_in(tmp_path, notebook("import numpy as np", "def conv2d(x):\n    return 1 / 0")), "conv2d")

    assert outcome.lines == ("a2.ipynb, code cell 2, line 2, in conv2d", "    return 1 / 0")


def test_a_notebook_is_graded_where_hardly_anything_may_be_imported(tmp_path, workers):
    """An exercise's list of imports holds for the cells, and for nothing that is added to them."""
    taken = hand_in(tmp_path, notebook("import json", CONV2D))

    with workers.start(taken.sources, policy=Policy(("numpy",))) as worker:
        assert isinstance(worker.load("conv2d", seconds=10.0), Loaded)


def test_an_import_that_is_not_allowed_is_pointed_out_in_its_cell(tmp_path):
    """The notice names the notebook, the cell and the line, once for all exercises."""
    taken = hand_in(tmp_path, notebook(CORR2D + CONV2D, "x = 1\nimport torch"))

    (notice,) = notices(TWO, list(TWO.exercises), taken.sources)

    assert notice.startswith("a2.ipynb, code cell 2, line 2: torch cannot be imported")


def test_a_file_counts_before_the_notebook(tmp_path, run):
    """Where an exercise is in both, its own file is graded, and the student is told."""
    taken = hand_in(tmp_path, notebook(CORR2D, CONV2D), conv2d="def conv2d(x):\n    return 7\n")

    assert run(taken, "conv2d") == Returned(7)
    assert taken.ignored == (
        "Taken from a2.ipynb: corr2d.",
        "Taken, and not what a2.ipynb says of it: conv2d.py.",
    )


def test_a_file_that_is_not_written_yet_gives_way_to_the_notebook(tmp_path, run):
    """The folder as it was handed out, with the work done in the notebook, is graded by the notebook."""
    taken = hand_in(tmp_path, notebook(CONV2D), conv2d=STUB)

    assert run(taken, "conv2d") == Returned(10)
    assert taken.ignored == (
        "Taken from a2.ipynb: conv2d.",
        "Not written yet, so that a2.ipynb counts instead: conv2d.py.",
    )


def test_a_notebook_that_was_not_touched_needs_no_word(tmp_path):
    """The handed-out notebook beside finished files changes nothing."""
    taken = hand_in(tmp_path, notebook(STUB), conv2d=CONV2D)

    assert (taken.sources, taken.ignored) == ({"conv2d.py": CONV2D.encode()}, ())


def test_a_file_that_cannot_be_read_is_not_replaced(tmp_path):
    """What is wrong with a file is said, even if the notebook has the function too."""
    taken = hand_in(tmp_path, notebook(CONV2D), conv2d="# \0")

    assert "conv2d.py" not in taken.sources
    assert "NUL byte" in taken.problems["conv2d.py"]


def test_a_notebook_without_the_functions_says_so(tmp_path):
    """A notebook that has nothing to grade is a submission with nothing in it."""
    taken = hand_in(tmp_path, notebook("x = 1", "print(conv2d(1))"))

    assert (taken.sources, taken.ignored) == ({}, ("a2.ipynb defines none of the functions that are asked for.",))


@pytest.mark.parametrize(
    ("text", "code", "dropped"),
    [
        ("%matplotlib inline\nx = 1", "pass\nx = 1", ("%matplotlib inline",)),
        ("!pip install numpy \\\n  torch\nx = 1", "pass\n\nx = 1", ("!pip install numpy \\", "  torch")),
        ("if x:\n    %time f()\n", "if x:\n    pass\n", ("    %time f()",)),
        ("files = !ls", "pass", ("files = !ls",)),
        ("t = %timeit -o f()", "pass", ("t = %timeit -o f()",)),
        ("%%time\ny = 2", "pass\ny = 2", ("%%time",)),
        ("\n%%bash\nrm -rf /", "", ("%%bash",)),
        ("%%writefile json.py\nx = 1", "", ("%%writefile json.py",)),
        ("?conv2d\nconv2d??", "pass\npass", ("?conv2d", "conv2d??")),
        ("a = (b\n     % c)\nd = (e\n     != f)", "a = (b\n     % c)\nd = (e\n     != f)", ()),
        ("x = '%d' % 3  # 100 %", "x = '%d' % 3  # 100 %", ()),
        ("", "", ()),
        ("\n\n", "\n\n", ()),
        ("x = 'a\u2028b'\r\n%time", "x = 'a\u2028b'\npass", ("%time",)),
    ],
)
def test_what_only_jupyter_understands_is_dropped(text, code, dropped):
    """Magics, shell lines and questions go; lines keep their numbers, blocks stay whole."""
    assert without_magics(text) == (code, dropped)


def test_what_was_dropped_is_said(tmp_path):
    """The student reads which lines were left out, the first five of them, as text."""
    lines = "\n".join(f"!echo {n}\x1b[2J" for n in range(7))

    (_taken, sentence) = hand_in(tmp_path, notebook(CONV2D, lines)).ignored

    assert sentence == (
        "Left out of a2.ipynb, as only Jupyter understands it: "
        + ", ".join(rf"'!echo {n}\x1b[2J' (code cell 2)" for n in range(5))
        + " and 2 more."
    )


def test_a_long_line_that_was_dropped_is_shortened(tmp_path):
    """However long a line is, the sentence on it stays one."""
    (_taken, sentence) = hand_in(tmp_path, notebook(CONV2D, "!" + "x" * 5000)).ignored

    assert f"'!{'x' * 59}...' (code cell 2)" in sentence
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "is damaged (no valid JSON at line 1)"),
        (b'{"cells":\n [', "is damaged (no valid JSON at line 2)"),
        (b"[]", "it has no list of cells"),
        (b"null", "it has no list of cells"),
        (notebook(cells={}), "it has no list of cells"),
        (notebook(cells=[3]), "is damaged in cell 1"),
        (notebook(cells=[{"cell_type": "code"}]), "is damaged in cell 1"),
        (notebook(cells=[{"cell_type": "code", "source": ["x", 3]}]), "is damaged in cell 1"),
        (notebook(cells=[{"cell_type": "code", "source": "'\ud800'"}]), "holds a character in cell 1 that is none"),
        (notebook(CONV2D, nbformat=3), "in a format older than 4"),
        (notebook(CONV2D, nbformat="4"), "in a format older than 4"),
        (notebook(CONV2D).decode().encode("utf-16"), "is not UTF-8 text"),
        (b"[" * 90_000, "is no notebook"),
        (b"[" * 200_000, "holds too much"),
        (b"9" * 10_000, "is no notebook"),
        (notebook(*["x = 1"] * (MAX_CELLS + 1)), "more than 300 code cells"),
        (notebook("#" * (256 * 1024 + 1)), "256 KiB of code"),
        (b'"' + b" " * 2**22, "is larger than 4096 KiB; clear its outputs"),
    ],
    ids=range(18),
)
def test_a_notebook_that_cannot_be_used_is_a_problem_of_its_exercises(tmp_path, content, problem):
    """Exercises without a file of their own fail with the reason; others are graded."""
    taken = hand_in(tmp_path, content, corr2d="x = 1")

    assert set(taken.sources) == {"corr2d.py"}
    assert problem in taken.problems["conv2d.py"]
    assert "corr2d.py" not in taken.problems
    assert taken.problems["conv2d.py"] in taken.ignored


def test_a_notebook_that_is_a_link_is_not_followed(tmp_path):
    """A link in the notebook's place is a problem like that of any file."""
    (tmp_path / "private").write_bytes(notebook(CONV2D))
    (tmp_path / "a2.ipynb").symlink_to(tmp_path / "private")

    assert take(tmp_path, TWO).problems["conv2d.py"] == "a2.ipynb is a link; hand in the file itself."


def test_a_crowded_notebook_costs_little_memory(tmp_path):
    """A file of 4 MiB that would become a million lists is refused before it is read as JSON."""
    (tmp_path / "a2.ipynb").write_bytes(b"[" + b"[]," * 1_300_000 + b"[]]")
    tracemalloc.start()
    try:
        assert "holds too much" in take(tmp_path, TWO).problems["conv2d.py"]
        assert tracemalloc.get_traced_memory()[1] < 16 * 2**20
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", ["a2 (1).ipynb", "A2.ipynb", "a2-final.ipynb", "a2.ipynb.txt", "a2.ipynb.json"])
def test_a_misnamed_notebook_is_pointed_out(tmp_path, name):
    """The right name is suggested, as for files."""
    (tmp_path / name).write_bytes(notebook(CONV2D))
    (tmp_path / "corr2d.py").write_text("x = 1")

    assert take(tmp_path, TWO).ignored[0].endswith("its name must be exactly a2.ipynb.")


def tagged(*pairs, kind="code"):
    """Return the bytes of a notebook as it was released, and edited: pairs of a tag and a source."""
    cells = [
        {"cell_type": kind if tag else "code", "metadata": {"tags": [f"exercise:{tag}"]} if tag else {}, "source": s}
        for tag, s in pairs
    ]
    return notebook(cells=cells)


OTHER = "def conv2d(x):\n    return -x\n"
TAKEN_BOTH = "Taken from a2.ipynb: corr2d, conv2d."


@pytest.mark.parametrize(
    ("cells", "got", "note"),
    [
        ([("conv2d", CONV2D)], 10, None),
        ([("conv2d", CONV2D), ("", OTHER)], 10, "Code cells 2 and 3 define conv2d; 2, the one made for it, counts."),
        ([("", OTHER), ("conv2d", CONV2D)], 10, "Code cells 2 and 3 define conv2d; 3, the one made for it, counts."),
        ([("", CONV2D), ("conv2d", STUB)], 10, "The cell made for conv2d is not written; code cell 2, which does"),
        ([("conv2d", STUB), ("", CONV2D)], 10, "The cell made for conv2d is not written; code cell 3, which does"),
        ([("conv2d", "x = 1"), ("", CONV2D)], 10, "The cell made for conv2d does not define conv2d; code cell 3"),
        ([("", CONV2D)], 10, "The cell made for conv2d is missing; code cell 2 was taken for conv2d."),
        ([("", OTHER), ("", CONV2D)], 10, "Code cells 2 and 3 define conv2d; 3, the last of them, counts."),
        (
            [("conv2d", OTHER), ("conv2d", CONV2D), ("", OTHER)],
            10,
            "Code cells 2, 3 and 4 define conv2d; 3, the last one made for it, counts.",
        ),
        ([("conv2d", CONV2D), ("conv2d", STUB)], 10, None),
    ],
)
def test_damaged_cells_are_repaired_and_named(tmp_path, run, cells, got, note):
    """Deleted, copied and retyped cells: the written cell made for the exercise counts, else the last written one."""
    taken = hand_in(tmp_path, tagged(("corr2d", CORR2D), *cells))

    assert (run(taken, "conv2d"), run(taken, "corr2d")) == (Returned(got), Returned(got + 1))
    assert taken.ignored[0] == TAKEN_BOTH
    assert [sentence.startswith(note) for sentence in taken.ignored[1:]] == ([True] if note else [])


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_cell_that_is_no_code_any_more_is_read_as_code(tmp_path, run, kind):
    """A slip of a key in Jupyter makes text of a cell; its tag tells that it was code."""
    taken = hand_in(tmp_path, tagged(("conv2d", CONV2D), kind=kind), corr2d=CORR2D)

    assert run(taken, "conv2d") == Returned(10)
    assert f"The cell made for conv2d is a {kind} cell; it was read as code." in taken.ignored


@pytest.mark.parametrize(
    ("cells", "note"),
    [
        ([], "The cell made for conv2d is missing, and no other cell defines conv2d."),
        (
            [("conv2d", "def conv_2d(x):\n    return x")],
            "The cell made for conv2d (2) does not define conv2d: the name must stay.",
        ),
        ([("conv2d", "")], "The cell made for conv2d (2) does not define conv2d: the name must stay."),
    ],
)
def test_a_function_that_is_gone_is_named(tmp_path, cells, note):
    """Where no cell has the function, the student reads what became of the cell made for it."""
    taken = hand_in(tmp_path, tagged(("corr2d", CORR2D), *cells))

    assert "conv2d.py" not in taken.sources
    assert note in taken.ignored


def test_the_cell_that_counts_shows_its_own_failure(tmp_path, run):
    """Where the written cell fails, another definition does not step in for it."""
    taken = hand_in(tmp_path, tagged(("conv2d", f"undefined\n{CONV2D}"), ("", STUB)))

    outcome = run(taken, "conv2d")

    assert (outcome.kind, outcome.lines[-2:]) == ("NameError", ("a2.ipynb, code cell 1, line 1", "    undefined"))


def test_names_of_a_students_own_do_not_disturb(tmp_path, run):
    """Whatever names the cells use, running them does not depend on it."""
    names = "cell = texts = keep = kept = failed = name = space = before = functions = error = None"

    assert run(hand_in(tmp_path, notebook(names, f"{names}\n{CONV2D}")), "conv2d") == Returned(10)


@pytest.mark.parametrize("metadata", [None, [], {"tags": 3}, {"tags": [3, None, ["exercise:conv2d"]]}, {"tags": {}}])
def test_odd_metadata_are_no_tags(tmp_path, run, metadata):
    """What is no list of texts says nothing."""
    cell = {"cell_type": "code", "metadata": metadata, "source": CONV2D}

    taken = hand_in(tmp_path, notebook(cells=[cell]), corr2d=CORR2D)

    assert run(taken, "conv2d") == Returned(10)
    assert taken.ignored == ("Taken from a2.ipynb: conv2d.",)


def test_cells_that_check_at_home_ask_nothing_of_the_grader(tmp_path, workers):
    """They need no word, and stop nothing in the cell in which they stand."""
    ours = 'from convgrade.notebook import check\ncheck("conv2d")\ncheck(\'conv2d\', "corr2d");  # again\ncheck()'
    taken = hand_in(tmp_path, notebook(f"{ours}\n{CONV2D}"), corr2d=CORR2D)

    assert taken.ignored == ("Taken from a2.ipynb: conv2d.",)
    assert notices(TWO, list(TWO.exercises), taken.sources) == ()
    with workers.start(taken.sources) as worker:
        assert isinstance(worker.load("conv2d", seconds=10.0), Loaded)
        assert worker.printed == ""
