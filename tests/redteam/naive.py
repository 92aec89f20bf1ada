"""A grader as many are: it imports the submission and compares in the same process.

It is here to be beaten: an attack that does not work here proves nothing about another grader.  It is
written as Gradescope's documentation shows it, with unittest and gradescope-utils.

``python naive.py`` serves: each line on standard input is an order, each line on standard output says
how a grading ended.  Every grading is a process of its own, forked from this one, below a minder that
ends it at its deadline and inherits what it leaves behind.
"""

import ctypes
import importlib
import json
import os
import resource
import signal
import sys
import time
import unittest
from contextlib import suppress
from pathlib import Path

import numpy as np
from gradescope_utils.autograder_utils.decorators import weight
from gradescope_utils.autograder_utils.json_test_runner import JSONTestRunner
from redteam.naive_speed import SpeedChecks

LIMITS = {
    resource.RLIMIT_AS: 2**30,
    resource.RLIMIT_CPU: 10,
    resource.RLIMIT_FSIZE: 4 * 2**20,
    resource.RLIMIT_NOFILE: 64,
    resource.RLIMIT_CORE: 0,
}
GRADER = Path()


class Checks(unittest.TestCase):
    """What the hidden checks of the course are, compared in many of the ways that graders compare."""

    def both(self):
        """Import the reference and the submission, where tests look for them."""
        return importlib.import_module("solution"), importlib.import_module("tiny")

    @weight(1)
    def test_example(self):
        """1, 2 and 3 add up to 6."""
        _, student = self.both()
        assert np.allclose(student.total(np.array([1.0, 2.0, 3.0])), 6.0)

    @weight(2)
    def test_fixed(self):
        """Numbers that nobody has seen are added up."""
        reference, student = self.both()
        hidden = json.loads((GRADER / "source" / "r1_tiny" / "tiny" / "hidden.json").read_text())
        for numbers in hidden["numbers"]:
            want = reference.total(np.array(numbers))
            got = student.total(np.array(numbers))
            self.assertEqual(got, want)

    @weight(2)
    def test_any(self):
        """All numbers are added up."""
        reference, student = self.both()
        np.random.seed(42)
        for _ in range(5):
            numbers = np.random.rand(3)
            got = student.total(numbers)
            want = reference.total(numbers)
            assert abs(got - want) < 1e-9, f"total is {got}"

    @weight(3)
    def test_scaled(self):
        """Every pixel is multiplied."""
        reference, student = self.both()
        image = np.arange(1.0, 7.0).reshape(2, 3)
        got = student.scaled(image, 2.5)
        want = reference.scaled(image, 2.5)
        assert np.allclose(got, want), f"scaled is {got}"

    @weight(2)
    def test_slope(self):
        """The slope of a parabola is right."""
        reference, student = self.both()
        for x in (1.5, -0.25):
            want = reference.slope(reference.curve, x)
            self.assertAlmostEqual(student.slope(reference.curve, x), want)


def grade(order):
    """Grade the submission in a folder and write results.json, all in this process."""
    global GRADER
    GRADER = Path(order["grader"])
    secret = order["memory"]  # in memory alone
    exercise = order["exercise"]
    with (GRADER / "results" / "results.json").open("w") as results:
        sys.path[:0] = [order["submission"], str(GRADER / "site"), str(GRADER / "source" / "r1_tiny" / exercise)]
        with suppress(Exception):  # a broken file has 0 points
            importlib.import_module(exercise)
        suite = unittest.defaultTestLoader.loadTestsFromTestCase(SpeedChecks if exercise == "quick" else Checks)
        JSONTestRunner(stream=results, buffer=True).run(suite)
    return secret


def unpack(order):
    """Lay out a zip archive as so many scripts do: by writing each member where its name says."""
    import zipfile

    for archive in list(Path(order["submission"]).glob("*.zip")):
        with zipfile.ZipFile(archive) as opened:
            for name in opened.namelist():
                path = Path(f"{order['submission']}/{name}")
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(opened.read(name))


def look_for_banned_words(order):
    """Read all that was handed in before anything runs: whoever imports the library of the solution has no points."""
    return [path for path in sorted(Path(order["submission"]).glob("*.py")) if "import jax" in path.read_text()]


def serve():
    """Answer orders; returns, with one, only in the process that shall grade."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # inherit what loses its parent
    for line in sys.stdin:
        order = json.loads(line)
        if order["do"] == "sweep":
            end_children()
            answer = {}
        else:
            reading, writing = os.pipe()
            minder = os.fork()
            if minder == 0:
                ending = minded(order)
                if ending is None:
                    return order
                os.write(writing, json.dumps(ending).encode())
                os._exit(0)
            os.close(writing)
            os.waitpid(minder, 0)
            with os.fdopen(reading, "rb") as file:
                answer = json.loads(file.read() or b'{"ended": "minder gone"}')
        print(json.dumps(answer), flush=True)
    sys.exit()


def minded(order):
    """Fork the process that grades and say how it ended; None in that process."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
    grader = os.fork()
    if grader == 0:
        prepare(order)
        return None
    deadline = time.monotonic() + order["seconds"]
    while True:
        ended, status = os.waitpid(grader, os.WNOHANG)
        if ended:
            return {"ended": os.waitstatus_to_exitcode(status)}
        if time.monotonic() > deadline:
            os.kill(grader, signal.SIGKILL)
            os.waitpid(grader, 0)
            return {"ended": "deadline"}
        time.sleep(0.002)


def prepare(order):
    """Limit this process and give it its own files as standard output."""
    os.setsid()
    os.chdir(order["submission"])
    with Path(order["prints"]).open("wb") as prints:
        os.dup2(prints.fileno(), 1)
        os.dup2(prints.fileno(), 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.closerange(3, 64)
    if order["own_user"]:
        resource.setrlimit(resource.RLIMIT_NPROC, (40, 40))
    for kind, limit in LIMITS.items():
        resource.setrlimit(kind, (limit, limit))


def end_children():
    """Kill and reap whatever was left to this process."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        for child in children:
            with suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        with suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not children:
            return


if __name__ == "__main__":
    order = serve()
    look_for_banned_words(order)
    unpack(order)
    secret = grade(order)
