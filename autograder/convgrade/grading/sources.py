"""What was handed in, as a list of files that can be read one by one, whatever holds them."""

from dataclasses import dataclass
from typing import Protocol

MAX_ENTRIES = 300
MAX_FOLDERS_DEEP = 3
MAX_FILE_BYTES = 256 * 1024
MAX_NOTEBOOK_BYTES = 4 * 1024 * 1024
MAX_TOTAL_BYTES = 16 * 1024 * 1024

HIDDEN = "is hidden (its name begins with a dot)"
TOO_DEEP = f"lies more than {MAX_FOLDERS_DEEP} folders deep"
INSTALLED = "is a folder of installed packages"
LINK = "is a link; hand in the file itself"

_CACHES = {
    ".convgrade",
    "__pycache__",
    ".ipynb_checkpoints",
    ".pytest_cache",
    ".hypothesis",
    ".mypy_cache",
    ".ruff_cache",
}
_CLUTTER = frozenset({"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini"} | _CACHES)
_PACKAGES = frozenset({"venv", "env", "site-packages", "node_modules"})


class FileRefused(Exception):  # noqa: N818 - it is an answer, not a fault
    """One file cannot be used; the text is a sentence without its subject, the file's name."""


@dataclass(frozen=True, order=True)
class Found:
    """A file or folder that was handed in and has not been read.

    ``parts`` are the folders above it and its name; ``reason`` says why it will not be read, where
    that is known already: a sentence without its subject.
    """

    parts: tuple[str, ...]
    reason: str = ""

    @property
    def name(self) -> str:
        """Return its name without the folders above it."""
        return self.parts[-1]

    @property
    def path(self) -> str:
        """Return its path below the top of the submission, with slashes."""
        return "/".join(self.parts)


class Source(Protocol):
    """A folder, an archive or a single file."""

    def found(self) -> list[Found]:
        """Return what is there, sorted by path; raises InputError if there is too much of it."""

    def read(self, found: Found, most: int) -> bytes:
        """Return a file's content; raises FileRefused if it is no ordinary file of at most ``most`` bytes."""

    def close(self) -> None:
        """Let go of what is open."""


def is_clutter(name: str) -> bool:
    """Return whether a file or folder is one that systems and tools leave behind: not worth a word."""
    return name in _CLUTTER or name.startswith("._")


def reason_to_skip(name: str, *, is_folder: bool) -> str:
    """Return why a file or folder is not looked into, or an empty text."""
    if name.startswith("."):
        return HIDDEN
    return INSTALLED if is_folder and name in _PACKAGES else ""


def too_large(most: int = MAX_FILE_BYTES) -> FileRefused:
    """Return the answer to a file above the limit of ``most`` bytes."""
    remedy = "clear its outputs" if most == MAX_NOTEBOOK_BYTES else "remove what is not program text, such as data"
    return FileRefused(f"is larger than {most // 1024} KiB; {remedy}")
