"""Works in other orders of memory, with views, copies and strides."""

import numpy as np


def total(numbers):
    return float(np.sum(numbers[::-1][::2]) + np.sum(numbers[::-1][1::2]))


def scaled(image, factor):
    turned = np.asfortranarray(image).T
    grown = np.empty((turned.shape[0], 2 * turned.shape[1]))[:, ::2]
    grown[:] = turned * factor
    return grown.T


def slope(f, x):
    ends = np.array([x - 0.5, x + 0.5])[::-1]
    return float(np.diff([f(float(end)) for end in ends[::-1]])[0])
