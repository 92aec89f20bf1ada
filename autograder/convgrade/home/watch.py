"""Check again whenever a file is saved: warm workers, and only what the saved file can have changed.

Saves are noticed by looking at the times of a dozen files, twenty times a second.  That costs next to
nothing, needs no further package, and works where notifications of the system do not: on network
drives, in folders shared with a virtual machine, and with editors that put a new file in the place of
the old one.
"""

import time
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from rich.console import Console
from rich.text import Text

from convgrade.core.errors import ExitCode, InputError
from convgrade.core.exercise import Assignment, load_assignment
from convgrade.grading.intake import Submission, take, wanted_names
from convgrade.grading.texts import clean
from convgrade.home.check import CHECK_AGAIN, checked, named_or_all, show
from convgrade.home.progress import digest_of
from convgrade.reports.running import finish, printing
from convgrade.worker.client import WorkerSource, start_workers
from convgrade.worker.confine import protect_grader

POLL_SECONDS = 0.05
_STILL_SECONDS = 0.02
_State = tuple[int, int, int] | None


class Saves:
    """Notices when one of some files is written, replaced, made or removed.

    Parameters
    ----------
    paths : collection of Path
        The files; those that do not exist may appear.
    sleep : callable, optional
        Waits for some seconds; tests do something else meanwhile.
    """

    def __init__(self, paths: Collection[Path], sleep: Callable[[float], None] = time.sleep) -> None:
        self._paths = tuple(paths)
        self._sleep = sleep
        self._seen = self._now()

    def wait(self) -> None:
        """Return once a file has changed since the last time, and all are at rest: none is half written."""
        while (now := self._now()) == self._seen:
            self._sleep(POLL_SECONDS)
        self._sleep(_STILL_SECONDS)
        while (later := self._now()) != now:
            now = later
            self._sleep(_STILL_SECONDS)
        self._seen = now

    def _now(self) -> list[_State]:
        return [_state_of(path) for path in self._paths]


class Watch:
    """One folder under watch.

    Parameters
    ----------
    assignment : Assignment
        The student's folder.
    names : collection of str
        The exercises to check.
    workers : WorkerSource
        Stays warm between checks.
    console : Console
        Where to print.
    everything : bool
        Whether to show every failed check in full.
    """

    def __init__(
        self,
        assignment: Assignment,
        names: Collection[str],
        workers: WorkerSource,
        console: Console,
        *,
        everything: bool,
    ) -> None:
        self._assignment = assignment
        self._names = names
        self._workers = workers
        self._console = console
        self._everything = everything
        self._digests: Mapping[str, str] = {}

    @property
    def files(self) -> list[Path]:
        """Return the files that a student may save."""
        return [self._assignment.folder / name for name in wanted_names(self._assignment)]

    def check(self) -> None:
        """Check the exercises whose files are not what they were at the last check, and print the report."""
        begun = time.perf_counter()
        try:
            submission = take(self._assignment.folder, self._assignment)
        except InputError as error:  # such as no file at all; the next save may mend it
            self._say(f"{error}.")
            self._digests = {}
            return
        digests = {name: self._digest(name, submission) for name in self._names}
        names = [name for name in self._names if digests[name] != self._digests.get(name)]
        self._digests = digests
        if names:
            report = checked(self._assignment, submission, names, self._workers, self._console)
            show(report, self._assignment, submission, self._console, everything=self._everything)
            finish(report)
            self._say(f"Checked {', '.join(names)} in {time.perf_counter() - begun:.2f} s. Save to check again.")

    def _digest(self, name: str, submission: Submission) -> str:
        exercise = self._assignment.exercise(name)
        return digest_of(exercise, submission.sources) + submission.problems.get(exercise.file_name, "")

    def _say(self, sentence: str) -> None:
        encoding = self._console.encoding
        text = clean(sentence).encode(encoding, "backslashreplace").decode(encoding)
        self._console.print(Text(text, "dim"))
        self._console.print()


def watch_folder(
    folder: Path,
    exercises: Collection[str],
    *,
    everything: bool = False,
    workers: WorkerSource | None = None,
    saves: Callable[[Collection[Path]], Saves] = Saves,
) -> ExitCode:
    """Check exercises now and again on every save, until Ctrl-C.

    Parameters
    ----------
    folder : Path
        The student's folder.
    exercises : collection of str
        Which exercises; all where it is empty.
    everything : bool, optional
        Show every failed check in full.
    workers : WorkerSource, optional
        Where workers come from, closed at the end; the best that the system has by default.
    saves : callable, optional
        Makes what notices saves.

    Raises
    ------
    InputError
        If the folder is no assignment, or has no such exercise.
    """
    protect_grader()
    console = Console()
    assignment = load_assignment(folder)
    names = named_or_all(assignment, tuple(exercises))
    with printing(CHECK_AGAIN), workers or start_workers(keep_ready=True) as source:
        watch = Watch(assignment, names, source, console, everything=everything)
        try:
            noticed = saves(watch.files)
            console.print(f"Watching {', '.join(names)}: save a file to check it, Ctrl-C ends this.", style="dim")
            while True:
                watch.check()
                noticed.wait()
        except KeyboardInterrupt:
            console.print("No longer watching.", style="dim")
    return ExitCode.ALL_POINTS


def _state_of(path: Path) -> _State:
    """Return what changes when a file is saved, in place or by another one that takes its name."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino
