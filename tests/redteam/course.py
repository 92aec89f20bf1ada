"""The tiny course that is attacked: one exercise of three functions, and marks in all that must stay secret.

Cheats on speed meet another exercise in its place: one function, for whose speed there are points.
"""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from redteam import quick

ASSIGNMENT = "r1_tiny"
EXERCISE = "tiny"
POINTS = 10.0

_SOLUTION = '''"""Three small functions."""

import numpy as np

_NOTE = "@reference@"


def total(numbers):
    """Add up numbers.

    Parameters
    ----------
    numbers : ndarray of float64, shape (N,)
        What to add.

    Returns
    -------
    total : float
        The sum.
    """
    ### BEGIN SOLUTION
    return float(np.sum(numbers))
    ### END SOLUTION


def scaled(image, factor):
    """Multiply an image by a number.

    Parameters
    ----------
    image : ndarray of float64, shape (H, W)
        Not modified.
    factor : float
        Any number.

    Returns
    -------
    scaled : ndarray of float64, shape (H, W)
        A new array.
    """
    ### BEGIN SOLUTION
    return image * factor
    ### END SOLUTION


def slope(f, x):
    """Return the slope of a parabola by a central difference.

    Parameters
    ----------
    f : callable
        From float to float.
    x : float
        Where.

    Returns
    -------
    slope : float
        The slope of ``f`` at ``x``.
    """
    ### BEGIN SOLUTION
    return (f(x + 0.5) - f(x - 0.5)) / 1.0
    ### END SOLUTION


def curve(x):
    return 3.0 * x * x - 2.0 * x + 17.0
'''

_PUBLIC = '''"""What students can run at home."""

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight

from convgrade.checks import assert_same


@weight(1)
def test_example(student):
    """1, 2 and 3 add up to 6."""
    assert_same(student.total(np.array([1.0, 2.0, 3.0])), want=6.0, call="total(np.array([1.0, 2.0, 3.0]))")
'''

_HIDDEN = '''"""What students do not see."""

import json
from pathlib import Path

import numpy as np
from gradescope_utils.autograder_utils.decorators import visibility, weight
from hypothesis import given
from hypothesis import strategies as st

from convgrade.checks import Case, assert_same

NOTE = "@hidden@"
FIXED = json.loads(Path(__file__).with_name("hidden.json").read_text())["numbers"]


def same(student, reference, name, *args):
    want = getattr(reference, name)(*args)
    assert_same(getattr(student, name)(*args), want=want, call=Case(name, args, {}))


@weight(2)
@visibility("hidden")
def test_fixed(student, reference):
    """Numbers that nobody has seen are added up."""
    for numbers in FIXED:
        same(student, reference, "total", np.array(numbers))


@weight(2)
@visibility("hidden")
@given(numbers=st.lists(st.integers(1, 9).map(float), min_size=2, max_size=4))
def test_any(student, reference, numbers):
    """All numbers are added up."""
    same(student, reference, "total", np.array(numbers))


@weight(3)
@visibility("hidden")
def test_scaled(student, reference):
    """Every pixel is multiplied."""
    image = np.arange(1.0, 7.0).reshape(2, 3)
    same(student, reference, "scaled", image, 2.5)
    same(student, reference, "scaled", image.T.copy(), -1.5)


@weight(2)
@visibility("hidden")
def test_slope(student, reference):
    """The slope of a parabola is right."""
    for x in (1.5, -0.25):
        same(student, reference, "slope", reference.curve, x)
'''

_EXERCISE = f"""title = "Tiny"
order = 1
functions = ["total", "scaled", "slope"]
points = {POINTS:g}
hints = ["Some sums are wrong.", "What is a sum?", "Read the task again."]
minutes = 1
difficulty = 1

[budget]
check_seconds = @seconds@
import_seconds = @seconds@
"""


@dataclass(frozen=True)
class Marks:
    """Words that no submission may ever say; each lies in one place of the grader."""

    reference: str
    hidden: str
    seed: str
    file: str
    classmate: str
    environment: str
    memory: str

    @classmethod
    def fresh(cls) -> "Marks":
        """Return new ones, which nobody can have guessed."""
        return cls(**{place: f"MARK{place}{secrets.token_hex(8)}" for place in cls.__dataclass_fields__})

    def found_in(self, text: str) -> list[str]:
        """Return the places whose mark a text gives away."""
        return [place for place, mark in vars(self).items() if mark in text]


def lay_out(grader: Path, marks: Marks, seconds: float, exercise: str = EXERCISE) -> None:
    """Write everything that a grader holds into its folder.

    Parameters
    ----------
    grader : Path
        The folder; it gets ``source/`` (the course), ``other/`` (a classmate's work), ``results/``.
    marks : Marks
        What to hide in it.
    seconds : float
        How long a check, or the import, may run.
    exercise : str, optional
        ``"quick"`` for the exercise that grades speed.
    """
    files = {
        **{grader / "source" / ASSIGNMENT / name: text for name, text in _course(marks, seconds, exercise).items()},
        grader / "secret.txt": marks.file,
        grader / "other" / "classmate" / "tiny.py": f'NOTE = "{marks.classmate}"\ndef total(n): return float(sum(n))\n',
        grader / "site" / "torch" / "__init__.py": "def total(numbers):\n    return float(sum(numbers))\n",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (grader / "results").mkdir()


def _course(marks: Marks, seconds: float, exercise: str) -> dict[str, str]:
    """Return the files of the course: one assignment with one exercise."""
    settings = {"assignment.toml": f'title = "Tiny"\nsecret = "{marks.seed}"\n'}
    if exercise == quick.EXERCISE:
        return settings | {f"{exercise}/{name}": text for name, text in quick.FILES.items()}
    numbers = [[4.0, 5.5, -2.0], [0.25, 0.5], [100.0, 7.0, 3.0, 1.0]]
    files = {
        "exercise.toml": _EXERCISE.replace("@seconds@", f"{seconds:g}"),
        "solution.py": _SOLUTION.replace("@reference@", marks.reference),
        "test_public.py": _PUBLIC,
        "test_hidden.py": _HIDDEN.replace("@hidden@", marks.hidden),
        "hidden.json": json.dumps({"note": marks.hidden, "numbers": numbers}),
    }
    return settings | {f"{EXERCISE}/{name}": text for name, text in files.items()}
