"""What this machine gives for the submissions of a rehearsal, with the exercises that the zip carries."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from convgrade.authoring.layout import unpack
from convgrade.core.errors import ConvgradeError, InputError

Results = Mapping[str, Any]


def grade_here(zip_path: Path, submissions: Sequence[Path]) -> dict[Path, Results]:
    """Return the results of ``convgrade grade`` on this machine, by submission.

    Raises
    ------
    InputError
        If the zip carries not one assignment.
    ConvgradeError
        If a grading leaves no results; quotes what it said last.
    """
    with tempfile.TemporaryDirectory(prefix="convgrade-rehearsal-") as folder:
        unpack(zip_path, Path(folder) / "source")
        solutions = Path(folder) / "source" / "solutions"
        found = sorted(path.parent.name for path in solutions.glob("*/assignment.toml"))
        if len(found) != 1:
            raise InputError(f"{zip_path} carries {len(found)} assignments in solutions/, not one: build it again")
        options = ["--assignments", str(solutions), "--assignment", found[0]]
        return {path: _grade(path, options, Path(folder) / "results") for path in dict.fromkeys(submissions)}


def differences(there: Results, here: Results) -> str | None:
    """Return one sentence on how two results differ in their tests, or None if they do not.

    Names, statuses and scores are compared; texts and times may differ from place to place.
    """
    ours, theirs = (_scores(results) for results in (there, here))
    if ours == theirs:
        return None
    names = [name for name in ours.keys() | theirs.keys() if ours.get(name) != theirs.get(name)]
    first = min(names)
    got, want = (found.get(first, ("no such test", 0.0)) for found in (ours, theirs))
    more = f", and {len(names) - 1} more differ" if len(names) > 1 else ""
    return f"{first}: {got[0]}, {got[1]:g} points; here {want[0]}, {want[1]:g} points{more}"


def _scores(results: Results) -> dict[str, tuple[str, float]]:
    return {f"{t['number']} {t['name']}": (t["status"], float(t["score"])) for t in results.get("tests", ())}


def _grade(submission: Path, options: Sequence[str], out: Path) -> Results:
    command = [sys.executable, "-m", "convgrade", "grade", str(submission), *options, "--out", str(out)]
    done = subprocess.run(  # noqa: S603 - our own words
        command, env={**os.environ, "COLUMNS": "100"}, capture_output=True, text=True, check=False
    )
    file = out / "results.json"
    if not file.is_file():
        said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-5:])
        raise ConvgradeError(f"grading {submission} on this machine left no results; its last lines:\n{said}")
    results: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    file.unlink()
    return results
