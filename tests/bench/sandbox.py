"""What confinement costs: starting a worker, each layer, one small call, and honest numpy code.

Run with ``make bench``.  Fails if a figure is above its target.
"""

import functools
import json
import os
import random
import sys
import time
from contextlib import contextmanager
from statistics import median

import numpy as np
from rich.console import Console

from convgrade.worker import landlock
from convgrade.worker.client import Limits, start_workers
from convgrade.worker.confine import steps
from convgrade.worker.levels import CALLS, FILES
from convgrade.worker.spawn import own_user

STARTS, FORKS, CALLS_MADE, PAIRS = 40, 30, 400, 60
START_MS, CALL_MS, SLOWDOWN = 60.0, 1.0, 1.03

SOURCE = b"""
import numpy as np

def conv2d(x, weight):
    height, width = weight.shape
    out = np.empty((x.shape[0] - height + 1, x.shape[1] - width + 1))
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            out[i, j] = np.sum(x[i : i + height, j : j + width] * weight)
    return out

def honest(seed):
    random = np.random.default_rng(seed)
    x, weight = random.random((8, 32, 32)), random.random((16, 8, 3, 3))
    for _ in range(6):
        windows = np.lib.stride_tricks.sliding_window_view(x, (3, 3), axis=(1, 2))
        columns = windows.transpose(1, 2, 0, 3, 4).reshape(-1, 72)
        out = columns @ weight.reshape(16, -1).T
        pooled = np.maximum(out, 0).reshape(30, 30, 16)[:30:2, :30:2].max(axis=(0, 1))
        rows = [float(np.sum(x[c, i] * x[c, i])) for c in range(8) for i in range(32)]
    return float(pooled.sum()) + sum(rows)
"""


def milliseconds(function):
    """Return how long a call takes, and what it returned."""
    begun = time.perf_counter()
    value = function()
    return 1000 * (time.perf_counter() - begun), value


def of_starts(workers):
    """Return the median time from asking for a worker until it is ready for a submission."""
    times = []
    for _ in range(STARTS):
        took, worker = milliseconds(lambda: workers.start({"m.py": SOURCE}))
        worker.close()
        times.append(took)
    return median(times)


def of_layers():
    """Return the median time of each layer, put on in forked processes in the order of a worker."""
    landlock.allowed()  # as the fork server does
    taken = [of_layers_once() for _ in range(FORKS)]
    return {name: median(times[name] for times in taken) for name in taken[0]}


def of_layers_once():
    """Return the time of each layer in one forked process."""
    reading, writing = os.pipe()
    parent, user = os.getpid(), own_user()
    pid = os.fork()
    if pid == 0:
        try:
            putting_on = steps(Limits(), user and user[0], parent)
            times = {name: milliseconds(step)[0] for name, step in putting_on.items()}
            os.write(writing, json.dumps(times).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as file:
        times = json.load(file)
    os.waitpid(pid, 0)
    return times


def of_calls(workers):
    """Return the median time of a round trip: a 6 x 6 image under a 3 x 3 kernel, and nothing at all."""
    x, weight = np.ones((6, 6)), np.ones((3, 3))
    with workers.start({"m.py": SOURCE + b"def nothing(): pass\n"}) as worker:
        worker.load("m", seconds=10)
        calls = {"conv2d": (x, weight), "nothing": ()}
        times = {name: [] for name in calls}
        for _ in range(CALLS_MADE):
            for name, arguments in calls.items():
                ask = lambda name=name, arguments=arguments: worker.call("m", name, arguments, {}, seconds=10)  # noqa: E731
                times[name].append(milliseconds(ask)[0])
    return {name: median(taken) for name, taken in times.items()}


@contextmanager
def ready(workers):
    """Start a worker that has run once."""
    with workers.start({"m.py": SOURCE}) as worker:
        worker.load("m", seconds=10)
        worker.call("m", "honest", (0,), {}, seconds=10)
        yield worker


def cpu_seconds(worker, seed):
    """Return the processor time that one call takes."""
    before = worker.cpu_seconds()
    worker.call("m", "honest", (seed,), {}, seconds=30)
    return worker.cpu_seconds() - before


def of_filters():
    """Return the median ratio of processor time with both filters and without, in interleaved pairs."""
    ratios = []
    with start_workers() as held, start_workers(without={FILES, CALLS}) as free, ready(held) as one, ready(free) as two:
        for seed in range(PAIRS):
            workers = {"with": one, "without": two}
            order = random.sample(sorted(workers), 2)
            took = {name: cpu_seconds(workers[name], seed) for name in order}
            ratios.append(took["with"] / took["without"])
    ordered = sorted(ratios)
    spread = round(PAIRS**0.5)  # about 95 % of the interval of a median
    return median(ratios), ordered[PAIRS // 2 - spread], ordered[PAIRS // 2 + spread]


def main():
    """Measure, print, and compare with the targets."""
    layers = of_layers()
    with start_workers() as workers:
        level = workers.isolation.level
        start, calls = of_starts(workers), of_calls(workers)
    ratio, low, high = of_filters()
    say = functools.partial(Console(width=120).print, highlight=False)
    say(f"level {level}; medians")
    say(f"  a worker starts in {start:.1f} ms (target {START_MS:g})")
    for name, took in layers.items():
        say(f"    {took:6.2f} ms  {name}")
    for name, took in calls.items():
        say(f"  a call of {name} takes {took:.2f} ms (target {CALL_MS:g})")
    say(f"  honest numpy code takes {ratio:.3f} ({low:.3f} to {high:.3f}) of its time without filters ({SLOWDOWN:g})")
    if start > START_MS or calls["conv2d"] > CALL_MS or ratio > SLOWDOWN:
        sys.exit("a figure is above its target")


if __name__ == "__main__":
    main()
