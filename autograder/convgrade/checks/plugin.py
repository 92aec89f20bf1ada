"""The pytest plugin: the fixtures of check files, for the grader and for a student's own ``pytest``.

It is inert in files that are no checks.  Metadata comes from the decorators of gradescope-utils.
"""

from collections.abc import Callable, Generator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from convgrade.checks import parameters
from convgrade.checks.cases import Recorded
from convgrade.checks.context import Context, check_id
from convgrade.checks.faults import ShrunkEnough
from convgrade.checks.student import Student
from convgrade.checks.trials import NotingCaller
from convgrade.core.exercise import Exercise

if TYPE_CHECKING:
    from convgrade.checks.timing import Speed
    from convgrade.checks.variant import Variant

CONTEXT = pytest.StashKey[Context]()
_FOLDERS = pytest.StashKey[dict[Path, Context | None]]()


def pytest_configure(config: pytest.Config) -> None:
    """Prepare the place where contexts of plain pytest runs are kept."""
    config.stash[_FOLDERS] = {}


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the workers of a plain pytest run."""
    for context in filter(None, config.stash[_FOLDERS].values()):
        from convgrade.checks import folder  # noqa: PLC0415 - other projects' runs need none of it

        folder.close(context)


def context_of(config: pytest.Config, path: Path) -> Context | None:
    """Return the context of a check file: the grader's, or one for the folder in which it lies."""
    given = config.stash.get(CONTEXT, None)
    if given is not None:
        return given
    folders = config.stash[_FOLDERS]
    if path.parent not in folders:
        from convgrade.checks import folder  # noqa: PLC0415 - other projects' runs need none of it

        root = folder.assignment_folder(path)
        known = {context.assignment.folder: context for context in folders.values() if context}
        folders[path.parent] = known.get(root) or folder.context_for(root) if root else None
    return folders[path.parent]


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Seed the fresh cases of every check."""
    budgets: dict[str, Any] = {}
    for item in items:
        if not isinstance(item, pytest.Function) or "student" not in item.fixturenames:
            continue
        context = context_of(config, item.path)
        exercise = context.exercise_of(item.path) if context else None
        if context and exercise:
            from convgrade.checks import fresh  # noqa: PLC0415 - imports Hypothesis

            budget = budgets.setdefault(exercise.name, fresh.ShrinkBudget())
            fresh.prepare(item.obj, context.seed_of(f"{exercise.name}::{item.originalname}"), budget)


@pytest.hookimpl(wrapper=True)
def pytest_pyfunc_call() -> Generator[None, object, object]:
    """Report the smallest failing input of a property check, once it has been looked for long enough."""
    try:
        return (yield)
    except ShrunkEnough as enough:
        raise enough.failure from None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Show a student the message of a failed check, without the grader's traceback."""
    report = yield
    if call.excinfo is not None and "student" in getattr(item, "fixturenames", ()):
        from convgrade.checks import verdicts  # noqa: PLC0415 - other projects' runs need none of it

        message = verdicts.message_for_student(call.excinfo.value)
        if message is not None:
            claim = verdicts.claim_of(getattr(item, "obj", None))
            report.longrepr = f"{claim}\n\n{message}\n"
    return report


def _exercise(request: pytest.FixtureRequest) -> tuple[Context, Exercise]:
    context = context_of(request.config, request.path)
    exercise = context.exercise_of(request.path) if context else None
    if context is None or exercise is None:
        raise pytest.UsageError(
            f"{request.path} is no check file: convgrade's fixtures work only in those of an assignment"
        )
    return context, exercise


def _parameters_of(context: Context, exercise: Exercise) -> Callable[[str], Sequence[str]]:
    """Return what tells the names of a function's parameters: the solution, or at home the student's own file."""

    def parameters_of(function: str) -> Sequence[str]:
        if exercise.solution is not None:
            return parameters.of_function(getattr(context.reference(exercise), function))
        path = exercise.folder / exercise.file_name
        text = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
        return parameters.in_source(text, function)

    return parameters_of


def _right_answers(context: Context, exercise: Exercise) -> Callable[..., Any] | None:
    """Return what answers a call as the solution does, where there is one."""
    if exercise.solution is None:
        return None
    return lambda function, args, kwargs: getattr(context.reference(exercise), function)(*args, **kwargs)


@pytest.fixture
def student(request: pytest.FixtureRequest) -> Generator[Student]:
    """Return the student's functions: ``student.conv2d(x, weight)``."""
    context, exercise = _exercise(request)
    caller = context.caller(exercise)
    caller.begin_check()
    name = getattr(request.node, "originalname", None) or request.node.name
    log = context.log_of(check_id(exercise, request.path, name))
    token = parameters.parameters_of.set(_parameters_of(context, exercise))
    yield Student(exercise, NotingCaller(caller, log, _right_answers(context, exercise)))
    parameters.parameters_of.reset(token)


@pytest.fixture
def speed(student: Student, request: pytest.FixtureRequest) -> "Speed":
    """Return what grades the speed of the student's functions: ``speed.measured_on(shapes)``."""
    from convgrade.checks.timing import Speed  # noqa: PLC0415 - few checks ask for it

    context, exercise = _exercise(request)
    for name in exercise.functions:
        getattr(student, name)  # a missing function fails the check before a process is started
    known_as = check_id(exercise, request.path, request.node.name)
    caller = context.caller(exercise)
    return Speed(lambda: caller.sides(exercise), context.seed_of(known_as), context.remarks_of(known_as))


@pytest.fixture
def fresh_seed(request: pytest.FixtureRequest) -> int:
    """Return a number that follows from the submission and the release's secret, for what a check draws itself."""
    context, exercise = _exercise(request)
    name = getattr(request.node, "originalname", None) or request.node.name
    return context.seed_of(f"{exercise.name}::{name}")


@pytest.fixture
def variant(request: pytest.FixtureRequest) -> "Variant":
    """Return what gives every student numbers of their own: ``variant.numbers(units=range(300, 700))``."""
    from convgrade.checks.variant import Variant  # noqa: PLC0415 - few checks ask for it

    context, exercise = _exercise(request)
    remarks = context.remarks_of(check_id(exercise, request.path, request.node.name))
    key = "\n".join((context.assignment.variants, context.assignment.name, exercise.name))
    return Variant(key, context.student, remarks)


@pytest.fixture
def reference(request: pytest.FixtureRequest) -> ModuleType:
    """Return the solution's functions."""
    context, exercise = _exercise(request)
    return context.reference(exercise)


@pytest.fixture
def recorded_cases(request: pytest.FixtureRequest) -> Recorded:
    """Return the recorded cases of the exercise."""
    context, exercise = _exercise(request)
    return context.recording(exercise)


@pytest.fixture
def set_score() -> None:
    """Stand in for what ``partial_credit`` passes to a check."""


@pytest.fixture
def set_leaderboard_value() -> None:
    """Stand in for what ``leaderboard`` passes to a check."""
