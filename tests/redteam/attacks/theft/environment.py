"""Print the environment."""
# goal: secret
import os


def total(numbers):
    raise ValueError(dict(os.environ))
