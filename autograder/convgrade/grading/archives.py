"""Read a submission that is a zip archive, member by member, without ever unpacking it to disk."""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from convgrade.core.errors import InputError
from convgrade.grading.folders import read_file
from convgrade.grading.sources import (
    MAX_ENTRIES,
    MAX_FOLDERS_DEEP,
    MAX_TOTAL_BYTES,
    TOO_DEEP,
    Found,
    is_clutter,
    reason_to_skip,
    too_large,
)
from convgrade.grading.texts import clean_name

MAX_RATIO = 100
_REMEDY = "make the archive again from the .py files of the assignment alone"
_ENTRY = b"PK\x01\x02"  # begins each entry of the table of contents
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the others are unpacked without a bound on memory
_DAMAGED = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError, OverflowError)


class Archive:
    """A submission that is a zip archive.

    Parameters
    ----------
    path : Path
        The archive, at most 16 MiB.

    Raises
    ------
    InputError
        If it is damaged, too large, protected by a password, or holds what no honest archive does.
    FileRefused
        If it is no ordinary file.
    """

    def __init__(self, path: Path) -> None:
        self._name = clean_name(path.name)
        data = read_file(path, MAX_TOTAL_BYTES)
        # An upper bound on what the parser will make of it, before it does: 16 MiB can hold 350 000 entries.
        if data.count(_ENTRY) > 10 * MAX_ENTRIES:
            raise self._too_many()
        with self._damage():
            self._archive = zipfile.ZipFile(BytesIO(data))
        self._members = self._vetted()
        self._decompressed = 0

    def found(self) -> list[Found]:
        """Return what the archive holds."""
        return sorted(set(filter(None, map(_found, self._members))))

    def read(self, found: Found, most: int) -> bytes:
        """Return the content of a member."""
        member = self._members[found.parts]
        if member.compress_type not in _METHODS:
            raise self._refusal(f"{clean_name(found.path)} is compressed in an unusual way")
        with self._damage(), self._archive.open(member) as file:
            data = file.read(most + 1)
        self._decompressed += len(data)
        promised = max(len(data), member.file_size)
        if promised > MAX_RATIO * max(member.compress_size, 1) or self._decompressed > MAX_TOTAL_BYTES:
            raise self._refusal(f"{clean_name(found.path)} unpacks to far more than it should")
        if len(data) > most:
            raise too_large(most)
        return data

    def close(self) -> None:
        """Let go of the archive."""
        self._archive.close()

    def _vetted(self) -> dict[tuple[str, ...], zipfile.ZipInfo]:
        """Return the files among the members by their paths; one bad member makes the archive unusable."""
        members = self._archive.infolist()
        if len(members) > MAX_ENTRIES:
            raise self._too_many()
        files: dict[tuple[str, ...], zipfile.ZipInfo] = {}
        for member in members:
            if fault := _fault(member):
                raise self._refusal(f"{clean_name(member.orig_filename)} {fault}")
            parts = _parts(member)
            if member.is_dir() or not parts:
                continue
            if parts in files:
                raise self._refusal(f"{clean_name('/'.join(parts))} is in it twice")
            files[parts] = member
        return files

    def _refusal(self, why: str) -> InputError:
        return InputError(f"{self._name} cannot be used: {why}; {_REMEDY}")

    def _too_many(self) -> InputError:
        return self._refusal(f"it holds more than {MAX_ENTRIES} files and folders")

    @contextmanager
    def _damage(self) -> Iterator[None]:
        try:
            yield
        except _DAMAGED:
            raise self._refusal("it is damaged or no zip archive") from None


def _fault(member: zipfile.ZipInfo) -> str:
    """Return why no honest archive holds such a member (a sentence without its subject), or an empty text."""
    name = member.orig_filename
    if member.flag_bits & _ENCRYPTED:
        return "is protected by a password"
    if name.startswith("/") or re.match("[A-Za-z]:", name):
        return "has an absolute path"
    if "\\" in name or "\0" in name:
        return "has a character in its path that may not be there"
    if ".." in name.split("/"):
        return "has a path that leads out of the archive"
    if stat.S_IFMT(member.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device, not a file"
    return ""


def _parts(member: zipfile.ZipInfo) -> tuple[str, ...]:
    return tuple(part for part in member.orig_filename.split("/") if part not in ("", "."))


def _found(parts: tuple[str, ...]) -> Found | None:
    """Return a member, or the folder above it that is not looked into; None for what systems leave behind."""
    for depth, part in enumerate(parts, 1):
        if is_clutter(part):
            return None
        if reason := reason_to_skip(part, is_folder=depth < len(parts)):
            return Found(parts[:depth], reason)
    return Found(parts, TOO_DEEP if len(parts) > MAX_FOLDERS_DEEP + 1 else "")
