"""Run a submission against the naive grader and against convgrade, and see what it gained."""

import ctypes
import hashlib
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from redteam.catalogue import Attack
from redteam.course import Marks, lay_out
from redteam.listener import Listener
from redteam.places import Place, Server, give_to

from convgrade.reports.schema import InvalidResultsError, validate

PATIENCE_SECONDS = 60.0
_NAIVE_SECONDS = 20.0
_UNSEEMLY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_OPEN_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/")


@dataclass
class Verdict:
    """What came out of one grading: the points, and what the submission gained, by goal."""

    score: float
    gains: dict[str, str] = field(default_factory=dict)
    level: str = "process"
    outcomes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class _Run:
    """The folders of one grading."""

    attack: Attack
    folder: Path
    token: str
    before: dict[str, str]

    @property
    def grader(self) -> Path:
        return self.folder / "grader"

    @property
    def submission(self) -> Path:
        return self.folder / "submission"

    @property
    def results(self) -> Path:
        return self.grader / "results" / "results.json"


class Arena:
    """One place (this user, or an ordinary one) with both graders in it.

    Parameters
    ----------
    place : Place
        Where convgrade runs; the naive grader always runs as an ordinary user.
    without : sequence of str, optional
        Layers that convgrade shall do without.
    """

    def __init__(self, place: Place, without: tuple[str, ...] = ()) -> None:
        self.place = place
        self.marks = Marks.fresh()
        self.listener = Listener(place.base)
        secret = {"REDTEAM_SECRET": self.marks.environment}
        self._naive_place = place.ordinary.another()
        self._naive = Server(self._naive_place, "redteam.naive", secret)
        self._ours = Server(place, "redteam.ours", secret, arguments=without)
        self._descriptors: int | None = None
        self.level = "process"

    def close(self) -> None:
        """End everything that was started."""
        self._naive.close()
        self._ours.close()
        self.listener.close()

    def naive(self, attack: Attack) -> Verdict:
        """Hand an attack to the naive grader."""
        run = self._prepare(attack, self._naive_place)
        seconds = attack.seconds if attack.seconds < 3 else _NAIVE_SECONDS
        prints = run.folder / "prints.txt"
        answer = self._naive.ask(
            self._order(run) | {"do": "grade", "seconds": seconds, "prints": str(prints)}, PATIENCE_SECONDS
        )
        _outlast(run)
        document = _document(run.results)
        gains = self._traces(run, self._naive_place)
        if answer is None or answer["ended"] != 0 or document is None:
            gains["deny"] = f"it ended with {answer and answer['ended']}; results valid: {document is not None}"
        if self._naive.ask({"do": "sweep"}, 10.0) is None and answer is not None:
            gains["deny"] = "what runs the graders was damaged"
        said = _text(prints) + _text(run.results)
        self._find_in(said, run, gains)
        score = _score(document)
        if score > attack.honest:
            gains["points"] = f"{score:g} points"
        return self._finished(run, Verdict(score, gains))

    def ours(self, attack: Attack) -> Verdict:
        """Hand an attack to convgrade."""
        run = self._prepare(attack, self.place)
        answer = self._ours.ask(self._order(run), PATIENCE_SECONDS)
        _outlast(run)
        gains = self._traces(run, self.place)
        self._find_in(_text(run.results) + self._ours.said(), run, gains)
        document = _document(run.results)
        problem = _problem(answer, document, run.results)
        if problem:
            return self._finished(run, Verdict(_score(document), gains | {"deny": problem}, self.level))
        self._count(answer["descriptors"], gains)
        score = _score(document)
        if score != attack.honest:
            gains["points" if score > attack.honest else "lost"] = f"{score:g} points, not {attack.honest:g}"
        self.level = answer["level"]
        return self._finished(run, Verdict(score, gains, self.level, answer["outcomes"]))

    def command(self, attack: Attack) -> tuple[int, str, Verdict]:
        """Hand an attack to the real command; return its exit code, what it printed, and the verdict."""
        run = self._prepare(attack, self.place)
        arguments = [
            "grade",
            str(run.submission),
            "-a",
            "r1_tiny",
            "--assignments",
            str(run.grader / "source"),
            "--all",
        ]
        done = subprocess.run(
            [self.place.python, "-s", "-m", "convgrade", *arguments, "--out", str(run.results.parent)],
            env={**self.place.environment, "REDTEAM_SECRET": self.marks.environment, "COLUMNS": "100"},
            cwd="/",
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS,
            **self.place.as_user(),
        )
        gains = self._traces(run, self.place)
        self._find_in(done.stdout + done.stderr + _text(run.results), run, gains)
        document = _document(run.results)
        if problem := _invalid(document):
            gains["deny"] = problem
        score = _score(document)
        if score != attack.honest:
            gains["points" if score > attack.honest else "lost"] = f"{score:g} points, not {attack.honest:g}"
        return done.returncode, done.stdout + done.stderr, self._finished(run, Verdict(score, gains))

    def results(self, attack: Attack) -> list[tuple[str, float, str]]:
        """Return what results.json says of each check."""
        run = self._prepare(attack, self.place)
        self._ours.ask(self._order(run), PATIENCE_SECONDS)
        document = _document(run.results) or {"tests": []}
        self._finished(run, Verdict(0.0))
        return [(test["name"], test["score"], test.get("output", "")) for test in document["tests"]]

    def _prepare(self, attack: Attack, place: Place) -> _Run:
        folder = place.base / f"run-{secrets.token_hex(6)}"
        folder.mkdir(mode=0o700)
        token = secrets.token_hex(4)
        grader, submission = folder / "grader", folder / "submission"
        submission.mkdir()
        lay_out(grader, self.marks, attack.seconds, attack.exercise)
        words = {"GRADER": str(grader), "SUBMISSION": str(submission), "TOKEN": token}
        attack.hand_in(submission, words | self.listener.words | {"SITE": str(place.site), "HOME": str(place.home)})
        give_to(place.uid, folder)
        return _Run(attack, folder, token, _tree(grader))

    def _order(self, run: _Run) -> dict[str, object]:
        places = {"grader": str(run.grader), "submission": str(run.submission)}
        settings = {"exercise": run.attack.exercise, "own_user": self._naive_place.uid is not None}
        return {**places, **settings, "memory": self.marks.memory}

    def _traces(self, run: _Run, place: Place) -> dict[str, str]:
        """Return what a submission has left: processes, files, messages, damage."""
        gains = {}
        left = _processes(run.token)
        for _ in range(9 if run.attack.goal == "survive" else 0):  # one that hops is between two numbers at times
            left = left or _processes(run.token)
        if left:
            gains["survive"] = f"{len(left)} processes"
        files = _files(run.token, place.home)
        if run.attack.goal == "escape":
            self.listener.wait(run.token)
        heard = self.listener.heard(run.token)
        segment = segment_removed(run.token)
        after = _tree(run.grader)
        changed = sorted(path for path in run.before.keys() | after.keys() if run.before.get(path) != after.get(path))
        if files or heard or segment or changed:
            gains["escape"] = f"files {files}, messages {heard}, segments {segment}, changed {changed}"
        for pid in left:
            with suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        for path in files:
            path.unlink(missing_ok=True)
        return gains

    def _find_in(self, said: str, run: _Run, gains: dict[str, str]) -> None:
        if found := self.marks.found_in(said):
            gains["secret"] = ", ".join(found)
        unseemly = _UNSEEMLY.search(said) or _UNSEEMLY.search(_strings(run.results))
        if unseemly:
            gains["deface"] = repr(unseemly.group())

    def _count(self, descriptors: int, gains: dict[str, str]) -> None:
        if self._descriptors is not None and descriptors != self._descriptors:
            gains["escape"] = f"{descriptors} descriptors are open, {self._descriptors} were"
        self._descriptors = descriptors

    def _finished(self, run: _Run, verdict: Verdict) -> Verdict:
        shutil.rmtree(run.folder, ignore_errors=True)
        return verdict


def _outlast(run: _Run) -> None:
    """Give what a submission after points has left behind the time to strike."""
    end = time.monotonic() + 2.0
    while run.attack.goal == "points" and time.monotonic() < end and _processes(run.token):
        time.sleep(0.01)


def _problem(answer: dict | None, document: dict | None, results: Path) -> str:
    """Say what is wrong with a grading of convgrade, if anything is."""
    if answer is None:
        return "the grader was killed, or did not end"
    if answer["ended"] != 0:
        return f"the grader failed: {answer['ended']}"
    if document is not None and hashlib.sha256(results.read_bytes()).hexdigest() != answer["sha256"]:
        return "results.json is not what the grader wrote"
    if "grader error" in answer["outcomes"].values():
        return f"grader errors: {answer['outcomes']}"
    return _invalid(document)


def _invalid(document: dict | None) -> str:
    """Say what is wrong with a results.json, if anything is."""
    if document is None:
        return "results.json is not valid"
    try:
        validate(document)
    except InvalidResultsError as error:
        return f"results.json does not fit its schema: {error}"
    return ""


def _document(path: Path) -> dict | None:
    """Return a results.json if a reader of it would take it."""
    try:
        data = path.read_bytes()
        document = json.loads(data)
        [test["score"] for test in document["tests"]]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return document if len(data) < 1_000_000 else None


def _score(document: dict | None) -> float:
    if document is None:
        return 0.0
    return float(document.get("score", sum(test["score"] for test in document["tests"])))


def _text(path: Path) -> str:
    try:
        return path.read_bytes()[: 2**22].decode("utf-8", "replace")
    except OSError:
        return ""


def _strings(path: Path) -> str:
    """Return the texts of a JSON document, as its reader sees them."""
    try:
        return " ".join(_leaves(json.loads(path.read_bytes())))
    except (OSError, ValueError):
        return ""


def _leaves(tree: object) -> list[str]:
    if isinstance(tree, dict):
        return [text for item in tree.values() for text in _leaves(item)]
    if isinstance(tree, list):
        return [text for item in tree for text in _leaves(item)]
    return [tree] if isinstance(tree, str) else []


def _tree(folder: Path) -> dict[str, str]:
    """Return what lies in a folder, but for the results, which graders write."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file() and name not in ("results/results.json", "results/results.previous.json"):
            found[name] = f"{path.lstat().st_mode:o} {hashlib.sha256(path.read_bytes()).hexdigest()}"
    return found


def _processes(token: str) -> list[int]:
    """Return the living processes whose name or command line holds a token."""
    return [int(entry.name) for entry in os.scandir("/proc") if entry.name.isdigit() and _shows(entry.path, token)]


def _shows(process: str, token: str) -> bool:
    with suppress(OSError):
        if Path(f"{process}/stat").read_text().rpartition(")")[2].split()[0] in "ZX":
            return False
        names = Path(f"{process}/comm").read_bytes() + Path(f"{process}/cmdline").read_bytes()
        return token.encode() in names
    return False


def segment_removed(token: str) -> bool:
    """Remove the segment of System V shared memory whose key is a token; return whether there was one."""
    key = str(int(token, 16) & 0x7FFFFFFF)
    rows = [line.split() for line in _text(Path("/proc/sysvipc/shm")).splitlines()]
    found = [int(row[1]) for row in rows if row[0] == key]
    for number in found:
        ctypes.CDLL(None).shmctl(number, 0, None)
    return bool(found)


def _files(token: str, home: Path) -> list[Path]:
    """Return the files in open folders whose names hold a token."""
    found = []
    for folder in (*_OPEN_FOLDERS, str(home)):
        with suppress(OSError):
            found += [path for path in Path(folder).iterdir() if token in path.name]
    return found
