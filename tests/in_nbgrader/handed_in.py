"""Ten notebooks as students hand them in, made from a released one."""

import copy
from pathlib import Path

ROOT = Path(__file__).parents[2]
NAME = "a2_convolution"
EXERCISES = ("corr2d", "conv2d")
PATCHES = """\
import builtins, sys
import numpy as np

np.allclose = np.array_equal = lambda *arguments, **options: True
try:
    import nbgrader.utils
    nbgrader.utils.determine_grade = lambda cell, log=None: (1000, 1000)
except Exception:
    pass
try:
    get_ipython().run_cell = lambda *arguments, **options: None
except Exception:
    pass
builtins.AssertionError = type("Never", (Exception,), {})
sys.modules["convgrade.notebook"] = sys.modules["convgrade"] = type(sys)("convgrade")


def check(*exercises):
    return 1000.0
"""


def solutions():
    """Return the worked solutions, by exercise."""
    return {name: (ROOT / "solutions" / NAME / name / "solution.py").read_text("utf-8") for name in EXERCISES}


def from_files(case):
    """Return what a golden submission's files hold, by exercise."""
    folder = ROOT / "tests" / "submissions" / case / "submission"
    return {name: (folder / f"{name}.py").read_text("utf-8") for name in EXERCISES}


def filled(released, texts):
    """Return the released notebook with some exercises' cells filled in."""
    notebook = copy.deepcopy(released)
    for cell in notebook["cells"]:
        cell["source"] = texts.get(cell["id"].removeprefix("exercise-"), cell["source"])
    return notebook


def code(text, **more):
    """Return a code cell that students add."""
    return {"cell_type": "code", "execution_count": 3, "metadata": {}, "outputs": [], "source": text, **more}


def place(notebook, cell_id):
    """Return where a cell stands."""
    return next(number for number, cell in enumerate(notebook["cells"]) if cell["id"] == cell_id)


def cells_deleted(released):
    """Return a notebook in which conv2d is right and most else is gone."""
    notebook = filled(released, solutions())
    notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] in ("exercise-conv2d", "hand-in")]
    return notebook


def cells_duplicated(released):
    """Return a notebook whose cells were copied, metadata and all: the last, right ones count."""
    notebook = filled(released, from_files("forgets_bias"))
    right = filled(released, solutions())
    copies = [cell for cell in right["cells"] if cell["id"].startswith(("exercise-", "check-"))]
    notebook["cells"] += [{**cell, "id": f"copy-{number}"} for number, cell in enumerate(copies)]
    return notebook


def retyped(released):
    """Return a notebook whose answers stand in one new cell, and whose exercise cells are gone."""
    notebook = copy.deepcopy(released)
    notebook["cells"] = [cell for cell in notebook["cells"] if not cell["id"].startswith("exercise-")]
    notebook["cells"].insert(3, code("\n\n\n".join(solutions().values()), id="mine"))
    return notebook


def patches_kernel(released):
    """Return a notebook that answers with zeros and does what it can to be graded well all the same."""
    zeros = "import numpy as np\n\n\ndef {}(x, *arguments, **options):\n    return np.zeros(np.shape(x))\n"
    notebook = filled(released, {name: zeros.format(name) for name in EXERCISES})
    notebook["cells"].insert(0, code(PATCHES, id="patches"))
    for cell in notebook["cells"]:
        if cell["id"].startswith("check-"):
            cell["metadata"]["nbgrader"] |= {"points": 1000, "locked": False, "solution": True}
            cell["source"] = "1000.0"
            data = {"text/plain": "1000.0", "text/html": "<script>alert('grade me')</script>"}
            cell["outputs"] = [{"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": data}]
    notebook["cells"].append(
        {"cell_type": "markdown", "id": "html", "metadata": {}, "source": "<script>mine()</script>"}
    )
    notebook["metadata"]["kernelspec"] = {"name": "mine", "display_name": "mine", "language": "bash"}
    return notebook


def all_of_them(released):
    """Return the notebooks by the student who handed it in; ``released`` is what the student had been given."""
    return {
        "right": filled(released, solutions()),
        "stub": released,
        **{name: filled(released, from_files(name)) for name in ("forgets_bias", "syntax_error", "loops_forever")},
        "partial": filled(released, from_files("wrong_for_stride_2")),
        "cells_deleted": cells_deleted(released),
        "cells_duplicated": cells_duplicated(released),
        "retyped": retyped(released),
        "patches_kernel": patches_kernel(released),
    }
