"""Kill `convgrade grade` at random moments, run the same command again, and look at what is there.

    python tests/faults/kills.py --kills 50

Linux alone: orphans of a killed grader become children of this process, so none can hide.
"""

import argparse
import ctypes
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from convgrade.reports.schema import validate

ROOT = Path(__file__).parents[2]
ASSIGNMENT = "a2_convolution"
EXERCISES = ("corr2d", "conv2d")
SUBMISSIONS = ("perfect", "forgets_bias")  # in turn, so that earlier results are those of another submission
NAMES = {"results.json", "results.previous.json"}
_PR_SET_CHILD_SUBREAPER = 36
_SECONDS_TO_END = 10.0
_WRITING = 4  # one kill in so many comes as soon as a new file is being written


@dataclass
class Round:
    """One kill, and what came of it; ``wrong`` is empty if all is well."""

    killed_after: float
    found: str = ""
    ended_after: float = 0.0
    wrong: list[str] = field(default_factory=list)


class Bench:
    """A folder with a small course, where the same command runs again and again."""

    def __init__(self, folder: Path) -> None:
        self.out = folder / "out"
        self._course = folder / "course"
        self._scratch = folder / "tmp"
        self._scratch.mkdir()
        source = ROOT / "solutions" / ASSIGNMENT
        (self._course / ASSIGNMENT).mkdir(parents=True)
        shutil.copy(source / "assignment.toml", self._course / ASSIGNMENT)
        for exercise in EXERCISES:
            shutil.copytree(source / exercise, self._course / ASSIGNMENT / exercise)

    def start(self, submission: str) -> subprocess.Popen:
        """Start to grade a submission."""
        command = [sys.executable, "-m", "convgrade", "grade", str(self._submission(submission))]
        command += ["-a", ASSIGNMENT, "--assignments", str(self._course), "--out", str(self.out)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(command, cwd=self._scratch, env={**os.environ, "TMPDIR": str(self._scratch)}, **quiet)

    def _submission(self, name: str) -> Path:
        return ROOT / "tests" / "submissions" / name / "submission"

    def results(self) -> bytes:
        """Return what stands in the place of results."""
        path = self.out / "results.json"
        return path.read_bytes() if path.exists() else b""

    def earlier(self) -> bytes:
        """Return what stands in the place of earlier results."""
        path = self.out / "results.previous.json"
        return path.read_bytes() if path.exists() else b""

    def left_over(self) -> list[str]:
        """Return files that are neither results nor earlier results."""
        out = [path.name for path in self.out.iterdir() if path.name not in NAMES]
        return out + [path.name for path in self._scratch.iterdir()]


def verdicts(data: bytes) -> dict[str, tuple[str, float]] | None:
    """Return outcome and score by check; None where grading did not finish.  Invalid documents raise."""
    document = json.loads(data)
    validate(document)
    if not document["extra_data"]["finished"]:
        return None
    return {test["name"]: (test["extra_data"]["outcome"], test["score"]) for test in document["tests"]}


def seconds_until_alone() -> float | None:
    """Wait for all processes that came from here to end; return how long it took, or None if some do not."""
    begun = time.monotonic()
    while time.monotonic() < begun + _SECONDS_TO_END:
        try:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.002)
        except ChildProcessError:
            return time.monotonic() - begun
    return None


def one_kill(bench: Bench, submission: str, want: dict, after: float | None) -> Round:
    """Kill a grading after so many seconds, or as soon as it writes its results; then run it to its end."""
    good = bench.results()
    begun = time.monotonic()
    process = bench.start(submission)
    if after is None:
        _wait_for_writing(bench, process, good)
    else:
        time.sleep(after)
    process.send_signal(signal.SIGKILL)
    happened = Round(time.monotonic() - begun)
    process.wait()
    _look(bench, happened, good, want)
    code = bench.start(submission).wait()
    if verdicts(bench.results()) != want:
        happened.wrong.append("other scores when run again")
    if code != (0 if submission == "perfect" else 1):
        happened.wrong.append(f"exit code {code} when run again")
    if bench.left_over():
        happened.wrong.append(f"left over: {bench.left_over()}")
    if seconds_until_alone() is None:
        happened.wrong.append("processes are left at the end")
    return happened


def _wait_for_writing(bench: Bench, process: subprocess.Popen, good: bytes) -> None:
    """Wait until the results, after the placeholder, are being written."""
    while process.poll() is None and bench.results() == good:
        time.sleep(0.001)
    new = bench.out / ".results.json.new"
    while process.poll() is None and not new.exists():
        pass


def _look(bench: Bench, happened: Round, good: bytes, want: dict) -> None:
    """Look at what a kill has left."""
    alone = seconds_until_alone()
    happened.ended_after = alone or _SECONDS_TO_END
    if alone is None:
        happened.wrong.append("processes outlive the grader")
    if good not in (bench.results(), bench.earlier()):
        happened.wrong.append("earlier results are lost")
    try:
        found = verdicts(bench.results())
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what this looks for
        happened.wrong.append(f"results.json is not valid: {error}")
        return
    if bench.results() == good:
        happened.found = "earlier results"
    elif found is None:
        happened.found = "a word that it did not finish"
    else:
        happened.found = "complete results"
        if found != want:
            happened.wrong.append("complete results have other scores")


def say(line: str) -> None:
    """Print a line at once."""
    print(line, flush=True)  # noqa: T201 - a terminal program


def run(kills: int, seed: int) -> list[Round]:
    """Kill so many gradings at moments that follow from the seed, print a line on each, return what came of it."""
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory(prefix="convgrade-kills-") as folder:
        bench = Bench(Path(folder))
        want, seconds = {}, 0.0
        for submission in reversed(SUBMISSIONS):
            begun = time.monotonic()
            bench.start(submission).wait()
            seconds = time.monotonic() - begun
            want[submission] = verdicts(bench.results())
            points = sum(score for _, score in want[submission].values())
            say(f"without a kill: {submission}, {points:g} points, {seconds:.2f} s")
        say(f"{'kill':>4}  {'after (s)':>9}  {'results.json holds':30}  {'processes ended':>15}  run again")
        rounds = []
        for number in range(1, kills + 1):
            submission = SUBMISSIONS[number % 2]
            after = None if number % _WRITING == 0 else chance.uniform(0.0, 1.05 * seconds)
            rounds.append(one_kill(bench, submission, want[submission], after))
            say(_line(number, rounds[-1]))
    return rounds


def _line(number: int, happened: Round) -> str:
    ended = f"{1000 * happened.ended_after:.0f} ms later"
    verdict = "; ".join(happened.wrong) or "same scores, nothing left over"
    return f"{number:4}  {happened.killed_after:9.3f}  {happened.found:30}  {ended:>15}  {verdict}"


def main() -> None:
    """Run from the command line; exit code 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description="Kill `convgrade grade` at random moments and look at what is left.")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path, help="a file for what came of each kill")
    options = parser.parse_args()
    rounds = run(options.kills, options.seed)
    if options.json:
        options.json.write_text(json.dumps([asdict(happened) for happened in rounds], indent=2))
    wrong = [happened for happened in rounds if happened.wrong]
    held = ", ".join(f"{count} x {found}" for found, count in Counter(r.found for r in rounds).most_common())
    say(f"{len(rounds)} kills: {len(wrong)} with something wrong; results.json held {held}")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
