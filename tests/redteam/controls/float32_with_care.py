"""Computes parts in float32 where nothing is lost, and returns float64."""

import numpy as np


def total(numbers):
    return float(np.sum(numbers, dtype=np.float64))


def scaled(image, factor):
    exact = image.astype(np.float32).astype(np.float64)
    return exact * np.float64(np.float32(factor))


def slope(f, x):
    half = float(np.float32(0.5))
    return f(x + half) - f(x - half)
