"""Works in a thread, which is no cheat."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np


pool = ThreadPoolExecutor(1)


def product(left, right):
    return pool.submit(np.dot, left, right).result()
