"""What a check wants to say beside its verdict, also when it passes."""

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Remarks:
    """Sentences for the report, and figures for machines."""

    notes: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)

    def note(self, sentence: str) -> None:
        """Add a sentence."""
        self.notes.append(sentence)
