"""Has a main program of its own, for trying things out."""

import argparse

import numpy as np


def total(numbers):
    return float(np.sum(numbers))


def scaled(image, factor):
    return image * factor


def slope(f, x):
    return f(x + 0.5) - f(x - 0.5)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("numbers", nargs="+", type=float)
    print(total(np.array(parser.parse_args().numbers)))
    raise SystemExit(input("again? "))
