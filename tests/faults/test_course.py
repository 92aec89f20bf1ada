"""Something is wrong with the exercises: a regrade of what it touches, and no point more or less elsewhere."""

import random
import shutil

import numpy as np
import pytest

from convgrade.authoring.release import build_gradescope_zips
from convgrade.checks.cases import Case, Recorded, dump_cases, load_cases
from convgrade.core.errors import ExerciseError
from convgrade.reports.deliver import NOT_GRADED

UNTOUCHED = "count_words"


def write(name, text):
    """Return what writes a file of an exercise."""
    return lambda folder: (folder / name).write_text(text)


def remove(name):
    """Return what removes a file of an exercise."""
    return lambda folder: (folder / name).unlink()


def make_folder(name):
    """Return what puts a folder in the place of a file."""
    return lambda folder: ((folder / name).unlink(), (folder / name).mkdir())


@pytest.mark.parametrize(
    "damage",
    [
        write("test_hidden.py", "import nothing_of_this_name"),
        write("test_hidden.py", "def ("),
        write("test_hidden.py", "1 / 0"),
        write("test_hidden.py", ""),
        remove("test_hidden.py"),
        write("test_public.py", "import nothing_of_this_name"),
        write("test_public.py", "def test_it(student):\n    'It.'\n"),
        write("test_public.py", "def test_it(student):\n    'It.'\n    raise SystemExit(0)\n"),
        write("test_public.py", "def test_it(student, nothing_of_this_name):\n    'It.'\n"),
        write("solution.py", "def ("),
        write("solution.py", "raise SystemExit(0)"),
        write("solution.py", ""),
    ],
    ids=range(12),
)
def test_a_broken_file_costs_a_regrade_of_its_exercise_alone(bench, full, damage):
    """Checks that cannot run are marked for a regrade; the other exercise has its points, this one none too many."""
    damage(bench.assignment / "moving_average")

    graded = bench.grade()

    others = {name: score for name, score in full.scores.items() if name.startswith(UNTOUCHED)}
    assert graded.code == 3
    assert graded.results["extra_data"]["needs_regrade"] is True
    assert {name: score for name, score in graded.scores.items() if name.startswith(UNTOUCHED)} == others
    assert sum(graded.scores.values()) <= sum(full.scores.values())


@pytest.mark.parametrize(
    "damage",
    [
        write("exercise.toml", "title = "),
        write("exercise.toml", 'title = "no more than a title"'),
        write("exercise.toml", "a = " + "[" * 10_000),
        lambda folder: (folder / "exercise.toml").write_bytes(b"\xff\xfe"),
        make_folder("exercise.toml"),
        remove("solution.py"),
        remove("test_public.py"),
    ],
    ids=range(7),
)
def test_a_broken_exercise_means_no_grades_and_a_sentence(bench, damage):
    """Where it is not even known what to grade, nobody gets points, and staff read which file it is."""
    damage(bench.assignment / "moving_average")

    graded = bench.grade()

    assert (graded.code, graded.results["output"], graded.results["tests"]) == (3, NOT_GRADED, [])
    assert bench.assignment.name in graded.errors
    assert "Traceback" not in graded.errors


def test_a_check_file_that_ends_the_program_means_no_grades(bench):
    """Not even ``sys.exit(0)`` in a check file makes the grader end as if all were well."""
    (bench.assignment / "moving_average" / "test_public.py").write_text("import sys\nsys.exit(0)")

    graded = bench.grade()

    assert (graded.code, graded.results["output"]) == (3, NOT_GRADED)


def test_a_broken_bank_of_misconceptions_costs_no_points(bench, full):
    """What only explains is not needed for the points."""
    (bench.assignment / "moving_average" / "misconceptions.py").write_text("1 / 0")

    assert bench.grade().scores == full.scores


@pytest.mark.parametrize("how", ["changed", "lost", "manifest"])
def test_a_release_that_is_not_whole_grades_nothing(bench, how):
    """On a platform the manifest tells what must be there: a lost exercise does not go unnoticed."""
    (zip_path,) = build_gradescope_zips(bench.course, ["b1_sequences"], bench.folder / "dist")
    installed = bench.folder / "source"
    shutil.unpack_archive(zip_path, installed)
    bench.course = installed / "solutions"
    assert bench.grade().code == 0

    exercise = bench.course / "b1_sequences" / "moving_average"
    match how:
        case "changed":
            (exercise / "test_hidden.py").write_text("")
        case "lost":
            shutil.rmtree(exercise)
        case "manifest":
            (installed / "manifest.json").write_text("{}")
    graded = bench.grade()

    assert (graded.code, graded.results["output"]) == (3, NOT_GRADED)
    assert "build and upload the release again" in graded.errors


def recording():
    """Return recorded cases, and the bytes of their file."""
    cases = tuple(Case("f", (np.arange(n, dtype=float),), {"stride": n}, "g", {"cpu": n / 3}) for n in range(1, 30))
    return cases, dump_cases(Recorded(cases, "2.0", {"cpu": "a processor"}))


@pytest.mark.parametrize("content", [b"", b"PK", b"\x93NUMPY", b"hello", b"PK\5\6" + bytes(18), bytes(1000)])
def test_what_is_no_recording_is_said_with_its_remedy(tmp_path, content):
    """A file that was lost in part is named."""
    path = tmp_path / "recorded.npz"
    path.write_bytes(content)

    with pytest.raises(ExerciseError, match=r"recorded\.npz is damaged .*make it anew with `convgrade record`"):
        load_cases(path)


def test_damage_to_a_recording_never_changes_an_answer(tmp_path):
    """400 files with bytes changed or missing: each is refused, or holds the very same cases."""
    cases, good = recording()
    chance = random.Random(5)
    path = tmp_path / "recorded.npz"
    outcomes = set()

    for _ in range(400):
        data = bytearray(good)
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(data[: chance.choice([len(data), chance.randrange(len(data))])])
        try:
            loaded = load_cases(path)
        except ExerciseError:
            outcomes.add("refused")
        else:
            outcomes.add("whole")
            assert [str(case) for case in loaded.cases] == [str(case) for case in cases]
            assert [case.recorded for case in loaded.cases] == [case.recorded for case in cases]

    assert "refused" in outcomes


def test_a_damaged_recording_is_a_regrade_and_not_a_failure(tmp_path):
    """Checks that compare with recorded answers are left unscored where these are damaged."""
    from convgrade.checks.verdicts import ending_of

    path = tmp_path / "recorded.npz"
    path.write_bytes(b"")
    with pytest.raises(ExerciseError) as caught:
        load_cases(path)

    ending = ending_of(caught.value, "test_public.py")

    assert (ending.outcome.name, ending.grader_traceback) == ("GRADER_ERROR", str(caught.value))
