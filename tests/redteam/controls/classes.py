"""Is written with classes, properties and dataclasses."""

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Adder:
    numbers: np.ndarray
    seen: list = field(default_factory=list)

    @property
    def total(self):
        for number in self.numbers:
            self.seen.append(float(number))
        return sum(self.seen)


class Slope:
    def __init__(self, f):
        self.f = f

    def __call__(self, x):
        return self.f(x + 0.5) - self.f(x - 0.5)


def total(numbers):
    return Adder(numbers).total


def scaled(image, factor):
    class Image(np.ndarray):
        pass

    return np.asarray(image.view(Image) * factor)


def slope(f, x):
    return Slope(f)(x)
