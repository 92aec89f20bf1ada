"""What commands share that grade and then print: progress while it runs, a pipe that breaks, the exit code."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from rich.console import Console

from convgrade.core.errors import ConvgradeError, ExitCode
from convgrade.core.results import CheckResult, Report


@contextmanager
def printing(kept: str) -> Iterator[None]:
    """Say in a sentence that the report cannot be printed, such as into a pipe that nobody reads any more.

    Parameters
    ----------
    kept : str
        Where the results are all the same, or how to get them.
    """
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        with suppress(OSError, ValueError), Path(os.devnull).open("wb") as nowhere:
            os.dup2(nowhere.fileno(), sys.stdout.fileno())  # else Python tries once more when it ends
        raise ConvgradeError(f"the report cannot be printed: {error.strerror}; {kept}") from None


@contextmanager
def progress(console: Console) -> Iterator[Any]:
    """Show which check has just run, on a terminal."""
    if not console.is_terminal:
        yield None
        return
    with console.status("starting") as status:

        def show(result: CheckResult) -> None:
            status.update(f"{result.check.exercise}: {result.check.claim[:60]}")

        yield show


def finish(report: Report) -> ExitCode:
    """Print what only the instructor may read, each reason once, and return the exit code."""
    checks: dict[str, list[str]] = {}
    for result in report.results:
        if result.grader_traceback:
            checks.setdefault(result.grader_traceback, []).append(result.check.id)
    for reason, ids in checks.items():
        print(f"\ngrader error in {', '.join(ids)}:\n{reason}", file=sys.stderr)  # noqa: T201 - a terminal program
    if report.needs_regrade:
        return ExitCode.GRADER_ERROR
    required = sum(result.score for result in report.results if not result.check.is_bonus)
    return ExitCode.ALL_POINTS if required >= report.points else ExitCode.POINTS_MISSING
