"""How well and how fast the capstone's solution learns to read digits, over many seeds.

Run with ``make seeds``.  Each seed keeps other digits back and begins with other parameters.  Prints the share
of new digits that are read right and the processor time; fails if a seed does not reach what full marks ask for.
"""

import argparse
import sys
import time
from pathlib import Path

import numpy as np

from convgrade import cnn
from convgrade.checks.context import load_module

FOLDER = Path(__file__).parents[2] / "solutions" / "a8_training"
FULL_MARKS = 0.94


def say(line):
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def trained(solution, seed):
    """Return the accuracy on 500 new digits, and the processor seconds of the training."""
    digits = cnn.split_digits(FOLDER / "digits.npz", seed)
    begun = time.process_time()
    params = solution.train_digits(digits.images, digits.labels, seed)
    seconds = time.process_time() - begun
    placed = cnn.shifted(digits.test_images, np.random.default_rng(seed))
    return cnn.accuracy_of(params, placed, digits.test_labels), seconds


def main():
    """Print a line for each seed, and the extremes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", type=int, default=20)
    solution = load_module(FOLDER / "train_digits" / "solution.py")
    results = []
    for seed in range(parser.parse_args().seeds):
        results.append(trained(solution, seed))
        say(f"seed {seed:2d}: {results[-1][0]:.1%} of 500 new digits, {results[-1][1]:.1f} s")
    accuracies, seconds = zip(*results, strict=True)
    full = sum(accuracy >= FULL_MARKS for accuracy in accuracies)
    extremes = f"{min(accuracies):.1%} at worst, {max(seconds):.1f} s at most"
    say(f"{full} of {len(results)} seeds reach {FULL_MARKS:.0%}; {extremes}")
    sys.exit(full < len(results))


if __name__ == "__main__":
    main()
