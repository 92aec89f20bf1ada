"""Say what this machine gives: where student code runs, and what of PyTorch is there."""

import platform
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from convgrade import __version__
from convgrade.checks.cases import load_cases
from convgrade.core.errors import ConvgradeError, ExitCode
from convgrade.core.exercise import Assignment, assignment_names, load_assignment
from convgrade.grading.pytorch import oracle_of
from convgrade.worker.client import start_workers

Line = tuple[str, str]


def print_doctor(root: Path) -> ExitCode:
    """Print facts about this machine, each found out by trying.

    Parameters
    ----------
    root : Path
        The course whose recordings are looked at; it may be missing.

    Returns
    -------
    ExitCode
        GRADER_ERROR if no student code can be run here.
    """
    console = Console()
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    code = ExitCode.ALL_POINTS
    try:
        for line in [*_machine(), *_worker()]:
            table.add_row(*line)
    except ConvgradeError as error:
        table.add_row("student code", f"cannot be run here: {error}")
        code = ExitCode.GRADER_ERROR
    assignments = [load_assignment(root / name) for name in assignment_names(root)]
    for line in [*_pytorch(assignments), *_recordings(assignments)]:
        table.add_row(*line)
    console.print(table, highlight=False, markup=False)
    return code


def _machine() -> Iterator[Line]:
    yield "convgrade", __version__
    yield "Python", f"{platform.python_version()}, numpy {np.__version__}"
    yield "machine", f"{platform.system()} {platform.release()}, {platform.machine()}"


def _worker() -> Iterator[Line]:
    """Start workers and say what holds them."""
    with start_workers() as workers:
        isolation = workers.isolation
        begun = time.perf_counter()
        workers.start({}).close()
        milliseconds = 1000 * (time.perf_counter() - begun)
    yield "isolation", f"level {isolation.level!r}"
    yield "", f"in force: {', '.join(isolation.layers)}"
    if isolation.missing:
        yield "", f"missing: {'; '.join(isolation.missing)}"
    yield "worker", f"starts and ends in {milliseconds:.0f} ms"


def _pytorch(assignments: list[Assignment]) -> Iterator[Line]:
    """Say whether PyTorch can be asked live, and on which devices."""
    oracles = {assignment.domain: oracle_of(assignment) for assignment in assignments if assignment.domain}
    for domain, oracle in oracles.items():
        if oracle is None:
            continue
        if not oracle.available():
            yield (
                "PyTorch",
                f"not installed ({domain} then uses recorded answers alone): pip install 'convgrade[torch]'",
            )
            continue
        devices = ", ".join(f"{device} ({oracle.device_name(device)})" for device in oracle.devices())
        yield "PyTorch", f"{oracle.version()}, on {devices}"
        if "cuda" not in oracle.devices():
            yield "", "no CUDA device here: nothing is compared with one live"


def _recordings(assignments: list[Assignment]) -> Iterator[Line]:
    """Say which answers of PyTorch are recorded, and which devices are missing."""
    for assignment in assignments:
        for exercise in assignment.exercises:
            if not (exercise.folder / "cases.py").is_file():
                continue
            try:
                recorded = load_cases(exercise.recorded)
            except ConvgradeError as error:
                yield "recorded", str(error)
                continue
            missing = (
                "" if "cuda" in recorded.devices else "; nothing of CUDA: run `convgrade record` where there is one"
            )
            what = f"{len(recorded.cases)} cases by PyTorch {recorded.torch} on {', '.join(recorded.devices)}{missing}"
            yield "recorded", f"{assignment.name}/{exercise.name}: {what}"
