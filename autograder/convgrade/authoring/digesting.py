"""Make the digests by which convgrade names mistakes at home."""

import inspect
import io
import runpy
import warnings
from collections.abc import Callable, Collection
from contextlib import redirect_stdout
from dataclasses import replace
from typing import Any

import numpy as np

from convgrade.checks.collector import run_checks
from convgrade.checks.context import Context
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.trials import Trial
from convgrade.core.exercise import Assignment, Exercise
from convgrade.grading.digests import make_digests
from convgrade.grading.suspects import line_up

_MOST_PAIRS = 60
"""Of the commonest pairs of mistakes, for the size of the files."""
_SHORT = (np.dtype(np.float32), np.dtype(np.float16))
_SEED = b"fresh cases are left out"


def digests_text(assignment: Assignment, exercise: Exercise) -> str | None:
    """Return what a student's folder keeps to name mistakes, or None where there is nothing to keep.

    Parameters
    ----------
    assignment, exercise
        In the private layout.

    Returns
    -------
    str
        JSON: the words of the mistakes, and digests of what they answer to the calls of public checks.
        No code, and no answer.  None without misconceptions, and without calls that may be told.
    """
    context = Context(assignment, lambda _: InProcessCaller(functions), _SEED)
    with redirect_stdout(io.StringIO()), warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        solution = context.reference(exercise)
        functions = {name: getattr(solution, name) for name in exercise.functions}
        reference, suspects, pairs = line_up(exercise, context)
        if not suspects:
            return None
        run_checks(context, [replace(exercise, hidden_checks=None)])
        drawn = _drawn_checks(exercise)
        logs = [log for check_id, log in context.trials.items() if check_id.split("::")[1] not in drawn]
        trials = [trial for log in logs for trial in log if _has_arguments(trial)]
        trials = [trial for trial in trials if not is_rounded(reference.answer(trial).value)]
        return make_digests(reference, suspects, trials, pairs[:_MOST_PAIRS]).text() if trials else None


def _has_arguments(trial: Trial) -> bool:
    """Return whether a call has arguments: without any, a digest would confirm guesses."""
    return bool(trial.args or trial.kwargs)


def is_rounded(value: Any) -> bool:
    """Return whether an answer holds fractions in float32, whose last digits differ from machine to machine.

    A digest has nine digits of every number, and float32 has seven.

    Parameters
    ----------
    value : object
        Of any kind that crosses to a worker.
    """
    if isinstance(value, dict | list | tuple):
        return any(map(is_rounded, value.values() if isinstance(value, dict) else value))
    if not isinstance(value, np.ndarray | np.generic) or value.dtype not in _SHORT:
        return False
    return not np.array_equal(value, np.round(value), equal_nan=True)


def _drawn_checks(exercise: Exercise) -> set[str]:
    """Return the names of the public checks whose cases are drawn: at home they draw others."""
    names = runpy.run_path(str(exercise.public_checks))
    checks = {name: value for name, value in names.items() if name.startswith("test_")}
    return {name for name, value in checks.items() if hasattr(value, "hypothesis") or "variant" in _fixtures(value)}


def _fixtures(check: Callable[..., Any]) -> Collection[str]:
    return inspect.signature(check).parameters
