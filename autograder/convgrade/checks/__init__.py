"""What a check file may use, and the pytest plugin that runs it."""

from convgrade.checks.bank import alternative, misconception
from convgrade.checks.cases import Answers, Case, recorded
from convgrade.checks.compare import assert_array, assert_same, assert_unchanged, rejects

__all__ = [
    "Answers",
    "Case",
    "alternative",
    "assert_array",
    "assert_same",
    "assert_unchanged",
    "misconception",
    "recorded",
    "rejects",
]
