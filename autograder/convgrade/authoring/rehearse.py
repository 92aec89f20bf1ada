"""Run an autograder zip as Gradescope would: its folders, its scripts, its limits."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from convgrade.authoring.layout import Layout
from convgrade.authoring.limits import Group, limited_group
from convgrade.core.errors import ConvgradeError, ExitCode, InputError
from convgrade.reports.schema import validate

GRADESCOPE_MEMORY_MIB = 768
GRADESCOPE_CPUS = 0.5
GRADESCOPE_SECONDS = 600.0
SETUP_SECONDS = 1800.0
_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True)
class Rehearsal:
    """How one submission fared.

    ``problem`` says in a sentence why there are no valid results, ``results_file`` where they were
    kept; ``exit_code`` is None where the run was ended at its time limit.
    """

    submission: Path
    limits: str
    seconds: float
    cpu_seconds: float
    peak_mib: float
    exit_code: int | None
    results: Mapping[str, Any] = field(default_factory=dict)
    results_file: Path | None = None
    problem: str | None = None

    @property
    def score(self) -> float:
        """Return the points earned, without bonus."""
        return float(sum(test["score"] for test in self.results.get("tests", ()) if "bonus" not in test["tags"]))

    @property
    def bonus(self) -> float:
        """Return the points earned on top."""
        return float(sum(test["score"] for test in self.results.get("tests", ()) if "bonus" in test["tags"]))

    @property
    def max_score(self) -> float:
        """Return the points of all tests, without bonus."""
        return float(sum(t["max_score"] for t in self.results.get("tests", ()) if "bonus" not in t["tags"]))


def rehearse(
    zip_path: Path,
    submissions: Sequence[Path],
    *,
    keep: Path | None = None,
    seconds: float = GRADESCOPE_SECONDS,
    memory_mib: int = GRADESCOPE_MEMORY_MIB,
    cpus: float = GRADESCOPE_CPUS,
) -> list[Rehearsal]:
    """Run ``setup.sh`` once and ``run_autograder`` for every submission, in a throw-away folder.

    Parameters
    ----------
    zip_path : Path
        What `convgrade release gradescope` built.
    submissions : sequence of Path
        Folders, zips or single files.
    keep : Path, optional
        Where each run's ``results.json`` and ``output.txt`` are kept, in a folder of its own.
    seconds : float, optional
        Wall-clock limit of one run.
    memory_mib, cpus : optional
        Limits of one run, in MiB and processors, where the machine lets us set them.

    Returns
    -------
    list of Rehearsal
        In the order of ``submissions``.

    Raises
    ------
    InputError
        If the zip or a submission cannot be read.
    ConvgradeError
        If ``setup.sh`` fails; the message ends with its last lines.
    """
    for path in (zip_path, *submissions):
        if not path.exists():
            raise InputError(f"{path} does not exist")
    with tempfile.TemporaryDirectory(prefix="convgrade-rehearsal-", ignore_cleanup_errors=True) as folder:
        layout = Layout(Path(folder) / "autograder")
        layout.base.mkdir()
        Path(folder).chmod(0o755)  # a worker with a user of its own must reach the Python in it
        layout.install(zip_path)
        _set_up(layout, zip_path)
        limits = _Limits(seconds, memory_mib, cpus)
        places = _places(keep, submissions)
        return [_run(layout, path, limits, place) for path, place in zip(submissions, places, strict=True)]


def rehearse_and_show(zip_path: Path, submissions: Sequence[Path], keep: Path | None) -> ExitCode:
    """Rehearse, and print a table of what came out.

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
    console = Console()
    with console.status("setup.sh and run_autograder are running"):
        rehearsals = rehearse(zip_path, submissions, keep=keep)
    table = Table(box=box.SIMPLE_HEAD, title=f"Rehearsal of {zip_path.name}", title_justify="left")
    table.add_column("submission", no_wrap=True)
    for column in ("points", "seconds", "CPU s", "peak MiB"):
        table.add_column(column, justify="right", no_wrap=True)
    table.add_column("problem", overflow="fold")
    for name, run in zip(_names(submissions), rehearsals, strict=True):
        figures = f"{run.seconds:.1f}", f"{run.cpu_seconds:.1f}", f"{run.peak_mib:.0f}"
        points = f"{run.score:g} of {run.max_score:g}" + (f" + {run.bonus:g}" if run.bonus else "")
        points = "-" if run.problem else points
        table.add_row(name, points, *figures, run.problem or "")
    table.columns[-1].header = "" if not any(run.problem for run in rehearsals) else "problem"
    console.print(table)
    console.print(f"Limits: {rehearsals[0].limits}." if rehearsals else "")
    if keep is not None:
        console.print(f"Reports: {keep}/*/output.txt (what staff read), {keep}/*/results.json (what Gradescope reads).")
    return ExitCode.GRADER_ERROR if any(run.problem for run in rehearsals) else ExitCode.ALL_POINTS


@dataclass(frozen=True)
class _Limits:
    seconds: float
    memory_mib: int
    cpus: float


def _set_up(layout: Layout, zip_path: Path) -> None:
    """Run ``setup.sh`` with the Python that runs us, and without changing the system."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "VIRTUAL_ENV"))}
    environment |= {"PYTHON": getattr(sys, "_base_executable", sys.executable), "KEEP_SYSTEM": "1"}
    with tempfile.TemporaryFile() as output:
        process = _start(["bash", str(layout.source / "setup.sh")], layout.base, environment, output)
        code, _ = _wait(process, SETUP_SECONDS)
        if code != 0:
            output.seek(0)
            last = output.read().decode(errors="replace").strip().splitlines()[-20:]
            what = f"ended with exit code {code}" if code is not None else f"did not finish in {SETUP_SECONDS:g} s"
            raise ConvgradeError(f"setup.sh of {zip_path} {what}; its last lines:\n" + "\n".join(last))


def _run(layout: Layout, submission: Path, limits: _Limits, place: Path | None) -> Rehearsal:
    """Grade one submission as Gradescope would."""
    layout.submit(submission)
    environment = {"PATH": _PATH, "HOME": os.environ.get("HOME", "/"), "LANG": "C.UTF-8"}
    if sys.platform != "linux":  # Gradescope has Linux; elsewhere there are no filters to require
        environment["REQUIRE_ISOLATION"] = "process"
    begun = time.monotonic()
    with limited_group(limits.memory_mib, limits.cpus) as group, tempfile.TemporaryFile() as output:
        process = _start(group.wrap([str(layout.run_autograder)]), layout.base, environment, output)
        code, usage = _wait(process, limits.seconds)
        seconds = time.monotonic() - begun
        cpu_seconds, peak_mib = _measured(group, usage)
        words = group.words
        output.seek(0)
        text = output.read()
    results, problem = _read_results(layout.results / "results.json")
    if code is None:
        problem = f"run_autograder did not finish in {limits.seconds:g} s"
    elif code != 0:
        problem = f"run_autograder ended with exit code {code}" + (f"; {problem}" if problem else "")
    kept = _keep(layout, text, place) if place else None
    return Rehearsal(submission, words, seconds, cpu_seconds, peak_mib, code, results, kept, problem)


def _start(command: Sequence[str], folder: Path, environment: dict[str, str], output: Any) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - a zip that the instructor chose
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )


def _wait(process: subprocess.Popen[bytes], seconds: float) -> tuple[int | None, tuple[float, float]]:
    """Return the exit code (None at the limit), and processor seconds and peak MiB; leave no process of its group."""
    deadline = time.monotonic() + seconds
    try:
        while True:
            pid, status, usage = os.wait4(process.pid, os.WNOHANG)
            if pid:
                process.returncode = os.waitstatus_to_exitcode(status)
                return process.returncode, _usage(usage)
            if time.monotonic() >= deadline:
                return None, _end(process)
            time.sleep(0.01)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)


def _end(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """End a process that did not finish."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return _usage(usage)


def _usage(usage: Any) -> tuple[float, float]:
    unit = 1 if sys.platform == "darwin" else 1024
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 2**20


def _measured(group: Group, usage: tuple[float, float]) -> tuple[float, float]:
    """Return processor seconds and peak MiB: of all processes where a group counted them."""
    cpu_seconds, peak_mib = group.cpu_seconds(), group.peak_mib()
    return usage[0] if cpu_seconds is None else cpu_seconds, usage[1] if peak_mib is None else peak_mib


def _read_results(path: Path) -> tuple[dict[str, Any], str | None]:
    """Return what a run left, or why it is not valid."""
    if not path.is_file():
        return {}, "run_autograder wrote no results.json"
    try:
        results = json.loads(path.read_text(encoding="utf-8"))
        validate(results)
    except ValueError as error:
        return {}, f"results.json is not valid: {error}"
    return results, None


def _places(keep: Path | None, submissions: Sequence[Path]) -> list[Path | None]:
    """Return a folder of its own for every run."""
    return [keep / name if keep else None for name in _names(submissions)]


def _names(submissions: Sequence[Path]) -> list[str]:
    """Return names that differ: those of the submissions, or of what they lie in if that says more."""
    names: list[str] = []
    for submission in submissions:
        path = submission.resolve()
        stem = path.parent.name if path.name == "submission" else path.stem
        same = sum(name == stem or name.startswith(f"{stem}-") for name in names)
        names.append(f"{stem}-{same + 1}" if same else stem)
    return names


def _keep(layout: Layout, output: bytes, place: Path) -> Path | None:
    """Copy what a run left; return where its results are, if there are any."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (place / "output.txt").write_bytes(output)
    results = layout.results / "results.json"
    return Path(shutil.copy(results, place)) if results.is_file() else None
