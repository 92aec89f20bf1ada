"""Work in threads that were started at import."""
# goal: points
# honest: 2
from concurrent.futures import ThreadPoolExecutor

import numpy as np


pool = ThreadPoolExecutor(2)


def loop(left, right):
    out = np.empty((len(left), right.shape[1]))
    for i in range(len(left)):
        for j in range(right.shape[1]):
            out[i, j] = np.sum(left[i] * right[:, j])
    return out

def product(left, right):
    halves = pool.map(loop, np.array_split(left, 2), [right, right])
    return np.concatenate(list(halves))
