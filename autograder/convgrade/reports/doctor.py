"""Say what this machine gives: where student code runs, and what of PyTorch is there."""

import platform
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from convgrade import __version__
from convgrade.checks.cases import Recorded, load_cases
from convgrade.core.errors import ConvgradeError, ExitCode
from convgrade.core.exercise import Assignment, assignment_names, load_assignment
from convgrade.grading.pytorch import oracle_of
from convgrade.reports import held
from convgrade.worker.attempts import Finding
from convgrade.worker.levels import Level

Line = tuple[str, str]


BELOW = ExitCode.POINTS_MISSING
"""Isolation is below what is required: the number that says "not everything" elsewhere, too."""


def print_doctor(root: Path, required: Level = Level.PROCESS) -> ExitCode:
    """Print facts about this machine, each found out by trying.

    Parameters
    ----------
    root : Path
        The course whose files must be closed, and whose recordings are looked at; it may be missing.
    required : Level, optional
        How firmly student code has to be held.

    Returns
    -------
    ExitCode
        BELOW if it is held less firmly, GRADER_ERROR if no student code can be run here.
    """
    console = Console()
    code = ExitCode.ALL_POINTS
    told = list(_machine())
    findings: Sequence[Finding] = ()
    try:
        holding = held.try_out([root])
    except ConvgradeError as error:
        told.append(("student code", f"cannot be run here: {error}"))
        code = ExitCode.GRADER_ERROR
    else:
        told += held.lines(holding, required)
        if not root.is_dir():
            told.append(
                ("", f"there is no {root} here, so no worker tried to open a course's files: --assignments DIR")
            )
        findings = holding.findings
        code = ExitCode.ALL_POINTS if holding.level.reaches(required) else BELOW
    assignments = [load_assignment(root / name) for name in assignment_names(root)]
    _print(console, [*told, *_pytorch(assignments), *_recordings(assignments)])
    if findings:
        console.print()
        console.print(held.table(findings), highlight=False, markup=False)
    return code


def _print(console: Console, lines: Sequence[Line]) -> None:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")
    for line in lines:
        table.add_row(*line)
    console.print(table, highlight=False, markup=False)


def _machine() -> Iterator[Line]:
    yield "convgrade", __version__
    yield "Python", f"{platform.python_version()}, numpy {np.__version__}"
    yield "machine", f"{platform.system()} {platform.release()}, {platform.machine()}"


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
        yield "PyTorch", f"{oracle.version()}, {oracle.build()}, on {devices}"
        driver = oracle.driver()
        yield "driver", f"NVIDIA {driver}" if driver else "none of NVIDIA is loaded"
        if reason := oracle.why_no_cuda():
            yield "", f"nothing is compared with CUDA live: {reason}"


def _recordings(assignments: list[Assignment]) -> Iterator[Line]:
    """Say which answers of PyTorch are recorded, alike ones in one line, and which devices are missing."""
    for assignment in assignments:
        counts: dict[str, list[int]] = {}
        for exercise in assignment.exercises:
            if not (exercise.folder / "cases.py").is_file():
                continue
            try:
                recorded = load_cases(exercise.recorded)
            except ConvgradeError as error:
                yield "recorded", str(error)
                continue
            by = ", ".join(f"PyTorch {recorded.version_of(device)} on {device}" for device in recorded.devices)
            missing = _without_cuda(recorded)
            counts.setdefault(f"{by}{missing}", []).append(len(recorded.cases))
        for by, cases in counts.items():
            exercises = f"{len(cases)} exercise{'s' if len(cases) > 1 else ''}"
            yield "recorded", f"{assignment.name}: {sum(cases)} cases of {exercises} by {by}"


def _without_cuda(recorded: Recorded) -> str:
    missing = recorded.without("cuda")
    if not missing:
        return ""
    which = "none" if missing == len(recorded.cases) else f"{missing} not"
    return f", {which} on CUDA (`convgrade record --device cuda` where there is one)"
