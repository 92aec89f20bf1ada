"""Names for contents: the same files give the same hash, on every machine."""

import hashlib
from collections.abc import Mapping
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
    """Return the files below a folder by their relative POSIX paths, caches left out."""
    paths = (path for path in sorted(folder.rglob("*")) if path.is_file() and not _is_cache(path.relative_to(folder)))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _is_cache(path: Path) -> bool:
    return path.suffix == ".pyc" or any(part.startswith(".") or part == "__pycache__" for part in path.parts)
