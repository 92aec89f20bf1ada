"""Read the TOML files of a course: every mistake in one is told with its file, its key and the remedy."""

import tomllib
from pathlib import Path
from typing import Any

from convgrade.core.errors import ExerciseError

_REQUIRED: Any = object()


class Table:
    """A TOML table whose values are taken one by one, and whose errors say what is wrong, and where.

    Each method that takes a value raises ExerciseError if it is missing or of another kind.
    """

    def __init__(self, where: str, values: dict[str, Any]) -> None:
        self.where = where
        self._values = dict(values)

    @classmethod
    def read(cls, path: Path) -> "Table":
        """Read a file; raises ExerciseError if it is not TOML or cannot be read."""
        try:
            return cls(str(path), tomllib.loads(path.read_text(encoding="utf-8")))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, RecursionError) as error:
            raise ExerciseError(f"{path} is not valid TOML: {error}") from None
        except OSError as error:
            raise ExerciseError(f"{path} cannot be read: {error.strerror}; restore it") from None

    def _take(self, key: str, kind: type | tuple[type, ...], what: str, default: Any) -> Any:
        value = self._values.pop(key, default)
        if value is _REQUIRED:
            raise ExerciseError(f"{self.where}: the key {key!r} is missing; it must be {what}")
        wrong_bool = isinstance(value, bool) and kind is not bool
        if value is not default and (wrong_bool or not isinstance(value, kind)):
            raise ExerciseError(f"{self.where}: {key!r} must be {what}, not {value!r}")
        return value

    def text(self, key: str) -> str:
        """Take a text that must be there."""
        return str(self._take(key, str, "a text", _REQUIRED))

    def optional_text(self, key: str) -> str | None:
        """Take a text, or None."""
        value = self._take(key, str, "a text", None)
        return None if value is None else str(value)

    def number(self, key: str, default: Any = None) -> float:
        """Take a number; without a default it must be there."""
        return float(self._take(key, (int, float), "a number", _REQUIRED if default is None else default))

    def integer(self, key: str, default: Any = None) -> int:
        """Take a whole number; without a default it must be there."""
        return int(self._take(key, int, "a whole number", _REQUIRED if default is None else default))

    def flag(self, key: str) -> bool:
        """Take true or false, which must be there."""
        return bool(self._take(key, bool, "true or false", _REQUIRED))

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Take a list of texts."""
        values = self._take(key, list, "a list of texts", _REQUIRED if required else [])
        if not all(isinstance(value, str) for value in values):
            raise ExerciseError(f"{self.where}: {key!r} must be a list of texts, not {values!r}")
        return tuple(values)

    def integers(self, key: str) -> tuple[int, ...]:
        """Take a list of whole numbers."""
        values = self._take(key, list, "a list of whole numbers", [])
        if not all(type(value) is int for value in values):
            raise ExerciseError(f"{self.where}: {key!r} must be a list of whole numbers, not {values!r}")
        return tuple(values)

    def table(self, key: str) -> "Table":
        """Take a table; it is empty where there is none."""
        return Table(f"{self.where}, [{key}]", self._take(key, dict, "a table", {}))

    def tables(self, key: str) -> list["Table"]:
        """Take a list of tables."""
        values = self._take(key, list, "a list of tables", [])
        return [Table(f"{self.where}, {key} {i}", value) for i, value in enumerate(values, 1)]

    def has(self, key: str) -> bool:
        """Return whether a key is there."""
        return key in self._values

    def all_in_words(self) -> dict[str, str]:
        """Take all that is left as texts, by key."""
        return {key: self.text(key) for key in list(self._values)}

    def all_texts(self) -> dict[str, tuple[str, ...]]:
        """Take all that is left as lists of texts, by key."""
        return {key: self.texts(key) for key in list(self._values)}

    def nothing_else(self) -> None:
        """Raise ExerciseError if a key is left that nobody took."""
        if self._values:
            key = next(iter(self._values))
            raise ExerciseError(f"{self.where}: {key!r} is not a key here; remove it or correct its spelling")
