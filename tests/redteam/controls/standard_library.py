"""Imports this and that of the standard library."""

import bisect
import collections
import contextlib
import copy
import dataclasses
import decimal
import enum
import fractions
import heapq
import itertools
import json
import logging
import math
import pathlib
import re
import statistics
import string
import tempfile
import time
import typing

import numpy as np

logging.basicConfig(level=logging.DEBUG)
logging.getLogger(__name__).info("hello")


def total(numbers):
    return float(math.fsum(fractions.Fraction(float(number)) for number in numbers))


def scaled(image, factor):
    return np.array(json.loads(json.dumps([[value * factor for value in row] for row in image.tolist()])))


def slope(f, x):
    with contextlib.suppress(ZeroDivisionError):
        return statistics.fmean([f(x + 0.5) - f(x - 0.5)])
