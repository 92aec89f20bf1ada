"""Has annotations, keyword arguments, unusual names and characters outside ASCII."""

from __future__ import annotations

import typing as t

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
π = np.pi


def total(numbers: Array, /, *, größe: float = 0.0) -> float:
    """Σ numbers, “exactly” – naïve but right."""
    return float(np.sum(numbers)) + größe


def scaled(image: Array, factor: float, **options: t.Any) -> Array:
    return image * factor * (π / π)


def slope(f: t.Callable[[float], float], x: float, h: float = 0.5, *rest: object) -> float:
    match rest:
        case ():
            return (f(x + h) - f(x - h)) / (h + h)
        case _:
            raise TypeError(rest)
