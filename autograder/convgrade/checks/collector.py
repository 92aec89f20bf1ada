"""Run an assignment's checks with pytest and collect one result per check."""

import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from convgrade.checks import plugin
from convgrade.checks.context import Context, check_id
from convgrade.checks.fresh import independent_of_modules
from convgrade.checks.remarks import Remarks
from convgrade.checks.replay import Examples
from convgrade.checks.verdicts import CALM_SENTENCE, Ending, claim_of, ending_of
from convgrade.core.errors import ExerciseError, WorkerError
from convgrade.core.exercise import Exercise
from convgrade.core.results import Check, CheckResult, Leaderboard, Outcome, Visibility


@dataclass
class _Run:
    """One check while it runs: a parametrised check has several endings."""

    check: Check
    item: pytest.Function
    remarks: Remarks
    endings: list[Ending] = field(default_factory=list)
    seconds: float = 0.0
    student_seconds: float = 0.0


class Collector:
    """A pytest plugin that turns the items of check files into check results.

    Parameters
    ----------
    context : Context
        The run's assignment, callers and seed.
    progress : callable, optional
        Called with each result as soon as it is known.
    """

    def __init__(self, context: Context, progress: Callable[[CheckResult], None] | None = None) -> None:
        self._context = context
        self._progress = progress
        self._runs: dict[str, _Run] = {}
        self._broken: list[tuple[Path, str]] = []
        self.fault: WorkerError | None = None

    def results(self, exercise: Exercise) -> list[CheckResult]:
        """Return the results of one exercise, in the order of its checks."""
        results = [_result(run) for run in self._runs.values() if run.check.exercise == exercise.name]
        for path, text in self._broken:
            if path in exercise.check_files:
                missing = exercise.points - sum(r.check.points for r in results if not r.check.is_bonus)
                results.append(_broken_file(exercise, path, text, missing))
        return results

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note a check file that cannot be loaded: a grader error."""
        if report.failed:
            self._broken.append((self._context.assignment.folder / report.nodeid, str(report.longrepr)))

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Make a check of every collected function; their tracebacks are nobody's, and take time to write."""
        session.config.option.tbstyle = "value"
        for item in session.items:
            exercise = self._context.exercise_of(item.path)
            if exercise is None or not isinstance(item, pytest.Function):
                continue
            known_as = self._id(item)
            if known_as not in self._runs:
                count = sum(run.check.exercise == exercise.name for run in self._runs.values())
                check = _check(exercise, item, known_as, count + 1)
                self._runs[known_as] = _Run(check, item, self._context.remarks_of(known_as))

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Time a check, and note how long the student's code ran."""
        run = self._runs.get(self._id(item))
        begun = time.monotonic()
        result = yield
        if run is not None:
            run.seconds += time.monotonic() - begun
            run.student_seconds += (
                self._context.callers[run.check.exercise].student_seconds
                if (run.check.exercise in self._context.callers)
                else 0.0
            )
            if self._progress:
                self._progress(_result(run))
        return result

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Do not run a check whose prerequisite did not pass."""
        run = self._runs.get(self._id(item))
        exercise = self._context.exercise_of(item.path)
        if run is None or exercise is None:
            return
        for name in exercise.prerequisites.get(getattr(item, "originalname", ""), ()):
            other = self._named(exercise, name)
            if other is not None and not _passed(other):
                shown = other.check.visibility is Visibility.VISIBLE
                pytest.skip(f"it builds on “{other.check.claim}”" if shown else "it builds on another check")

    def _named(self, exercise: Exercise, name: str) -> _Run | None:
        runs = (run for run in self._runs.values() if run.check.exercise == exercise.name)
        return next((run for run in runs if run.check.id.endswith(f"::{name}")), None)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[Any]:
        """Note how each phase of a check ended."""
        report = yield
        run = self._runs.get(self._id(item))
        if run is not None and (call.when == "call" or call.excinfo is not None):
            error = call.excinfo.value if call.excinfo is not None else None
            run.endings.append(ending_of(error, str(item.path)))
            if isinstance(error, WorkerError):  # each further check would wait for a process too, and in vain
                self.fault = error
                item.session.shouldstop = str(error)
        return report

    def _id(self, item: pytest.Item) -> str:
        exercise = self._context.exercise_of(item.path)
        name = getattr(item, "originalname", None) or item.name
        return check_id(exercise, item.path, name) if exercise else f"?/{item.path.name}::{name}"


def run_checks(
    context: Context,
    exercises: Sequence[Exercise],
    progress: Callable[[CheckResult], None] | None = None,
    *,
    stop_at_first: bool = False,
    examples: Examples | None = None,
) -> Collector:
    """Run the checks of some exercises and return what came out.

    Parameters
    ----------
    context : Context
        The run's assignment, callers and seed.
    exercises : sequence of Exercise
        Which exercises' checks to run, in this order.
    progress : callable, optional
        Called with each result as soon as it is known.
    stop_at_first : bool, optional
        Leave the other checks out once one has not passed.
    examples : Examples, optional
        Remembers what property checks draw, for further runs of the same checks with the same seed.

    Raises
    ------
    ExerciseError
        If pytest cannot run the checks.
    WorkerError
        If student code cannot be run on this machine: no verdict would be one on the submission.
    KeyboardInterrupt
        If somebody interrupts the run: results of a part of the checks are no results.
    """
    collector = Collector(context, progress)
    files = [str(path) for exercise in exercises for path in exercise.check_files]
    root = str(context.assignment.folder)
    options = ["--noconftest", "--import-mode=importlib", "--assert=plain", "-s", f"--rootdir={root}", "-c", os.devnull]
    options += ["--continue-on-collection-errors", *(f"-pno:{name}" for name in _NOT_NEEDED)]
    options += [f"--confcutdir={root}"]  # otherwise pytest lists every folder above, and some may not be listed
    options += ["--maxfail=1"] if stop_at_first else []
    plugins = [plugin, _Configure(context), collector, *([examples] if examples else [])]
    with _only_our_plugins(), _imported_anew(files), independent_of_modules():
        ended = pytest.main([*options, *files], plugins=plugins)
    if collector.fault:
        raise collector.fault
    if ended == pytest.ExitCode.INTERRUPTED:
        raise KeyboardInterrupt
    if ended not in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        raise ExerciseError(f"pytest could not run the checks of {context.assignment.name}: it ended with {ended!r}")
    return collector


_NOT_NEEDED = ("cacheprovider", "terminal", "faulthandler", "unraisableexception")
"""Plugins of pytest that would write, take over handlers, or collect garbage after every run."""


class _Configure:
    """Hands the context to the fixtures before any check is collected."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @pytest.hookimpl(tryfirst=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[plugin.CONTEXT] = self._context
        config.option.tbstyle = "native"  # pytest's own style parses every source file of a traceback


@contextmanager
def _imported_anew(files: Sequence[str]) -> Iterator[None]:
    """Forget check modules after a run: pytest would take another run's module of the same name for them."""
    try:
        yield
    finally:
        for name, module in list(sys.modules.items()):
            if getattr(module, "__file__", None) in files:
                del sys.modules[name]


@contextmanager
def _only_our_plugins() -> Iterator[None]:
    """Keep plugins that happen to be installed (random order, parallel runs) out of a grading."""
    names = ("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "PYTEST_ADDOPTS", "PYTEST_PLUGINS")
    before = {name: os.environ.pop(name, None) for name in names}
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name, None)
            if value is not None:
                os.environ[name] = value


def _check(exercise: Exercise, item: pytest.Function, known_as: str, position: int) -> Check:
    test = item.obj
    return Check(
        id=known_as,
        exercise=exercise.name,
        claim=claim_of(test) or item.originalname,
        points=float(getattr(test, "__weight__", 1)),
        number=str(getattr(test, "__number__", f"{exercise.order}.{position}")),
        visibility=Visibility(getattr(test, "__visibility__", Visibility.VISIBLE)),
        tags=tuple(getattr(test, "__tags__", ())),
        hide_errors=getattr(test, "__hide_errors__", None),
    )


def _passed(run: _Run) -> bool:
    return bool(run.endings) and all(ending.outcome is Outcome.PASSED for ending in run.endings)


def _result(run: _Run) -> CheckResult:
    """Return the verdict: a check passes if all its runs did; otherwise the first that did not decides."""
    ending = next((e for e in run.endings if e.outcome is not Outcome.PASSED), None)
    if ending is None:
        ending = run.endings[0] if run.endings else Ending(Outcome.NOT_RUN, "not run: grading ended before")
    score, mistake = _score(run, ending)
    if mistake:
        ending = Ending(Outcome.GRADER_ERROR, CALM_SENTENCE, grader_traceback=mistake)
    column = _attribute(run.item.obj, "__leaderboard_value__")
    board = None
    if column is not None:
        order = getattr(run.item.obj, "__leaderboard_sort_order__", "desc")
        board = Leaderboard(getattr(run.item.obj, "__leaderboard_column__"), column, order)  # noqa: B009 - set by gradescope-utils
    return CheckResult(
        run.check,
        ending.outcome,
        score,
        message=ending.message,
        call=ending.call,
        notes=tuple(run.remarks.notes),
        seconds=run.seconds,
        student_seconds=run.student_seconds,
        leaderboard=board,
        grader_traceback=ending.grader_traceback,
        extra=dict(run.remarks.extra),
    )


def _score(run: _Run, ending: Ending) -> tuple[float, str | None]:
    """Return the points, and what is wrong with the check if it set an impossible score."""
    if ending.outcome not in (Outcome.PASSED, Outcome.FAILED):
        return 0.0, None
    given = _attribute(run.item.obj, "__score__")
    if given is None:
        return (run.check.points if ending.outcome is Outcome.PASSED else 0.0), None
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given <= run.check.points:
        return 0.0, f"{run.check.id}: set_score({given!r}) must be a number from 0 to {run.check.points:g}"
    return float(given), None


def _attribute(function: Any, name: str) -> Any:
    """Return what a decorator of gradescope-utils left on a check, however the check is wrapped."""
    while function is not None:
        if name in vars(function):
            return vars(function)[name]
        function = getattr(function, "__wrapped__", None)
    return None


def _broken_file(exercise: Exercise, path: Path, text: str, points: float) -> CheckResult:
    check = Check(
        id=f"{exercise.name}/{path.name}",
        exercise=exercise.name,
        claim=f"The checks in {path.name}",
        points=max(points, 0.0),
        number=f"{exercise.order}.0",
    )
    return CheckResult(check, Outcome.GRADER_ERROR, 0.0, message=CALM_SENTENCE, grader_traceback=text)
