"""What is fed with damaged input, and what must hold of whatever comes out.

A target's ``run`` makes one input and returns a word on how it was answered.  Any exception other than
those that are an answer, and any broken promise, is a finding: the input is in ``last``.
"""

import json
import math
import os
import shutil
import stat
from pathlib import Path

from fuzz_mutations import Mutator, odd_text

from convgrade.checks.cases import load_cases
from convgrade.core.errors import ExerciseError, InputError
from convgrade.core.exercise import Assignment, Exercise
from convgrade.core.results import Check, CheckResult, ExerciseResult, Leaderboard, Outcome, Report, Visibility
from convgrade.grading.intake import Submission, take
from convgrade.grading.notices import notices
from convgrade.reports.results_json import failure_results, results_of
from convgrade.reports.schema import MAX_BYTES, to_bytes
from convgrade.worker import replies
from convgrade.worker.protocol import PREFIX, Frame, ProtocolError, lengths, pack, unpack

HERE = Path("solutions")
_READERS = {"loaded": replies.loaded, "returned": replies.returned, "raised": replies.raised}
_NAMES = ("conv2d.py", "corr2d.py", "a2.ipynb", "Conv2d (1).py", "numpy.py", "conftest.py", "x.pth", "x.zip", ".git")
ENDINGS = (".zip", ".ipynb", ".py")


def _exercise(name: str, order: int) -> Exercise:
    return Exercise(name, HERE, name, order, (name,), points=5.0, public_checks=HERE, recorded=HERE)


ASSIGNMENT = Assignment("a2", HERE, "Convolution", (_exercise("corr2d", 1), _exercise("conv2d", 2)))


class Decoder:
    """Frames from a worker: a `Frame` or a `ProtocolError`."""

    name = "decoder"

    def __init__(self, seed: int, corpus: dict[str, bytes], _scratch: Path) -> None:
        self._mutator = Mutator(seed, list(corpus.values()))
        self.last = b""

    def run(self) -> str:
        """Damage a frame; half of the time its lengths are put right, so that more than the prefix is read."""
        self.last = self._mutator.next()
        if self._mutator.chance.random() < 0.5 and len(self.last) > PREFIX.size:
            self.last = self._repaired(self.last)
        return self.feed(self.last)

    def feed(self, data: bytes) -> str:
        """Read a frame as the grader does."""
        try:
            header, body = lengths(data[: PREFIX.size].ljust(PREFIX.size, b"\0"))
            rest = data[PREFIX.size :]
            if len(rest) < header + body:
                return "refused"  # it would wait for the rest until its deadline
            frame = unpack(rest[:header], rest[header : header + body], self._function)
            if frame.kind in _READERS:
                _READERS[frame.kind](frame)
        except ProtocolError:
            return "refused"
        self._look(frame)
        return "taken"

    def _function(self, number: int) -> object:
        if number > 2:
            raise ProtocolError("a callable that nobody sent")
        return abs

    def _look(self, frame: Frame) -> None:
        """What was taken can be sent again; a callable cannot, and becomes a word."""
        assert isinstance(frame.kind, str)
        assert isinstance(frame.nonce, str)
        assert pack(frame.kind.encode("utf-8", "replace").decode(), "", *frame.values)

    def _repaired(self, data: bytes) -> bytes:
        """Return a frame whose prefix fits: its header ends with the last bracket before the body."""
        rest = data[PREFIX.size :]
        end = self._mutator.chance.choice((rest.rfind(b"]") + 1, rest.rfind(b"]]") + 2, len(rest)))
        return PREFIX.pack(b"cvg1", end, len(rest) - end) + rest


class Intake:
    """Submissions: a `Submission` that keeps its promises, or an `InputError`."""

    name = "intake"

    def __init__(self, seed: int, corpus: dict[str, bytes], scratch: Path) -> None:
        kinds = {ending: [data for name, data in corpus.items() if name.endswith(ending)] for ending in ENDINGS}
        self._mutators = {ending: Mutator(seed + n, kinds[ending]) for n, ending in enumerate(ENDINGS)}
        self._chance = self._mutators[".zip"].chance
        self._scratch = scratch
        self.last = b""

    def run(self) -> str:
        """Damage a file, or lay out a folder of damaged and odd ones."""
        if self._chance.random() < 0.1:
            return self._feed_folder()
        ending = self._chance.choice((".zip", ".zip", ".ipynb", ".ipynb", ".py"))
        self.last = self._mutators[ending].next()
        return self.feed(self.last, ending)

    def feed(self, data: bytes, ending: str) -> str:
        """Take a file."""
        path = self._scratch / {".zip": "team.zip", ".ipynb": "a2.ipynb", ".py": "conv2d.py"}[ending]
        path.write_bytes(data)
        return self._take(path)

    def _feed_folder(self) -> str:
        folder = self._scratch / "team"
        folder.mkdir()
        try:
            made = [self._make(folder) for _ in range(self._chance.randrange(1, 12))]
            self.last = json.dumps(made).encode()
            return self._take(folder)
        finally:
            shutil.rmtree(folder)

    def _make(self, folder: Path) -> str:
        """Make something in a folder and return in words what it is."""
        deep = self._chance.choice(("", "", "", "a", "a/b", "a/b/c/d", ".h", "venv", "conv2d.py"))
        name = self._chance.choice(_NAMES) if self._chance.random() < 0.8 else self._odd_name()
        kind = self._chance.choice(("file", "file", "file", "link", "hard link", "pipe", "folder", "sparse", "device"))
        path = folder / deep / name
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._make_kind(path, kind)
        except (OSError, ValueError) as error:
            return f"{kind} not made: {type(error).__name__}"
        return f"{kind} {str(path.relative_to(folder))!a}"

    def _make_kind(self, path: Path, kind: str) -> None:
        match kind:
            case "file":
                with path.open("xb") as file:  # not into a pipe or a device that has this name already
                    file.write(self._mutators[path.suffix if path.suffix in ENDINGS else ".py"].next())
            case "link":
                path.symlink_to(self._chance.choice(("/etc/passwd", "..", "nowhere", "conv2d.py", "/dev/zero")))
            case "hard link":
                path.hardlink_to(path.parent / "corr2d.py")
            case "pipe":
                os.mkfifo(path)
            case "folder":
                path.mkdir()
            case "sparse":
                path.touch(exist_ok=False)
                os.truncate(path, self._chance.choice((2**18, 2**18 + 1, 2**40)))
            case "device" if os.geteuid() == 0:
                os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 5))  # zeros without an end

    def _odd_name(self) -> str:
        name = odd_text(self._chance).replace("/", "").replace("\0", "")[:60]
        return (name.encode("utf-8", "surrogateescape" if name.isascii() else "replace").decode() or "x") + ".py"

    def _take(self, path: Path) -> str:
        try:
            submission = take(path, ASSIGNMENT)
        except InputError as error:
            _require_sentences([str(error)])
            return "refused"
        self._look(submission)
        return "taken"

    def _look(self, submission: Submission) -> None:
        allowed = ("conv2d.py", "corr2d.py")
        assert all(name in allowed or name.startswith("a2.ipynb, code cell ") for name in submission.sources)
        assert sum(map(len, submission.sources.values())) < 2**20
        for data in submission.sources.values():
            data.decode()
        told = notices(ASSIGNMENT, list(ASSIGNMENT.exercises), submission.sources)
        _require_sentences([submission.name, *submission.ignored, *submission.problems.values(), *told])
        assert len(submission.ignored) < 40


class Results:
    """Reports with anything in them that a student may have written: always a valid document below 1 MB."""

    name = "results"

    def __init__(self, seed: int, corpus: dict[str, bytes], _scratch: Path) -> None:
        self._chance = Mutator(seed, [b""]).chance
        self.last = b""
        self._corpus = corpus

    def run(self) -> str:
        """Make a report and write its document."""
        report = self._report()
        self.last = repr(report).encode("utf-8", "backslashreplace")
        for document in (results_of(report), failure_results(odd_text(self._chance))):
            data = to_bytes(document)
            assert len(data) < MAX_BYTES
            again = json.loads(data)
            assert again == json.loads(json.dumps(document))
            for text in _texts(again):
                assert text.replace("\n", "").isprintable(), repr(text)
        assert sum(test["score"] for test in results_of(report)["tests"]) <= report.score + 1e-3
        return "taken"

    def _report(self) -> Report:
        exercises = tuple(self._exercise(n) for n in range(self._chance.randrange(4)))
        names = [odd_text(self._chance) for _ in range(6)]
        sentences = tuple(odd_text(self._chance) for _ in range(self._chance.randrange(30)))
        return Report(
            *names[:3], exercises, *names[3:], ignored=sentences, footer=sentences[:2], seconds=self._number()
        )

    def _exercise(self, number: int) -> ExerciseResult:
        results = tuple(self._result(f"{number}.{n}") for n in range(self._chance.choice((0, 1, 5, 60))))
        return ExerciseResult(f"e{number}", odd_text(self._chance), 5.0, 1.0, results, odd_text(self._chance))

    def _result(self, number: str) -> CheckResult:
        chance = self._chance
        outcome = chance.choice(list(Outcome))
        check = Check(
            id=f"e/test_{number}",
            exercise="e",
            claim=odd_text(chance),
            points=2.0,
            number=number,
            visibility=chance.choice(list(Visibility)),
            tags=tuple(chance.choice((["bonus"], []))),
            hide_errors=chance.choice((None, None, odd_text(chance))),
        )
        return CheckResult(
            check,
            outcome,
            chance.choice((0.0, 1 / 3, 2.0)),
            message=odd_text(chance),
            call=odd_text(chance),
            notes=tuple(odd_text(chance) for _ in range(chance.randrange(3))),
            seconds=self._number(),
            leaderboard=Leaderboard(odd_text(chance), self._number()) if chance.random() < 0.1 else None,
            diagnosis=odd_text(chance),
            hint=odd_text(chance),
            looks_like=tuple(odd_text(chance) for _ in range(chance.randrange(3))),
        )

    def _number(self) -> float:
        return self._chance.choice((0.0, 0.25, 1e-9, 1e9, self._chance.random()))


class Recordings:
    """Files of recorded answers: the same cases, or an `ExerciseError`."""

    name = "recordings"

    def __init__(self, seed: int, corpus: dict[str, bytes], scratch: Path) -> None:
        self._mutator = Mutator(seed, list(corpus.values()))
        self._path = scratch / "recorded.npz"
        self._good = {self._cases(data) for data in corpus.values()}
        self.last = b""

    def run(self) -> str:
        """Damage a recording and load it."""
        self.last = self._mutator.next()
        try:
            cases = self._cases(self.last)
        except ExerciseError as error:
            _require_sentences([str(error)])
            return "refused"
        assert cases in self._good
        return "taken"

    def _cases(self, data: bytes) -> str:
        self._path.write_bytes(data)
        recorded = load_cases(self._path)
        return repr([(str(case), dict(case.recorded)) for case in recorded.cases]) + recorded.torch


TARGETS = {target.name: target for target in (Decoder, Intake, Results, Recordings)}


def _require_sentences(texts: list[str]) -> None:
    """What people read is printable, in one line, and not endless."""
    for text in texts:
        assert text.isprintable(), repr(text)
        assert len(text) < 5000, len(text)


def _texts(value: object) -> list[str]:
    """Return all texts in a JSON document; numbers in it are finite."""
    if isinstance(value, dict):
        return [text for key, item in value.items() for text in (key, *_texts(item))]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    assert not isinstance(value, float) or math.isfinite(value)
    return [value] if isinstance(value, str) else []
