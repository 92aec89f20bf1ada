"""What is known of a release: where it lies in a student's repository, and what its manifest says."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from convgrade.core.errors import InputError

MANIFEST_FILE = "manifest.json"
RELEASE_ZIP = ".github/classroom/release.zip"
WORKFLOW = ".github/workflows/classroom.yml"


@dataclass(frozen=True)
class Manifest:
    """What ``manifest.json`` says: ``release`` is one hash over all files, ``files`` the SHA-256 of each by path."""

    version: str
    release: str
    assignment: str
    edition: str
    points: float
    bonus: float
    files: Mapping[str, str]

    @classmethod
    def of(cls, content: bytes, where: str) -> "Manifest":
        """Read a manifest.

        Parameters
        ----------
        content : bytes
            Of ``manifest.json``.
        where : str
            Its path, for messages.

        Raises
        ------
        InputError
            If it is damaged.
        """
        try:
            known = json.loads(content)
            version, release, assignment, edition = (
                str(known[key]) for key in ("version", "release", "assignment", "edition")
            )
            files = {str(name): str(digest) for name, digest in known["files"].items()}
            return cls(version, release, assignment, edition, float(known["points"]), float(known["bonus"]), files)
        except (ValueError, KeyError, TypeError, AttributeError):
            raise InputError(f"{where} is damaged: build the release again") from None


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of an unpacked release.

    Raises
    ------
    InputError
        If there is none, or it is damaged.
    """
    path = folder / MANIFEST_FILE
    if not path.is_file():
        raise InputError(f"{folder} is no release: it has no {MANIFEST_FILE}; unpack a zip that convgrade built")
    return Manifest.of(path.read_bytes(), str(path))


def is_as_released(content: bytes, digest: str) -> bool:
    """Return whether a file is what a manifest says, whichever line ends an editor or git gave it."""
    return digest in {hashlib.sha256(data).hexdigest() for data in (content, content.replace(b"\r\n", b"\n"))}
