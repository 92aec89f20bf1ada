"""Say what of a submission was not taken, and why: one sentence each, and not too many."""

import difflib
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import product

from convgrade.core.exercise import Assignment
from convgrade.grading.sources import HIDDEN, Found
from convgrade.grading.texts import clean_name

MAX_SENTENCES = 20
_RENAMED = re.compile(r"^copy of | *\(\d+\)$|[ _-]+(copy|final|solution|submission|new|old|mine|v?\d+)$")
_TEXT_FILES = (".py", ".txt", ".pyw", ".py3")
_NOTEBOOKS = (".ipynb", ".ipynb.txt", ".ipynb.json")
_ALIKE = 0.85
_LONG = 100


def near_miss(name: str, wanted: Collection[str]) -> str | None:
    """Return the file name that was probably meant by another, or None.

    Parameters
    ----------
    name : str
        A file's name, such as ``Conv2d (1).py``; a notebook's leads to a notebook's.
    wanted : collection of str
        The names that the assignment asks for.
    """
    stem = name.lower()
    kind, endings = (".ipynb", _NOTEBOOKS) if stem.endswith(_NOTEBOOKS) else (".py", _TEXT_FILES)
    other_kind = "." in stem and not stem.endswith(endings)
    if name in wanted or len(name) > _LONG or other_kind or stem.startswith("test"):
        return None
    while stem.endswith(endings):
        stem = stem.rpartition(".")[0]
    stems = {want.lower().removesuffix(kind): want for want in wanted if want.endswith(kind)}
    shapes = _without_additions(stem)
    for shape, want in product(shapes, stems):
        if re.search(rf"(^|[^a-z0-9]){re.escape(want)}$", shape):
            return stems[want]
    near = difflib.get_close_matches(shapes[-1], stems, n=1, cutoff=_ALIKE)
    return stems[near[0]] if near else None


def ignored_sentences(
    found: Iterable[Found], chosen: Mapping[str, Found], wanted: Sequence[str], assignment: Assignment
) -> tuple[str, ...]:
    """Return sentences on everything that was handed in and not taken.

    Parameters
    ----------
    found : iterable of Found
        What was handed in.
    chosen : mapping of str to Found
        What was taken of it, by name.
    wanted : sequence of str
        The names that the assignment asks for.
    assignment : Assignment
        Tells which files came with the release and need no word.
    """
    left = [item for item in found if item not in chosen.values() and not _came_along(item, assignment)]
    ours = [item for item in left if _is_our_check(item, assignment)]
    hidden = [item for item in left if item.reason == HIDDEN and item.name not in wanted]
    told = [item for item in left if item not in ours and item not in hidden]
    told.sort(key=lambda item: (not _looks_wanted(item, wanted), item.parts))
    sentences = [*_taken_from_elsewhere(chosen), *(_sentence(item, chosen, wanted) for item in told[:MAX_SENTENCES])]
    if len(told) > MAX_SENTENCES:
        count = len(told) - MAX_SENTENCES
        sentences.append(f"{count} further {'file is' if count == 1 else 'files are'} ignored.")
    if ours:
        sentences.append(f"{clean_name(ours[0].path)} and the like are ignored: the grader uses its own checks.")
    if hidden:
        names = ", ".join(clean_name(item.path) for item in hidden[:3]) + (", ..." if len(hidden) > 3 else "")
        sentences.append(f"What is hidden is not looked at: {names}.")
    return tuple(sentences)


def _without_additions(stem: str) -> list[str]:
    """Return a name, then step by step without what systems and people add: ``(1)``, ``copy``, ``_final``."""
    shorter = _RENAMED.sub("", stem)
    return [stem, *_without_additions(shorter)] if shorter not in (stem, "") else [stem]


def _looks_wanted(item: Found, wanted: Collection[str]) -> bool:
    return item.name in wanted or near_miss(item.name, wanted) is not None


def _sentence(item: Found, chosen: Mapping[str, Found], wanted: Sequence[str]) -> str:
    return f"{clean_name(item.path)} is ignored: {_why(item, chosen, wanted)}."


def _why(item: Found, chosen: Mapping[str, Found], wanted: Sequence[str]) -> str:
    meant = near_miss(item.name, wanted)
    if item.reason:
        return f"it {item.reason}"
    if item.name in chosen:
        return f"{clean_name(chosen[item.name].path)}, nearer to the top, was taken"
    if meant in chosen:
        return f"{meant} was handed in as well, and that name counts"
    return f"to be graded its name must be exactly {meant}" if meant else _why_of_its_kind(item.name.lower(), wanted)


def _why_of_its_kind(name: str, wanted: Sequence[str]) -> str:
    notebook = next((want for want in wanted if want.endswith(".ipynb")), None)
    if notebook and name.endswith(".ipynb"):
        return f"of notebooks only {notebook} is graded"
    if name.endswith((".zip", ".gz", ".tar", ".7z", ".rar")):
        return "an archive inside a submission is not opened"
    return "the assignment asks for no file of this name"


def _taken_from_elsewhere(chosen: Mapping[str, Found]) -> list[str]:
    """Name the files that were found in another folder than the first of those at the top."""
    if not chosen:
        return []
    main = min((item.parts[:-1] for item in chosen.values()), key=lambda folder: (len(folder), folder))
    elsewhere = [item for item in chosen.values() if item.parts[:-1] != main]
    return [f"{item.name} was taken from the folder {clean_name('/'.join(item.parts[:-1]))}." for item in elsewhere]


def _came_along(item: Found, assignment: Assignment) -> bool:
    """Return whether a file is part of what students were given, other than checks, or is nbgrader's own."""
    name = item.name
    if name.startswith("convgrade-") and name.endswith(".whl"):
        return True
    ours = (
        "README.md",
        "assignment.toml",
        "requirements.txt",
        "manifest.json",
        ".gitignore",
        ".github",
        "timestamp.txt",
    )
    return name in (*ours, *assignment.files)


def _is_our_check(item: Found, assignment: Assignment) -> bool:
    names = [exercise.name for exercise in assignment.exercises]
    ours = {file for name in names for file in (f"test_{name}.py", f"recorded_{name}.npz", f"diagnosis_{name}.json")}
    return item.parts[-2:-1] == ("tests",) and item.name in ours
