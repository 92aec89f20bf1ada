"""The table of a rehearsal, and whether the results are those of this machine."""

import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from convgrade.authoring.clean_root import prepare, require_tools
from convgrade.authoring.container import CleanRoot
from convgrade.authoring.docker import VARIANTS
from convgrade.authoring.graded_here import differences, grade_here
from convgrade.authoring.rehearse import Rehearsal, names_of, rehearse
from convgrade.authoring.stages import Stage, ThisMachine
from convgrade.core.errors import ExitCode, InputError

_LEVEL = re.compile(r"isolation level '(\w+)'")


def rehearse_and_show(zip_path: Path, submissions: Sequence[Path], keep: Path | None) -> ExitCode:
    """Rehearse in a folder of this machine, and print a table of what came out.

    Returns
    -------
    ExitCode
        GRADER_ERROR if a run left no valid results, ALL_POINTS otherwise: a rehearsal tests the
        zip, not the submissions.

    Raises
    ------
    ConvgradeError
        As in `rehearse`.
    """
    if sys.platform == "win32":
        raise InputError("a rehearsal runs Gradescope's scripts, which need bash and Unix: use Linux, macOS or WSL")
    console = Console()
    runs = _rehearse(console, zip_path, submissions, keep, ThisMachine)
    table = _table(zip_path, ("points", "seconds", "CPU s", "peak MiB"))
    table.add_column("problem" if any(run.problem for run in runs) else "", overflow="fold")
    for name, run in zip(names_of(submissions), runs, strict=True):
        figures = f"{run.seconds:.1f}", f"{run.cpu_seconds:.1f}", f"{run.peak_mib:.0f}"
        table.add_row(name, _points(run), *figures, run.problem or "")
    _show(console, table, runs, keep)
    return ExitCode.GRADER_ERROR if any(run.problem for run in runs) else ExitCode.ALL_POINTS


def rehearse_in_clean_root(
    zip_path: Path, submissions: Sequence[Path], keep: Path | None, root: Path, variants: Sequence[str]
) -> ExitCode:
    """Rehearse in containers over a clean root, and compare with what this machine gives.

    Parameters
    ----------
    zip_path, submissions, keep
        As in `rehearse`.
    root : Path
        Where the clean root is, or is to be made.
    variants : sequence of str
        Keys of `convgrade.authoring.docker.VARIANTS`.

    Returns
    -------
    ExitCode
        GRADER_ERROR if a run left no valid results, or others than this machine's.

    Raises
    ------
    InputError
        If something is missing; says how to get it.
    ConvgradeError
        As in `rehearse`.
    """
    unknown = [variant for variant in variants if variant not in VARIANTS]
    if unknown:
        raise InputError(f"there is no container {unknown[0]!r}: choose from {', '.join(VARIANTS)}")
    require_tools()
    console = Console()
    with console.status(f"looking at the clean root in {root}, or making it"):
        ready = prepare(root)
    runs = _rehearse(console, zip_path, submissions, keep, lambda folder: CleanRoot(ready, folder, variants))
    with console.status("grading here, to compare"):
        here = grade_here(zip_path, submissions)
    return _compare_and_show(console, zip_path, runs, here, keep)


def level_of(results: Mapping[str, Any]) -> str:
    """Return the isolation level that results name; a dash where they name none."""
    found = _LEVEL.search(str(results.get("output", "")))
    return found.group(1) if found else "-"


def _rehearse(
    console: Console, zip_path: Path, submissions: Sequence[Path], keep: Path | None, stage: Callable[[Path], Stage]
) -> list[Rehearsal]:
    with console.status("setup.sh and run_autograder are running"):
        return rehearse(zip_path, submissions, keep=keep, stage=stage)


def _compare_and_show(
    console: Console,
    zip_path: Path,
    runs: Sequence[Rehearsal],
    here: Mapping[Path, Mapping[str, Any]],
    keep: Path | None,
) -> ExitCode:
    submissions = list(dict.fromkeys(run.submission for run in runs))
    names = dict(zip(submissions, names_of(submissions), strict=True))
    variants = list(dict.fromkeys(run.variant for run in runs))
    problems: list[str] = []
    table = _table(zip_path, ("points", "isolation", "seconds", "peak MiB"))
    for variant in variants:
        table.add_section()
        table.add_row(f"in {variant}:")
        for run in (run for run in runs if run.variant == variant):
            problem = run.problem or differences(run.results, here[run.submission])
            problems += [f"{names[run.submission]} in {variant}: {problem}"] if problem else []
            mark = " !" if problem else ""
            row = f"  {names[run.submission]}{mark}", _points(run), level_of(run.results)
            table.add_row(*row, f"{run.seconds:.1f}", f"{run.peak_mib:.0f}")
    _show(console, table, runs, keep)
    for variant in variants:
        console.print(f"In {variant}: {VARIANTS[variant]}; Docker's default capabilities, no network.")
    console.print(f"Of {len(runs)} runs {len(runs) - len(problems)} gave the same results as this machine.")
    for problem in problems:
        console.print(f"! {problem}", markup=False)
    return ExitCode.GRADER_ERROR if problems else ExitCode.ALL_POINTS


def _table(zip_path: Path, columns: Sequence[str]) -> Table:
    table = Table(box=box.SIMPLE_HEAD, title=f"Rehearsal of {zip_path.name}", title_justify="left")
    table.add_column("submission", no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _points(run: Rehearsal) -> str:
    if run.problem:
        return "-"
    return f"{run.score:g} of {run.max_score:g}" + (f" + {run.bonus:g}" if run.bonus else "")


def _show(console: Console, table: Table, runs: Sequence[Rehearsal], keep: Path | None) -> None:
    console.print(table)
    if runs:
        taken = runs[0].set_up
        console.print(f"setup.sh took {taken.seconds:.0f} s, and installed packages of {taken.megabytes:.1f} MB.")
        console.print(f"Limits: {runs[0].limits}.")
    if keep is not None:
        pattern = f"{keep}/{'*/' if len({run.variant for run in runs}) > 1 else ''}*"
        console.print(
            f"Reports: {pattern}/output.txt (what staff read), {pattern}/results.json (what Gradescope reads)."
        )
