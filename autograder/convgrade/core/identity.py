"""Whose work it is: the id from which a student's own numbers follow, the same at home and in the grader."""

import json
import unicodedata
from contextlib import suppress
from pathlib import Path

from convgrade.core.errors import InputError

SETTINGS = Path(".convgrade") / "settings.json"
_LONGEST = 200


def identity(text: str) -> str:
    """Return an id as it is compared: without space around it, in small letters, in one Unicode form.

    Parameters
    ----------
    text : str
        What a student or an instructor typed, or a file says: an address or a user name.

    Raises
    ------
    InputError
        If it is empty, longer than 200 characters, or holds what cannot be printed.
    """
    known = unicodedata.normalize("NFC", text).strip().casefold()
    if not known or len(known) > _LONGEST or not known.isprintable():
        raise InputError(
            f"{text[:60]!r} is no student's id: give the address or the user name by which your course knows you"
        )
    return known


def remember_identity(folder: Path, student: str) -> str:
    """Keep a student's id in the student's own folder, and return it as it is compared.

    Raises
    ------
    InputError
        If it is none, or cannot be kept.
    """
    known = identity(student)
    try:
        (folder / SETTINGS).parent.mkdir(exist_ok=True)
        (folder / SETTINGS).write_text(json.dumps({"student": known}, ensure_ascii=False), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{folder / SETTINGS} cannot be written: {error.strerror}") from None
    return known


def remembered_identity(folder: Path) -> str | None:
    """Return the id that is kept in a student's folder; None where there is none, or the file is damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError, InputError):
        return identity(json.loads((folder / SETTINGS).read_text(encoding="utf-8"))["student"])
    return None
