"""Every exercise of every course: its checks are right, strict, and do not punish right answers."""

import importlib.util
import itertools
from pathlib import Path

import pytest

from convgrade.authoring.record import AGREEMENT, cases_of, record
from convgrade.authoring.selfcheck import selfcheck
from convgrade.checks.bank import misconceptions_of
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context, load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.exercise import assignment_names, load_assignment

ROOT = Path(__file__).parents[1]
COURSES = [ROOT / "solutions", ROOT / "tests" / "second_course" / "solutions"]
ASSIGNMENTS = [load_assignment(course / name) for course in COURSES for name in assignment_names(course)]
EXERCISES = [(assignment, exercise) for assignment in ASSIGNMENTS for exercise in assignment.exercises]
SEED = b"a fixed seed: the same run every time"


def run(assignment, exercise, functions, **options):
    """Run the checks of one exercise against functions of this process."""
    context = Context(assignment, lambda _: InProcessCaller(functions), SEED)
    return run_checks(context, [exercise], **options).results(exercise)


def of_exercises():
    """Parametrise a test over all exercises."""
    return pytest.mark.parametrize(
        ("assignment", "exercise"), EXERCISES, ids=[f"{a.name}/{e.name}" for a, e in EXERCISES]
    )


@of_exercises()
def test_selfcheck_finds_nothing_wrong(assignment, exercise):
    """Stub nothing, solution and alternatives everything, every misconception caught and nearly all named."""
    (proof,) = selfcheck(assignment.folder.parent, [f"{assignment.name}/{exercise.name}"])

    assert proof.problems == ()
    assert proof.caught == len(proof.misconceptions)
    assert proof.named >= 0.95 * len(proof.misconceptions)


@of_exercises()
def test_every_check_is_a_sentence(assignment, exercise):
    """Every check's docstring is a claim that a student can read, and no two are the same."""
    claims = [result.check.claim for result in run(assignment, exercise, {})]

    assert all(claim.endswith(".") and " " in claim for claim in claims)
    assert len(set(claims)) == len(claims)


@of_exercises()
def test_every_prerequisite_is_a_check(assignment, exercise):
    """Prerequisites name checks of the exercise."""
    names = {result.check.id.split("::")[1] for result in run(assignment, exercise, {})}

    assert set(exercise.prerequisites) | set(itertools.chain(*exercise.prerequisites.values())) <= names


@of_exercises()
def test_misconception_ids_are_unique(assignment, exercise):
    """No two misconceptions of an exercise share an id."""
    path = exercise.folder / "misconceptions.py"
    ids = [entry.id for entry in misconceptions_of(load_module(path))]

    assert len(set(ids)) == len(ids)


@pytest.mark.skipif(
    importlib.util.find_spec("torch") is None, reason="PyTorch is not installed: nothing to compare with"
)
@pytest.mark.parametrize(
    ("assignment", "exercise"),
    [pytest.param(a, e, id=f"{a.name}/{e.name}") for a, e in EXERCISES if (e.folder / "cases.py").is_file()],
)
def test_recorded_answers_are_pytorchs(assignment, exercise):
    """PyTorch, asked anew on the CPU, gives the recorded answers to every case."""
    assert cases_of(exercise)

    recording = record(assignment, exercise, ["cpu"])

    assert recording.changed == (), f"answers differ by more than {AGREEMENT}: run `convgrade record`"
