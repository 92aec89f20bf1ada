"""How often the verdict on speed is wrong: many verdicts on code whose class is known, under load.

``python tests/bench/speed.py --verdicts 1000 --busy 2`` times the honest im2col version;
``--all`` times every fast and every slow version of the bank instead.  Writes ``build/soak.json``.
The load is processes of this program alone, ended by their ids; a half processor is a control group
of its own, where one may be made.  Fails if a verdict is wrong.
"""

import argparse
import contextlib
import itertools
import json
import os
import platform
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import numpy as np
from rich.console import Console

from convgrade import cnn
from convgrade.checks.bank import alternatives_of, misconceptions_of
from convgrade.checks.context import load_module
from convgrade.checks.in_process import InProcessCaller
from convgrade.checks.pairs import Tier
from convgrade.checks.remarks import Remarks
from convgrade.checks.timing import Speed
from convgrade.core.exercise import load_assignment
from convgrade.worker.client import start_workers

ROOT = Path(__file__).parents[2]
ASSIGNMENT = ROOT / "solutions" / "a5_vectorised"
SHAPES = {
    "conv2d_fast": cnn.conv2d_shapes("conv2d_fast"),
    "conv2d_backward_fast": cnn.conv2d_backward_shapes("conv2d_backward_fast"),
    "max_pool2d_fast": cnn.max_pool2d_shapes("max_pool2d_fast"),
    "max_pool2d_backward_fast": cnn.max_pool2d_shapes("max_pool2d_backward_fast", backward=True),
}
HALF = {("conv2d_fast", "A23"), ("conv2d_fast", "A23b"), ("conv2d_backward_fast", "A23")}
VERDICTS_PER_PROCESS = 4
CPU_SECONDS = 3.0


@dataclass(frozen=True)
class Version:
    """Code whose class is known: all functions of its exercise, and the tier that it deserves."""

    exercise: object
    function: str
    name: str
    functions: dict
    tier: Tier


def versions(*, everything):
    """Return the versions to time: the solution of conv2d_fast alone, or all of the bank."""
    assignment = load_assignment(ASSIGNMENT)
    found = []
    for exercise in assignment.exercises:
        solution = vars(load_module(exercise.solution))
        functions = {name: solution[name] for name in exercise.functions if name in SHAPES}
        for function in functions:
            found.append(Version(exercise, function, "solution", functions, Tier.FULL))
            found += of_bank(exercise, function, functions)
    return found if everything else [one for one in found if (one.function, one.name) == ("conv2d_fast", "solution")]


def of_bank(exercise, function, functions):
    """Return the fast and the slow versions of one function that the bank has."""
    for entry in alternatives_of(load_module(exercise.folder / "alternatives.py")):
        if (entry.function or exercise.functions[0]) == function:
            yield Version(exercise, function, entry.name, {**functions, function: entry.implementation}, Tier.FULL)
    for entry in misconceptions_of(load_module(exercise.folder / "misconceptions.py")):
        if entry.grows_with is not None and (entry.function or exercise.functions[0]) == function:
            tier = Tier.HALF if (function, entry.id) in HALF else Tier.NONE
            yield Version(exercise, function, entry.id, {**functions, function: entry.implementation}, tier)


@contextlib.contextmanager
def busy(count):
    """Keep this many processors busy."""
    load = [subprocess.Popen([sys.executable, "-S", "-c", "while True: pass"]) for _ in range(count)]
    try:
        yield
    finally:
        for process in load:
            process.kill()
            process.wait()


@contextlib.contextmanager
def half_a_processor():
    """Give this process and all that it starts half of a processor.

    By a control group where one may be made (of either version of the interface), else by sharing one
    processor with a busy process.  Stopping and continuing would disturb workers that are stopped on purpose.
    """
    first, second = Path("/sys/fs/cgroup/cpu"), Path("/sys/fs/cgroup")
    name = f"convgrade-bench-{os.getpid()}"
    for home, members, limits in (
        (first, "tasks", {"cpu.cfs_period_us": "100000", "cpu.cfs_quota_us": "50000"}),
        (second, "cgroup.procs", {"cpu.max": "50000 100000"}),
    ):
        try:
            (home / name).mkdir()
        except OSError:
            continue
        if all((home / name / limit).exists() for limit in limits):
            for limit, value in limits.items():
                (home / name / limit).write_text(value)
            with _member(home, home / name, members):
                yield
            return
        (home / name).rmdir()
    with _one_processor(), busy(1):
        yield


@contextlib.contextmanager
def _member(home, group, members):
    """Join a control group, and remove it in the end."""
    try:
        (group / members).write_text(str(os.getpid()))
        yield
    finally:
        with contextlib.suppress(OSError):
            (home / members).write_text(str(os.getpid()))
        for _ in range(50):  # until the processes that were started in it are gone
            with contextlib.suppress(OSError):
                group.rmdir()
                break
            time.sleep(0.1)


@contextlib.contextmanager
def _one_processor():
    """Run on one processor alone, with all that is started meanwhile."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def verdict_of(version, seed, workers):
    """Return the tier of one verdict, and the processor time that both sides and the grader used for it."""
    caller = InProcessCaller(version.functions, lambda: workers)
    begun, spent = time.process_time(), []

    def sides():
        opened = caller.sides(version.exercise)
        for side in (opened.reference, opened.student):
            plain = side.timed
            side.timed = lambda *call, plain=plain: noted(spent, plain(*call))
        return opened

    tier = Speed(sides, seed, Remarks()).measured_on(SHAPES[version.function]).tier
    return tier, sum(spent) + time.process_time() - begun


def noted(spent, timed):
    """Note how much processor time a call took."""
    spent.append(timed.seconds)
    return timed


def soak(chosen, count, seed):
    """Return how the verdicts came out, and the processor time that each took."""
    outcomes, seconds, seeds = Counter(), [], itertools.count(seed)
    chosen = chosen[:: max(1, len(chosen) // count)]  # few verdicts are on code of all kinds, too
    around = itertools.islice(itertools.cycle(chosen), count)
    while batch := list(itertools.islice(around, VERDICTS_PER_PROCESS)):
        with start_workers() as workers:
            for version in batch:
                tier, spent = verdict_of(version, next(seeds), workers)
                outcomes[version.function, version.name, tier is version.tier] += 1
                seconds.append(spent)
    return outcomes, seconds


def summary(load, outcomes, seconds):
    """Return the figures of one load."""
    by_class = {}
    for (function, name, right), n in outcomes.items():
        one = by_class.setdefault(f"{function} {name}", {"verdicts": 0, "wrong": 0})
        one["verdicts"] += n
        one["wrong"] += 0 if right else n
    return {
        "load": load,
        "verdicts": sum(outcomes.values()),
        "wrong": sum(one["wrong"] for one in by_class.values()),
        "classes": len(by_class),
        "cpu_seconds_median": round(median(seconds), 3),
        "cpu_seconds_max": round(max(seconds), 3),
        "by_class": dict(sorted(by_class.items())),
    }


def told(one):
    """Return the figures of one load in a line, with the classes that got a wrong verdict."""
    wrong = {name: figures["wrong"] for name, figures in one["by_class"].items() if figures["wrong"]}
    return (
        f"{one['load']}: {one['wrong']} wrong of {one['verdicts']} verdicts on {one['classes']} classes of code, "
        f"{one['cpu_seconds_median']} CPU seconds each (median; at most {one['cpu_seconds_max']})"
        + (f"; wrong: {wrong}" if wrong else "")
    )


def main():
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--verdicts", type=int, default=100, help="how many, under each load")
    parser.add_argument("--busy", type=int, nargs="*", default=[2], help="how many busy processes, one run for each")
    parser.add_argument("--half", action="store_true", help="also on half a processor")
    parser.add_argument("--all", action="store_true", help="all classes instead of the honest im2col version")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "soak.json")
    options = parser.parse_args()
    say = Console(soft_wrap=True, highlight=False, markup=False).print
    chosen, found = versions(everything=options.all), []
    loads = [(f"{count} busy processes", busy(count)) for count in options.busy]
    loads += [("half a processor", half_a_processor())] if options.half else []
    for number, (load, around) in enumerate(loads):
        with around:
            outcomes, seconds = soak(chosen, options.verdicts, seed=1000 * number)
        found.append(summary(load, outcomes, seconds))
        say(told(found[-1]))
    machine = {"machine": platform.machine(), "processors": os.cpu_count(), "numpy": np.__version__}
    total = {key: sum(one[key] for one in found) for key in ("verdicts", "wrong")}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps({**machine, **total, "loads": found}, indent=1) + "\n", encoding="utf-8")
    say(f"{total['wrong']} wrong of {total['verdicts']} verdicts; {options.out}")
    return total["wrong"] > 0 or any(one["cpu_seconds_median"] > CPU_SECONDS for one in found)


if __name__ == "__main__":
    sys.exit(main())
