"""Read a submission that is a folder or a single file, without following links.

Nothing is opened by a path twice: folders are opened one inside the other, and a file is judged by
what was opened, not by what its name promised.
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from convgrade.core.errors import InputError
from convgrade.grading.sources import (
    LINK,
    MAX_ENTRIES,
    MAX_FOLDERS_DEEP,
    TOO_DEEP,
    FileRefused,
    Found,
    is_clutter,
    reason_to_skip,
    too_large,
)
from convgrade.grading.texts import clean_name

# Windows has none of these flags but O_BINARY, and no way to open a file relative to an open folder.
_FLAGS = os.O_RDONLY
for _name in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY", "O_NOCTTY"):
    _FLAGS |= getattr(os, _name, 0)
_FOLDER = getattr(os, "O_DIRECTORY", 0)
_PIECE = 64 * 1024
_RELATIVE = os.open in os.supports_dir_fd and os.scandir in os.supports_fd

_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFLNK: "a link",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class Folder:
    """A submission that is a folder.

    Parameters
    ----------
    path : Path
        The folder; not a link to one.

    Raises
    ------
    OSError
        If it cannot be opened.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._root = os.open(path, _FLAGS | _FOLDER) if _RELATIVE else None
        self._looked_at = 0

    def found(self) -> list[Found]:
        """Return what the folder and the folders in it hold."""
        self._looked_at = 0
        found: list[Found] = []
        to_visit: list[tuple[str, ...]] = [()]
        while to_visit:
            above = to_visit.pop(0)
            for name, is_folder, is_link in self._list(above):
                here = (*above, name)
                reason = LINK if is_link else reason_to_skip(name, is_folder=is_folder)
                if is_clutter(name):
                    continue
                if not is_folder or reason:
                    found.append(Found(here, reason))
                elif len(here) > MAX_FOLDERS_DEEP:
                    found.append(Found(here, TOO_DEEP))
                else:
                    to_visit.append(here)
        return sorted(found)

    def read(self, found: Found, most: int) -> bytes:
        """Return the content of a file."""
        with _refusing_what_cannot_be_read():
            return _read_and_close(self._open_file(found.parts), most)

    def close(self) -> None:
        """Let go of the folder."""
        if self._root is not None:
            os.close(self._root)
            self._root = None

    def _list(self, parts: tuple[str, ...]) -> list[tuple[str, bool, bool]]:
        """Return name, whether it is a folder, and whether it is a link, of each entry of one folder."""
        left = MAX_ENTRIES - self._looked_at
        try:
            with self._opened_folder(parts) as opened, os.scandir(opened) as entries:
                some = islice(entries, left + 1)
                listed = [(entry.name, entry.is_dir(follow_symlinks=False), entry.is_symlink()) for entry in some]
        except OSError as error:
            where = clean_name("/".join((self._path.name, *parts)))
            raise InputError(f"the folder {where} cannot be read: {error.strerror}") from None
        self._looked_at += len(listed)
        if self._looked_at > MAX_ENTRIES:
            raise InputError(
                f"{clean_name(self._path.name)} holds more than {MAX_ENTRIES} files and folders; "
                "hand in the .py files of the assignment alone"
            )
        return sorted(listed)

    @contextmanager
    def _opened_folder(self, parts: tuple[str, ...]) -> Iterator[int | str]:
        if self._root is None:
            yield str(self._path.joinpath(*parts))
            return
        descriptor = _descend(self._root, parts, _FLAGS | _FOLDER)
        try:
            yield descriptor
        finally:
            os.close(descriptor)

    def _open_file(self, parts: tuple[str, ...]) -> int:
        if self._root is None:
            return _open_no_link(self._path.joinpath(*parts))
        return _descend(self._root, parts, _FLAGS)


class SingleFile:
    """A submission that is one file.

    Parameters
    ----------
    path : Path
        The file; not a link to one.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def found(self) -> list[Found]:
        """Return the file."""
        return [Found((self._path.name,))]

    def read(self, found: Found, most: int) -> bytes:  # noqa: ARG002 - there is only one
        """Return its content."""
        return read_file(self._path, most)

    def close(self) -> None:
        """Do nothing: it is open only while it is read."""


def read_file(path: Path, most: int) -> bytes:
    """Return the content of an ordinary file.

    Parameters
    ----------
    path : Path
        The file; a link is not followed.
    most : int
        How large it may be, in bytes.

    Raises
    ------
    FileRefused
        If it is larger, anything but an ordinary file, or cannot be opened.
    """
    with _refusing_what_cannot_be_read():
        return _read_and_close(_open_no_link(path), most)


def _descend(root: int, parts: tuple[str, ...], flags: int) -> int:
    """Open folder after folder, each inside the one before, and what lies in the last with ``flags``."""
    descriptor = os.dup(root)
    for depth, part in enumerate(parts, 1):
        try:
            inner = os.open(part, flags if depth == len(parts) else _FLAGS | _FOLDER, dir_fd=descriptor)
        finally:
            os.close(descriptor)
        descriptor = inner
    return descriptor


def _open_no_link(path: Path) -> int:
    descriptor = os.open(path, _FLAGS)
    if not hasattr(os, "O_NOFOLLOW") and not os.path.samestat(os.lstat(path), os.fstat(descriptor)):
        os.close(descriptor)
        raise FileRefused(LINK)
    return descriptor


@contextmanager
def _refusing_what_cannot_be_read() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileRefused(LINK if error.errno == errno.ELOOP else f"cannot be read: {error.strerror}") from None


def _read_and_close(descriptor: int, most: int) -> bytes:
    """Judge what was opened and read it: a file may also grow, or claim to be empty, while it is read."""
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            kind = _KINDS.get(stat.S_IFMT(status.st_mode), "something special")
            raise FileRefused(f"is {kind}, not a file; hand in the file itself")
        if status.st_nlink > 1:
            raise FileRefused("has a second name elsewhere (a hard link); hand in a copy of it")
        if status.st_size > most:
            raise too_large(most)
        data = bytearray()
        while len(data) <= most and (piece := os.read(descriptor, _PIECE)):
            data += piece
    finally:
        os.close(descriptor)
    if len(data) > most:
        raise too_large(most)
    return bytes(data)
