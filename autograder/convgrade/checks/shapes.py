"""What a check of speed is made of: the shapes on which it measures, and the calls that explain the result."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from convgrade.checks.cases import Case
from convgrade.checks.pairs import Bounds


@dataclass(frozen=True)
class Shape:
    """A kind of call on which speed is measured.

    Parameters
    ----------
    name : str
        What it is, such as ``"a tall image"``.
    draw : callable
        Makes the case of a call with new random arrays from a numpy generator.
    full, half : float
        Up to how many times the reference's processor time a call may take for all points, and for half.
    """

    name: str
    draw: Callable[[np.random.Generator], Case]
    full: float
    half: float

    @property
    def bounds(self) -> Bounds:
        """Return where the tiers end."""
        return Bounds(self.full, self.half)


@dataclass(frozen=True)
class Explanation:
    """Calls that explain where time and memory go.

    Parameters
    ----------
    small : Case
        A small call.
    larger : mapping of str to Case
        The same call with several times as many of something, by its name in the plural, such as ``"images"``.
    memory : Case, optional
        A call whose peak of memory is looked at.
    yardstick : str, optional
        What the peak is compared with, such as ``"the im2col matrix"``.
    yardstick_bytes : int, optional
        How large that is.
    """

    small: Case
    larger: Mapping[str, Case] = field(default_factory=dict)
    memory: Case | None = None
    yardstick: str = ""
    yardstick_bytes: int = 0
