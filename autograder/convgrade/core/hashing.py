"""Names for contents: the same files give the same hash, on every machine."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path


def content_hash(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of a set of named files, as 64 hex digits.

    Parameters
    ----------
    files : mapping of str to bytes
        Contents by name; the order does not matter.
    """
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(f"{name}\0{hashlib.sha256(files[name]).hexdigest()}\n".encode())
    return total.hexdigest()


def folder_files(folder: Path) -> dict[str, bytes]:
    """Return the files below a folder by their relative POSIX paths, caches and environments left out."""
    names = sorted(path.relative_to(folder).as_posix() for path in _files_below(folder))
    return {name: (folder / name).read_bytes() for name in names}


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files that count; folders that do not are not entered, as they may hold thousands."""
    for name, folders, files in os.walk(folder):
        here = Path(name)
        folders[:] = [inner for inner in folders if not _is_left_out(here / inner)]
        paths = (here / file for file in files if not file.startswith(".") and not file.endswith(".pyc"))
        yield from (path for path in paths if path.is_file())


def _is_left_out(folder: Path) -> bool:
    """Return whether a folder is hidden, a cache, or a virtual environment."""
    return folder.name.startswith(".") or folder.name == "__pycache__" or (folder / "pyvenv.cfg").is_file()
