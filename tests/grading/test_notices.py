"""Notices on imports and calls that are not allowed, found in the text."""

from pathlib import Path

import pytest

from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.notices import notices


def notices_of(text, **keys):
    """Return the notices on one exercise's file."""
    exercise = Exercise(
        "smooth", Path(), "Smooth", 1, ("smooth",), 1.0, Path("test_public.py"), Path("recorded.npz"), **keys
    )
    other = Exercise("other", Path(), "Other", 2, ("other",), 1.0, Path("test_public.py"), Path("recorded.npz"))
    assignment = Assignment("a1", Path(), "A1", (exercise, other))
    return notices(assignment, [exercise], {"smooth.py": text.encode(), "tools.py": b""})


@pytest.mark.parametrize(
    "line", ["import torch", "import numpy, torch.nn as nn", "from torch import nn", "    import torch"]
)
def test_an_import_of_what_is_not_there_is_noticed(line):
    """The notice has the file, the line, the module and what is allowed."""
    [notice] = notices_of(f"import numpy as np\n{line}\n")

    assert notice.startswith("smooth.py, line 2: torch")
    assert notice.endswith("cannot be imported; this exercise allows numpy and Python's standard library only.")


@pytest.mark.parametrize(
    "text",
    [
        "import numpy.linalg, os\nfrom numpy import *\nimport tools\nfrom other import other\nfrom .tools import x\n",
        "# import torch\nx = 'import torch'\nimportant = 1\n",
        "",
    ],
)
def test_what_is_allowed_is_not_noticed(text):
    """numpy, the library, the submission's own files, and text that only looks like an import."""
    assert notices_of(text) == ()


@pytest.mark.parametrize(
    "line", ["y = np.convolve(x, k)", "from numpy import mean, convolve", "f = np.convolve  # x", "z = x.convolve(k)"]
)
def test_a_banned_call_is_noticed(line):
    """The notice repeats the exercise's reason."""
    assert notices_of(line, banned_calls={"numpy.convolve": "slide the window yourself"}) == (
        "smooth.py, line 1: numpy.convolve is not allowed in this exercise: slide the window yourself.",
    )


@pytest.mark.parametrize("line", ["def convolve(x): ...", "true_convolve2d(x)", "# np.convolve(x, k)", "np.convolved"])
def test_a_name_that_is_only_alike_is_not_noticed(line):
    """A function of the student's own may have the name."""
    assert notices_of(line, banned_calls={"numpy.convolve": "why"}) == ()


def test_notices_are_few_and_bounded():
    """A file full of them gets five, and very long lines are not searched to their end."""
    assert len(notices_of("import torch\n" * 1000)) == 5
    assert notices_of(" " * 100_000 + "import torch\n") == ()
