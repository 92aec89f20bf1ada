"""Take in what a student handed in: the expected files as bytes, and a word on everything else.

A submission is data here.  Nothing in it is run, parsed or unpacked to disk, no link is followed, and
every quantity that it controls is bounded.
"""

import stat
from collections.abc import Collection, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from convgrade.core.errors import InputError
from convgrade.core.exercise import Assignment
from convgrade.core.hashing import content_hash
from convgrade.grading.archives import Archive
from convgrade.grading.folders import Folder, SingleFile
from convgrade.grading.ignored import ignored_sentences, near_miss
from convgrade.grading.notebooks import from_notebook, notebook_name
from convgrade.grading.sources import MAX_FILE_BYTES, MAX_NOTEBOOK_BYTES, FileRefused, Found, Source
from convgrade.grading.stamp import stamp_in
from convgrade.grading.texts import clean, clean_name, python_source


@dataclass(frozen=True)
class Submission:
    """What was taken of what a student handed in.

    ``sources`` are the files by name, UTF-8 without a byte order mark, code cells of a notebook among
    them; ``problems`` says of an expected file why it could not be taken, in a sentence for the student;
    ``ignored`` says the same of everything that was not expected.  ``hash`` is the SHA-256 of names and
    contents of the sources.  ``paths`` are where the files that were taken lie, by name, the notebook
    among them; ``edition`` is that of the assignment they were made with, where they say so.
    """

    name: str
    sources: Mapping[str, bytes]
    ignored: tuple[str, ...]
    problems: Mapping[str, str]
    hash: str
    paths: Mapping[str, str] = field(default_factory=dict)
    edition: str = ""


def take(submission: Path, assignment: Assignment) -> Submission:
    """Take the files that an assignment asks for from a folder, a zip archive or a single file.

    A file that cannot be used (a link, not UTF-8, larger than 256 KiB, ...) is a problem of its own
    exercise alone.  The assignment's notebook gives the exercises whose files are not there; see
    `from_notebook`.

    Parameters
    ----------
    submission : Path
        What was handed in; files in folders of it, up to three deep, are found as well.
    assignment : Assignment
        What was asked for.

    Returns
    -------
    Submission
        At least one expected file, or a problem of one.

    Raises
    ------
    InputError
        If there is no expected file, if it is unclear which of two is meant, or if the archive or
        folder is not fit to be read; the text says what to do.
    """
    submission = submission.absolute()
    wanted = wanted_names(assignment)
    with closing(_open(submission)) as source:
        found = source.found()
        chosen = _choose(found, wanted)
        if not chosen:
            raise InputError(_nothing_found(submission, found, wanted))
        sources, problems = _read(source, chosen)
        notes = _add_notebook(source, chosen, assignment, sources, problems)
        edition = stamp_in(source, found, notebook_name(assignment))
    sources = assignment.with_modules(sources)
    own = {exercise.file_name for exercise in assignment.exercises}
    others = [problem for name, problem in problems.items() if name not in own]
    return Submission(
        name=clean(submission.name.removesuffix(".zip"), 200).replace("\n", " "),
        sources=sources,
        ignored=(*others, *notes, *ignored_sentences(found, chosen, wanted, assignment)),
        problems=_misnamed(found, {*chosen, *sources}, assignment) | problems,
        hash=content_hash(sources),
        paths={name: item.path for name, item in chosen.items()},
        edition=edition,
    )


def wanted_names(assignment: Assignment) -> tuple[str, ...]:
    """Return the names of the files that a student may hand in: exercises', helpers', given ones, the notebook's."""
    names = [exercise.file_name for exercise in assignment.exercises]
    names += [helper for exercise in assignment.exercises for helper in exercise.helpers]
    names += assignment.modules
    return (*dict.fromkeys(names), notebook_name(assignment))


def _add_notebook(
    source: Source,
    chosen: Mapping[str, Found],
    assignment: Assignment,
    sources: dict[str, bytes],
    problems: dict[str, str],
) -> tuple[str, ...]:
    """Add to the files what the notebook gives, and return the sentences about it."""
    name = notebook_name(assignment)
    if name not in chosen:
        return ()
    item = chosen[name]
    exercises = assignment.exercises
    files = {e.file_name: sources.get(e.file_name) for e in exercises if e.file_name in chosen}
    try:
        taken = from_notebook(name, _content(source, item, MAX_NOTEBOOK_BYTES), exercises, files)
    except FileRefused as refusal:
        sentence = f"{clean_name(item.path)} {refusal}."
        problems |= {e.file_name: sentence for e in exercises if e.file_name not in chosen}
        problems[name] = sentence
        return ()
    sources |= taken.sources
    return taken.notes


def _open(path: Path) -> Source:
    """Return what reads a submission, by what it is: a link at the very top is not followed either."""
    shown = clean_name(path.name)
    try:
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            return Folder(path)
        if stat.S_ISLNK(mode):
            raise InputError(f"{shown} is a link; name the folder or file to which it leads")
        return Archive(path) if path.suffix.lower() == ".zip" else SingleFile(path)
    except FileRefused as refusal:
        raise InputError(f"{shown} {refusal}") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "this is no path"
        raise InputError(f"the submission {shown} cannot be opened: {reason}") from None


def _choose(found: Sequence[Found], wanted: Sequence[str]) -> dict[str, Found]:
    """Return which file is taken for each name: the one nearest to the top, if there is one nearest."""
    chosen = {}
    for name in wanted:
        named = [item for item in found if item.name == name]
        usable = [item for item in named if not item.reason]
        candidates = sorted(usable or named, key=lambda item: (len(item.parts), item))
        if len(candidates) > 1 and len(candidates[0].parts) == len(candidates[1].parts):
            first, second = (clean_name(item.path) for item in candidates[:2])
            raise InputError(f"it is unclear which {name} to grade, {first} or {second}; hand in only one of them")
        if candidates:
            chosen[name] = candidates[0]
    return chosen


def _read(source: Source, chosen: Mapping[str, Found]) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the contents of the Python files that can be used, and what is wrong with the others."""
    sources, problems = {}, {}
    for name, item in chosen.items():
        if name.endswith(".ipynb"):
            continue
        try:
            sources[name] = python_source(_content(source, item, MAX_FILE_BYTES))
        except FileRefused as refusal:
            problems[name] = f"{clean_name(item.path)} {refusal}."
    return sources, problems


def _content(source: Source, item: Found, most: int) -> bytes:
    """Return the content of what was found, or raise FileRefused."""
    if item.reason:
        raise FileRefused(item.reason)
    return source.read(item, most)


def _misnamed(found: Sequence[Found], chosen: Collection[str], assignment: Assignment) -> dict[str, str]:
    """Say of each missing file which one was probably meant to be it."""
    missing = [exercise.file_name for exercise in assignment.exercises if exercise.file_name not in chosen]
    problems = {}
    for item in found:
        meant = None if item.name in chosen or item.reason else near_miss(item.name, missing)
        if meant:
            problems[meant] = (
                f"{meant} was not handed in; {clean_name(item.path)} looks like it: its name must be exactly {meant}."
            )
    return problems


def _nothing_found(submission: Path, found: Sequence[Found], wanted: Sequence[str]) -> str:
    """Say what was expected, and which files were probably meant."""
    *files, notebook = wanted
    text = f"{clean_name(submission.name)} holds none of the files that are graded ({', '.join(files)}"
    text += f", or the notebook {notebook}); hand in a folder, a .zip or one file"
    pairs = [(item, near_miss(item.name, wanted)) for item in found]
    for item, meant in [pair for pair in pairs if pair[1]][:3]:
        text += f"; rename {clean_name(item.path)} to {meant}"
    return text
