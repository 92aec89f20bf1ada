"""Which of the cells that a notebook has run still stand."""

from pathlib import Path

import pytest

from convgrade.core.exercise import Exercise
from convgrade.notebook.inputs import last_definitions, standing_cells

F, G = "def f(x):\n    return x", "def f(x):\n    return g(x)"


@pytest.mark.parametrize(
    ("inputs", "standing"),
    [
        ([F, "f(3)"], [1]),
        ([F, F], [2]),
        ([G, "def g(x):\n    return x", "K = 1"], [1, 2, 3]),
        ([F, "f = jit(f)"], [1, 2]),
        ([F, "f = jit(f)", F], [3]),
        (["n = 1", "n += 1"], [1, 2]),
        (["k = 3", "w = [k]", "k = 5"], [1, 2, 3]),
        (["k = 3", "w = [k]", "k = 5", "w = []"], [3, 4]),
        (["k = 3", "def f(x):\n    return k", "k = 5"], [2, 3]),
        (["k = 3", "def f(x=k):\n    return x", "k = 5"], [1, 2, 3]),
        (["import numpy as np\nx = np.ones(3)", "import numpy as np\nx = np.ones(4)"], [2]),
        (["t = {}", "t['a'] = 1", "t['a'] = 2", "t['b'] = 3"], [1, 3, 4]),
        (["x = 1", "[x for x in range(3)]", "y = [x for x in range(3)]"], [1, 3]),
        (["class A:\n    b = 1", "b = 2"], [1, 2]),
        (["%matplotlib inline", "%%bash\nls", "!ls", "f?"], []),
        (["while True:\n    pass", "import time", "time.sleep(9)"], [2]),
        ([F, "def f(:"], [1]),
        (["\0", "def f(" * 500], []),
        (["from convgrade.notebook import check", "check('f')", "%time x = 1"], []),
    ],
)
def test_what_still_stands(inputs, standing):
    """Cells that a later one replaces, that bind nothing or are no Python are left out; the others keep their order."""
    assert [cell.number for cell in standing_cells(["", *inputs])] == standing


def test_a_cell_is_named_as_jupyter_names_it():
    """Tracebacks show the number of the input."""
    assert [cell.name for cell in standing_cells(["", "f(1)", F])] == ["In [2]"]


def test_the_last_definition_counts_even_if_it_is_a_stub():
    """What the notebook has defined is checked, and not what it once had."""
    here = Path("here")
    exercise = Exercise("f", here, "F", 1, ("f", "h"), points=1.0, public_checks=here, recorded=here)
    cells = standing_cells(["", F + "\na = 1", "def f(x):\n    raise NotImplementedError"])

    assert {name: cell.number for name, cell in last_definitions(exercise, cells).items()} == {"f": 2}
