"""What a check file may use, and the pytest plugin that runs it."""

from convgrade.checks.bank import alternative, base, misconception
from convgrade.checks.callbacks import Misused, callback
from convgrade.checks.cases import Answers, Case, recorded
from convgrade.checks.compare import assert_array, assert_same, assert_unchanged, rejects
from convgrade.checks.gradcheck import gradcheck
from convgrade.checks.shapes import Explanation, Shape
from convgrade.worker.kinds import Tensor

__all__ = [
    "Answers",
    "Case",
    "Explanation",
    "Misused",
    "Shape",
    "Tensor",
    "alternative",
    "assert_array",
    "assert_same",
    "assert_unchanged",
    "base",
    "callback",
    "gradcheck",
    "misconception",
    "recorded",
    "rejects",
]
