"""Call the function that the check hands over with an argument that takes all its memory."""
# goal: deny
# seconds: 0.5
import numpy as np


def slope(f, x):
    grown = np.zeros(4_000_000)
    while True:
        f(grown)
