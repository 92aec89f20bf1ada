"""Feed the grader's readers and writers with damaged input, for some time or a number of inputs.

    python tests/fuzz/fuzz.py --seconds 60
    python tests/fuzz/fuzz.py --count decoder=1000000 intake=100000
    python tests/fuzz/fuzz.py --replay tests/fuzz/corpus/found/decoder-1a2b3c4d

A finding ends the target; its input is kept in ``corpus/found``.  Memory is capped at 1 GiB, and an input
may take one second of processor time.  The good inputs to start from are in ``corpus``, a folder for each target.
"""

import argparse
import hashlib
import json
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from fuzz_targets import ENDINGS, TARGETS

CORPUS = Path(__file__).with_name("corpus")
FOUND = CORPUS / "found"
MEMORY_BYTES = 2**30
SLOW_SECONDS = 1.0
HANG_SECONDS = 60


@dataclass
class Outcome:
    """What came of fuzzing one target; ``finding`` is a traceback, or empty."""

    target: str
    answers: Counter = field(default_factory=Counter)
    seconds: float = 0.0
    slowest: float = 0.0
    peak_mib: float = 0.0
    finding: str = ""

    @property
    def inputs(self) -> int:
        """Return how many inputs there were."""
        return sum(self.answers.values())

    def document(self) -> dict[str, object]:
        """Return what programs may want to know."""
        return {**vars(self), "answers": dict(self.answers), "inputs": self.inputs}


def corpus_of(target: str) -> dict[str, bytes]:
    """Return the good inputs of a target, by file name."""
    return {path.name: path.read_bytes() for path in sorted((CORPUS / target).glob("*"))}


def fuzz(
    target: str,
    *,
    seconds: float = float("inf"),
    count: float = float("inf"),
    seed: int = 0,
    found: Path | None = None,
) -> Outcome:
    """Feed a target until time or inputs are used up, or something is found.

    Parameters
    ----------
    target : str
        A key of `TARGETS`.
    seconds, count : float
        How long and how many inputs at most.
    seed : int
        Of the changes; the same seed feeds the same inputs.
    found : Path, optional
        Where an input is kept that found something; ``corpus/found`` by default.
    """
    outcome = Outcome(target)
    begun = time.monotonic()
    signal.signal(signal.SIGALRM, _hangs)
    with tempfile.TemporaryDirectory(dir=_quick_folder()) as scratch:
        fed = TARGETS[target](seed, corpus_of(target), Path(scratch))
        try:
            while outcome.inputs < count and time.monotonic() - begun < seconds:
                before = time.process_time()
                signal.alarm(HANG_SECONDS)
                outcome.answers[fed.run()] += 1
                took = time.process_time() - before
                outcome.slowest = max(outcome.slowest, took)
                assert took < SLOW_SECONDS, f"one input took {took:.2f} s"
        except Exception:  # noqa: BLE001 - this is what it looks for
            outcome.finding = f"{traceback.format_exc()}\ninput kept as {_keep(target, fed.last, found or FOUND)}"
        finally:
            signal.alarm(0)
    outcome.seconds = time.monotonic() - begun
    outcome.peak_mib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return outcome


def _hangs(_number: int, _frame: object) -> None:
    raise TimeoutError(f"one input took more than {HANG_SECONDS} s")


def _quick_folder() -> str | None:
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def _keep(target: str, data: bytes, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / f"{target}-{hashlib.sha256(data).hexdigest()[:8]}"
    path.write_bytes(data)
    return path


def replay(path: Path) -> str:
    """Feed one kept input of the decoder or of intake again and return how it was answered."""
    target = path.name.partition("-")[0]
    with tempfile.TemporaryDirectory() as scratch:
        fed = TARGETS[target](0, corpus_of(target), Path(scratch))
        if target == "decoder":
            return fed.feed(path.read_bytes())
        return ", ".join(f"as {ending}: {fed.feed(path.read_bytes(), ending)}" for ending in ENDINGS)


def _say(line: str) -> None:
    print(line, flush=True)  # noqa: T201 - a terminal program


def _report(outcomes: list[Outcome]) -> None:
    _say(f"{'target':12} {'inputs':>9} {'taken':>9} {'refused':>9} {'slowest':>9} {'peak':>9} {'seconds':>8}  findings")
    for o in outcomes:
        figures = f"{o.inputs:9} {o.answers['taken']:9} {o.answers['refused']:9} {1000 * o.slowest:6.1f} ms"
        _say(f"{o.target:12} {figures} {o.peak_mib:5.0f} MiB {o.seconds:8.1f}  {1 if o.finding else 0}")
    for o in outcomes:
        if o.finding:
            _say(f"\n{o.target}:\n{o.finding}")


def main() -> None:
    """Run from the command line; exit code 1 if anything was found."""
    parser = argparse.ArgumentParser(description="Feed the grader's readers and writers with damaged input.")
    parser.add_argument("--seconds", type=float, help="for all targets together")
    parser.add_argument("--count", nargs="+", default=[], metavar="TARGET=COUNT")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--replay", type=Path)
    parser.add_argument("--found", type=Path, default=FOUND, help="where to keep an input that found something")
    parser.add_argument("--json", type=Path, help="a file for the outcomes")
    options = parser.parse_args()
    if options.replay:
        _say(replay(options.replay))
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    counts = {name: int(count) for name, _, count in (text.partition("=") for text in options.count)}
    if counts:
        outcomes = [fuzz(name, count=count, seed=options.seed, found=options.found) for name, count in counts.items()]
    else:
        share = (options.seconds or 60.0) / len(TARGETS)
        outcomes = [fuzz(name, seconds=share, seed=options.seed, found=options.found) for name in TARGETS]
    _report(outcomes)
    if options.json:
        options.json.write_text(json.dumps([outcome.document() for outcome in outcomes], indent=2))
    sys.exit(1 if any(outcome.finding for outcome in outcomes) else 0)


if __name__ == "__main__":
    main()
