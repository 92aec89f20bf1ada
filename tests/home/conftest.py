"""A student's folder of the second course: count_words, then moving_average."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from convgrade.authoring.student import student_files
from convgrade.core.exercise import load_assignment

COURSE = Path(__file__).parents[1] / "second_course" / "solutions"
WORDS = "def count_words(text):\n    words = text.lower().split()\n    return {w: words.count(w) for w in words}\n"
AVERAGE = (
    "import numpy as np\n\n\ndef moving_average(values, window):\n"
    "    if window > len(values):\n        raise ValueError('too long')\n"
    "    return np.array([sum(values[i : i + window]) / window for i in range(len(values) - window + 1)])\n"
)


@pytest.fixture(scope="session")
def release():
    """Return what students get, by name."""
    return student_files(load_assignment(COURSE / "b1_sequences"))


@pytest.fixture
def folder(release, tmp_path):
    """Return a student's folder as it was unzipped: nothing is written yet."""
    home = tmp_path / "b1_sequences"
    for name, content in release.items():
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(content)
    return home


@pytest.fixture
def right():
    """Return right answers, as the text of the exercises' files."""
    return SimpleNamespace(count_words=WORDS, moving_average=AVERAGE)


@pytest.fixture
def course():
    """Return the folder of the second course."""
    return COURSE
