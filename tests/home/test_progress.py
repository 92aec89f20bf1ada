"""The bar: what it counts, how it fits, and what it forgets."""

import json

import pytest

from convgrade.core.exercise import load_assignment
from convgrade.core.results import Check, CheckResult, ExerciseResult, Outcome
from convgrade.grading.intake import take
from convgrade.home.check import check_folder
from convgrade.home.progress import STATE, Progress, Standing, standing_of
from convgrade.home.reach import reach


def line(folder, width=80, first=()):
    """Return the bar as it is now."""
    assignment = load_assignment(folder)
    return Progress(assignment, take(folder, assignment).sources).line(width, first)


def test_nothing_written_is_an_empty_bar(folder):
    """Before anything is checked the points of the public checks are known, and the first file is named."""
    assert line(folder) == "[------------------------] 0 of 7 points · next: write moving_average.py"


def test_checking_one_exercise_fills_its_part(folder, right, capsys):
    """What is right counts, and the exercise that is not written comes next."""
    (folder / "moving_average.py").write_text(right.moving_average)

    check_folder(folder, ["moving_average"], everything=False)

    assert line(folder) == "[##########--------------] 3 of 7 points · next: write count_words.py"
    assert line(folder) in capsys.readouterr().out.splitlines()


def test_what_was_changed_since_its_check_does_not_count(folder, right, capsys):
    """An exercise that was edited has to be checked again."""
    (folder / "moving_average.py").write_text(right.moving_average)
    check_folder(folder, ["moving_average"], everything=False)
    (folder / "moving_average.py").write_text(f"{right.moving_average}# edited\n")

    assert line(folder).endswith("] 0 of 7 points · next: convgrade check moving_average")


def test_what_fails_comes_before_what_is_not_written(folder, capsys):
    """A failed check is named before a file that is still a stub."""
    (folder / "count_words.py").write_text("def count_words(text):\n    return {}\n")

    check_folder(folder, [], everything=False)

    assert line(folder).endswith("next: count_words, check 2.1")


def test_all_done_leads_to_handing_in(folder, right, capsys):
    """A full bar says what comes after it."""
    for name in ("moving_average", "count_words"):
        (folder / f"{name}.py").write_text(getattr(right, name))

    check_folder(folder, [], everything=False)

    assert line(folder) == "[############] 7 of 7 points · every public check passed; next: convgrade submit"


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_the_bar_fits_the_terminal(folder, width):
    """No line is wider than the terminal, and the bar keeps at least eight places."""
    lines = line(folder, width).splitlines()

    assert all(len(one) <= max(width, 36) for one in lines)
    assert lines[0].index("]") >= 9


@pytest.mark.parametrize("damage", ["", "[]", '{"count_words": 3}', '{"count_words": {"of": 1, "points": "x"}}', "\0"])
def test_a_damaged_memory_is_forgotten(folder, damage):
    """The file may hold anything: then nothing is known."""
    (folder / STATE).parent.mkdir()
    (folder / STATE).write_text(damage)

    assert "0 of 7 points" in line(folder)


def test_a_memory_of_other_checks_does_not_count(folder, right, capsys):
    """New public checks make an exercise one that has to be checked again."""
    (folder / "moving_average.py").write_text(right.moving_average)
    check_folder(folder, ["moving_average"], everything=False)
    with (folder / "tests" / "test_moving_average.py").open("a") as file:
        file.write("\n# a later release\n")

    assert "0 of 7 points" in line(folder)
    assert json.loads((folder / STATE).read_text())["moving_average"]["points"] == 3


def test_bonus_is_left_for_the_end():
    """Where only a bonus check failed, that is what is left, and no points are missing."""
    required = Check("layer/test_public.py::test_a", "layer", "It works.", 2.0, "1.1")
    extra = Check("layer/test_public.py::test_b", "layer", "It works well.", 2.0, "1.2", tags=("bonus",))
    results = (CheckResult(required, Outcome.PASSED, 2.0), CheckResult(extra, Outcome.FAILED, 0.0))

    standing = standing_of(ExerciseResult("layer", "A layer", 2.0, 2.0, results))

    assert standing == Standing(2.0, 2.0, bonus="bonus in layer, check 1.2")


def test_an_exercise_reaches_what_it_imports(folder):
    """Files that are imported, directly or not, count as the exercise's own; others do not."""
    exercise = load_assignment(folder).exercise("count_words")
    sources = {
        "count_words.py": b"from moving_average import f\n",
        "moving_average.py": b"import numpy, helper as h\n",
        "helper.py": b"import count_words\n",
        "other.py": b"",
    }

    assert sorted(reach(exercise, sources)) == ["count_words.py", "helper.py", "moving_average.py"]
