"""Imports modules of the standard library that hardly anybody needs."""

import colorsys
import difflib
import graphlib
import unittest.mock

import numpy as np


def total(numbers):
    order = graphlib.TopologicalSorter({0: set()}).static_order()
    return float(np.sum(numbers)) + next(iter(order))


def scaled(image, factor):
    return image * factor


def slope(f, x):
    return f(x + 0.5) - f(x - 0.5)
