"""Every exercise of every course: its checks are right, strict, and do not punish right answers."""

import importlib.util
import itertools
from pathlib import Path

import pytest

from convgrade.authoring.record import AGREEMENT, cases_of, record
from convgrade.authoring.stubs import strip_solution
from convgrade.checks.bank import alternatives_of, misconceptions_of
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context, load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.core.exercise import assignment_names, load_assignment
from convgrade.core.results import Outcome

ROOT = Path(__file__).parents[1]
COURSES = [ROOT / "solutions", ROOT / "tests" / "second_course" / "solutions"]
ASSIGNMENTS = [load_assignment(course / name) for course in COURSES for name in assignment_names(course)]
EXERCISES = [(assignment, exercise) for assignment in ASSIGNMENTS for exercise in assignment.exercises]
SEED = b"a fixed seed: the same run every time"


def entries(file_name, entries_of, name_of):
    """Return one pytest parameter for every entry of a bank."""
    params = []
    for assignment, exercise in EXERCISES:
        path = exercise.folder / file_name
        for entry in entries_of(load_module(path)) if path.is_file() else []:
            label = f"{assignment.name}/{exercise.name}-{name_of(entry)}"
            params.append(pytest.param(assignment, exercise, entry, id=label))
    return params


def run(assignment, exercise, functions, **options):
    """Run the checks of one exercise against functions of this process."""
    context = Context(assignment, lambda _: InProcessCaller(functions), SEED)
    return run_checks(context, [exercise], **options).results(exercise)


def solution_functions(exercise):
    """Return the graded functions of the solution."""
    module = load_module(exercise.solution)
    return {name: getattr(module, name) for name in exercise.functions}


def replaced(exercise, entry):
    """Return the solution's functions with one replaced by a bank's entry."""
    return {**solution_functions(exercise), entry.function or exercise.functions[0]: entry.implementation}


def of_exercises():
    """Parametrise a test over all exercises."""
    return pytest.mark.parametrize(
        ("assignment", "exercise"), EXERCISES, ids=[f"{a.name}/{e.name}" for a, e in EXERCISES]
    )


@of_exercises()
def test_the_solution_gets_full_marks(assignment, exercise):
    """Every check passes on the worked solution, bonus included."""
    results = run(assignment, exercise, solution_functions(exercise))

    assert [(r.check.id, r.outcome, r.message) for r in results if r.outcome is not Outcome.PASSED] == []


@of_exercises()
def test_the_stub_gets_nothing(assignment, exercise):
    """No check passes on what students start from."""
    names = {}
    text = strip_solution(exercise.solution.read_text(encoding="utf-8"), str(exercise.solution))
    exec(compile(text, exercise.file_name, "exec"), names)

    results = run(assignment, exercise, {name: names[name] for name in exercise.functions})

    assert sum(result.score for result in results) == 0


@of_exercises()
def test_weights_add_up(assignment, exercise):
    """The checks' points are those that exercise.toml promises."""
    checks = [result.check for result in run(assignment, exercise, {})]

    assert sum(check.points for check in checks if not check.is_bonus) == exercise.points
    assert sum(check.points for check in checks if check.is_bonus) == exercise.bonus


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


@pytest.mark.parametrize(
    ("assignment", "exercise", "wrong"), entries("misconceptions.py", misconceptions_of, lambda entry: entry.id)
)
def test_every_misconception_is_caught(assignment, exercise, wrong):
    """A known wrong version loses points, and no check breaks on it."""
    results = run(assignment, exercise, replaced(exercise, wrong), stop_at_first=True)

    assert [result.check.id for result in results if result.grader_traceback] == []
    assert sum(result.score for result in results) < exercise.points + exercise.bonus


@pytest.mark.parametrize(
    ("assignment", "exercise", "right"), entries("alternatives.py", alternatives_of, lambda entry: entry.name)
)
def test_every_alternative_gets_full_marks(assignment, exercise, right):
    """A right version gets every point, however it is written."""
    results = run(assignment, exercise, replaced(exercise, right))

    assert [(r.check.id, r.outcome, r.message) for r in results if r.outcome is not Outcome.PASSED] == []


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
