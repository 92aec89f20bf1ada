"""Write results.json so that a valid file is there however grading ends."""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from convgrade.core.errors import ConvgradeError, InputError
from convgrade.reports.results_json import failure_results
from convgrade.reports.schema import InvalidResultsError, to_bytes

__all__ = ["NOT_FINISHED", "ResultsFile", "failure_results"]

NOT_FINISHED = (
    "Grading did not finish: the grader was stopped (time, memory or disk space ran out, or it has a mistake). "
    "This says nothing about your work yet. Submit again; if this text comes back, tell the course staff."
)


class ResultsFile:
    """A results.json that is valid from the moment this object exists.

    It says that grading did not finish until `write` replaces it.  An earlier one is kept beside it
    as ``results.previous.json``.

    Parameters
    ----------
    path : Path
        Where it goes; the folder is made if it is missing.

    Raises
    ------
    InputError
        If it cannot be written; an earlier one is then left as it was.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._new = path.with_name(f".{path.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write_new(to_bytes(failure_results(NOT_FINISHED)))
            self._keep_earlier()
            self._put_in_place()
        except OSError as error:
            self._forget_new()
            raise InputError(
                f"{path} cannot be written: {_reason(error)}; nothing was graded: "
                "free the place or name another folder with --out"
            ) from None

    def write(self, document: dict[str, Any]) -> None:
        """Replace the file by a document, all at once.

        Parameters
        ----------
        document : dict
            What `results_of` or `failure_results` returned.

        Raises
        ------
        InputError
            If it cannot be written; the file is then what it was before.
        ConvgradeError
            If the document is not valid; the file then says that grading did not finish.
        """
        try:
            data = to_bytes(document)
        except InvalidResultsError as error:
            self._replace(to_bytes(failure_results(NOT_FINISHED)))
            raise ConvgradeError(
                f"{self.path}: the results do not fit results.schema.json ({error}); "
                "the file says that grading did not finish. This is a mistake in convgrade or in a check: report it"
            ) from None
        self._replace(data)

    def _replace(self, data: bytes) -> None:
        try:
            self._write_new(data)
            self._put_in_place()
        except OSError as error:
            self._forget_new()
            raise InputError(
                f"{self.path} cannot be written: {_reason(error)}; what was there stays: "
                "free some space, or make the folder writable, and grade again"
            ) from None

    def _write_new(self, data: bytes) -> None:
        """Write beside the file, down to the disk; what an interrupted run left there goes first."""
        self._new.unlink(missing_ok=True)
        with self._new.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def _put_in_place(self) -> None:
        self._new.replace(self.path)
        with suppress(OSError):  # not every system lets a folder be synced; the file itself is on disk
            folder = os.open(self.path.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)

    def _keep_earlier(self) -> None:
        """Give an earlier file its second name; the first one stays until the new file takes it."""
        if not self.path.is_file() or _is_placeholder(self.path):
            return
        kept = self.path.with_name(f"{self.path.stem}.previous{self.path.suffix}")
        kept.unlink(missing_ok=True)
        try:
            kept.hardlink_to(self.path)
        except (OSError, NotImplementedError):  # a file system without hard links
            shutil.copyfile(self.path, kept)

    def _forget_new(self) -> None:
        with suppress(OSError):
            self._new.unlink(missing_ok=True)


def _is_placeholder(path: Path) -> bool:
    """Return whether a file only says that grading did not finish: ours, or the one that run_autograder writes."""
    try:
        return bool(json.loads(path.read_bytes())["output"] == NOT_FINISHED)
    except (ValueError, KeyError, TypeError, RecursionError):
        return False


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
