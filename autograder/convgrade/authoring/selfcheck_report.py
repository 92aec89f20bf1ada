"""Show what selfcheck found out: a table for people, JSON for machines."""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from convgrade.authoring.selfcheck import Progress as Report
from convgrade.authoring.selfcheck import Proof, selfcheck, size_figures
from convgrade.core.errors import ExerciseError, ExitCode


def selfcheck_and_show(
    course: Path, which: Sequence[str], *, as_json: bool, jobs: int | None, cached: bool
) -> ExitCode:
    """Prove exercises and print what was found out.

    Parameters
    ----------
    course : Path
        The private layout.
    which : sequence of str
        Assignments or exercises; all where it is empty.
    as_json : bool
        Print JSON instead of a table.
    jobs : int or None
        How many processes; as many as there are processors by default.
    cached : bool
        Whether to take over what was proved earlier.

    Returns
    -------
    ExitCode
        ALL_POINTS only if nothing is wrong.
    """
    with _progress() as progress:
        proofs = selfcheck(course, which, jobs=jobs or _processors(), cached=cached, progress=progress)
    console = Console(soft_wrap=as_json)
    if as_json:
        console.print(json.dumps(as_document(proofs), indent=1), markup=False, highlight=False)
    else:
        _print(proofs, console)
    return ExitCode.POINTS_MISSING if any(proof.problems for proof in proofs) else ExitCode.ALL_POINTS


def require_sound(course: Path, which: Sequence[str]) -> None:
    """Prove exercises before they are released.

    Raises
    ------
    ExerciseError
        If something is wrong with one; the message quotes the first problem.
    """
    with _progress() as progress:
        proofs = selfcheck(course, which, jobs=_processors(), progress=progress)
    wrong = [proof for proof in proofs if proof.problems]
    if wrong:
        first = wrong[0]
        raise ExerciseError(
            f"{first.name}: {first.problems[0]}; mend it and look at `convgrade selfcheck {first.name}` "
            "(release with --no-selfcheck only to try something out)"
        )


def as_document(proofs: Sequence[Proof]) -> dict[str, object]:
    """Return all that was found out, for machines."""
    sizes = [size for proof in proofs for size in proof.sizes]
    return {
        "ok": not any(proof.problems for proof in proofs),
        "exercises": [proof.as_json() for proof in proofs],
        "misconceptions": {
            "total": sum(len(proof.misconceptions) for proof in proofs),
            "caught": sum(proof.caught for proof in proofs),
            "named": sum(proof.named for proof in proofs),
        },
        "alternatives": {
            "total": sum(len(proof.alternatives) for proof in proofs),
            "full": sum(proof.full for proof in proofs),
        },
        "counterexamples": size_figures(sizes),
    }


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _print(proofs: Sequence[Proof], console: Console) -> None:
    console.print("Misconceptions that are caught and named; unusual right versions that get full marks ('right').\n")
    console.print(_table(proofs))
    sizes = [size for proof in proofs for size in proof.sizes]
    if sizes:
        figures = size_figures(sizes)
        console.print(
            f"Smallest failing calls: {figures['median']:g} numbers in the median, {figures['maximum']} at most.",
            highlight=False,
        )
    problems = [f"{proof.name}: {problem}" for proof in proofs for problem in proof.problems]
    for problem in problems:
        console.print(f"✗ {problem}", markup=False, highlight=False, soft_wrap=True)
    console.print(f"{len(problems)} problems." if problems else "All is right.", style="bold", highlight=False)


def _table(proofs: Sequence[Proof]) -> Table:
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False)
    table.add_column("")
    for title in ("Points", "Stub", "Solution", "Caught", "Named", "Right", "Checks"):
        table.add_column(title, justify="right", no_wrap=True)
    for assignment, some in groupby(proofs, key=lambda proof: proof.name.partition("/")[0]):
        table.add_row(assignment, style="bold")
        for proof in some:
            table.add_row(f"  {proof.name.partition('/')[2]}", *_row([proof]))
    table.add_row("all", *_row(proofs), style="bold")
    return table


def _row(proofs: Sequence[Proof]) -> list[str]:
    """Return the figures of one exercise, or the sums of several."""
    wrong = sum(len(proof.misconceptions) for proof in proofs)
    return [
        f"{sum(proof.points for proof in proofs):g}",
        f"{sum(proof.basics['stub_score'] for proof in proofs):g}",
        f"{sum(proof.basics['solution_score'] for proof in proofs):g}",
        f"{sum(proof.caught for proof in proofs)}/{wrong}",
        f"{sum(proof.named for proof in proofs)}/{wrong}",
        f"{sum(proof.full for proof in proofs)}/{sum(len(proof.alternatives) for proof in proofs)}",
        str(sum(len(proof.basics["checks"]) for proof in proofs)),
    ]


@contextmanager
def _progress() -> Iterator[Report | None]:
    """Show a bar on a terminal; what is printed for machines stays clean."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        known: dict[str, tuple[int, int]] = {}
        task = bar.add_task("selfcheck")

        def show(name: str, done: int, total: int) -> None:
            known[name] = (done, max(done, total))
            counts = list(known.values())
            bar.update(task, description=name, completed=sum(c[0] for c in counts), total=sum(c[1] for c in counts))

        yield show
