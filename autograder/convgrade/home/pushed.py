"""Check what a student pushed to GitHub, with the checks of a release that was unpacked beside it."""

from collections.abc import Iterator
from pathlib import Path

from rich.console import Console

from convgrade.core.errors import ExitCode, InputError
from convgrade.core.exercise import Assignment, load_assignment
from convgrade.core.identity import remembered_identity
from convgrade.core.release import Manifest, is_as_released, read_manifest
from convgrade.core.results import Report
from convgrade.grading.grade import Options, grade
from convgrade.grading.intake import take, wanted_names
from convgrade.reports.markdown import classroom_points, report_markdown
from convgrade.reports.running import finish, printing
from convgrade.reports.terminal import print_report
from convgrade.worker.client import start_workers
from convgrade.worker.confine import protect_grader

_OWN = ("README.md", ".gitignore")
_SHOWN_DIGITS = 12


def check_push(release: Path, pushed: Path, *, summary: Path | None = None, points: Path | None = None) -> ExitCode:
    """Run a release's public checks on a pushed folder, of which nothing but the exercises' files is used.

    Parameters
    ----------
    release : Path
        The release, unpacked: a student's folder with its manifest.
    pushed : Path
        The repository's folder.
    summary : Path, optional
        The report is added to this file, as Markdown.
    points : Path, optional
        The points are added to this file as ``result=...``, as GitHub Classroom's reporter reads them.

    Raises
    ------
    InputError
        If the release or what was pushed cannot be used, or a file cannot be written; the summary says so.
    """
    protect_grader()
    try:
        assignment, manifest = load_assignment(release), read_manifest(release)
        report = _checked(assignment, pushed)
    except InputError as error:
        _add(summary, f"## Nothing was checked\n\n```text\n{error}\n```\n")
        raise
    edited = list(edited_files(assignment, manifest, pushed))
    _add(summary, report_markdown(report, _more(assignment, manifest, report, edited)))
    _add(points, f"result={classroom_points(report)}\n")
    with printing("look at the summary"):
        print_report(report, Console(), at_home=True)
        return finish(report)


def edited_files(assignment: Assignment, manifest: Manifest, pushed: Path) -> Iterator[str]:
    """Yield a sentence for each file of the release that was changed or removed, and does not count for that."""
    own = {*wanted_names(assignment), *_OWN}
    for name in sorted(set(manifest.files) - own):
        path = pushed / name
        if path.is_symlink() or not path.is_file():
            yield f"{name} is missing: the release's own was used."
        elif not is_as_released(path.read_bytes(), manifest.files[name]):
            yield f"{name} was changed, and not used: the release's own was."


def _checked(assignment: Assignment, pushed: Path) -> Report:
    with start_workers() as workers:
        submission = take(pushed, assignment)
        return grade(submission, assignment, Options(student=remembered_identity(pushed)), workers)


def _more(assignment: Assignment, manifest: Manifest, report: Report, edited: list[str]) -> list[str]:
    more = f"These are the public checks, for {report.points:g} points; "
    more += f"the grader has more, for {assignment.points:g} in all, and decides."
    made = f"convgrade {manifest.version}, release {manifest.release[:_SHOWN_DIGITS]}, edition {manifest.edition}."
    return [more, *edited, *report.ignored, made]


def _add(path: Path | None, text: str) -> None:
    if path is None:
        return
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}") from None
