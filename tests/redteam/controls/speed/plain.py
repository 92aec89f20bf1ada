"""Leaves the work to NumPy."""

import numpy as np


def product(left, right):
    return left @ right
