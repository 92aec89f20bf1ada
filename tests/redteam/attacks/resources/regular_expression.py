"""Let a regular expression backtrack for ever."""
# goal: deny
# seconds: 0.5
import re


def scaled(image, factor):
    return float(bool(re.match(r"(a*)*b", "a" * 40)))
