"""Run an autograder zip as Gradescope would: its folders, its scripts, its limits."""

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from convgrade.authoring.layout import Layout
from convgrade.authoring.pip_settings import SHOWN
from convgrade.authoring.running import Ended, Limits, last_lines
from convgrade.authoring.stages import SETUP_SECONDS, Stage, ThisMachine
from convgrade.core.errors import ConvgradeError, InputError
from convgrade.reports.schema import validate

GRADESCOPE_MEMORY_MIB = 768
GRADESCOPE_CPUS = 0.5
GRADESCOPE_SECONDS = 600.0
_DOWNLOADED = re.compile(r"^ *(?:Downloading|Using cached) \S+ \(([\d.]+) (bytes|kB|MB|GB)\)", re.MULTILINE)
_ON_DISK = re.compile(r"^ *Processing (/\S+\.whl)", re.MULTILINE)
_MEGABYTES_OF = {"bytes": 1e-6, "kB": 1e-3, "MB": 1.0, "GB": 1e3}


@dataclass(frozen=True)
class SetUp:
    """What ``setup.sh`` took; ``megabytes`` (millions of bytes) is the size of the packages that pip installed."""

    seconds: float
    megabytes: float


@dataclass(frozen=True)
class Rehearsal:
    """How one submission fared.

    ``problem`` says in a sentence why there are no valid results, ``results_file`` where they were
    kept; ``exit_code`` is None where the run was ended at its time limit.  ``variant`` names the
    surroundings, where a stage has several; ``set_up`` is what all runs of one rehearsal share.
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
    variant: str = ""
    set_up: SetUp = SetUp(0.0, 0.0)

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
    stage: Callable[[Path], Stage] = ThisMachine,
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
    stage : callable, optional
        Makes the place of the rehearsal in an empty folder.

    Returns
    -------
    list of Rehearsal
        In the order of ``submissions``, for one variant of the stage after the other.

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
    limits = Limits(memory_mib, cpus, seconds)
    with tempfile.TemporaryDirectory(prefix="convgrade-rehearsal-", ignore_cleanup_errors=True) as folder:
        place = stage(Path(folder))
        taken = set_up(place, zip_path)
        return [
            replace(_run(place, variant, path, limits, kept), set_up=taken)
            for variant in place.variants
            for path, kept in zip(submissions, _places(keep, submissions, place, variant), strict=True)
        ]


def names_of(submissions: Sequence[Path]) -> list[str]:
    """Return names that differ: those of the submissions, or of what they lie in if that says more."""
    names: list[str] = []
    for submission in submissions:
        path = submission.resolve()
        stem = path.parent.name if path.name == "submission" else path.stem
        same = sum(name == stem or name.startswith(f"{stem}-") for name in names)
        names.append(f"{stem}-{same + 1}" if same else stem)
    return names


def set_up(stage: Stage, zip_path: Path) -> SetUp:
    """Unpack a zip in its place and run its ``setup.sh``; return what that took.

    Raises
    ------
    InputError
        If it is no autograder zip.
    ConvgradeError
        If ``setup.sh`` fails; the message ends with its last lines.
    """
    stage.image().install(zip_path)
    with tempfile.TemporaryFile() as output:
        ended = stage.set_up(output)
        if ended.exit_code != 0:
            code = ended.exit_code
            what = f"ended with exit code {code}" if code is not None else f"did not finish in {SETUP_SECONDS:g} s"
            raise ConvgradeError(f"setup.sh of {zip_path} {what}; its last lines:\n{last_lines(output)}")
        output.seek(0)
        return SetUp(ended.seconds, _megabytes(output.read().decode(errors="replace")))


def _megabytes(said: str) -> float:
    """Return the size of the packages that pip says it downloaded, had in its cache or found on this disk."""
    paths = (Path(path.removeprefix(SHOWN)) for path in _ON_DISK.findall(said))
    on_disk = sum(path.stat().st_size for path in paths if path.is_file()) / 1e6
    return on_disk + sum(float(size) * _MEGABYTES_OF[unit] for size, unit in _DOWNLOADED.findall(said))


def _run(stage: Stage, variant: str, submission: Path, limits: Limits, place: Path | None) -> Rehearsal:
    """Grade one submission as Gradescope would."""
    layout = stage.fresh()
    layout.submit(submission)
    with tempfile.TemporaryFile() as output:
        ended = stage.grade(variant, limits, output)
        output.seek(0)
        text = output.read()
    results, problem = _read_results(layout.results / "results.json")
    return Rehearsal(
        submission,
        ended.limits,
        ended.seconds,
        ended.cpu_seconds,
        ended.peak_mib,
        ended.exit_code,
        results,
        _keep(layout, text, place) if place else None,
        _problem(ended, limits, problem),
        variant,
    )


def _problem(ended: Ended, limits: Limits, problem: str | None) -> str | None:
    """Return why a run does not count, if it does not."""
    if ended.exit_code is None:
        return f"run_autograder did not finish in {limits.seconds:g} s"
    if ended.exit_code != 0:
        return f"run_autograder ended with exit code {ended.exit_code}" + (f"; {problem}" if problem else "")
    return problem


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


def _places(keep: Path | None, submissions: Sequence[Path], stage: Stage, variant: str) -> list[Path | None]:
    """Return a folder of its own for every run."""
    if keep is None:
        return [None] * len(submissions)
    base = keep / variant if len(stage.variants) > 1 else keep
    return [base / name for name in names_of(submissions)]


def _keep(layout: Layout, output: bytes, place: Path) -> Path | None:
    """Copy what a run left; return where its results are, if there are any."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    (place / "output.txt").write_bytes(output)
    results = layout.results / "results.json"
    return Path(shutil.copy(results, place)) if results.is_file() else None
