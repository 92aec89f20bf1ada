"""Write results.json so that a valid file is there however grading ends."""

import json
import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Any

from convgrade.core.errors import ConvgradeError
from convgrade.reports.results_json import failure_results
from convgrade.reports.schema import InvalidResultsError, to_bytes

__all__ = ["NOT_FINISHED", "ResultsFile", "failure_results"]

NOT_FINISHED = (
    "Grading did not finish: the grader was stopped (time, memory or disk space ran out, or it has a mistake). "
    "This says nothing about your work yet. Submit again; if this text comes back, tell the course staff."
)


class CannotWriteError(ConvgradeError):
    """The place of the results takes no file: the disk is full, or it may not be written to."""


class ResultsFile:
    """A results.json that is valid from the moment this object exists.

    It says that grading did not finish until `write` replaces it: what stood there before may be the
    results of another submission.  That is kept beside it as ``results.previous.json``, and only
    results take its place, so that no number of failed runs loses the last good one.

    Parameters
    ----------
    path : Path
        Where it goes; the folder is made if it is missing.

    Raises
    ------
    CannotWriteError
        If it cannot be written; an earlier one is then left as it was.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._new = path.with_name(f".{path.name}.new")
        self._kept = path.with_name(f"{path.stem}.previous{path.suffix}")
        self._again = path.with_name(f".{self._kept.name}.new")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._forget_new()
            self._write_new(to_bytes(failure_results(NOT_FINISHED)))
            self._keep_earlier()
            self._put_in_place()
        except OSError as error:
            self._forget_new()
            raise CannotWriteError(
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
        CannotWriteError
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
            raise CannotWriteError(
                f"{self.path} cannot be written: {_reason(error)}; what was there stays: "
                "free some space, or make the folder writable, and grade again"
            ) from None

    def _write_new(self, data: bytes) -> None:
        """Write beside the file, down to the disk."""
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
        if not self.path.is_file() or not self._is_worth_keeping():
            return
        try:
            self._again.hardlink_to(self.path)
        except (OSError, NotImplementedError):  # a file system without hard links
            shutil.copyfile(self.path, self._again)
        self._again.replace(self._kept)
        self._again.unlink(missing_ok=True)  # it stays where both are names of one file already

    def _is_worth_keeping(self) -> bool:
        """Return whether the file in place is more than a word that there are no results."""
        try:
            document = json.loads(self.path.read_bytes())
        except (ValueError, RecursionError):
            return not self._kept.exists()  # half a file of somebody else's is better than nothing
        extra = document.get("extra_data") if isinstance(document, dict) else None
        return not (isinstance(extra, dict) and extra.get("finished") is False)

    def _forget_new(self) -> None:
        """Remove what this run, or one that was interrupted, has not put in place."""
        for left in (self._new, self._again):
            with suppress(OSError):
                left.unlink(missing_ok=True)


def _reason(error: OSError) -> str:
    return error.strerror or type(error).__name__
