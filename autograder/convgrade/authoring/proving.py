"""Prove one exercise: run its checks on the stub, the solution, every misconception and every alternative.

Run as a program it proves a part of the bank and prints one line of JSON for everything that it tried:
``python -m convgrade.authoring.proving COURSE ASSIGNMENT EXERCISE PART PARTS``.
"""

import copy
import functools
import gc
import io
import json
import sys
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from typing import Any

from convgrade.authoring.stubs import strip_solution
from convgrade.checks.bank import Alternative, Misconception, alternatives_of, misconceptions_of
from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context, load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.replay import Examples
from convgrade.checks.trials import Answer, Trial
from convgrade.core.exercise import Assignment, Exercise, find_assignment
from convgrade.core.results import CheckResult, Outcome
from convgrade.grading.diagnose import with_diagnosis
from convgrade.grading.evidence import Evidence
from convgrade.grading.suspects import Asked, Aspect, are_alike, is_right, line_up
from convgrade.worker.client import WorkerSource, start_workers
from convgrade.worker.protocol import fingerprint

Record = dict[str, Any]
Functions = Mapping[str, Callable[..., Any]]
_COLLECT_AFTER = 20_000
"""New objects between two collections of garbage: the process lives for seconds, and has memory enough."""
_LONG_SECONDS = 0.03
_SEED = b"a fixed seed: the same run every time"


class Prover:
    """Runs the checks of one exercise on implementations of it, all in this process, since all are trusted.

    Parameters
    ----------
    assignment : Assignment
        In the private layout.
    exercise : Exercise
        One of its exercises.
    """

    def __init__(self, assignment: Assignment, exercise: Exercise) -> None:
        self._workers: WorkerSource | None = None
        self._exercise = replace(exercise, prerequisites={})  # a check that waits for another shows nothing
        self._assignment = replace(assignment, exercises=(self._exercise,))
        solution = load_module(_solution(exercise))
        self._solution: Functions = {name: remembering(getattr(solution, name)) for name in exercise.functions}
        self._examples = Examples()
        self._results, context = self._run(self._solution)
        self._lined_up = line_up(self._exercise, context)

    def close(self) -> None:
        """End what was started to grade speed."""
        if self._workers is not None:
            self._workers.close()

    def records(self, part: int = 0, parts: int = 1) -> Iterator[Record]:
        """Yield what was found out, one record for everything that was tried.

        Parameters
        ----------
        part, parts : int
            Take every ``parts``-th entry of the bank from number ``part`` on; part 0 tries stub and solution too.
        """
        if part == 0:
            yield self._basics()
        entries: list[Misconception | Alternative] = [*self._bank("misconceptions.py", misconceptions_of)]
        entries += self._bank("alternatives.py", alternatives_of)
        for entry in entries[part::parts]:
            yield self._misconception(entry) if isinstance(entry, Misconception) else self._alternative(entry)

    def _bank(self, file_name: str, entries_of: Callable[[Any], list[Any]]) -> list[Any]:
        path = self._exercise.folder / file_name
        return entries_of(load_module(path)) if path.is_file() else []

    def _basics(self) -> Record:
        """Try the stub and the solution, and look at the checks' points and PyTorch's answers."""
        stub, _ = self._run(_stub_functions(self._exercise))
        checks = [result.check for result in self._results]
        return {
            "kind": "basics",
            "stub_score": _score(stub),
            "solution_score": _score(self._results),
            "solution_failed": _failed(self._results),
            "weights": sum(check.points for check in checks if not check.is_bonus),
            "bonus_weights": sum(check.points for check in checks if check.is_bonus),
            "checks": [
                {"id": c.id, "number": c.number, "claim": c.claim, "public": c.is_public, "points": c.points}
                for c in checks
            ],
            "disagrees": self._disagreements(),
            "grader_errors": _grader_errors([*stub, *self._results]),
        }

    def _misconception(self, entry: Misconception) -> Record:
        results, context = self._run(self._with(entry))
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            evidence = Evidence(results, context, self._lined_up.reference)
        named = with_diagnosis(self._exercise, results, context, self._lined_up, evidence)
        looks_like = [result.looks_like for result in named if result.looks_like]
        with redirect_stdout(io.StringIO()), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tied = sorted({name for names in looks_like for name in names} - {entry.id})
            told = any(entry.id in names for names in looks_like)
            named_right = told and all(entry.id in names for names in looks_like)
            named_right = named_right and all(self._behaves_as(entry, other, context) for other in tied)
        return {
            "kind": "misconception",
            "id": entry.id,
            "score": _score(results),
            "caught_by": _failed(results),
            "named": named_right,
            "looks_like": sorted({name for names in looks_like for name in names}),
            "size": min((failure.shown.size for failure in evidence.failures), default=None),
            "grader_errors": _grader_errors(results),
        }

    def _alternative(self, entry: Alternative) -> Record:
        results, _ = self._run(self._with(entry))
        return {
            "kind": "alternative",
            "name": entry.name,
            "score": _score(results),
            "failed": _failed(results),
            "grader_errors": _grader_errors(results),
        }

    def _run(self, functions: Functions) -> tuple[list[CheckResult], Context]:
        context = Context(self._assignment, lambda _: InProcessCaller(functions, self._started_workers), _SEED)
        with redirect_stdout(io.StringIO()):
            results = run_checks(context, [self._exercise], examples=self._examples).results(self._exercise)
        return results, context

    def _started_workers(self) -> WorkerSource:
        """Return where workers come from: speed is proved as it is graded, in processes of their own."""
        self._workers = self._workers or start_workers()
        return self._workers

    def _with(self, entry: Misconception | Alternative) -> Functions:
        return {**self._solution, entry.function or self._exercise.functions[0]: entry.implementation}

    def _behaves_as(self, entry: Misconception, other_id: str, context: Context) -> bool:
        """Return whether another misconception answers as this one on every recorded case, and all that was tried."""
        others = {other.id: other for other in self._bank("misconceptions.py", misconceptions_of)}
        one, other = Asked(self._with(entry)), Asked(self._with(others[other_id]))
        trials = [*self._recorded(), *(trial for log in context.trials.values() for trial in log)]
        return all(are_alike(one.answer(trial), other.answer(trial), Aspect.VALUE) for trial in trials)

    def _disagreements(self) -> list[str]:
        """Return the recorded cases on which the reference and PyTorch differ."""
        reference = Asked(self._solution)
        return [
            f"{trial.function}, case {number}: the reference and PyTorch on {device} differ"
            for number, trial in enumerate(self._recorded())
            for device, answer in trial.answer.value.items()
            if not is_right(reference.answer(trial), Answer(answer), trial)
        ]

    def _recorded(self) -> list[Trial]:
        """Return the recorded cases; the answers are PyTorch's, by device."""
        if not self._exercise.recorded.is_file():
            return []
        context = Context(self._assignment, lambda _: InProcessCaller(self._solution), _SEED)
        cases = context.recording(self._exercise).cases
        return [Trial(case.function, case.args, case.kwargs, Answer(dict(case.recorded))) for case in cases]


def remembering(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that keeps the answers that took it long: with each wrong version, the right rest runs again.

    Parameters
    ----------
    function : callable
        The same call of it always has the same answer.
    """
    known: dict[str, Any] = {}

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        key, begun = fingerprint((args, kwargs)), time.monotonic()
        if key in known:
            return copy.deepcopy(known[key])
        value = function(*args, **kwargs)
        if time.monotonic() - begun > _LONG_SECONDS:
            known[key] = copy.deepcopy(value)
        return value

    return called


def _solution(exercise: Exercise) -> Path:
    assert exercise.solution is not None, "exercises are proved in the private layout"
    return exercise.solution


def _stub_functions(exercise: Exercise) -> Functions:
    """Return the functions from which students start."""
    path = _solution(exercise)
    names: dict[str, Any] = {}
    text = strip_solution(path.read_text(encoding="utf-8"), str(path))
    exec(compile(text, exercise.file_name, "exec"), names)  # noqa: S102 - the instructor's own text
    return {name: names[name] for name in exercise.functions if name in names}


def _score(results: Sequence[CheckResult]) -> float:
    return sum(result.score for result in results)


def _failed(results: Sequence[CheckResult]) -> list[str]:
    """Return the ids of the checks that ran and did not pass with all points; one without points has to fail."""
    return [
        result.check.id
        for result in results
        if result.score < result.check.points or not (result.check.points or result.outcome is Outcome.PASSED)
        if result.outcome is not Outcome.NOT_RUN
    ]


def _grader_errors(results: Sequence[CheckResult]) -> list[str]:
    return [f"{result.check.id}: {result.grader_traceback}" for result in results if result.grader_traceback]


def main(arguments: Sequence[str]) -> None:
    """Prove a part of an exercise and print what was found out."""
    course, name, exercise, part, parts = arguments
    assignment = find_assignment(Path(course), name)
    prover = Prover(assignment, assignment.exercise(exercise))
    gc.freeze()  # what is loaded now stays, and need not be looked through again and again
    gc.set_threshold(_COLLECT_AFTER)
    try:
        for record in prover.records(int(part), int(parts)):
            print(json.dumps(record), flush=True)  # noqa: T201 - the program's output
    finally:
        prover.close()


if __name__ == "__main__":
    main(sys.argv[1:])
