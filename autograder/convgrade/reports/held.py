"""What `convgrade doctor` says about isolation: what a worker tried, what is missing, and how to get it."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from rich.table import Table

from convgrade.worker.attempts import Finding, attempts, level_shown
from convgrade.worker.client import WorkerSource, start_workers
from convgrade.worker.confine import protect_grader
from convgrade.worker.exposure import PROBES, probe
from convgrade.worker.levels import CALLS, FILES, LIMITS, OWN_USER, Isolation, Level

Line = tuple[str, str]
_STARTS = 5
_NAMED = 3
_REMEDIES = {
    OWN_USER: "run as root; in a container its root will do, with the capabilities SETUID, SETGID and KILL",
    FILES: "Linux 5.13 or newer with Landlock on (lsm=landlock,... at boot); for containers Docker 23 or newer",
    CALLS: "Linux on x86_64 or aarch64",
    LIMITS: "Linux or macOS",
}


@dataclass(frozen=True)
class Held:
    """How firmly student code is held here: by the layers, and as attempts have shown."""

    isolation: Isolation
    findings: Sequence[Finding]
    facts: Sequence[Line]
    start_milliseconds: float

    @property
    def level(self) -> Level:
        """Return the weaker of what the layers amount to and what the attempts showed."""
        shown = level_shown(self.findings)
        return self.isolation.level if shown.reaches(self.isolation.level) else shown


def try_out(private: Sequence[Path]) -> Held:
    """Start workers and have them try to get out.

    Parameters
    ----------
    private : sequence of Path
        Files and folders that student code must not open.

    Raises
    ------
    WorkerError
        If no worker can be started.
    """
    protect_grader()
    with start_workers() as workers:
        isolation = workers.examine(private)
        findings = attempts(workers)
        return Held(isolation, findings, _facts(workers), _start_milliseconds(workers))


def lines(held: Held, required: Level) -> Iterator[Line]:
    """Yield what is said of isolation as a whole: label and text."""
    below = "" if held.level.reaches(required) else f"; '{required}' is required"
    yield "isolation", f"level '{held.level}'{below}"
    yield "", f"in force: {', '.join(held.isolation.layers)}"
    for missing in held.isolation.missing:
        name = missing.partition(" (")[0]
        remedy = next((text for layer, text in _REMEDIES.items() if missing.startswith(layer)), "")
        yield "", f"missing: {missing}" + (f"; to get {name}: {remedy}" if remedy else "")
    yield from _open_files(held.isolation)
    yield "worker", f"starts in {held.start_milliseconds:.0f} ms"
    yield from held.facts


def table(findings: Sequence[Finding]) -> Table:
    """Return the attempts with their results; one that worked and should not have is marked."""
    made = Table(
        box=None,
        pad_edge=False,
        title="Tried from inside a worker (from the level named, it must fail)",
        title_justify="left",
        title_style="bold",
    )
    for column in ("", "what", "result", "level"):
        made.add_column(column, no_wrap=True)
    group = ""
    for finding in findings:
        result = "works" if finding.worked else f"refused ({finding.detail})"
        if finding.group == "limits" and not finding.worked:
            result = finding.detail
        mark = "" if finding.holds else "  <-- open"
        shown = finding.group if finding.group != group else ""
        group = finding.group
        made.add_row(shown, finding.what, f"{result}{mark}", str(finding.level or "-"))
    return made


def _open_files(isolation: Isolation) -> Iterator[Line]:
    exposure = isolation.exposure
    paths = (exposure.files or exposure.to_its_user) if exposure else ()
    if not paths or (OWN_USER not in isolation.layers and not (exposure and exposure.files)):
        return
    more = f" and {len(paths) - _NAMED} more" if len(paths) > _NAMED else ""
    who = "a worker" if exposure and exposure.files else "any user"
    yield "", f"open to {who}: {', '.join(paths[:_NAMED])}{more}; close the folder: chmod 0700 {paths[0]}"


def _start_milliseconds(workers: WorkerSource) -> float:
    """Return the median time that a worker takes to be ready."""
    times = []
    for _ in range(_STARTS):
        begun = time.perf_counter()
        worker = workers.start({})
        times.append(1000 * (time.perf_counter() - begun))
        worker.close()
    return median(times)


def _facts(workers: WorkerSource) -> list[Line]:
    with workers.start(PROBES) as worker:
        known = probe(worker, "facts")
    facts = [("", ", ".join(f"{name} {value}" for name, value in known.items()))]
    limits = [
        f"{name} {text}" for name in ("memory.max", "cpu.max", "pids.max") if (text := _read(f"/sys/fs/cgroup/{name}"))
    ]
    return [*facts, *([("", f"limits of the control group: {', '.join(limits)}")] if limits else [])]


def _read(path: str) -> str:
    try:
        return Path(path).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return ""
