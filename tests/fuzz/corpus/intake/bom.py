# coding: utf-8
import numpy as np


def conv2d(x, weight):
    return np.zeros(3)
