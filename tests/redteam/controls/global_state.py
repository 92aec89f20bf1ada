"""Sets up global state while it is imported, and changes some of it."""

import os
import random
import sys
import time

import numpy as np

np.seterr(all="ignore")
np.set_printoptions(precision=3)
np.random.seed(0)
random.seed(0)
sys.setrecursionlimit(5000)
os.environ["OMP_NUM_THREADS"] = "2"
TABLE = np.arange(1000.0)
STARTED = time.perf_counter()
calls = 0


def total(numbers):
    global calls
    calls += 1
    return float(np.sum(numbers))


def scaled(image, factor):
    return image * factor + 0.0 * TABLE[0]


def slope(f, x):
    return f(x + 0.5) - f(x - 0.5)
